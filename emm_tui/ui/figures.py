"""The figures of the running or the last run as lines of a board: pure functions of the metrics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from emm_tui.domain import events as ev
from emm_tui.domain.display import display
from emm_tui.domain.metrics import Histogram, Level, Metrics, ProviderCounts
from emm_tui.pipeline.memory import most_resident
from emm_tui.ui.activity import Activity
from emm_tui.ui.pulse import bar, sparkline
from emm_tui.ui.widgets.board import Cell, Line
from emm_tui.ui.words import size

SPARK = 20
MS = 1e6  # nanoseconds
IMAGES = "images"
OWN = {"store": "the database", "export": "the disk"}
"""What the stages wait for that ask no provider."""
STATES = {"ok": "good", "paused": "warn", "down": "bad", "refused": "bad"}
MARKS = {"ok": "●", "paused": "◐", "down": "×", "refused": "×"}


@dataclass(slots=True)
class Start:
    """What a run had come to when a person began to count anew; empty at its own start."""

    operations: dict[str, Histogram] = field(default_factory=dict)
    providers: dict[str, ProviderCounts] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    failures: int = 0

    @classmethod
    def of(cls, metrics: Metrics) -> Start:
        """Now."""
        operations = {name: one.copy() for name, one in list(metrics.operations.items())}
        providers = {name: _minus(one, ProviderCounts()) for name, one in metrics.providers.items()}
        return cls(operations, providers, dict(metrics.outcomes), len(metrics.failures))

    def timings(self, metrics: Metrics) -> dict[str, Histogram]:
        """The operations since then, those that took the most time first."""
        since = {
            name: one.since(self.operations.get(name, Histogram())) for name, one in list(metrics.operations.items())
        }
        some = {name: one for name, one in since.items() if one.count}
        return dict(sorted(some.items(), key=lambda pair: -pair[1].total))

    def counts(self, metrics: Metrics) -> dict[str, ProviderCounts]:
        """The providers since then."""
        zero = ProviderCounts()
        return {name: _minus(one, self.providers.get(name, zero)) for name, one in metrics.providers.items()}


def _minus(now: ProviderCounts, before: ProviderCounts) -> ProviderCounts:
    return ProviderCounts(*(getattr(now, f.name) - getattr(before, f.name) for f in fields(ProviderCounts)))


def present(metrics: Metrics, activity: Activity, start: Start) -> Iterator[Line]:
    """How quick it is now: items, requests, cache, memory, failures, the database."""
    pulse = activity.pulse
    unit = "files" if metrics.files and not metrics.outcomes else "items"
    ended = metrics.files if unit == "files" else metrics.ended - sum(start.outcomes.values())
    counts = start.counts(metrics).values()
    sent, hits, misses = (sum(getattr(c, name) for c in counts) for name in ("requests", "cache_hits", "cache_misses"))
    failed = len(metrics.failures) - start.failures
    batch = start.timings(metrics).get("store.batch", Histogram())
    batches = f"p99 {_ms(batch.percentile(0.99))}, {batch.count:,} batches"
    yield _now(unit, f"{pulse.last(unit):.1f} /s", pulse.series(unit), f"{ended:,} through")
    yield _now("requests", f"{pulse.last('requests'):.1f} /s", pulse.series("requests"), f"{sent:,} sent")
    yield _now("cache", _share(hits, misses) or "–", (), f"{hits:,} of {hits + misses:,} answers")
    most = int(max([most_resident(), *pulse.series("memory")]))
    yield _now("memory", size(int(pulse.last("memory"))), pulse.series("memory"), f"at most {size(most)}")
    yield _now("database", _ms(batch.percentile(0.5)), (), batches)
    yield _now("failed", f"{failed:,}", (), "6 says why" if failed else "", "bad" if failed else "figure")


def _now(label: str, value: str, values: Sequence[float], note: str, style: str = "figure") -> Line:
    chart = sparkline(values, SPARK) if values else ""
    return (f"{label:<9}", "label"), (f"{value:>10}  ", style), (f"{chart:<{SPARK}}  ", "chart"), (note, "label")


def stages(metrics: Metrics, total: int) -> Iterator[Line]:
    """How many items are in each stage of a scrape; where most are, it waits."""
    counts = {name: 0 for name in ev.STAGES}
    for stage in list(metrics.stages.values()):
        counts[stage] = counts.get(stage, 0) + 1
    most = max(counts.values())
    yield (("stage    ", "title"), (f"{'items in it':>10}", "label"))
    for name, count in counts.items():
        busiest = 1 < count == most
        note = f"  ◂ {_why(name, metrics)}" if busiest else ""
        chart = f"  {bar(count, max(most, 8), SPARK):<{SPARK}}"
        yield ((f"{name:<9}", "label"), (f"{count:>10,}", "figure"), (chart, "chart"), (note, "warn"))
    waiting = max(total - metrics.ended - sum(counts.values()), 0)
    yield ((f"{'to come':<9}", "label"), (f"{waiting:>10,}", "figure"))


def _why(stage: str, metrics: Metrics) -> str:
    """For what a stage waits, as far as states and limits tell: `waits for tmdb 16/16`."""
    if stage in OWN:
        return f"waits for {OWN[stage]}"
    levels = {name: level() for name, level in metrics.levels.items() if (name == IMAGES) == (stage == "artwork")}
    for name, known in metrics.provider_states.items():
        if known.state == "paused" and name in levels:
            return f"{display(name)} is paused"
    full = {name: level for name, level in levels.items() if level.waiting or level.used >= level.limit > 0}
    if not full:
        return "waits here"
    name, level = max(full.items(), key=lambda one: one[1].waiting)
    return f"waits for {display(name)} {level.used}/{level.limit}"


def providers(metrics: Metrics, activity: Activity, start: Start) -> Iterator[Line]:
    """Each provider: its state, requests a second, in flight of its limit, waiting, latencies, cache, errors."""
    timings = start.timings(metrics)
    widths = {"req/s": 15, "flight": 7, "wait": 4, "p50": 6, "p95": 6, "p99": 6, "cache": 6, "err": 4, "again": 5}
    heads = " ".join(f"{head:>{width}}" for head, width in widths.items())
    yield ((f"{'provider':<10}", "title"), (heads, "label"))
    for name, counts in start.counts(metrics).items():
        yield _provider(name, counts, _latency(name, timings), metrics, activity)


def _provider(name: str, counts: ProviderCounts, took: Histogram, metrics: Metrics, activity: Activity) -> Line:
    known = metrics.provider_states.get(name)
    state = known.state if known else "ok"
    level = metrics.levels[name]() if name in metrics.levels else Level(0, 0)
    pulse = activity.pulse
    times = " ".join(f"{_ms(took.percentile(share)):>6}" for share in (0.5, 0.95, 0.99))
    return (
        (f"{MARKS.get(state, '?')} ", STATES.get(state, "warn")),
        (f"{display(name):<8.8}", "figure"),
        (f"{sparkline(pulse.series(name), 8)} ", "chart"),
        (f"{pulse.last(name):>6.1f} {f'{level.used}/{level.limit}':>7} {level.waiting:>4} {times} ", "figure"),
        (f"{_share(counts.cache_hits, counts.cache_misses):>6} ", "figure"),
        (f"{counts.errors:>4} ", "bad" if counts.errors else "figure"),
        (f"{counts.retries:>5}", "warn" if counts.retries else "figure"),
        (f"  {state}" if state != "ok" else "", STATES.get(state, "warn")),
    )


def _latency(provider: str, timings: Mapping[str, Histogram]) -> Histogram:
    """The times of all that was asked of a provider."""
    merged = Histogram()
    prefix = f"{'image' if provider == 'images' else provider}."
    for name, histogram in timings.items():
        if name.startswith(prefix):
            merged.merge(histogram)
    return merged


def operations(timings: Mapping[str, Histogram]) -> Iterator[Line]:
    """Every timed operation, where most time went first."""
    heads = ("count", "p50", "p95", "p99", "max", "all", "err")
    yield (("operation           ", "title"), (" ".join(f"{head:>7}" for head in heads), "label"))
    for name, one in timings.items():
        times = [one.percentile(0.5), one.percentile(0.95), one.percentile(0.99), one.most, one.total]
        yield (
            (f"{display(name):<20.20}", "figure"),
            (" ".join([f"{one.count:>7,}", *(f"{_ms(time):>7}" for time in times)]), "figure"),
            (f" {one.errors:>7,}", "bad" if one.errors else "label"),
        )


def _share(hits: int, misses: int) -> str:
    return f"{hits / (hits + misses):.0%}".replace("%", " %") if hits + misses else ""


def _ms(nanoseconds: float) -> str:
    """A duration in three figures: `0.31ms`, `52ms`, `1.9s`."""
    ms = nanoseconds / MS
    if ms >= 60_000:
        return f"{ms / 60_000:.1f}min"
    if ms >= 1000:
        return f"{ms / 1000:.1f}s"
    return f"{ms:.0f}ms" if ms >= 10 else f"{ms:.1f}ms" if ms >= 1 else f"{ms:.2f}ms" if ms else "0"


BLANK: tuple[Cell, ...] = (("", "figure"),)
