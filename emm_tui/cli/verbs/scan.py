"""Walks the sources and takes in what is new; never deletes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb

if TYPE_CHECKING:
    from emm_tui.pipeline.reports import ScanReport

UNAVAILABLE = 6
MOST_SAID = 10


@click.command(cls=Verb)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--full", is_flag=True, help="Look into folders that have not changed, too.")
@click.pass_obj
def command(invocation: Invocation, sources: Sequence[str], full: bool) -> int:
    """Walks the named SOURCEs, all without a name. Nothing is deleted: what is gone is marked as missing."""
    from emm_tui.cli.report_views import scan as view
    from emm_tui.cli.run import run

    report = run(invocation, lambda session: session.scan(sources, full=full))
    if invocation.options.json:
        invocation.out.document("scan", view(report))
    else:
        invocation.out.text(*_summary(report))
    return _complaints(invocation, report)


def _summary(report: ScanReport) -> Iterator[str]:
    from emm_tui.cli.words import count, seconds
    from emm_tui.domain.display import display

    for source in report.sources:
        seen = count(source.files, "file") if source.available else "not available"
        yield f"{display(source.name)}: {seen}"
    changes = f"{report.added:,} new, {report.updated:,} changed, {report.missing:,} missing"
    yield f"{changes}, {report.unchanged:,} as before, in {seconds(report.seconds)}"
    if report.added:
        yield "Next: emm scrape"


def _complaints(invocation: Invocation, report: ScanReport) -> int:
    """Says what could not be read; the exit code."""
    from emm_tui.domain.display import display

    messages = invocation.messages
    for path, error in report.errors[:MOST_SAID]:
        messages.error(display(f"{path}: {error}"))
    if len(report.errors) > MOST_SAID:
        messages.error(f"and {len(report.errors) - MOST_SAID} more that could not be read")
    lost = [source for source in report.sources if not source.available]
    for source in lost:
        messages.error(
            f"Source {source.name} is not available; its items were left alone.", f"Is {source.path} mounted?"
        )
    return UNAVAILABLE if lost else 1 if report.errors else 0
