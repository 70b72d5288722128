"""Renamed, moved and swapped files: the item follows its file, known by size and time."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from emm_tui.store.additions import INSERT_FILE
from emm_tui.store.artwork import mark_artwork
from emm_tui.store.layout import now
from emm_tui.store.search import reindex_titles
from emm_tui.store.shows import merge_shows

_OF = "FROM items i JOIN files f ON f.item = i.id AND f.path = i.path"
_GONE = (
    f"SELECT i.id, i.kind, f.size, f.mtime_ns, i.path {_OF} WHERE i.missing_since IS NOT NULL"
    " UNION ALL SELECT i.id, i.kind, c.size, c.mtime_ns, i.path FROM temp.scan_changed c JOIN items i ON i.id = c.item"
)
_BODIES = (
    f"SELECT i.id, i.kind, f.size, f.mtime_ns, i.path {_OF}"
    " WHERE i.id IN (SELECT item FROM temp.scan_fresh UNION SELECT item FROM temp.scan_changed)"
    " AND i.missing_since IS NULL ORDER BY i.season, i.episode"
)
_BODY = "source, path, own_folder, nfo, resolution, edition, season, episode, parent, show"

Signature = tuple[str, int, int]


def restore_identities(connection: sqlite3.Connection) -> None:
    """Gives files that a scan took for new, or for changed, back to the items that they were before.

    A file is the same when kind, size and time are, and no other file on either side has them.
    """
    gone = _by_signature(connection.execute(_GONE))
    if not gone:
        return
    bodies = _by_signature(connection.execute(_BODIES))
    pairs = {
        item: body
        for signature in gone.keys() & bodies.keys()
        for item, body in _paired(gone[signature], bodies[signature])
    }
    if pairs:
        _move(connection, pairs)
    connection.execute("DELETE FROM temp.scan_changed")


def _by_signature(rows: Iterable[tuple[int, str, int, int, bytes]]) -> dict[Signature, dict[bytes, list[int]]]:
    found: dict[Signature, dict[bytes, list[int]]] = defaultdict(lambda: defaultdict(list))
    for item, kind, size, mtime, path in rows:
        found[kind, size, mtime][path].append(item)
    return found


def _paired(gone: Mapping[bytes, list[int]], bodies: Mapping[bytes, list[int]]) -> Iterable[tuple[int, int]]:
    """The items of one file with those of the other; nothing when more than one file could be meant."""
    if len(gone) != 1 or len(bodies) != 1:
        return ()
    [items], [others] = gone.values(), bodies.values()
    return zip(sorted(items), others, strict=True) if len(items) == len(others) and items != others else ()


def _move(connection: sqlite3.Connection, pairs: Mapping[int, int]) -> None:
    bodies = {body: _body(connection, body) for body in pairs.values()}
    shows = {(_show(connection, item), _show(connection, body)) for item, body in pairs.items()}
    involved = [(item,) for item in {*pairs, *bodies}]
    connection.executemany("DELETE FROM files WHERE item = ?", involved)
    for item, body in pairs.items():
        _take_over(connection, item, *bodies[body])
    left = [(body,) for body in bodies if body not in pairs]
    connection.executemany("UPDATE items SET missing_since = ? WHERE id = ?", [(now(), body) for (body,) in left])
    fresh = "id = ? AND id IN (SELECT item FROM temp.scan_fresh)"
    connection.executemany("DELETE FROM titles WHERE rowid = (SELECT id FROM items WHERE " + fresh + ")", left)
    connection.executemany("DELETE FROM items WHERE " + fresh, left)
    for old, new in shows:
        if old and new and old != new:
            merge_shows(connection, old, new)


def _show(connection: sqlite3.Connection, item: int) -> int | None:
    found: int | None = connection.execute("SELECT show FROM items WHERE id = ?", (item,)).fetchone()[0]
    return found


Body = tuple[tuple[object, ...], list[tuple[object, ...]], tuple[object, ...]]


def _body(connection: sqlite3.Connection, item: int) -> Body:
    """What a scan decides of an item: its place, its files, its name and what that says."""
    place = connection.execute(f"SELECT {_BODY} FROM items WHERE id = ?", (item,)).fetchone()
    files = connection.execute(
        "SELECT path, role, part, artwork_kind, size, mtime_ns FROM files WHERE item = ?", (item,)
    ).fetchall()
    name = connection.execute(
        "SELECT title, sort_key, year, guess, text FROM items LEFT JOIN details ON item = items.id"
        " LEFT JOIN titles ON titles.rowid = items.id WHERE items.id = ?",
        (item,),
    ).fetchone()
    return place, files, name


def _take_over(
    connection: sqlite3.Connection,
    item: int,
    place: tuple[object, ...],
    files: list[tuple[object, ...]],
    name: tuple[object, ...],
) -> None:
    """Puts an item where its file is now; its title follows only while nobody identified it."""
    columns = ", ".join(f"{column} = ?" for column in _BODY.split(", "))
    connection.execute(
        f"UPDATE items SET {columns}, missing_since = NULL WHERE id = ?",
        (*place, item),
    )
    connection.executemany(INSERT_FILE, [(item, *file) for file in files])
    title, sort_key, year, guess, text = name
    connection.execute("UPDATE details SET guess = ? WHERE item = ?", (guess, item))
    named = connection.execute(
        "UPDATE items SET title = ?, sort_key = ?, year = ? WHERE id = ? AND decided_by = ''",
        (title, sort_key, year, item),
    )
    if named.rowcount:
        reindex_titles(connection, item, str(text))
    connection.execute("INSERT OR REPLACE INTO temp.scan_seen VALUES (?, 'updated')", (item,))
    _follow_pictures(connection, item)


def _follow_pictures(connection: sqlite3.Connection, item: int) -> None:
    """Pictures of ours that moved along are known under their new path."""
    beside = "FROM files f WHERE f.item = artwork_files.item AND f.artwork_kind = artwork_files.kind"
    connection.execute(
        f"UPDATE artwork_files SET path = coalesce((SELECT f.path {beside} LIMIT 1), path) WHERE item = ?",
        (item,),
    )
    mark_artwork(connection, item)
