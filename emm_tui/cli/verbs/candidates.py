"""Lists the titles that an item could be, with their scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from emm_tui.cli.arguments import ITEM, ITEM_HELP, item_id
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb

if TYPE_CHECKING:
    from emm_tui.domain.match import Candidate
    from emm_tui.session import Session


@click.command(cls=Verb, epilog=ITEM_HELP)
@ITEM
@click.option("--search", "words", default="", metavar="TITLE", help="Search for this title, with or without its year.")
@click.pass_obj
def command(invocation: Invocation, item: Sequence[str], words: str) -> None:
    """Lists the titles that ITEM could be, best first; asks the provider when nobody did before."""
    from emm_tui.cli import views
    from emm_tui.cli.run import run

    async def ask(session: Session) -> tuple[int, list[Candidate]]:
        ident = item_id(session.library, invocation, item)
        return ident, await session.candidates(ident, words)

    ident, found = run(invocation, ask)
    if invocation.options.json:
        invocation.out.document("candidates", {"id": ident, "candidates": [views.candidate(one) for one in found]})
    else:
        invocation.out.text(*_page(invocation, ident, found))


def _page(invocation: Invocation, ident: int, found: list[Candidate]) -> list[str]:
    from emm_tui.cli.page import Page
    from emm_tui.cli.show_page import candidate_lines

    page = Page(invocation.out.terminal)
    if not found:
        page.prose("No provider knows a title like that.")
        return page.lines
    candidate_lines(page, found, most=len(found))
    page.blank()
    page.prose(f"Decide: emm match {ident} --{found[0].provider} {found[0].id}")
    return page.lines
