"""What verbs take on the command line besides options: QUERY and ITEM."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from emm_tui.cli.invocation import Invocation

if TYPE_CHECKING:
    from emm_tui.domain.media import Item
    from emm_tui.store.library import Library

QUERY = click.argument("query", nargs=-1)
ITEM = click.argument("item", nargs=-1, required=True)
QUERY_HELP = (
    "QUERY: words match titles; field:value, field:a..b, field:>n, missing:poster, state:failed, kind:movie; "
    "^term or !term negates, a comma is or, sort:year- orders."
)
ITEM_HELP = "ITEM: an id, a path, or a query with one hit."


def query_text(words: Sequence[str]) -> str:
    """The words of a query as one text."""
    return " ".join(words)


def item_id(library: Library, invocation: Invocation, words: Sequence[str]) -> int:
    """The id of the ITEM that was meant; NotFoundError when it is none or several."""
    return library.resolve(invocation.absolute(" ".join(words)))


def the_item(library: Library, invocation: Invocation, words: Sequence[str]) -> Item:
    """The whole ITEM that was meant."""
    return library.item(item_id(library, invocation, words))
