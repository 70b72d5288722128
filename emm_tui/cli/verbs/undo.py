"""Takes back what was changed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb, number
from emm_tui.domain.display import display

if TYPE_CHECKING:
    from emm_tui.domain.edits import Undone
    from emm_tui.pipeline.reports import UndoReport

HELP = (
    "Edits, locks, marks, matches and choices of pictures can be undone; 'emm jobs' lists them."
    " Undoing an undo brings the change back."
)


@click.command(cls=Verb, epilog=HELP)
@click.argument("job", type=number(1), required=False)
@click.option("--apply", is_flag=True, help="Do it; without it the changes are only shown.")
@click.pass_obj
def command(invocation: Invocation, job: int | None, apply: bool) -> int:
    """Shows what undoing JOB changes, the last change by hand without one; with --apply undoes it."""
    from emm_tui.cli.report_views import undo as view
    from emm_tui.cli.run import run
    from emm_tui.cli.words import failure_place

    report = run(invocation, lambda session: session.undo(job, apply=apply))
    if invocation.options.json:
        invocation.out.document("undo", view(report))
    else:
        invocation.out.long_text(_page(report, invocation))
    for failure in report.failures:
        invocation.messages.error(f"{failure_place(failure)}: {display(failure.error)}")
    return report.exit_code


def _page(report: UndoReport, invocation: Invocation) -> Iterator[str]:
    from emm_tui.cli.words import count

    arrow = "→" if invocation.out.terminal.unicode else "->"
    for one in report.changes:
        yield invocation.shown(f"{one.item:>6}  {one.title}  {_change(one, arrow)}")
    yield from map(display, report.files)
    possible = count(len(report.possible), "change")
    if not report.possible:
        yield f"Nothing of job {report.job} ({report.verb}) can be undone now."
    elif not report.applied:
        yield f"Would undo {possible} of job {report.job} ({report.verb}). Add --apply to do that."
    else:
        yield f"Undid {possible} of job {report.job} ({report.verb})."


def _change(one: Undone, arrow: str) -> str:
    if one.problem:
        return f"{one.part}: stays, {one.problem}"
    now, then = ("nothing" if value is None else value for value in (one.now, one.then))
    return f"{one.part.removeprefix('lock:').removeprefix('artwork:')}: {now} {arrow} {then}"
