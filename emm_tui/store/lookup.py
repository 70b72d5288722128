"""Which item a person means: an id, a path, or a query with one hit."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import os
import sqlite3

from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.query import Query, QueryError, parse_query
from emm_tui.store.query_sql import order, where

_SHOWN = 5


def resolve(connection: sqlite3.Connection, ref: str) -> int:
    """The id of the one item that `ref` means; NotFoundError says how many there are."""
    for find in (_by_id, _by_path, _by_folder, _by_query):
        found = find(connection, ref)
        if len(found) == 1:
            return found[0]
        if found:
            some = ", ".join(map(str, found[:_SHOWN])) + (", …" if len(found) > _SHOWN else "")
            raise NotFoundError(f"{ref!a} means {len(found)} items: {some}.", "Give the id of one.")
    raise NotFoundError(f"No item is {ref!a}.", "See 'emm list'.")


def same_shows(connection: sqlite3.Connection, provider: str, id: str) -> list[int]:
    """The shows that were decided to be the one of this id, at tmdb, imdb (omdb has its ids) or tvdb."""
    column = {"omdb": "imdb"}.get(provider, provider)
    if column not in ("tmdb", "imdb", "tvdb"):
        return []
    return _ids(connection, f"SELECT id FROM items WHERE {column} = ? AND kind = 'show' AND decided_by <> ''", id)


def part_of_show(connection: sqlite3.Connection, ref: str) -> str | None:
    """The folder at the path `ref` when its show lies in others as well."""
    if "\0" in ref or os.sep not in ref:
        return None
    folder = os.path.abspath(ref)
    several = _ids(
        connection,
        "SELECT count(*) FROM show_places WHERE show IN (SELECT show FROM show_places WHERE path = ?)",
        os.fsencode(folder),
    )
    return folder if several[0] > 1 else None


def _by_id(connection: sqlite3.Connection, ref: str) -> list[int]:
    if not (ref.isascii() and ref.isdecimal() and len(ref) < 19):
        return []
    return _ids(connection, "SELECT id FROM items WHERE id = ?", int(ref))


def _by_path(connection: sqlite3.Connection, ref: str) -> list[int]:
    """The owners of a file, or what stands at a path itself, like the folder of a show."""
    if "\0" in ref:
        return []
    path = os.fsencode(os.path.abspath(ref))
    owners = "SELECT items.id FROM files JOIN items ON items.id = item WHERE files.path = ?"
    return (
        _ids(connection, f"{owners} AND missing_since IS NULL ORDER BY items.id", path)
        or _ids(connection, f"{owners} ORDER BY items.id", path)
        or _ids(
            connection, "SELECT id FROM items WHERE path = ?1 UNION SELECT show FROM show_places WHERE path = ?1", path
        )
    )


def _by_folder(connection: sqlite3.Connection, ref: str) -> list[int]:
    """The films below a folder that holds nothing else, also those of a disc's folder."""
    if "\0" in ref or os.sep not in ref:
        return []
    path = os.fsencode(os.path.abspath(ref))
    return _ids(
        connection,
        "SELECT id FROM items WHERE path > ? AND path < ? AND kind = 'movie' ORDER BY id",
        path + b"/",
        path + b"0",
    )


def _by_query(connection: sqlite3.Connection, ref: str) -> list[int]:
    try:
        query = parse_query(ref)
    except QueryError as problem:
        raise NotFoundError(f"No item is {ref!a}: {problem.message}", problem.hint) from problem
    if query == Query():
        return []
    condition, values = where(query)
    return _ids(connection, f"SELECT i.id FROM items i WHERE {condition} ORDER BY {order(query)}", *values)


def _ids(connection: sqlite3.Connection, sql: str, *values: object) -> list[int]:
    return [id for (id,) in connection.execute(sql, values)]
