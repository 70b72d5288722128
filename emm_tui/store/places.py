"""Where a show lies: its folders in any source, and the names by which loose episodes of a source belong to it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_OF_SHOW = "SELECT id, show, source, path, scan_key, guess FROM show_places WHERE show = ? ORDER BY id"
_HERE = "SELECT path FROM items WHERE show = ? AND tier = 2 AND missing_since IS NULL"
_SEVERAL = (
    "SELECT show FROM show_places WHERE show IN (SELECT show FROM show_places WHERE source = ?)"
    " GROUP BY show HAVING count(*) > 1"
)
INSERT_PLACE = "INSERT INTO show_places (show, source, path, scan_key, guess) VALUES (?, ?, ?, ?, ?)"


@dataclass(slots=True, frozen=True)
class Place:
    """A folder of a show, or with `path` None its loose episodes in the root of a source; `guess` as it is stored."""

    id: int
    show: int
    source: str
    path: bytes | None
    scan_key: str | None
    guess: str | None

    def holds(self, path: bytes) -> bool:
        """Whether a file lies in the folder."""
        return self.path is not None and path.startswith(self.path + b"/")


def places_of(connection: sqlite3.Connection, show: int) -> list[Place]:
    """All places of a show, the oldest first."""
    return [Place(*row) for row in connection.execute(_OF_SHOW, (show,))]


def read_folders(connection: sqlite3.Connection, show: int) -> list[str]:
    """The folders of a show, the main one first."""
    rows = connection.execute(
        "SELECT p.path FROM show_places p JOIN items i ON i.id = p.show WHERE p.show = ? AND p.path IS NOT NULL"
        " ORDER BY p.path <> i.path, p.id",
        (show,),
    )
    return [os.fsdecode(path) for (path,) in rows]


def inhabited(connection: sqlite3.Connection, show: int, places: Sequence[Place]) -> list[Place]:
    """Those places in which an episode of the show is there."""
    held: set[int] = set()
    for (path,) in connection.execute(_HERE, (show,)):
        held.update(place.id for place in holding(places, path))
    return [place for place in places if place.id in held]


def holding(places: Iterable[Place], path: bytes) -> list[Place]:
    """The place of a file: the folder above it, else those of loose files."""
    known = list(places)
    return [place for place in known if place.holds(path)] or [place for place in known if place.path is None]


def settle(connection: sqlite3.Connection, show: int) -> None:
    """Keeps the main place of a show where there are episodes of it, in a folder when it has one."""
    places = places_of(connection, show)
    alive = inhabited(connection, show, places)
    main = connection.execute("SELECT path FROM items WHERE id = ?", (show,)).fetchone()[0]
    wanted = [place for place in alive if place.path] or [place for place in places if place.path] or places
    if not wanted or main in {place.path for place in wanted if place.path}:
        return
    first = wanted[0]
    connection.execute("UPDATE items SET path = ?, source = ? WHERE id = ?", (first.path, first.source, show))
    connection.execute("UPDATE details SET guess = ? WHERE item = ?", (first.guess, show))
    if first.path:
        _swap_pictures(connection, show, first.path)


def settle_source(connection: sqlite3.Connection, source: str) -> None:
    """Settles the shows of a source that lie in several places."""
    for (show,) in connection.execute(_SEVERAL, (source,)).fetchall():
        settle(connection, show)


def _swap_pictures(connection: sqlite3.Connection, show: int, folder: bytes) -> None:
    """The pictures of a new main folder, copies until now, are the ones to look after."""
    copies = connection.execute(
        "SELECT c.item, c.kind, c.path, c.size, c.mtime_ns FROM artwork_copies c JOIN items i ON i.id = c.item"
        " WHERE i.id = ?1 OR (i.show = ?1 AND i.tier = 1)",
        (show,),
    ).fetchall()
    for item, kind, path, size, mtime in copies:
        if os.path.dirname(path) == folder:
            swapped = connection.execute(
                "UPDATE artwork_files SET path = ?, size = ?, mtime_ns = ? WHERE item = ? AND kind = ? AND pending = 0",
                (path, size, mtime, item, kind),
            )
            if swapped.rowcount:
                connection.execute("DELETE FROM artwork_copies WHERE item = ? AND path = ?", (item, path))
