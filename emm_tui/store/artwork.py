"""Pictures of an item: what is on offer, what was planned, what lies beside the media."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
from emm_tui.store.layout import ARTWORK_BITS, storable

if TYPE_CHECKING:
    from sqlite_utils import Database

_INSERT_CANDIDATE = "INSERT INTO artwork_candidates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_COPY = "INSERT OR REPLACE INTO artwork_copies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_UPSERT_FILE = "INSERT OR REPLACE INTO artwork_files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def plan_artwork(db: Database, item: int, files: Sequence[ArtworkFile]) -> None:
    """Records what is about to be downloaded and where to; `size` and `mtime_ns` are those of the file there now."""
    db.conn.executemany(_UPSERT_FILE, [_row(item, file, pending=True) for file in files])


def save_artwork(db: Database, item: int, files: Sequence[ArtworkFile]) -> None:
    """Records pictures that lie in place; a file that is still `pending` stays planned."""
    placed = [file for file in files if not file.pending]
    db.conn.executemany(_UPSERT_FILE, [_row(item, file, pending=False) for file in placed])
    db.conn.executemany(
        "DELETE FROM artwork_files WHERE item = ? AND kind = ? AND pending = 1", [(item, file.kind) for file in placed]
    )
    mark_artwork(db.conn, item)


def drop_artwork(db: Database, item: int, kinds: Iterable[str]) -> None:
    """Forgets pictures, planned or placed, that are not there."""
    db.conn.executemany("DELETE FROM artwork_files WHERE item = ? AND kind = ?", [(item, kind) for kind in kinds])
    mark_artwork(db.conn, item)


def choose_artwork(db: Database, item: int, file: ArtworkFile) -> None:
    """Records the picture that a person chose; its kind is locked no more."""
    save_artwork(db, item, [file])
    db.conn.execute("DELETE FROM locks WHERE item = ? AND field = ?", (item, file.kind))


def keep_artwork(db: Database, item: int, file: ArtworkFile) -> None:
    """Records that a person keeps a picture, or leaves it to scrapes."""
    save_artwork(db, item, [file])


def remove_artwork(db: Database, item: int, file: ArtworkFile) -> None:
    """Forgets a picture that a person took away, and locks its kind: no scrape brings another."""
    drop_artwork(db, item, [file.kind])
    db.conn.execute("DELETE FROM files WHERE item = ? AND path = ?", (item, os.fsencode(file.path)))
    db.conn.execute("INSERT OR IGNORE INTO locks VALUES (?, ?)", (item, file.kind))
    mark_artwork(db.conn, item)


def save_copies(db: Database, item: int, files: Sequence[ArtworkFile]) -> None:
    """Records all pictures that lie in the further folders of a show."""
    db.conn.execute("DELETE FROM artwork_copies WHERE item = ?", (item,))
    # the same columns as a placed picture, but for whether it is planned and who chose it
    rows = [_row(item, file, pending=False) for file in files]
    db.conn.executemany(_INSERT_COPY, [(*row[:2], *row[3:-1]) for row in rows])


def save_candidates(connection: sqlite3.Connection, item: int, candidates: Sequence[ArtworkCandidate]) -> None:
    """Replaces the pictures on offer by those of their providers; others' stay."""
    providers = {candidate.provider for candidate in candidates}
    connection.executemany(
        "DELETE FROM artwork_candidates WHERE item = ? AND provider = ?", [(item, name) for name in providers]
    )
    last = connection.execute("SELECT max(place) FROM artwork_candidates WHERE item = ?", (item,)).fetchone()[0]
    first = 0 if last is None else last + 1
    connection.executemany(
        _INSERT_CANDIDATE,
        [
            (item, place, c.kind, c.provider, c.url, c.preview, c.width, c.height, c.language, c.votes, c.score)
            for place, c in enumerate(candidates, first)
        ],
    )


def mark_artwork(connection: sqlite3.Connection, item: int) -> None:
    """Brings the item's mask of artwork kinds in step with the pictures that lie in place."""
    kinds = connection.execute(
        "SELECT kind FROM artwork_files WHERE item = ? AND pending = 0"
        " UNION SELECT artwork_kind FROM files WHERE item = ? AND role = 'artwork'",
        (item, item),
    )
    bits = sum(ARTWORK_BITS.get(kind, 0) for (kind,) in kinds)
    connection.execute("UPDATE items SET artwork = ? WHERE id = ? AND artwork <> ?", (bits, item, bits))


def _row(item: int, file: ArtworkFile, pending: bool) -> tuple[object, ...]:
    return (
        item,
        file.kind,
        pending,
        os.fsencode(file.path),
        storable(file.url) if file.url else None,
        file.width,
        file.height,
        file.language,
        file.provider,
        file.sha256,
        file.size,
        file.mtime_ns,
        file.chosen,
    )
