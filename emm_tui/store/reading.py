"""Rows of the library back into nouns: what one item has, by item id."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict

from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import ItemRow, MediaFile
from emm_tui.domain.metadata import Credit, Provenance, Rating

ROW = (
    "SELECT i.id, i.kind, i.state, i.title, i.year, i.season, i.episode, s.title, i.path,"
    " CASE WHEN i.show IS NULL THEN i.tmdb ELSE s.tmdb END, CASE WHEN i.show IS NULL THEN i.imdb ELSE s.imdb END,"
    " CASE WHEN i.show IS NULL THEN i.tvdb ELSE s.tvdb END, i.rating, i.runtime, i.added, i.missing_since,"
    " i.artwork, i.marked FROM items i LEFT JOIN items s ON s.id = i.show"
)
"""A line of the list; a season and an episode have the ids of their show."""


def item_row(row: tuple[object, ...]) -> ItemRow:
    """The line of the list that `ROW` selected."""
    values = list(row)
    values[8] = path_of(row[8])  # type: ignore[arg-type]
    values[17] = bool(row[17])
    return ItemRow(*values)  # type: ignore[arg-type]


def path_of(path: bytes | None) -> str | None:
    """A path as the rest of the program knows it."""
    return None if path is None else os.fsdecode(path)


def read_files(connection: sqlite3.Connection, item: int) -> list[MediaFile]:
    """The files of an item: videos in the order of their parts, then the others."""
    rows = connection.execute(
        "SELECT path, size, mtime_ns, role, part, artwork_kind FROM files WHERE item = ?"
        " ORDER BY role <> 'video', part, path",
        (item,),
    )
    return [MediaFile(os.fsdecode(path), *rest) for path, *rest in rows]


def read_credits(connection: sqlite3.Connection, item: int) -> list[Credit]:
    """The credits of an item in the order of their provider."""
    rows = connection.execute(
        "SELECT p.name, c.job, c.role, c.billing, nullif(coalesce(c.thumb, p.thumb), ''), nullif(p.tmdb, 0)"
        " FROM credits c JOIN people p ON p.id = c.person WHERE c.item = ? ORDER BY c.place",
        (item,),
    )
    return [Credit(*row) for row in rows]


def read_terms(connection: sqlite3.Connection, item: int) -> dict[str, list[str]]:
    """Genres, countries, studios and tags of an item: field -> names."""
    terms = defaultdict(list)
    rows = connection.execute(
        "SELECT t.field, t.name FROM item_terms x JOIN terms t ON t.id = x.term WHERE x.item = ? ORDER BY x.place",
        (item,),
    )
    for field, name in rows:
        terms[field].append(name)
    return terms


def read_ratings(connection: sqlite3.Connection, item: int) -> dict[str, Rating]:
    """The ratings of an item by source."""
    rows = connection.execute("SELECT source, value, votes, most FROM ratings WHERE item = ?", (item,))
    return {source: Rating(*rating) for source, *rating in rows}


def read_ids(connection: sqlite3.Connection, item: int) -> dict[str, str]:
    """The ids of an item by provider."""
    return dict(connection.execute("SELECT provider, id FROM ids WHERE item = ?", (item,)).fetchall())


def read_provenance(connection: sqlite3.Connection, item: int) -> dict[str, Provenance]:
    """Where the values of an item come from, by field."""
    rows = connection.execute("SELECT field, provider, language, time FROM provenance WHERE item = ?", (item,))
    return {field: Provenance(*rest) for field, *rest in rows}


def read_artwork(connection: sqlite3.Connection, item: int) -> dict[str, ArtworkFile]:
    """The pictures of an item by kind; a planned one that is not in place yet hides the one it would replace."""
    rows = connection.execute(
        "SELECT kind, path, url, width, height, language, provider, sha256, size, mtime_ns, pending, chosen"
        " FROM artwork_files WHERE item = ? ORDER BY pending",
        (item,),
    )
    return {
        kind: ArtworkFile(*(kind, os.fsdecode(path), *rest, bool(pending), bool(chosen)))
        for kind, path, *rest, pending, chosen in rows
    }


def read_artwork_candidates(connection: sqlite3.Connection, item: int) -> list[ArtworkCandidate]:
    """The pictures on offer for an item, in the order of their providers."""
    rows = connection.execute(
        "SELECT kind, provider, url, preview, width, height, language, votes, score"
        " FROM artwork_candidates WHERE item = ? ORDER BY place",
        (item,),
    )
    return [ArtworkCandidate(*row) for row in rows]


def read_candidates(connection: sqlite3.Connection, item: int) -> list[Candidate]:
    """What the matcher weighed for an item, best first."""
    rows = connection.execute(
        "SELECT provider, id, title, year, original_title, original_language, popularity, votes, titles, overview,"
        " poster, score, reasons FROM candidates WHERE item = ? ORDER BY place",
        (item,),
    )
    return [
        Candidate(*(*head, tuple(json.loads(titles)), overview, poster, score, json.loads(reasons)))
        for *head, titles, overview, poster, score, reasons in rows
    ]
