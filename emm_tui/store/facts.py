"""The metadata of items as rows: texts, lists, people, ratings, ids, their set, and where each came from."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from emm_tui.domain.metadata import Credit, Metadata, Rating
from emm_tui.store.layout import AIRS, TEXTS, now, sort_key, storable
from emm_tui.store.people import save_credits, save_terms
from emm_tui.store.reading import read_credits, read_ids, read_locks, read_terms, these
from emm_tui.store.search import reindex_titles, title_text
from emm_tui.store.sets import set_of
from emm_tui.store.shows import follow_show

LISTS = ("genres", "countries", "studios", "tags")
PEOPLE = {"actor": "cast", "director": "directors", "writer": "writers"}

_TEXT_SQL = {field: f"UPDATE details SET {field} = ? WHERE item = ?" for field in TEXTS}
_ALL_TEXTS = f"UPDATE details SET {', '.join(f'{field} = ?' for field in TEXTS)} WHERE item = ?"
_REST = (
    "UPDATE details SET alternative_titles = ?, user_rating = coalesce(user_rating, ?),"
    f" {', '.join(f'{field} = ?' for field in AIRS)} WHERE item = ?"
)
_ROWS = (
    "SELECT id, kind, title, year, runtime, sort_title FROM items JOIN details ON item = id"
    " WHERE id IN (SELECT value FROM json_each(?))"
)

Facts = Mapping[int, Metadata]
"""What is known now of items, by their id."""
Locks = Mapping[int, set[str]]


def save_facts(connection: sqlite3.Connection, known: Facts, provider: str) -> None:
    """Replaces the facts of items but for their locked fields and their user's rating; fills provenance.

    `provider` is who said what the facts themselves name nobody for.
    """
    time = now()
    locks = defaultdict(set, {item: set(fields) for item, fields in read_locks(connection, list(known)).items()})
    _save_texts(connection, known, locks)
    _save_rows(connection, known, locks)
    _save_ratings(connection, {item: facts.ratings for item, facts in _unlocked(known, locks, "ratings")})
    _save_ids(connection, {item: facts.ids for item, facts in _unlocked(known, locks, "ids")})
    for item, facts in _unlocked(known, locks, "set"):
        group = set_of(connection, facts.set, facts.providers.get("set", provider), time) if facts.set else None
        connection.execute("UPDATE items SET set_id = ? WHERE id = ? AND set_id IS NOT ?", (group, item, group))
    save_terms(connection, _lists(connection, known, locks))
    save_credits(connection, _credits(connection, known, locks))
    _save_provenance(connection, known, provider, time, locks)


def _unlocked(known: Facts, locks: Locks, field: str) -> list[tuple[int, Metadata]]:
    return [(item, facts) for item, facts in known.items() if field not in locks[item]]


def _save_texts(connection: sqlite3.Connection, known: Facts, locks: Locks) -> None:
    connection.executemany("INSERT OR IGNORE INTO details (item) VALUES (?)", [(item,) for item in known])
    whole = []
    for item, facts in known.items():
        values = [text and storable(text) for text in (getattr(facts, field) for field in TEXTS)]
        if locks[item].isdisjoint(TEXTS):
            whole.append((*values, item))
            continue
        for field, value in zip(TEXTS, values, strict=True):
            if field not in locks[item]:
                connection.execute(_TEXT_SQL[field], (value, item))
    connection.executemany(_ALL_TEXTS, whole)
    connection.executemany(_REST, [_rest(item, facts) for item, facts in known.items()])


def _rest(item: int, facts: Metadata) -> tuple[object, ...]:
    titles = json.dumps(facts.alternative_titles) if facts.alternative_titles else None
    return titles, facts.user_rating, *(getattr(facts, field) for field in AIRS), item


def _save_rows(connection: sqlite3.Connection, known: Facts, locks: Locks) -> None:
    """Title, year, runtime of the list's rows, and the order and search that follow from them."""
    for item, kind, title, year, runtime, ordered in connection.execute(_ROWS, these(list(known))).fetchall():
        facts, locked = known[item], locks[item]
        title = title if "title" in locked or not facts.title else storable(facts.title)
        year = year if "year" in locked else facts.year
        runtime = runtime if "runtime" in locked else facts.runtime
        connection.execute(
            "UPDATE items SET title = ?, year = ?, runtime = ? WHERE id = ?", (title, year, runtime, item)
        )
        if kind in ("movie", "show"):
            sort_by(connection, item, sort_key(ordered or title), whole_show=kind == "show")
        reindex_titles(connection, item, title_text(title, facts.original_title, *facts.alternative_titles))


def sort_by(connection: sqlite3.Connection, item: int, key: str, whole_show: bool) -> None:
    """Changes where an item stands; the seasons and episodes of a show follow it."""
    moved = connection.execute("UPDATE items SET sort_key = ? WHERE id = ? AND sort_key <> ?", (key, item, key))
    if moved.rowcount and whole_show:
        follow_show(connection, item)


def _save_ratings(connection: sqlite3.Connection, ratings: Mapping[int, dict[str, Rating]]) -> None:
    connection.executemany("DELETE FROM ratings WHERE item = ?", [(item,) for item in ratings])
    connection.executemany(
        "INSERT INTO ratings (item, source, value, votes, most, place) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (item, source, rating.value, rating.votes, rating.max, place)
            for item, given in ratings.items()
            for place, (source, rating) in enumerate(given.items())
        ],
    )
    values = [(_rating(given), item) for item, given in ratings.items()]
    connection.executemany("UPDATE items SET rating = ? WHERE id = ?", values)


def _rating(ratings: dict[str, Rating]) -> float | None:
    """The rating of the list's row, out of 10: the default one."""
    first = next(iter(ratings.values()), None)
    return round(first.value * 10 / first.max, 2) if first else None


def _save_ids(connection: sqlite3.Connection, ids: Mapping[int, dict[str, str]]) -> None:
    connection.executemany("DELETE FROM ids WHERE item = ?", [(item,) for item in ids])
    connection.executemany(
        "INSERT INTO ids VALUES (?, ?, ?)", [(item, *pair) for item, given in ids.items() for pair in given.items()]
    )
    mark_ids(connection, ids)


def mark_ids(connection: sqlite3.Connection, items: Iterable[int]) -> None:
    """Brings the ids of the list's rows in step with all ids of the items."""
    wanted = list(items)
    ids = read_ids(connection, wanted)
    connection.executemany(
        "UPDATE items SET tmdb = ?, imdb = ?, tvdb = ? WHERE id = ?",
        [(_number(ids[item], "tmdb"), ids[item].get("imdb"), _number(ids[item], "tvdb"), item) for item in wanted],
    )


def _number(ids: dict[str, str], name: str) -> int | None:
    return int(ids[name]) if ids.get(name, "").isdecimal() else None


def _lists(connection: sqlite3.Connection, known: Facts, locks: Locks) -> dict[int, dict[str, list[str]]]:
    kept = read_terms(connection, [item for item in known if locks[item].intersection(LISTS)])
    return {
        item: {f: kept[item].get(f, []) if f in locks[item] else getattr(facts, f) for f in LISTS}
        for item, facts in known.items()
    }


def _credits(connection: sqlite3.Connection, known: Facts, locks: Locks) -> dict[int, list[Credit]]:
    kept = read_credits(connection, [item for item in known if locks[item].intersection(PEOPLE.values())])
    return {
        item: [credit for credit in facts.credits if PEOPLE[credit.job] not in locks[item]]
        + [credit for credit in kept[item] if PEOPLE[credit.job] in locks[item]]
        for item, facts in known.items()
    }


def _save_provenance(connection: sqlite3.Connection, known: Facts, provider: str, time: str, locks: Locks) -> None:
    """Names provider, language and time of each field that has a value."""
    connection.executemany(
        "DELETE FROM provenance WHERE item = ?1 AND field NOT IN (SELECT field FROM locks WHERE item = ?1)",
        [(item,) for item in known],
    )
    connection.executemany(
        "INSERT INTO provenance VALUES (?, ?, ?, ?, ?)",
        [
            (item, field, facts.providers.get(field, provider), facts.languages.get(field), time)
            for item, facts in known.items()
            for field in _filled(facts)
            if field not in locks[item]
        ],
    )


def _filled(facts: Metadata) -> list[str]:
    """The fields that have a value."""
    fields = [field for field in ("title", "year", "runtime", "ratings", "ids", "set", *TEXTS, *LISTS)]
    jobs = {credit.job for credit in facts.credits}
    return [field for field in fields if getattr(facts, field)] + [PEOPLE[job] for job in PEOPLE if job in jobs]
