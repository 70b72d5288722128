"""How a part of an item is, as plain data, and how it is put back.

A part is what one change by hand reaches: a field (`title`), its lock alone (`lock:title`), the picture of a kind
(`artwork:poster`), `marked`, `order`, or `match` (all that follows from which title the item is, with its seasons and
episodes).
"""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from emm_tui.store import editing, matches, orders, pictures

if TYPE_CHECKING:
    from sqlite_utils import Database

Data = Any
"""A value of JSON."""


def picture_of(connection: sqlite3.Connection, item: int, part: str) -> Data:
    """How the part of the item is now."""
    kind, _, name = part.partition(":")
    read = _READ.get(kind)
    return read(connection, item, name) if read else _read_field(connection, item, kind)


def put_back(db: Database, item: int, part: str, data: Data) -> None:
    """Makes the part of the item what `picture_of` said."""
    kind, _, name = part.partition(":")
    write = _WRITE.get(kind)
    if write:
        write(db, item, name, data)
    else:
        _write_field(db, item, kind, data)


def summary(part: str, data: Data) -> str | int | float | None:
    """The data of a part as one value that a person can read."""
    match part.partition(":")[0]:
        case "marked":
            return "marked" if data else "not marked"
        case "lock":
            return "locked" if data else "not locked"
        case "order":
            return data or "aired"
        case "artwork":
            return pictures.tell(data)
        case "match":
            return matches.title_of(data)
        case _:
            value: str | int | float | None = data["value"]
            return value


def _read_field(connection: sqlite3.Connection, item: int, field: str) -> Data:
    table, key = editing.place_of(field)
    value = connection.execute(f"SELECT {field} FROM {table} WHERE {key} = ?", (item,)).fetchone()
    origin = connection.execute(
        "SELECT provider, language, time FROM provenance WHERE item = ? AND field = ?", (item, field)
    ).fetchone()
    return {
        "value": value[0] if value else None,
        "origin": list(origin) if origin else None,
        "locked": _read_lock(connection, item, field),
    }


def _write_field(db: Database, item: int, field: str, data: Data) -> None:
    editing.set_value(db.conn, item, field, data["value"])
    db.conn.execute("DELETE FROM provenance WHERE item = ? AND field = ?", (item, field))
    if data["origin"]:
        db.conn.execute("INSERT INTO provenance VALUES (?, ?, ?, ?, ?)", (item, field, *data["origin"]))
    _write_lock(db, item, field, data["locked"])


def _read_lock(connection: sqlite3.Connection, item: int, field: str) -> bool:
    row = connection.execute("SELECT 1 FROM locks WHERE item = ? AND field = ?", (item, field)).fetchone()
    return row is not None


def _write_lock(db: Database, item: int, field: str, locked: bool) -> None:
    change = "INSERT OR IGNORE INTO locks VALUES (?, ?)" if locked else "DELETE FROM locks WHERE item = ? AND field = ?"
    db.conn.execute(change, (item, field))


def _read_mark(connection: sqlite3.Connection, item: int, _name: str) -> bool:
    row = connection.execute("SELECT marked FROM items WHERE id = ?", (item,)).fetchone()
    return bool(row and row[0])


def _write_mark(db: Database, item: int, _name: str, marked: bool) -> None:
    db.conn.execute("UPDATE items SET marked = ? WHERE id = ?", (marked, item))


def _read_order(connection: sqlite3.Connection, show: int, _name: str) -> str:
    row = connection.execute("SELECT episode_order FROM details WHERE item = ?", (show,)).fetchone()
    return row[0] or "" if row else ""


def _write_order(db: Database, show: int, _name: str, order: str) -> None:
    orders.set_order(db, show, order)


_READ: dict[str, Callable[[sqlite3.Connection, int, str], Data]] = {
    "lock": _read_lock,
    "marked": _read_mark,
    "order": _read_order,
    "artwork": pictures.read_picture,
    "match": matches.read_match,
}
_WRITE: dict[str, Callable[[Database, int, str, Data], None]] = {
    "lock": _write_lock,
    "marked": _write_mark,
    "order": _write_order,
    "artwork": pictures.write_picture,
    "match": matches.write_match,
}
