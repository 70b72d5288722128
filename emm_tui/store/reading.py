"""Rows of the library back into nouns: what items have, by item id; many items are one query."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import MediaFile
from emm_tui.domain.metadata import Credit, Provenance, Rating

_THESE = "item IN (SELECT value FROM json_each(?))"


def these(items: Sequence[int]) -> tuple[str]:
    """The parameter for `IN (SELECT value FROM json_each(?))`."""
    return (f"[{','.join(map(str, items))}]",)


def read_files(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, list[MediaFile]]:
    """The files of items: videos in the order of their parts, then the others."""
    found: dict[int, list[MediaFile]] = defaultdict(list)
    rows = connection.execute(
        "SELECT item, path, size, mtime_ns, role, part, artwork_kind FROM files"
        f" WHERE {_THESE} ORDER BY item, role <> 'video', part, path",
        these(items),
    )
    for item, path, *rest in rows:
        found[item].append(MediaFile(os.fsdecode(path), *rest))
    return found


def read_credits(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, list[Credit]]:
    """The credits of items in the order of their provider."""
    found: dict[int, list[Credit]] = defaultdict(list)
    rows = connection.execute(
        "SELECT c.item, p.name, c.job, c.role, c.billing, nullif(coalesce(c.thumb, p.thumb), ''), nullif(p.tmdb, 0)"
        f" FROM credits c JOIN people p ON p.id = c.person WHERE c.{_THESE} ORDER BY c.item, c.place",
        these(items),
    )
    for item, *rest in rows:
        found[item].append(Credit(*rest))
    return found


def read_terms(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    """Genres, countries, studios and tags of items: field -> names."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = connection.execute(
        "SELECT x.item, t.field, t.name FROM item_terms x JOIN terms t ON t.id = x.term"
        f" WHERE x.{_THESE} ORDER BY x.item, x.place",
        these(items),
    )
    for item, field, name in rows:
        found[item][field].append(name)
    return found


def read_ratings(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, dict[str, Rating]]:
    """The ratings of items by source, the default one first."""
    found: dict[int, dict[str, Rating]] = defaultdict(dict)
    sql = f"SELECT item, source, value, votes, most FROM ratings WHERE {_THESE} ORDER BY place, source"
    for item, source, *rest in connection.execute(sql, these(items)):
        found[item][source] = Rating(*rest)
    return found


def read_ids(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, dict[str, str]]:
    """The ids of items by provider."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for item, provider, id in connection.execute(f"SELECT item, provider, id FROM ids WHERE {_THESE}", these(items)):
        found[item][provider] = id
    return found


def read_provenance(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, dict[str, Provenance]]:
    """Where the values of items come from, by field."""
    found: dict[int, dict[str, Provenance]] = defaultdict(dict)
    sql = f"SELECT item, field, provider, language, time FROM provenance WHERE {_THESE}"
    for item, field, *rest in connection.execute(sql, these(items)):
        found[item][field] = Provenance(*rest)
    return found


def read_locks(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, list[str]]:
    """The fields of items that a scrape must leave alone."""
    found: dict[int, list[str]] = defaultdict(list)
    for item, field in connection.execute(f"SELECT item, field FROM locks WHERE {_THESE}", these(items)):
        found[item].append(field)
    return found


def read_artwork(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, dict[str, ArtworkFile]]:
    """The pictures of items by kind; a planned one that is not in place yet hides the one it would replace."""
    found: dict[int, dict[str, ArtworkFile]] = defaultdict(dict)
    rows = connection.execute(
        "SELECT item, kind, path, url, width, height, language, provider, sha256, size, mtime_ns, pending, chosen"
        f" FROM artwork_files WHERE {_THESE} ORDER BY item, pending",
        these(items),
    )
    for item, kind, path, *rest, pending, chosen in rows:
        found[item][kind] = ArtworkFile(*(kind, os.fsdecode(path), *rest, bool(pending), bool(chosen)))
    return found


def read_copies(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, list[ArtworkFile]]:
    """The pictures of shows and seasons in their further folders."""
    found: dict[int, list[ArtworkFile]] = defaultdict(list)
    rows = connection.execute(
        "SELECT item, kind, path, url, width, height, language, provider, sha256, size, mtime_ns"
        f" FROM artwork_copies WHERE {_THESE} ORDER BY item, path",
        these(items),
    )
    for item, kind, path, *rest in rows:
        found[item].append(ArtworkFile(*(kind, os.fsdecode(path), *rest)))
    return found


def read_artwork_candidates(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, list[ArtworkCandidate]]:
    """The pictures on offer for items, in the order of their providers."""
    found: dict[int, list[ArtworkCandidate]] = defaultdict(list)
    rows = connection.execute(
        "SELECT item, kind, provider, url, preview, width, height, language, votes, score"
        f" FROM artwork_candidates WHERE {_THESE} ORDER BY item, place",
        these(items),
    )
    for item, *rest in rows:
        found[item].append(ArtworkCandidate(*rest))
    return found


def read_candidates(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, list[Candidate]]:
    """What the matcher weighed for items, best first."""
    found: dict[int, list[Candidate]] = defaultdict(list)
    rows = connection.execute(
        "SELECT item, provider, id, title, year, original_title, original_language, popularity, votes, titles,"
        f" overview, poster, score, reasons FROM candidates WHERE {_THESE} ORDER BY item, place",
        these(items),
    )
    for item, *head, titles, overview, poster, score, reasons in rows:
        known = (*head, tuple(json.loads(titles)), overview, poster, score, json.loads(reasons))
        found[item].append(Candidate(*known))
    return found
