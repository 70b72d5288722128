"""Ready-made rows by the million, for trying a library of any size."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from emm_tui.domain.media import ItemRow
from emm_tui.store.layout import TIERS, episode_key, now, season_key, sort_key, storable
from emm_tui.store.schema import create_indexes, drop_indexes
from emm_tui.store.search import index_titles, title_text

if TYPE_CHECKING:
    from sqlite_utils import Database

_T = TypeVar("_T")
_IN_PARTS = 10_000
_COLUMNS = (
    "id, kind, tier, state, title, sort_key, year, season, episode, parent, show, rating, runtime, added,"
    " missing_since, marked, artwork, tmdb, imdb, tvdb, decided_by, path"
)
_INSERT = f"INSERT INTO items ({_COLUMNS}) VALUES ({', '.join('?' * len(_COLUMNS.split(',')))})"


def prefill(db: Database, rows: Iterable[ItemRow]) -> int:
    """Inserts rows in parts of a transaction each, the search and the indexes at the end; returns how many.

    The ids of the rows are not looked at; a season or an episode belongs to the show (and season) before it.
    """
    connection = db.conn
    first = int(connection.execute("SELECT coalesce(max(id), 0) FROM items").fetchone()[0]) + 1
    connection.execute("PRAGMA synchronous = off")
    connection.execute("PRAGMA cache_size = -32768")
    drop_indexes(db)
    for part in _parts(_values(rows, first)):
        with _transaction(connection):
            connection.executemany(_INSERT, part)
    added = connection.execute("SELECT id, title FROM items WHERE id >= ?", (first,))
    for titles in _parts((id, title_text(title)) for id, title in added):
        with _transaction(connection):
            index_titles(connection, titles)
    create_indexes(db)
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA synchronous = full")
    return int(connection.execute("SELECT count(*) FROM items WHERE id >= ?", (first,)).fetchone()[0])


def _parts(rows: Iterator[_T]) -> Iterator[list[_T]]:
    while part := list(islice(rows, _IN_PARTS)):
        yield part


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _values(rows: Iterable[ItemRow], first: int) -> Iterator[tuple[object, ...]]:
    added = now()
    show: tuple[int, str] | None = None
    season: int | None = None
    for item, row in enumerate(rows, first):
        title = storable(row.title)
        key = sort_key(title)
        if row.kind == "show":
            show, season = (item, key), None
        parent = None
        if show and row.kind == "season":
            season, parent, key = item, show[0], season_key(show[1], row.season)
        elif show and row.kind == "episode":
            parent, key = season or show[0], episode_key(show[1], row.season, row.episode)
        yield (
            item,
            row.kind,
            TIERS[row.kind],
            row.state,
            title,
            key,
            row.year,
            row.season,
            row.episode,
            parent,
            show[0] if show and parent else None,
            row.rating,
            row.runtime,
            row.added or added,
            row.missing_since,
            row.marked,
            row.artwork,
            row.tmdb,
            row.imdb,
            row.tvdb,
            "auto" if row.state in ("matched", "scraped") else "",
            os.fsencode(row.path) if row.path else None,
        )
