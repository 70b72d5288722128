"""Changes fields by hand, or the order of a show's episodes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from emm_tui.cli.arguments import ITEMS_HELP, item_ids
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb

if TYPE_CHECKING:
    from emm_tui.domain.edits import Value
    from emm_tui.pipeline.reports import EditReport, OrderChange
    from emm_tui.session import Session

_FIELD = re.compile(r"([a-z_]+)=(.*)", re.DOTALL)
FIELDS_HELP = (
    "FIELD: title, plot, year, user_rating (0 to 10), and of a show order: aired, dvd, absolute, or the id of an "
    "episode group. An empty VALUE takes a field away."
)


@click.command(cls=Verb, epilog=f"{FIELDS_HELP} {ITEMS_HELP}")
@click.argument("words", nargs=-1, required=True, metavar="QUERY FIELD=VALUE...")
@click.option("--apply", is_flag=True, help="Keep the changes; without it they are only shown.")
@click.pass_obj
def command(invocation: Invocation, words: Sequence[str], apply: bool) -> None:
    """Shows what new values of fields change in the items of QUERY; with --apply keeps them, safe from scrapes."""
    from emm_tui.cli.report_views import edit as view
    from emm_tui.cli.run import run
    from emm_tui.domain.edits import parse_edits

    query, edits = _told_apart(words)
    parse_edits(edits)

    async def change(session: Session) -> EditReport:
        return await session.edit(item_ids(session.library, invocation, query), edits, apply=apply)

    report = run(invocation, change)
    if invocation.options.json:
        invocation.out.document("edit", view(report))
    else:
        invocation.out.long_text(_page(report, invocation))


def _told_apart(words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The query, and the new values by field."""
    edits = {found[1]: found[2] for word in words if (found := _FIELD.fullmatch(word))}
    query = " ".join(word for word in words if not _FIELD.fullmatch(word))
    if not edits:
        raise click.UsageError("Give at least one FIELD=VALUE.")
    if not query.strip():
        raise click.UsageError("Say which items: a query, an id or a path.")
    return query, edits


def _page(report: EditReport, invocation: Invocation) -> Iterator[str]:
    arrow = "→" if invocation.out.terminal.unicode else "->"
    for change in report.changes:
        yield invocation.shown(f"{change.item:>6}  {change.field}: {_value(change.old)} {arrow} {_value(change.new)}")
    for order in report.orders:
        yield from (invocation.shown(line) for line in _order(order, arrow))
    yield from _end(report)


def _order(change: OrderChange, arrow: str) -> Iterator[str]:
    known = "" if change.name == change.new else f" ({change.name})"
    yield f"{change.item:>6}  {change.title}: order {change.old} {arrow} {change.new}{known}"
    for one in change.episodes:
        new = _number(one.new) if one.new else f"unknown: {one.reason}"
        yield f"{one.item:>6}    {_number(one.old)} {arrow} {new}  {os.path.basename(one.path)}"
    if not change.episodes:
        yield "        no episode gets another number"
    yield from (f"        Beware: {warning}" for warning in change.warnings)


def _end(report: EditReport) -> Iterator[str]:
    from emm_tui.cli.words import count

    orders = [order for order in report.orders if order.old != order.new]
    changes = len(report.changes) + len(orders)
    if not changes:
        yield "Nothing changes."
    elif not report.applied:
        yield f"Would change {count(changes, 'field')}. Add --apply to keep that."
    else:
        yield f"Changed {count(changes, 'field')}. Next: emm {'scrape' if orders else 'export'}"


def _value(value: Value) -> str:
    return "nothing" if value is None else str(value)


def _number(number: tuple[int | None, int | None]) -> str:
    return f"S{_two(number[0])}E{_two(number[1])}"


def _two(number: int | None) -> str:
    return "??" if number is None else f"{number:02}"
