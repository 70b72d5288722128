"""One fold of everything that happened: timings with percentiles, counters, rates; all views read from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from time import perf_counter_ns
from types import TracebackType

from emm_tui.domain import events as ev

_SUB = 3  # 2**3 buckets for each power of two: a percentile is at most 12.5 % off


@dataclass(slots=True)
class Histogram:
    """Durations of one operation in nanoseconds: exact count, sum, min, max; percentiles by log-linear buckets."""

    count: int = 0
    errors: int = 0
    total: int = 0
    least: int = 0
    most: int = 0
    buckets: dict[int, int] = field(default_factory=dict)

    def add(self, nanoseconds: int, error: bool = False) -> None:
        """Counts one duration."""
        shift = nanoseconds.bit_length() - _SUB - 1
        bucket = (shift << _SUB) + (nanoseconds >> shift) if shift > 0 else nanoseconds
        self.buckets[bucket] = self.buckets.get(bucket, 0) + 1
        if not self.count or nanoseconds < self.least:
            self.least = nanoseconds
        if nanoseconds > self.most:
            self.most = nanoseconds
        self.count += 1
        self.total += nanoseconds
        if error:
            self.errors += 1

    def merge(self, other: Histogram) -> None:
        """Adds another run's durations of the same operation."""
        if other.count:
            self.least = min(self.least, other.least) if self.count else other.least
            self.most = max(self.most, other.most)
        self.count += other.count
        self.errors += other.errors
        self.total += other.total
        for bucket, number in other.buckets.items():
            self.buckets[bucket] = self.buckets.get(bucket, 0) + number

    def copy(self) -> Histogram:
        """The same, for comparing with later."""
        return Histogram(self.count, self.errors, self.total, self.least, self.most, dict(self.buckets))

    def since(self, earlier: Histogram) -> Histogram:
        """What was added after `earlier`; its least and most are as exact as its buckets."""
        added = {bucket: n - earlier.buckets.get(bucket, 0) for bucket, n in self.buckets.copy().items()}
        buckets = {bucket: n for bucket, n in added.items() if n > 0}
        least, most = (int(_middle(end)) for end in (min(buckets, default=0), max(buckets, default=0)))
        count, errors, total = self.count - earlier.count, self.errors - earlier.errors, self.total - earlier.total
        return Histogram(count, errors, total, max(least, self.least), min(most, self.most), buckets)

    def percentile(self, share: float) -> float:
        """The duration in nanoseconds that `share` (0..1) of all stay below; 0 when there is none."""
        rank, seen = share * self.count, 0
        for bucket in sorted(self.buckets):
            seen += self.buckets[bucket]
            if seen >= rank:
                return min(max(_middle(bucket), self.least), self.most)
        return float(self.most)

    def summary(self) -> dict[str, float | int]:
        """The figures of the `metrics` document, in milliseconds."""
        ms = 1e6
        return {
            "count": self.count,
            "errors": self.errors,
            "min_ms": round(self.least / ms, 4),
            "mean_ms": round(self.total / self.count / ms, 4) if self.count else 0.0,
            "p50_ms": round(self.percentile(0.50) / ms, 4),
            "p95_ms": round(self.percentile(0.95) / ms, 4),
            "p99_ms": round(self.percentile(0.99) / ms, 4),
            "max_ms": round(self.most / ms, 4),
            "total_ms": round(self.total / ms, 3),
        }

    def state(self) -> list[object]:
        """Everything, as plain JSON, for the job's row in the library."""
        return [self.count, self.errors, self.total, self.least, self.most, sorted(self.buckets.items())]

    @classmethod
    def restore(cls, state: list[object]) -> Histogram:
        """The histogram that `state()` described."""
        count, errors, total, least, most, buckets = state
        return cls(count, errors, total, least, most, dict(buckets))  # type: ignore[arg-type, call-overload]


def _middle(bucket: int) -> float:
    shift = (bucket >> _SUB) - 1
    if shift <= 0:
        return float(bucket)
    mantissa = bucket - (shift << _SUB)
    return (mantissa << shift) + (1 << shift) / 2


class Timed:
    """The scope of one timed operation; costs about a microsecond and nests freely."""

    __slots__ = ("_histogram", "_start")

    def __init__(self, histogram: Histogram) -> None:
        self._histogram = histogram

    def __enter__(self) -> None:
        self._start = perf_counter_ns()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._histogram.add(perf_counter_ns() - self._start, kind is not None)


@dataclass(slots=True)
class ProviderCounts:
    """What one provider cost: requests sent, answers out of the cache, failed requests, repeated tries."""

    requests: int = 0
    cache_hits: int = 0
    cache_misses: int = 0
    errors: int = 0
    retries: int = 0
    bytes: int = 0


@dataclass(slots=True)
class ImageCounts:
    """What became of the pictures of a run."""

    downloaded: int = 0
    kept: int = 0
    failed: int = 0
    bytes: int = 0


@dataclass(slots=True, frozen=True)
class Level:
    """How full something is now: so many of the `limit` places are `used`, so many wait for one."""

    used: int
    limit: int
    waiting: int = 0


@dataclass(slots=True)
class Metrics:
    """The state that all events of a session fold into.

    `levels` are asked when somebody looks (provider, `writer`, ...), so that what they tell costs a run nothing.
    """

    operations: dict[str, Histogram] = field(default_factory=dict)
    providers: dict[str, ProviderCounts] = field(default_factory=dict)
    images: ImageCounts = field(default_factory=ImageCounts)
    outcomes: dict[str, int] = field(default_factory=dict)
    stages: dict[int, str] = field(default_factory=dict)
    failures: list[ev.ItemFailed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    provider_states: dict[str, ev.ProviderStateChanged] = field(default_factory=dict)
    levels: dict[str, Callable[[], Level]] = field(default_factory=dict)
    job: ev.JobStarted | None = None
    files: int = 0

    def __getstate__(self) -> tuple[None, dict[str, object]]:
        """What another process gets of it: all but the levels, which can be asked only where the run is."""
        return None, {one.name: getattr(self, one.name) for one in fields(self)} | {"levels": {}}

    def time(self, name: str) -> Timed:
        """A scope whose duration counts as `name`: `with metrics.time("store.save"): ...`."""
        histogram = self.operations.get(name)
        if histogram is None:
            histogram = self.operations[name] = Histogram()
        return Timed(histogram)

    def provider(self, name: str) -> ProviderCounts:
        """The counts of one provider, made on first use."""
        return self.providers.setdefault(name, ProviderCounts())

    def fold(self, event: ev.Event) -> None:
        """Takes one event in; unknown ones change nothing."""
        match event:
            case ev.RequestEnded():
                self._request(event)
            case ev.CacheLooked(provider, hit):
                counts = self.provider(provider)
                counts.cache_hits += hit
                counts.cache_misses += not hit
            case ev.ImageEnded(_, outcome, size):
                setattr(self.images, outcome, getattr(self.images, outcome) + 1)
                self.images.bytes += size
            case ev.StageEntered(item, stage):
                self.stages[item] = stage
            case ev.ItemEnded(item, outcome):
                self.stages.pop(item, None)
                self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
            case ev.ItemFailed():
                self.failures.append(event)
            case ev.ProviderStateChanged(provider):
                self.provider_states[provider] = event
            case ev.FilesSeen(_, count):
                self.files += count
            case ev.JobStarted():
                self.job = event
            case ev.Warned(text):
                self.warnings.append(text)
            case _:
                pass

    def _request(self, event: ev.RequestEnded) -> None:
        counts = self.provider(event.provider)
        counts.requests += 1
        counts.retries += event.retry
        counts.bytes += event.bytes
        failed = event.status == 0 or event.status >= 500 or event.status in (401, 403, 429)
        counts.errors += failed
        histogram = self.operations.setdefault(event.operation, Histogram())
        histogram.add(int(event.seconds * 1e9), failed)

    @property
    def ended(self) -> int:
        """How many items are through, whatever came of them."""
        return sum(self.outcomes.values())
