"""What a scrape came to, as text, and what it complains of."""

from __future__ import annotations

from collections.abc import Iterator

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.report_views import providers, scrape
from emm_tui.cli.words import count, failure_place, seconds, size
from emm_tui.domain.display import display
from emm_tui.domain.metrics import Metrics
from emm_tui.pipeline.reports import RunReport

MOST_SAID = 10
OUTCOMES = ("done", "ambiguous", "unmatched", "failed", "skipped")


def tell(invocation: Invocation, report: RunReport, verb: str) -> int:
    """Prints the report as the options want it and says what failed; the exit code."""
    if invocation.options.json:
        invocation.out.document(verb, scrape(report))
    else:
        invocation.out.text(*_summary(report))
    _complaints(invocation, report)
    return report.exit_code


def _summary(report: RunReport) -> Iterator[str]:
    outcomes = [f"{number:,} {name}" for name in OUTCOMES if (number := getattr(report, name))]
    left = report.items - sum(getattr(report, name) for name in OUTCOMES)
    if left and (report.refused or report.storage_error):
        outcomes.append(f"stopped, {left:,} left for the next run")
    yield f"{count(report.items, 'item')} in {seconds(report.seconds)}: {', '.join(outcomes) or 'nothing to do'}"
    images = report.metrics.images
    if images.downloaded or images.kept or images.failed:
        failed = f", {images.failed:,} failed" if images.failed else ""
        yield f"images: {images.downloaded:,} downloaded, {images.kept:,} kept{failed}, {size(images.bytes)}"
    for name, counts in providers(report.metrics):
        yield f"{name}: {count(counts.requests, 'request')}, {counts.cache_hits:,} from the cache"
    if report.ambiguous or report.unmatched:
        yield "Next: emm review"


def _complaints(invocation: Invocation, report: RunReport) -> None:
    messages = invocation.messages
    for failure in report.failures[:MOST_SAID]:
        messages.error(f"{failure_place(failure)}: {failure.stage}: {display(failure.error)}")
    if len(report.failures) > MOST_SAID:
        messages.error(f"and {len(report.failures) - MOST_SAID} more failed", "'emm list state:failed' shows them.")
    for name in sorted(report.refused):
        messages.error(
            f"{name} refused the key. {_detail(report.metrics, name)}".strip(),
            f"Check the key under [providers.{name}] in {invocation.paths.config_file}.",
        )
    for name in sorted(report.degraded - report.refused):
        if invocation.config.cache.offline:
            messages.error(
                f"{name} was not asked for what is not in the cache: offline is on.",
                "Set cache.offline = false to ask.",
            )
            continue
        messages.error(
            f"{name} is down or limits us; what was known before was used. {_detail(report.metrics, name)}".strip(),
            "Run the same again later.",
        )
    for name, number in sorted(report.lacking.items()):
        messages.error(f"{count(number, 'item')} without {name}.", "'emm scrape --scope missing' asks it for them.")
    for name in sorted(report.left_alone):
        messages.error(f"{name} is not available; its items were left alone.", "Is it mounted?")
    if report.storage_error:
        messages.error(report.storage_error)


def _detail(metrics: Metrics, provider: str) -> str:
    state = metrics.provider_states.get(provider)
    return state.detail if state else ""
