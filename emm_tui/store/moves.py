"""Renamed, moved and swapped files: the item follows its file, known by size and time.

No video is opened for it: two files of the very same size and time that swap their names are taken for unchanged.
"""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from emm_tui.store.additions import INSERT_FILE
from emm_tui.store.artwork import mark_artwork
from emm_tui.store.guesses import guess_of, item_title
from emm_tui.store.joining import follow_folder
from emm_tui.store.layout import now, sort_key, storable
from emm_tui.store.search import reindex_titles, title_text

_OF = "FROM items i JOIN files f ON f.item = i.id AND f.path = i.path"
_GONE = (
    f"SELECT i.id, i.kind, f.size, f.mtime_ns, i.path {_OF} WHERE i.missing_since IS NOT NULL"
    " UNION ALL SELECT i.id, i.kind, c.size, c.mtime_ns, i.path FROM temp.scan_changed c JOIN items i ON i.id = c.item"
)
_UNTOUCHED = (
    "state = 'new' AND decided_by = '' AND marked = 0 AND tier IN (0, 2) AND kind <> 'show'"
    " AND NOT EXISTS (SELECT 1 FROM locks WHERE item = items.id)"
    " AND added >= (SELECT min(started) FROM jobs WHERE verb = 'scan' AND state NOT IN ('running', 'done', 'partial')"
    " AND id > coalesce((SELECT max(id) FROM jobs WHERE verb = 'scan' AND state IN ('done', 'partial')), 0))"
)
"""Of an item from a scan that was cut short, about which nobody has decided anything since."""
_BODIES = (
    f"SELECT i.id, i.kind, f.size, f.mtime_ns, i.path {_OF}"
    " WHERE i.id IN (SELECT item FROM temp.scan_fresh UNION SELECT item FROM temp.scan_changed"
    f" UNION SELECT id FROM items WHERE {_UNTOUCHED}) AND i.missing_since IS NULL ORDER BY i.season, i.episode"
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
    pairs = {**pairs, **_newcomers(connection, pairs)}
    bodies = {body: _body(connection, body) for body in pairs.values()}
    shows: dict[tuple[int | None, int | None], list[bytes]] = defaultdict(list)
    for item, body in pairs.items():
        path, show = connection.execute("SELECT path, show FROM items WHERE id = ?", (item,)).fetchone()
        shows[show, _show(connection, body)].append(path)
    involved = [(item,) for item in {*pairs, *bodies}]
    connection.executemany("DELETE FROM files WHERE item = ?", involved)
    for item, body in pairs.items():
        _take_over(connection, item, *bodies[body])
    for body in bodies.keys() - pairs.keys():
        _leave(connection, body)
    for (old, new), paths in shows.items():
        if old and new and old != new:
            follow_folder(connection, old, new, paths)


def _newcomers(connection: sqlite3.Connection, pairs: Mapping[int, int]) -> dict[int, int]:
    """Another file that lies where a moved one was is an item of its own: new item -> the one whose place it is."""
    changed = {item for (item,) in connection.execute("SELECT item FROM temp.scan_changed")}
    return {_blank(connection, item): item for item in changed.intersection(pairs).difference(pairs.values())}


def _blank(connection: sqlite3.Connection, like: int) -> int:
    item = connection.execute(
        "INSERT INTO items (kind, tier, title, sort_key, added) SELECT kind, tier, '', sort_key, ? FROM items"
        " WHERE id = ?",
        (now(), like),
    ).lastrowid
    connection.execute("INSERT INTO details (item) VALUES (?)", (item,))
    connection.execute("INSERT INTO temp.scan_fresh VALUES (?)", (item,))
    return int(item or 0)


def _leave(connection: sqlite3.Connection, item: int) -> None:
    """An item that the scan had added for the file was no item; one whose file is gone waits for it to come back."""
    if connection.execute(
        f"DELETE FROM items WHERE id = ? AND (id IN (SELECT item FROM temp.scan_fresh) OR {_UNTOUCHED})", (item,)
    ).rowcount:
        connection.execute("DELETE FROM titles WHERE rowid = ?", (item,))
        return
    connection.execute("UPDATE items SET missing_since = ? WHERE id = ?", (now(), item))
    connection.execute(
        "INSERT INTO files (item, path, role, size, mtime_ns) SELECT id, path, 'video', size, mtime_ns"
        " FROM items JOIN temp.scan_changed ON item = id WHERE id = ?",
        (item,),
    )


def _show(connection: sqlite3.Connection, item: int) -> int | None:
    found: int | None = connection.execute("SELECT show FROM items WHERE id = ?", (item,)).fetchone()[0]
    return found


Name = tuple[str, str, int | None, str]  # title, sort key, year, guess
Body = tuple[tuple[object, ...], list[tuple[object, ...]], Name]


def _body(connection: sqlite3.Connection, item: int) -> Body:
    """What a scan decides of an item: its place, its files, its name and what that says."""
    place = connection.execute(f"SELECT {_BODY} FROM items WHERE id = ?", (item,)).fetchone()
    files = connection.execute(
        "SELECT path, role, part, artwork_kind, size, mtime_ns FROM files WHERE item = ?", (item,)
    ).fetchall()
    path, number, key, text = connection.execute(
        "SELECT path, episode, sort_key, guess FROM items LEFT JOIN details ON item = id WHERE id = ?", (item,)
    ).fetchone()
    guess = guess_of(text, os.fsdecode(path))
    title = item_title(guess, guess.path, number)
    return place, files, (title, key if guess.kind == "episode" else sort_key(title), guess.year, text)


def _take_over(
    connection: sqlite3.Connection,
    item: int,
    place: tuple[object, ...],
    files: list[tuple[object, ...]],
    name: Name,
) -> None:
    """Puts an item where its file is now; its title follows only while nobody identified it."""
    columns = ", ".join(f"{column} = ?" for column in _BODY.split(", "))
    title, key, year, guess = name
    season, episode = place[6:8]
    connection.execute(
        "UPDATE items SET sort_key = ?, state = CASE WHEN season IS NOT ? OR episode IS NOT ? THEN 'new' ELSE state END"
        " WHERE id = ? AND kind = 'episode'",
        (storable(key), season, episode, item),
    )
    connection.execute(
        f"UPDATE items SET {columns}, missing_since = NULL WHERE id = ?",
        (*place, item),
    )
    connection.executemany(INSERT_FILE, [(item, *file) for file in files])
    connection.execute("UPDATE details SET guess = ? WHERE item = ?", (guess, item))
    named = connection.execute(
        "UPDATE items SET title = ?, sort_key = ?, year = ? WHERE id = ? AND decided_by = ''",
        (storable(title), storable(key), year, item),
    )
    if named.rowcount:
        reindex_titles(connection, item, title_text(title, guess_of(guess, "").alternative_title))
    connection.execute(
        "INSERT OR REPLACE INTO temp.scan_seen"
        " SELECT ?1, CASE WHEN ?1 IN (SELECT item FROM temp.scan_fresh) THEN 'added' ELSE 'updated' END",
        (item,),
    )
    _follow_pictures(connection, item)


def _follow_pictures(connection: sqlite3.Connection, item: int) -> None:
    """Pictures of ours that moved along are known under their new path."""
    beside = "FROM files f WHERE f.item = artwork_files.item AND f.artwork_kind = artwork_files.kind"
    connection.execute(
        f"UPDATE artwork_files SET path = coalesce((SELECT f.path {beside} LIMIT 1), path) WHERE item = ?",
        (item,),
    )
    mark_artwork(connection, item)
