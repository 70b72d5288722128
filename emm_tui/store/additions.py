"""Rows of new items, collected and inserted many at a time."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence

from emm_tui.domain.guess import Guess
from emm_tui.domain.media import Discovered, Kind, MediaFile
from emm_tui.store.guesses import guess_text
from emm_tui.store.layout import ARTWORK_BITS, TIERS, now, storable
from emm_tui.store.places import INSERT_PLACE
from emm_tui.store.search import index_titles, title_text

_COLUMNS = (
    "id, kind, tier, title, sort_key, year, season, episode, parent, show, added, artwork, nfo, source, path,"
    " own_folder, resolution, edition"
)
INSERT_ITEM = f"INSERT INTO items ({_COLUMNS}) VALUES ({', '.join('?' * len(_COLUMNS.split(',')))})"
INSERT_FILE = (
    "INSERT OR REPLACE INTO files (item, path, role, part, artwork_kind, size, mtime_ns) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


class Additions:
    """New items with their guesses, files and titles; `insert` writes them all."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'items'").fetchone()
        self._last = row[0] if row else 0
        self._added = now()
        self._items: list[tuple[object, ...]] = []
        self._guesses: list[tuple[int, str]] = []
        self._files: list[tuple[object, ...]] = []
        self._titles: list[tuple[int, str]] = []
        self._places: list[tuple[object, ...]] = []
        self._doubts: dict[int, Sequence[int]] = {}
        self.fresh: list[tuple[int]] = []

    def add(
        self,
        kind: Kind,
        title: str,
        sort_key: str,
        source: str,
        *,
        guess: Guess | None = None,
        found: Discovered | None = None,
        path: str | None = None,
        year: int | None = None,
        season: int | None = None,
        episode: int | None = None,
        parent: int | None = None,
        show: int | None = None,
        scan_key: str | None = None,
    ) -> int:
        """Queues an item and returns the id it will have; a parent is queued before its children.

        `scan_key` is what the names of a show's loose episodes call it.
        """
        self._last += 1
        files = found.files if found else ()
        self._items.append(
            (
                self._last,
                kind,
                TIERS[kind],
                storable(title),
                storable(sort_key),
                year,
                season,
                episode,
                parent,
                show,
                self._added,
                artwork_bits(files),
                has_nfo(files),
                source,
                os.fsencode(path) if path else None,
                bool(found and found.own_folder),
                guess.resolution if guess and found else None,
                storable(guess.edition) if guess and found and guess.edition else None,
            )
        )
        if kind == "show":
            called, said = storable(scan_key) if scan_key else None, guess_text(guess) if guess else None
            self._places.append((self._last, source, os.fsencode(path) if path else None, called, said))
        if guess:
            self._guesses.append((self._last, guess_text(guess)))
        self._files.extend(file_rows(self._last, files))
        self._titles.append((self._last, title_text(title, guess.alternative_title if guess else None)))
        if found:
            self.fresh.append((self._last,))
        return self._last

    def doubt(self, show: int, rivals: Sequence[int]) -> None:
        """Leaves it to a person which of the known shows `rivals` a new one is."""
        self._doubts[show] = rivals

    def insert(self) -> None:
        """Writes everything that was queued."""
        run = self._connection.executemany
        run(INSERT_ITEM, self._items)
        run("INSERT INTO details (item, guess) VALUES (?, ?)", self._guesses)
        run(INSERT_FILE, self._files)
        run(INSERT_PLACE, self._places)
        index_titles(self._connection, self._titles)
        run("INSERT OR IGNORE INTO temp.scan_fresh VALUES (?)", self.fresh)
        for show, rivals in self._doubts.items():
            _leave_open(self._connection, show, rivals)


def _leave_open(connection: sqlite3.Connection, show: int, rivals: Sequence[int]) -> None:
    """Offers what the known shows were matched to, and says why nobody chose."""
    wanted = json.dumps(list(rivals))
    names = connection.execute(
        "SELECT title, year FROM items WHERE id IN (SELECT value FROM json_each(?)) ORDER BY year, id", (wanted,)
    ).fetchall()
    told = ", ".join(f"{title} ({year})" if year else title for title, year in names)
    reasons = json.dumps([f"its title fits {len(names)} shows of the library: {told}"])
    connection.execute("UPDATE items SET state = 'ambiguous' WHERE id = ?", (show,))
    connection.execute("UPDATE details SET match_reasons = ? WHERE item = ?", (reasons, show))
    columns = [row[1] for row in connection.execute("PRAGMA table_info(candidates)")][2:]
    listed = ", ".join(columns)
    connection.execute(
        f"INSERT INTO candidates (item, place, {listed})"
        f" SELECT ?, row_number() OVER (ORDER BY c.item) - 1, {', '.join(f'c.{name}' for name in columns)}"
        " FROM candidates c JOIN ids x ON x.item = c.item AND x.provider = c.provider AND x.id = c.id"
        " WHERE c.item IN (SELECT value FROM json_each(?))",
        (show, wanted),
    )


def file_rows(item: int, files: Sequence[MediaFile]) -> list[tuple[object, ...]]:
    """Files as rows of the item."""
    return [(item, os.fsencode(f.path), f.role, f.part, f.artwork_kind, f.size, f.mtime_ns) for f in files]


def artwork_bits(files: Sequence[MediaFile]) -> int:
    """The mask of the artwork kinds that lie beside the media."""
    bits = 0
    for file in files:
        if file.role == "artwork":
            bits |= ARTWORK_BITS.get(file.artwork_kind or "", 0)
    return bits


def has_nfo(files: Sequence[MediaFile]) -> bool:
    """Whether there is an NFO among them."""
    return any(file.role == "nfo" for file in files)
