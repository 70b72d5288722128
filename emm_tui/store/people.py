"""People and terms by name: many names become ids in two statements, however many there are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from emm_tui.domain.metadata import Credit
from emm_tui.domain.query import fold
from emm_tui.store.layout import storable
from emm_tui.store.reading import read_credits

_ADD_PEOPLE = (
    "INSERT OR IGNORE INTO people (name, tmdb, folded, thumb)"
    " SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)"
)
_FIND_PEOPLE = (
    "SELECT people.id, people.name, people.tmdb, people.thumb FROM json_each(?)"
    " CROSS JOIN people ON people.name = value ->> 0 AND people.tmdb = value ->> 1"
)
_ADD_TERMS = (
    "INSERT OR IGNORE INTO terms (field, name, folded) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)"
)
_FIND_TERMS = (
    "SELECT terms.id, terms.field, terms.name FROM json_each(?)"
    " CROSS JOIN terms ON terms.field = value ->> 0 AND terms.name = value ->> 1"
)

Person = tuple[str, int]


def save_credits(connection: sqlite3.Connection, credits: Mapping[int, Sequence[Credit]]) -> None:
    """Replaces the credits of items, adding people whom the library does not know yet; the same again is no change.

    A person keeps the first portrait seen; a credit with another one, or with none (""), keeps its own, so that what
    an item says does not depend on which of its people's other titles came later.
    """
    known = read_credits(connection, list(credits))
    changed = {item: given for item, given in credits.items() if known[item] != list(given)}
    people = _people(connection, [credit for given in changed.values() for credit in given])
    connection.executemany("DELETE FROM credits WHERE item = ?", [(item,) for item in changed])
    connection.executemany(
        "INSERT INTO credits (item, place, person, job, role, billing, thumb) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (item, place, *_row(credit, *people[_key(credit)]))
            for item, given in changed.items()
            for place, credit in enumerate(given)
        ],
    )


def _key(credit: Credit) -> Person:
    return storable(credit.name), credit.tmdb or 0


def _row(credit: Credit, person: int, portrait: str | None) -> tuple[object, ...]:
    own = None if credit.thumb and credit.thumb == portrait else credit.thumb or ""
    return person, credit.job, credit.role and storable(credit.role), credit.order, own


def _people(connection: sqlite3.Connection, credits: Sequence[Credit]) -> dict[Person, tuple[int, str | None]]:
    """The id and the portrait of each person, by name and id at TMDB."""
    thumbs: dict[Person, str | None] = {}
    for credit in credits:
        key = _key(credit)
        thumbs[key] = thumbs.get(key) or credit.thumb
    wanted = json.dumps([(name, tmdb, fold(name), thumb) for (name, tmdb), thumb in thumbs.items()])
    connection.execute(_ADD_PEOPLE, (wanted,))
    rows = connection.execute(_FIND_PEOPLE, (wanted,)).fetchall()
    return {(name, tmdb): (id, thumb) for id, name, tmdb, thumb in rows}


def save_terms(connection: sqlite3.Connection, lists: Mapping[int, Mapping[str, Sequence[str]]]) -> None:
    """Replaces the genres, countries, studios and tags of items: field -> names, in order."""
    names = {item: _terms(given) for item, given in lists.items()}
    wanted = json.dumps(
        [(*term, fold(term[1])) for term in dict.fromkeys(t for given in names.values() for t in given)]
    )
    connection.execute(_ADD_TERMS, (wanted,))
    ids = {(field, name): id for id, field, name in connection.execute(_FIND_TERMS, (wanted,))}
    connection.executemany("DELETE FROM item_terms WHERE item = ?", [(item,) for item in names])
    connection.executemany(
        "INSERT INTO item_terms (item, place, term) VALUES (?, ?, ?)",
        [(item, place, ids[term]) for item, given in names.items() for place, term in enumerate(given)],
    )


def _terms(lists: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((field, storable(name)) for field, names in lists.items() for name in names))
