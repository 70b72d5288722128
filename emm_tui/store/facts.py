"""The metadata of an item as rows: texts, lists, people, ratings, ids, its set, and where each came from."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
import sqlite3

from emm_tui.domain.metadata import Credit, Metadata, Rating
from emm_tui.store.layout import now, sort_key, storable
from emm_tui.store.people import save_credits, save_terms
from emm_tui.store.reading import read_credits, read_terms
from emm_tui.store.search import reindex_titles, title_text
from emm_tui.store.sets import set_of
from emm_tui.store.shows import follow_show

TEXTS = (
    "original_title",
    "sort_title",
    "premiered",
    "plot",
    "outline",
    "tagline",
    "certification",
    "status",
    "original_language",
    "trailer",
)
LISTS = ("genres", "countries", "studios", "tags")
PEOPLE = {"actor": "cast", "director": "directors", "writer": "writers"}
_RATED_BY = ("imdb", "tmdb", "tvdb")

_TEXT_SQL = {field: f"UPDATE details SET {field} = ? WHERE item = ?" for field in TEXTS}
_ALL_TEXTS = f"UPDATE details SET {', '.join(f'{field} = ?' for field in TEXTS)} WHERE item = ?"


def save_facts(connection: sqlite3.Connection, item: int, metadata: Metadata, provider: str) -> None:
    """Replaces the facts of an item but for its locked fields and its user's rating; fills provenance."""
    locked = {field for (field,) in connection.execute("SELECT field FROM locks WHERE item = ?", (item,))}
    time = now()
    _save_texts(connection, item, metadata, locked)
    _save_row(connection, item, metadata, locked)
    if "ratings" not in locked:
        _save_ratings(connection, item, metadata.ratings)
    if "ids" not in locked:
        _save_ids(connection, item, metadata.ids)
    if "set" not in locked:
        group = set_of(connection, metadata.set, provider, time) if metadata.set else None
        connection.execute("UPDATE items SET set_id = ? WHERE id = ? AND set_id IS NOT ?", (group, item, group))
    save_terms(connection, item, _lists(connection, item, metadata, locked))
    save_credits(connection, item, _credits(connection, item, metadata, locked))
    _save_provenance(connection, item, metadata, provider, time, locked)


def _save_texts(connection: sqlite3.Connection, item: int, metadata: Metadata, locked: set[str]) -> None:
    values = {field: (text and storable(text)) for field in TEXTS for text in (getattr(metadata, field),)}
    connection.execute("INSERT OR IGNORE INTO details (item) VALUES (?)", (item,))
    if locked.isdisjoint(TEXTS):
        connection.execute(_ALL_TEXTS, (*values.values(), item))
    else:
        for field in TEXTS:
            if field not in locked:
                connection.execute(_TEXT_SQL[field], (values[field], item))
    connection.execute(
        "UPDATE details SET alternative_titles = ?, user_rating = coalesce(user_rating, ?) WHERE item = ?",
        (json.dumps(metadata.alternative_titles) if metadata.alternative_titles else None, metadata.user_rating, item),
    )


def _save_row(connection: sqlite3.Connection, item: int, metadata: Metadata, locked: set[str]) -> None:
    """Title, year, runtime of the list's row, and the order and search that follow from them."""
    kind, title, year, runtime = connection.execute(
        "SELECT kind, title, year, runtime FROM items WHERE id = ?", (item,)
    ).fetchone()
    title = title if "title" in locked or not metadata.title else storable(metadata.title)
    year = year if "year" in locked else metadata.year
    runtime = runtime if "runtime" in locked else metadata.runtime
    connection.execute("UPDATE items SET title = ?, year = ?, runtime = ? WHERE id = ?", (title, year, runtime, item))
    ordered = connection.execute("SELECT sort_title FROM details WHERE item = ?", (item,)).fetchone()[0]
    if kind in ("movie", "show"):
        _sort_by(connection, item, sort_key(ordered or title), whole_show=kind == "show")
    reindex_titles(connection, item, title_text(title, metadata.original_title, *metadata.alternative_titles))


def _sort_by(connection: sqlite3.Connection, item: int, key: str, whole_show: bool) -> None:
    """Changes where an item stands; the seasons and episodes of a show follow it."""
    moved = connection.execute("UPDATE items SET sort_key = ? WHERE id = ? AND sort_key <> ?", (key, item, key))
    if moved.rowcount and whole_show:
        follow_show(connection, item)


def _save_ratings(connection: sqlite3.Connection, item: int, ratings: dict[str, Rating]) -> None:
    connection.execute("DELETE FROM ratings WHERE item = ?", (item,))
    connection.executemany(
        "INSERT INTO ratings VALUES (?, ?, ?, ?, ?)",
        [(item, source, rating.value, rating.votes, rating.max) for source, rating in ratings.items()],
    )
    first = next((ratings[name] for name in (*_RATED_BY, *ratings) if name in ratings), None)
    value = round(first.value * 10 / first.max, 2) if first else None
    connection.execute("UPDATE items SET rating = ? WHERE id = ?", (value, item))


def _save_ids(connection: sqlite3.Connection, item: int, ids: dict[str, str]) -> None:
    connection.execute("DELETE FROM ids WHERE item = ?", (item,))
    connection.executemany("INSERT INTO ids VALUES (?, ?, ?)", [(item, name, id) for name, id in ids.items()])
    mark_ids(connection, item)


def mark_ids(connection: sqlite3.Connection, item: int) -> None:
    """Brings the ids of the list's row in step with all ids of the item."""
    ids = dict(connection.execute("SELECT provider, id FROM ids WHERE item = ?", (item,)).fetchall())
    tmdb, tvdb = (int(ids[name]) if ids.get(name, "").isdecimal() else None for name in ("tmdb", "tvdb"))
    connection.execute(
        "UPDATE items SET tmdb = ?, imdb = ?, tvdb = ? WHERE id = ?", (tmdb, ids.get("imdb"), tvdb, item)
    )


def _lists(connection: sqlite3.Connection, item: int, metadata: Metadata, locked: set[str]) -> dict[str, list[str]]:
    kept = read_terms(connection, item) if locked.intersection(LISTS) else {}
    return {field: kept.get(field, []) if field in locked else getattr(metadata, field) for field in LISTS}


def _credits(connection: sqlite3.Connection, item: int, metadata: Metadata, locked: set[str]) -> list[Credit]:
    kept = read_credits(connection, item) if locked.intersection(PEOPLE.values()) else []
    return [credit for credit in metadata.credits if PEOPLE[credit.job] not in locked] + [
        credit for credit in kept if PEOPLE[credit.job] in locked
    ]


def _save_provenance(
    connection: sqlite3.Connection, item: int, metadata: Metadata, provider: str, time: str, locked: set[str]
) -> None:
    """Names provider, language and time of each field that has a value."""
    fields = ["title", "year", "runtime", "ratings", "ids", "set", *TEXTS, *LISTS]
    filled = [field for field in fields if getattr(metadata, field)]
    filled += [name for job, name in PEOPLE.items() if any(credit.job == job for credit in metadata.credits)]
    connection.execute(
        "DELETE FROM provenance WHERE item = ?1 AND field NOT IN (SELECT field FROM locks WHERE item = ?1)", (item,)
    )
    connection.executemany(
        "INSERT INTO provenance VALUES (?, ?, ?, ?, ?)",
        [(item, field, provider, metadata.languages.get(field), time) for field in filled if field not in locked],
    )
