"""Says why an item was matched as it is, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from emm_tui.cli.arguments import ITEM, ITEM_HELP, the_item
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb

if TYPE_CHECKING:
    from emm_tui.cli.terminal import Terminal
    from emm_tui.domain.media import Item


@click.command(cls=Verb, epilog=ITEM_HELP)
@ITEM
@click.pass_obj
def command(invocation: Invocation, item: Sequence[str]) -> None:
    """Says what ITEM's name tells, who could be meant, and why the decision fell as it did."""
    from emm_tui.cli import views

    with invocation.session() as session:
        found = the_item(session.library, invocation, item)
    if invocation.options.json:
        invocation.out.document("explain", views.explain(found))
    else:
        invocation.out.text(*_page(found, invocation.out.terminal))


def _page(item: Item, terminal: Terminal) -> list[str]:
    from emm_tui.cli.guess_page import guess_facts
    from emm_tui.cli.page import Page
    from emm_tui.cli.show_page import candidate_lines, match_section
    from emm_tui.cli.words import title

    page = Page(terminal)
    page.heading(title(item.row))
    page.line(item.row.path, "dim")
    page.lines.append(terminal.state(item.row.state))
    page.line(item.error, "bad")
    if item.guess:
        page.section("The name says")
        guess_facts(page, item.guess)
    match_section(page, item)
    if item.candidates:
        page.section("Candidates")
        candidate_lines(page, item.candidates)
    if item.match is None and not item.candidates:
        page.blank()
        page.prose(f"Nobody was asked yet: run 'emm scrape id:{item.row.id}'.")
    return page.lines
