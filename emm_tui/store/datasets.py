"""What IMDb's data files say of the titles of the library, in tables of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from emm_tui.domain.datasets import Dataset
from emm_tui.domain.fetched import Number
from emm_tui.domain.metadata import Rating
from emm_tui.store.layout import now

if TYPE_CHECKING:
    from sqlite_utils import Database

_TITLES = "SELECT CAST(substr(id, 3) AS INTEGER) FROM ids WHERE provider = 'imdb' UNION SELECT id FROM imdb_episodes"
_SHOWS = (
    "SELECT DISTINCT CAST(substr(n.id, 3) AS INTEGER) FROM ids n JOIN items i ON i.id = n.item"
    " WHERE n.provider = 'imdb' AND i.kind = 'show'"
)
_CHANGED = """
    WITH named (item, title) AS (
        SELECT item, CAST(substr(id, 3) AS INTEGER) FROM ids WHERE provider = 'imdb'
        UNION ALL
        SELECT i.id, e.id FROM items i JOIN ids s ON s.item = i.show AND s.provider = 'imdb'
        JOIN imdb_episodes e
        ON e.show = CAST(substr(s.id, 3) AS INTEGER) AND e.season = i.season AND e.episode = i.episode
        WHERE i.kind = 'episode'
        AND NOT EXISTS (SELECT 1 FROM ids o WHERE o.item = i.id AND o.provider = 'imdb')
    )
    SELECT n.item, r.value, r.votes FROM named n JOIN imdb_ratings r ON r.id = n.title
    LEFT JOIN ratings k ON k.item = n.item AND k.source = 'imdb'
    WHERE (k.item IS NULL OR k.value <> r.value OR k.votes IS NOT r.votes)
    AND NOT EXISTS (SELECT 1 FROM locks l WHERE l.item = n.item AND l.field = 'ratings')
"""
"""The items whose rating at IMDb is another one; an episode goes by its number where it has no id of its own."""


# -- reading
def read_titles(connection: sqlite3.Connection) -> list[int]:
    """The numbers of all titles whose rating is wanted: those of the library, and the episodes of its shows."""
    return [one for (one,) in connection.execute(_TITLES)]


def read_shows(connection: sqlite3.Connection) -> list[int]:
    """The numbers of the library's shows."""
    return [one for (one,) in connection.execute(_SHOWS)]


def read_rating(connection: sqlite3.Connection, ident: str) -> Rating | None:
    """The rating of a title by its id."""
    row = connection.execute("SELECT value, votes FROM imdb_ratings WHERE id = ?", (int(ident[2:]),)).fetchone()
    return Rating(row[0], row[1]) if row else None


def read_episode_ratings(connection: sqlite3.Connection, ident: str) -> dict[Number, Rating]:
    """The ratings of a show's episodes by season and episode."""
    rows = connection.execute(
        "SELECT e.season, e.episode, r.value, r.votes FROM imdb_episodes e JOIN imdb_ratings r ON r.id = e.id"
        " WHERE e.show = ?",
        (int(ident[2:]),),
    )
    return {(season, episode): Rating(value, votes) for season, episode, value, votes in rows}


def read_datasets(connection: sqlite3.Connection) -> list[Dataset]:
    """The files that were read, by name."""
    rows = connection.execute("SELECT name, asked, changed, size, rows, kept FROM datasets ORDER BY name")
    return [Dataset(*row) for row in rows]


# -- writing
def keep_ratings(db: Database, rows: Sequence[tuple[int, float, int]], dataset: Dataset) -> None:
    """Replaces all ratings: number of a title, value out of 10, votes."""
    db.execute("DELETE FROM imdb_ratings")
    db.conn.executemany("INSERT OR REPLACE INTO imdb_ratings VALUES (?, ?, ?)", rows)
    _note(db, dataset)


def keep_episodes(db: Database, rows: Sequence[tuple[int, int, int, int]], dataset: Dataset) -> None:
    """Replaces all episodes: number of the show, season, episode, number of the episode."""
    db.execute("DELETE FROM imdb_episodes")
    db.conn.executemany("INSERT OR IGNORE INTO imdb_episodes VALUES (?, ?, ?, ?)", rows)
    _note(db, dataset)


def refresh_ratings(db: Database, order: Sequence[str]) -> list[int]:
    """Brings IMDb's ratings of all items in step with the tables but where they are locked; gives what changed.

    `order` are the sources of ratings, the default one first.
    """
    changed = db.conn.execute(_CHANGED).fetchall()
    db.conn.executemany(
        "INSERT INTO ratings (item, source, value, votes, most) VALUES (?, 'imdb', ?, ?, 10)"
        " ON CONFLICT (item, source) DO UPDATE SET value = excluded.value, votes = excluded.votes, most = 10",
        changed,
    )
    items = [item for item, _, _ in changed]
    for item in items:
        _rank(db.conn, item, order)
    return items


def _rank(connection: sqlite3.Connection, item: int, order: Sequence[str]) -> None:
    """Puts the ratings of an item in order; the first one is that of the list's row, out of 10."""
    rows = connection.execute(
        "SELECT source, value, most FROM ratings WHERE item = ? ORDER BY place", (item,)
    ).fetchall()
    ranks = {source: rank for rank, source in enumerate(order)}
    rows.sort(key=lambda row: ranks.get(row[0], len(ranks)))
    connection.executemany(
        "UPDATE ratings SET place = ? WHERE item = ? AND source = ?",
        [(place, item, source) for place, (source, _, _) in enumerate(rows)],
    )
    source, value, most = rows[0]
    if source == "imdb":
        connection.execute(
            "INSERT OR REPLACE INTO provenance (item, field, provider, time) VALUES (?, 'ratings', 'imdb', ?)",
            (item, now()),
        )
    connection.execute("UPDATE items SET rating = ? WHERE id = ?", (round(value * 10 / most, 2), item))


def _note(db: Database, one: Dataset) -> None:
    db.execute(
        "INSERT OR REPLACE INTO datasets VALUES (?, ?, ?, ?, ?, ?)",
        (one.name, one.asked, one.changed, one.size, one.rows, one.kept),
    )
