"""The search over titles, kept in step with the items by whoever writes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from emm_tui.domain.query import fold
from emm_tui.store.layout import storable


def title_text(*titles: str | None) -> str:
    """All titles of an item as the search compares them, one a line."""
    folded = [fold(storable(title)) for title in titles if title]
    return "\n".join(dict.fromkeys(folded))


def index_titles(connection: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Makes items findable by (id, text of `title_text`) that are not there yet."""
    connection.executemany("INSERT INTO titles (rowid, text) VALUES (?, ?)", rows)


def reindex_titles(connection: sqlite3.Connection, item: int, text: str) -> None:
    """Makes an item findable by `text` alone; nothing is written when it was so before."""
    row = connection.execute("SELECT text FROM titles WHERE rowid = ?", (item,)).fetchone()
    if row is None:
        index_titles(connection, [(item, text)])
    elif row[0] != text:
        connection.execute("UPDATE titles SET text = ? WHERE rowid = ?", (text, item))
