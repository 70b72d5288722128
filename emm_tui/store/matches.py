"""All that follows from which title an item is, as plain data: to look at it, and to put it back."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emm_tui.store.episode_files import as_named, episode_files, number_episodes

if TYPE_CHECKING:
    from sqlite_utils import Database

_ROW = (
    *("state", "title", "sort_key", "year", "season", "episode", "set_id", "rating", "runtime"),
    *("tmdb", "imdb", "tvdb", "decided_by", "nfo"),
)
_SELECT = f"SELECT {', '.join(_ROW)} FROM items WHERE id = ?"
"""The columns of the list that follow from which title an item is; the others are about its files or are a person's."""
_ELSEWHERE = frozenset(
    {"items", "files", "artwork_files", "artwork_copies", "show_places", "locks", "job_items", "journal"}
)
"""Tables that know items and do not follow from which title they are."""


def read_match(connection: sqlite3.Connection, item: int, _name: str) -> dict[str, Any]:
    """The rows of the item, and of its seasons and episodes, with all facts about them."""
    ids = [item, *_children(connection, item)]
    return {
        "items": {str(id): row for id in ids for row in _rows(connection, _SELECT, id)},
        "tables": {
            table: rows
            for table, key in _fact_tables(connection)
            if (rows := [row for id in ids for row in _rows(connection, f"SELECT * FROM {table} WHERE {key} = ?", id)])
        },
        "titles": {str(id): _indexed(connection, id) for id in ids},
    }


def write_match(db: Database, item: int, _name: str, data: dict[str, Any]) -> None:
    """Puts them back; what came from elsewhere meanwhile (files, locks, marks) stays."""
    connection = db.conn
    ids = [int(id) for id in data["items"]]
    for id in ids:
        _write_row(connection, id, data["items"][str(id)], data["titles"][str(id)])
    for table, key in _fact_tables(connection):
        connection.executemany(f"DELETE FROM {table} WHERE {key} = ?", [(id,) for id in ids])
        for row in data["tables"].get(table, ()):
            _insert(connection, table, row)
    _renumber(connection, item, data["items"])


def _write_row(connection: sqlite3.Connection, id: int, row: Mapping[str, Any], titles: str | None) -> None:
    values = {name: value for name, value in row.items() if name not in ("season", "episode")}
    kept = connection.execute("SELECT 1 FROM items WHERE id = ?", (values["set_id"],)).fetchone()
    values["set_id"] = values["set_id"] if kept else None
    changes = ", ".join(f"{name} = ?" for name in values)
    connection.execute(f"UPDATE items SET {changes} WHERE id = ?", (*values.values(), id))
    if titles is not None:
        connection.execute("UPDATE titles SET text = ? WHERE rowid = ?", (titles, id))


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    """A row of an item that is still there; what else it pointed at may be gone."""
    names = ", ".join(row)
    connection.execute(
        f"INSERT OR IGNORE INTO {table} ({names}) SELECT {', '.join('?' * len(row))}"
        " WHERE EXISTS (SELECT 1 FROM items WHERE id = ?)",
        (*row.values(), row.get("item", row.get("show"))),
    )


def _renumber(connection: sqlite3.Connection, show: int, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Puts the episodes of a show back under their numbers."""
    moved = []
    for file in episode_files(connection, show, as_named):
        old = rows.get(str(file.id))
        if old and old["season"] is not None and (old["season"], old["episode"]) != (file.season, file.episode):
            moved.append((file, (old["season"], old["episode"])))
    if moved:
        number_episodes(connection, show, moved)


def _fact_tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The tables with facts of items, and the column that names the item."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    found = []
    for (table,) in tables:
        columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        key = "item" if "item" in columns else "show" if "show" in columns else None
        if key and table not in _ELSEWHERE:
            found.append((table, key))
    return found


def _children(connection: sqlite3.Connection, show: int) -> list[int]:
    return [id for (id,) in connection.execute("SELECT id FROM items WHERE show = ? ORDER BY id", (show,))]


def _indexed(connection: sqlite3.Connection, id: int) -> str | None:
    row = connection.execute("SELECT text FROM titles WHERE rowid = ?", (id,)).fetchone()
    return row[0] if row else None


def _rows(connection: sqlite3.Connection, sql: str, *values: object) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def title_of(data: dict[str, Any]) -> str:
    """The title, and by which id it is known, else its state."""
    row = next(iter(data["items"].values()))
    known = [f"{name} {row[name]}" for name in ("tmdb", "imdb", "tvdb") if row[name] is not None]
    year = f" ({row['year']})" if row["year"] else ""
    return f"{row['title']}{year}, {known[0] if known and row['decided_by'] else row['state']}"
