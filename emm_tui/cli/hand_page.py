"""What locks and marks come to: shown first, then kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from emm_tui.cli.invocation import Invocation

if TYPE_CHECKING:
    from emm_tui.pipeline.reports import HandReport
    from emm_tui.session import Session

Change = Callable[["Session", list[int]], "Awaitable[HandReport]"]


def by_hand(invocation: Invocation, verb: str, query: str, change: Change) -> None:
    """Runs a change of the items of a query and tells what it comes to."""
    from emm_tui.cli.arguments import item_ids
    from emm_tui.cli.report_views import by_hand as view
    from emm_tui.cli.run import run

    async def work(session: Session) -> HandReport:
        report = await change(session, item_ids(session.library, invocation, query))
        if not invocation.options.json:
            titles = {row.id: row.title for row in session.library.rows([one.item for one in report.changes])}
            invocation.out.long_text(_page(invocation, verb, report, titles))
        return report

    report = run(invocation, work)
    if invocation.options.json:
        invocation.out.document(verb, view(report))


def fields_last(words: Sequence[str]) -> tuple[str, list[str]]:
    """The query, and the fields that stand behind it; a word that is no field and stands last is a mistake."""
    import click

    from emm_tui.domain.edits import LOCKABLE, check_locks

    last = len(words)
    while last and words[last - 1] in LOCKABLE:
        last -= 1
    if last == len(words):
        check_locks(words[-1:])
    if not last:
        raise click.UsageError("Say which items: a query, an id or a path.")
    return " ".join(words[:last]), list(words[last:])


def _page(invocation: Invocation, verb: str, report: HandReport, titles: dict[int, str]) -> Iterator[str]:
    from emm_tui.cli.words import count

    for one in report.changes:
        field = "" if one.field == "marked" else f"  {one.field}"
        yield invocation.shown(f"{one.item:>6}  {titles.get(one.item, '')}{field}")
    what = count(len(report.changes), "item" if verb.endswith("mark") else "field")
    if not report.changes:
        yield "Nothing changes."
    elif not report.applied:
        yield f"Would {verb} {what}. Add --apply to do that."
    else:
        yield f"{verb.capitalize()}ed {what}. 'emm undo {report.job}' takes it back."
