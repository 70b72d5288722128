"""What each provider said of an item, kept small: for who asks why, and for when a provider cannot be asked."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
import sqlite3
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Any

from emm_tui.domain.metadata import Credit, Metadata, Rating, SetInfo
from emm_tui.store.layout import now, storable
from emm_tui.store.reading import these

if TYPE_CHECKING:
    from emm_tui.domain.fetched import Said

_OURS = frozenset({"providers"})
"""What no provider says."""


def save_words(connection: sqlite3.Connection, said: Mapping[int, Said]) -> None:
    """Replaces what was said of items; what nobody says any more is dropped."""
    time = now()
    connection.executemany("DELETE FROM said WHERE item = ?", [(item,) for item in said])
    connection.executemany(
        "INSERT INTO said VALUES (?, ?, ?, ?, ?)",
        [
            (item, place, provider, pack(facts), time)
            for item, words in said.items()
            for place, (provider, facts) in enumerate(words)
        ],
    )


def drop_words(connection: sqlite3.Connection, items: Iterable[int]) -> None:
    """Forgets what was said of items that are something else now."""
    for table in ("said", "lacking"):
        connection.executemany(f"DELETE FROM {table} WHERE item = ?", [(item,) for item in items])


def read_words(connection: sqlite3.Connection, item: int) -> Said:
    """What each provider said of an item when it was last asked, the one that it was found at first."""
    rows = connection.execute("SELECT provider, facts FROM said WHERE item = ? ORDER BY place", (item,))
    return tuple((provider, unpack(facts)) for provider, facts in rows)


def save_lacking(connection: sqlite3.Connection, item: int, lacking: Mapping[str, str]) -> None:
    """Records which providers could not be asked about an item, and why."""
    connection.execute("DELETE FROM lacking WHERE item = ?", (item,))
    connection.executemany(
        "INSERT INTO lacking VALUES (?, ?, ?)", [(item, name, storable(reason)) for name, reason in lacking.items()]
    )


def read_lacking(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, dict[str, str]]:
    """Which providers could not be asked about items: item -> provider -> why."""
    found: dict[int, dict[str, str]] = {}
    rows = connection.execute(
        "SELECT item, provider, reason FROM lacking WHERE item IN (SELECT value FROM json_each(?))",
        these(items),
    )
    for item, provider, reason in rows:
        found.setdefault(item, {})[provider] = reason
    return found


def pack(facts: Metadata) -> str:
    """Metadata as compressed JSON, without what is empty; as text, for a journal keeps such rows as JSON."""
    told = {field.name: getattr(facts, field.name) for field in fields(Metadata) if field.name not in _OURS}
    document: dict[str, Any] = {name: value for name, value in told.items() if value not in (None, "", [], {})}
    document["ratings"] = {name: astuple(rating) for name, rating in facts.ratings.items()}
    document["credits"] = [(c.name, c.job, c.role, c.order, c.thumb, c.tmdb) for c in facts.credits]
    if facts.set:
        document["set"] = astuple(facts.set)
    packed = zlib.compress(json.dumps(document, separators=(",", ":")).encode(), 1)
    return b64encode(packed).decode()


def unpack(text: str) -> Metadata:
    """The metadata that `pack` packed; a field that this version does not know is left out."""
    document: dict[str, Any] = json.loads(zlib.decompress(b64decode(text)))
    known = {field.name for field in fields(Metadata)}
    facts = Metadata(**{name: value for name, value in document.items() if name in known})
    facts.ratings = {name: Rating(*rating) for name, rating in document["ratings"].items()}
    facts.credits = [Credit(*credit) for credit in document["credits"]]
    facts.set = SetInfo(*document["set"]) if "set" in document else None
    return facts
