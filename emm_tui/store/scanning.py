"""The end of a scan: what is gone is marked, what was renamed or moved gets its identity back."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from emm_tui.store.discovered import ScanCounts
from emm_tui.store.layout import now
from emm_tui.store.moves import restore_identities
from emm_tui.store.places import settle_source

if TYPE_CHECKING:
    from sqlite_utils import Database

_IN_PARTS = 500


def end_source_scan(
    db: Database,
    source: str,
    seen: Mapping[str, int],
    unlisted: Collection[str] = (),
    unreadable: Collection[str] = (),
    complete: bool = True,
    shows: Mapping[str, bool] = MappingProxyType({}),
) -> ScanCounts:
    """Closes the scan of a source and says what became of all its films and episodes.

    `seen` are the folders that are there (path -> mtime_ns), `unlisted` those of them whose files were not looked at
    because the folder had not changed, `unreadable` those that could not be read: what lies in or under them is left
    alone; `shows` are the listed folders of shows, and whether an NFO of the show lies there. With `complete` false
    (the walk was cut short) nothing is marked as missing. Nothing is ever deleted but rows that this very scan, or one
    before it that was cut short, added for files that turn out to be known ones under a new name.
    """
    connection = db.conn
    if complete:
        _mark_gone(connection, source, set(unlisted), set(unreadable))
        _keep_folders(db, source, seen, set(unreadable))
    restore_identities(connection)
    settle_source(connection, source)
    _mark_parents(connection, source)
    _mark_nfos(connection, shows)
    counts = _counts(connection, source)
    connection.execute("INSERT OR IGNORE INTO temp.scan_over VALUES (?)", (source,))
    connection.execute(
        "DELETE FROM temp.scan_seen WHERE item NOT IN (SELECT id FROM items WHERE source <> ?)", (source,)
    )
    return counts


def _mark_gone(connection: sqlite3.Connection, source: str, unlisted: set[str], unreadable: set[str]) -> None:
    rows = connection.execute(
        "SELECT id, path FROM items WHERE source = ? AND tier IN (0, 2) AND kind <> 'show' AND missing_since IS NULL"
        " AND id NOT IN (SELECT item FROM temp.scan_seen)",
        (source,),
    )
    gone = []
    for item, path in rows:
        folder = os.path.dirname(os.fsdecode(path))
        if folder not in unlisted and not (unreadable and unreadable.intersection(_upwards(folder))):
            gone.append((now(), item))
    connection.executemany("UPDATE items SET missing_since = ? WHERE id = ?", gone)


def _upwards(folder: str) -> Iterator[str]:
    """The folder and all folders above it."""
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _keep_folders(db: Database, source: str, seen: Mapping[str, int], unreadable: set[str]) -> None:
    """Remembers the folders of the source; those that could not be read keep what was known of them."""
    known = dict(db.conn.execute("SELECT path, mtime_ns FROM folders WHERE source = ?", (source,)).fetchall())
    paths = {os.fsencode(path): mtime for path, mtime in seen.items() if path not in unreadable}
    gone = [
        (source, path)
        for path in known.keys() - paths.keys()
        if not (unreadable and unreadable.intersection(_upwards(os.fsdecode(path))))
    ]
    db.conn.executemany("DELETE FROM folders WHERE source = ? AND path = ?", gone)
    changed = ((path, mtime) for path, mtime in paths.items() if known.get(path) != mtime)
    db.table("folders").upsert_all(
        ({"source": source, "path": path, "mtime_ns": mtime} for path, mtime in changed),
        pk=("source", "path"),
        batch_size=_IN_PARTS,
    )


def _mark_parents(connection: sqlite3.Connection, source: str) -> None:
    """A season or a show that has to do with the source is missing when all of its episodes are."""
    for kind, child in (("season", "parent"), ("show", "show")):
        here = f"SELECT 1 FROM items e WHERE e.{child} = items.id AND e.kind = 'episode' AND e.missing_since IS NULL"
        of_source = (
            f"kind = ?2 AND (source = ?3 OR id IN (SELECT {child} FROM items WHERE source = ?3 AND kind = 'episode'))"
        )
        connection.execute(
            f"UPDATE items SET missing_since = ?1 WHERE {of_source} AND missing_since IS NULL AND NOT EXISTS ({here})",
            (now(), kind, source),
        )
        connection.execute(
            f"UPDATE items SET missing_since = NULL WHERE {of_source} AND missing_since > '' AND EXISTS ({here})",
            (now(), kind, source),
        )


def _mark_nfos(connection: sqlite3.Connection, shows: Mapping[str, bool]) -> None:
    """A show has its NFO when there is one in each of its folders that were listed."""
    told: dict[int, list[bool]] = defaultdict(list)
    for folder, there in shows.items():
        for (show,) in connection.execute("SELECT show FROM show_places WHERE path = ?", (os.fsencode(folder),)):
            told[show].append(there)
    connection.executemany(
        "UPDATE items SET nfo = ?1 WHERE id = ?2 AND nfo <> ?1", [(all(nfos), show) for show, nfos in told.items()]
    )


def _counts(connection: sqlite3.Connection, source: str) -> ScanCounts:
    """Totals of the source, renamed and moved files among the updated ones."""
    total, missing, added, updated = connection.execute(
        "SELECT count(*), count(missing_since), total(outcome = 'added'), total(outcome = 'updated')"
        " FROM items LEFT JOIN temp.scan_seen ON item = id WHERE source = ? AND tier IN (0, 2) AND kind <> 'show'",
        (source,),
    ).fetchone()
    added, updated = int(added), int(updated)
    return ScanCounts(added, updated, total - missing - added - updated, missing)
