"""Shows everything about one item."""

from __future__ import annotations

from collections.abc import Sequence

import click

from emm_tui.cli.arguments import ITEM, ITEM_HELP, the_item
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb


@click.command(cls=Verb, epilog=ITEM_HELP)
@ITEM
@click.option("--why", "field", metavar="FIELD", help="Only this field: what each provider said of it, and who won.")
@click.pass_obj
def command(invocation: Invocation, item: Sequence[str], field: str | None) -> None:
    """Shows everything about ITEM: facts, people, files, artwork, and where each fact is from."""
    from emm_tui.cli import views
    from emm_tui.cli.show_page import show_page

    if field is not None:
        return _why(invocation, item, field)

    with invocation.session() as session:
        library = session.library
        found = the_item(library, invocation, item)
        below = library.rows(library.children(found.row.id))
        missing = library.missing_episodes(found.row.id)
    if invocation.options.json:
        invocation.out.document("show", views.item(found))
    else:
        invocation.out.text(*show_page(found, invocation.out.terminal, below, missing))


def _why(invocation: Invocation, item: Sequence[str], field: str) -> None:
    from emm_tui.cli import views
    from emm_tui.cli.why_page import why_document, why_page

    with invocation.session() as session:
        found = the_item(session.library, invocation, item)
        told = session.why(found, field)
    if invocation.options.json:
        invocation.out.document("show", views.item(found) | {"why": why_document(told)})
    else:
        invocation.out.text(*why_page(found, told, invocation.out.terminal))
