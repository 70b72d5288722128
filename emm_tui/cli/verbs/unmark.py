"""Takes marks away."""

from __future__ import annotations

from collections.abc import Sequence

import click

from emm_tui.cli.arguments import ITEMS_HELP, query_text
from emm_tui.cli.hand_page import by_hand
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb


@click.command(cls=Verb, epilog=ITEMS_HELP)
@click.argument("query", nargs=-1, required=True)
@click.option("--apply", is_flag=True, help="Do it; without it the changes are only shown.")
@click.pass_obj
def command(invocation: Invocation, query: Sequence[str], apply: bool) -> None:
    """Takes the marks of the items of QUERY away; without --apply only shows which."""
    by_hand(invocation, "unmark", query_text(query), lambda session, items: session.mark(items, False, apply=apply))
