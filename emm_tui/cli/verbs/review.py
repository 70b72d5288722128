"""Lists what needs a person to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb

if TYPE_CHECKING:
    from emm_tui.cli.terminal import Terminal
    from emm_tui.domain.media import Item

MOST_TITLES = 3


@click.command(cls=Verb)
@click.pass_obj
def command(invocation: Invocation) -> None:
    """Lists what could not be decided alone, each with the titles that it could be."""
    from emm_tui.cli import views

    with invocation.session() as session:
        found = session.library.review()
    if invocation.options.json:
        invocation.out.document("review", {"items": [views.review(item) for item in found]})
    elif found:
        invocation.out.text(*_page(found, invocation.out.terminal))
    else:
        invocation.out.text("Nothing needs you.")


def _page(found: list[Item], terminal: Terminal) -> list[str]:
    from emm_tui.cli.page import Page
    from emm_tui.cli.show_page import candidate_lines
    from emm_tui.cli.words import title

    page = Page(terminal)
    for item in found:
        page.lines.append(f"{terminal.paint('dim', str(item.row.id))}  {terminal.state(item.row.state)}")
        page.heading(title(item.row))
        page.line(item.row.path, "dim")
        page.line(item.error, "bad", 2)
        for reason in item.match.reasons if item.match and not item.candidates else ():
            page.line(reason, "dim", 2)
        candidate_lines(page, item.candidates, MOST_TITLES)
        page.blank()
    page.prose("Decide: emm match ITEM --tmdb ID      More: emm candidates ITEM, emm explain ITEM")
    return page.lines
