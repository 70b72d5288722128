"""Decides by hand which title an item is, and scrapes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from emm_tui.cli.arguments import ITEM, ITEM_HELP, folder_of, item_id
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb, number

if TYPE_CHECKING:
    from emm_tui.pipeline.reports import RunReport
    from emm_tui.session import Session


@click.command(cls=Verb, epilog=ITEM_HELP)
@ITEM
@click.option("--tmdb", type=number(1), metavar="ID", help="Its number at TMDB.")
@click.option("--imdb", metavar="ID", help="Its id at IMDb, as tt0133093.")
@click.option("--tvdb", type=number(1), metavar="ID", help="Its number at TheTVDB.")
@click.pass_obj
def command(invocation: Invocation, /, item: Sequence[str], **given: int | str | None) -> int:
    """Decides that ITEM is the title with that id. No later scrape undoes it.

    The path of one of several folders that a show lies in means that folder alone.
    """
    from emm_tui.cli.run import run
    from emm_tui.cli.scrape_page import tell

    provider, ident = _decision(given)

    async def decide(session: Session) -> RunReport:
        folder = folder_of(session.library, invocation, item)
        return await session.match(item_id(session.library, invocation, item), provider, ident, folder=folder)

    return tell(invocation, run(invocation, decide), "match")


def _decision(given: dict[str, int | str | None]) -> tuple[str, str]:
    """The one provider and id that were given."""
    chosen = [(name, str(value)) for name, value in given.items() if value is not None]
    if len(chosen) != 1:
        raise click.UsageError("Give exactly one of --tmdb, --imdb and --tvdb.")
    provider, ident = chosen[0]
    if provider == "imdb" and not (ident.startswith("tt") and ident[2:].isascii() and ident[2:].isdecimal()):
        raise click.UsageError(f"{ident!r} is no id of IMDb, which looks like tt0133093.")
    return provider, ident
