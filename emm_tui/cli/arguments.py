"""What verbs take on the command line besides options: QUERY and ITEM."""

from __future__ import annotations

import os
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
ITEMS_HELP = f"{QUERY_HELP} An id or a path is a QUERY as well."
ITEM_HELP = "ITEM: an id, a path, or a query with one hit."


def query_text(words: Sequence[str]) -> str:
    """The words of a query as one text."""
    return " ".join(words)


def item_id(library: Library, invocation: Invocation, words: Sequence[str]) -> int:
    """The id of the ITEM that was meant; NotFoundError when it is none or several."""
    return library.resolve(invocation.absolute(" ".join(words)))


def item_ids(library: Library, invocation: Invocation, query: str) -> list[int]:
    """The items that a QUERY, an id or a path means, at least one; NotFoundError when it is none."""
    from emm_tui.domain.errors import NotFoundError
    from emm_tui.domain.query import parse_query

    ref = invocation.absolute(query)
    if (ref.isascii() and ref.isdecimal()) or os.sep in ref:
        return [library.resolve(ref)]
    found = list(library.ids(parse_query(query)))
    if not found:
        raise NotFoundError(f"No item is {query!a}.", "See 'emm list'.")
    return found


def folder_of(library: Library, invocation: Invocation, words: Sequence[str]) -> str | None:
    """The folder whose path ITEM is, when it is one of several that its show lies in."""
    return library.part_of_show(invocation.absolute(" ".join(words)))


def the_item(library: Library, invocation: Invocation, words: Sequence[str]) -> Item:
    """The whole ITEM that was meant."""
    return library.item(item_id(library, invocation, words))
