"""A line of the list, as the library has it."""

from __future__ import annotations

import os
import sqlite3

from emm_tui.domain.rows import ItemRow

ROW = (
    "SELECT i.id, i.kind, i.state, i.title, i.year, i.season, i.episode, s.title, i.path,"
    " CASE WHEN i.show IS NULL THEN i.tmdb ELSE s.tmdb END, CASE WHEN i.show IS NULL THEN i.imdb ELSE s.imdb END,"
    " CASE WHEN i.show IS NULL THEN i.tvdb ELSE s.tvdb END, i.rating, i.runtime, i.added, i.missing_since,"
    " i.artwork, i.marked OR coalesce(s.marked, 0),"
    " CASE i.tier WHEN 2 THEN (SELECT premiered FROM details WHERE item = i.id) END"
    " FROM items i LEFT JOIN items s ON s.id = i.show"
)
"""A line of the list; a season and an episode have the ids of their show, and are marked with it."""


def item_row(row: tuple[object, ...]) -> ItemRow:
    """The line of the list that `ROW` selected."""
    values = list(row)
    values[8] = path_of(row[8])  # type: ignore[arg-type]
    values[17] = bool(row[17])
    return ItemRow(*values)  # type: ignore[arg-type]


def path_of(path: bytes | None) -> str | None:
    """A path as the rest of the program knows it; sqlite3.DatabaseError for a damaged one."""
    if path is None or isinstance(path, bytes):
        return None if path is None else os.fsdecode(path)
    raise sqlite3.DatabaseError("malformed path")
