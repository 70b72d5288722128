"""Unlocks fields for scrapes."""

from __future__ import annotations

from collections.abc import Sequence

import click

from emm_tui.cli.arguments import ITEMS_HELP
from emm_tui.cli.hand_page import by_hand, fields_last
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb


@click.command(cls=Verb, epilog=f"FIELD: title, plot, cast ... or a kind of picture: poster, fanart ... {ITEMS_HELP}")
@click.argument("words", nargs=-1, required=True, metavar="QUERY FIELD...")
@click.option("--apply", is_flag=True, help="Do it; without it the changes are only shown.")
@click.pass_obj
def command(invocation: Invocation, words: Sequence[str], apply: bool) -> None:
    """Lets scrapes change FIELDs of the items of QUERY again; without --apply only shows which."""
    query, fields = fields_last(words)
    by_hand(invocation, "unlock", query, lambda session, items: session.lock(items, fields, locked=False, apply=apply))
