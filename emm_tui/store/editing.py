"""What a person writes into an item by hand; scrapes leave it alone from then on."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from emm_tui.domain.edits import Changed, Value
from emm_tui.store.facts import sort_by
from emm_tui.store.layout import now, sort_key, storable
from emm_tui.store.orders import set_order
from emm_tui.store.search import reindex_titles, title_text

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = {"title": ("items", "id"), "year": ("items", "id")}
_DETAILS = ("details", "item")
_NAMES = (
    "SELECT kind, title, sort_title, original_title, alternative_titles FROM items LEFT JOIN details ON item = id"
    " WHERE id = ?"
)


def edit(db: Database, changes: Sequence[Changed], orders: Mapping[int, str]) -> None:
    """Records the new values of fields as a person's, and locks them; `orders` are those of shows."""
    connection = db.conn
    time = now()
    for change in changes:
        set_value(connection, change.item, change.field, change.new)
        connection.execute(
            "INSERT OR REPLACE INTO provenance VALUES (?, ?, 'you', NULL, ?)", (change.item, change.field, time)
        )
        connection.execute("INSERT OR IGNORE INTO locks VALUES (?, ?)", (change.item, change.field))
    for show, order in orders.items():
        set_order(db, show, order)


def place_of(field: str) -> tuple[str, str]:
    """The table that has a field of an item, and its column with the item's id."""
    return _TABLES.get(field, _DETAILS)


def set_value(connection: sqlite3.Connection, item: int, field: str, value: Value) -> None:
    """Writes a field; order and search follow a title."""
    table, key = place_of(field)
    connection.execute("INSERT OR IGNORE INTO details (item) VALUES (?)", (item,))
    stored = storable(value) if isinstance(value, str) else value
    connection.execute(f"UPDATE {table} SET {field} = ? WHERE {key} = ?", (stored, item))
    if field == "title":
        _follow_title(connection, item)


def _follow_title(connection: sqlite3.Connection, item: int) -> None:
    """Brings the order and the search in step with a new title."""
    kind, title, ordered, original, others = connection.execute(_NAMES, (item,)).fetchone()
    if kind in ("movie", "show"):
        sort_by(connection, item, sort_key(ordered or title), whole_show=kind == "show")
    reindex_titles(connection, item, title_text(title, original, *(json.loads(others) if others else ())))
