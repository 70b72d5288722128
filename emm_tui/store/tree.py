"""What hangs under what: the seasons and episodes of a show, and the show above a season or an episode."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import sqlite3
from array import array
from typing import TYPE_CHECKING

from emm_tui.store.query_sql import order, where

if TYPE_CHECKING:
    from emm_tui.domain.query import Query

_FETCHED = 20_000


def read_children(connection: sqlite3.Connection, parent: int) -> array[int]:
    """What hangs under a show or a season itself: seasons before episodes that have none, by their numbers."""
    rows = connection.execute(
        "SELECT id FROM items WHERE parent = ? ORDER BY tier, season, episode, id", (parent,)
    ).fetchall()
    return array("q", [id for (id,) in rows])


def read_branches(
    connection: sqlite3.Connection, query: Query, limit: int | None
) -> tuple[array[int], array[int], array[int]]:
    """The ids that a query wants, in its order; beside each its parent and its show, 0 where it has none."""
    ids, parents, shows = array("q"), array("q"), array("q")
    condition, values = where(query)
    cursor = connection.execute(
        f"SELECT i.id, coalesce(i.parent, 0), coalesce(i.show, 0) FROM items i WHERE {condition}"
        f" ORDER BY {order(query)} LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    while part := cursor.fetchmany(_FETCHED):
        for column, found in zip((ids, parents, shows), zip(*part, strict=True), strict=True):
            column.extend(found)
    return ids, parents, shows
