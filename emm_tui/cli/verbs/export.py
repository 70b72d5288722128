"""Writes the NFO and artwork files of what is scraped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from emm_tui.cli.arguments import QUERY, QUERY_HELP, query_text
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb
from emm_tui.domain.display import display

if TYPE_CHECKING:
    from emm_tui.pipeline.reports import ExportReport


@click.command(cls=Verb, epilog=QUERY_HELP)
@QUERY
@click.option("--profile", type=click.Choice(["kodi", "jellyfin", "plex"]), help="For whom; the default is in config.")
@click.option("--dry-run", is_flag=True, help="Only list what would be written.")
@click.pass_obj
def command(invocation: Invocation, query: Sequence[str], profile: str | None, dry_run: bool) -> int:
    """Writes the files of the scraped items of QUERY; what is as it should be is not touched."""
    from emm_tui.cli.report_views import export as view
    from emm_tui.cli.run import run
    from emm_tui.cli.words import failure_place

    report = run(invocation, lambda session: session.export(query_text(query), profile=profile, dry_run=dry_run))
    if invocation.options.json:
        invocation.out.document("export", {**view(report), "dry_run": dry_run})
    else:
        invocation.out.long_text(_summary(report, dry_run))
    for failure in report.failures:
        invocation.messages.error(f"{failure_place(failure)}: {display(failure.error)}")
    if report.storage_error:
        invocation.messages.error(report.storage_error)
    return report.exit_code


def _summary(report: ExportReport, dry_run: bool) -> Iterator[str]:
    yield from map(display, report.written)
    done = "would be written" if dry_run else "written"
    yield f"{len(report.written):,} files {done}, {report.unchanged:,} as they should be"
