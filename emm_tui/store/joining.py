"""Shows that turn out to be one become one, and a folder of a show becomes a show of its own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from emm_tui.domain.guess import Guess
from emm_tui.store.additions import Additions
from emm_tui.store.guesses import guess_of
from emm_tui.store.jobs import note_outcome
from emm_tui.store.layout import episode_key, sort_key
from emm_tui.store.places import Place, holding, inhabited, places_of, settle
from emm_tui.store.shows import add_season, follow_show

if TYPE_CHECKING:
    from sqlite_utils import Database

_COPIED = "item, kind, path, url, width, height, language, provider, sha256, size, mtime_ns"
_PICTURES_OF = "item IN (SELECT id FROM items WHERE id = ?1 OR (show = ?1 AND tier = 1))"
_CHOICE = (  # what a person chose for the one that goes is planned in the place of what lies there
    "INSERT OR REPLACE INTO artwork_files (item, kind, path, url, width, height, language, provider, sha256, size,"
    " mtime_ns, pending, chosen) SELECT now.item, now.kind, now.path, old.url, old.width, old.height, old.language,"
    " old.provider, now.sha256, now.size, now.mtime_ns, 1, 1 FROM artwork_files old"
    " JOIN artwork_files now ON now.item = ?2 AND now.kind = old.kind AND now.pending = 0 AND now.chosen = 0"
    " WHERE old.item = ?1 AND old.pending = 0 AND old.chosen = 1 AND old.url IS NOT NULL"
)
_RANK = (
    "SELECT id FROM items WHERE id IN (SELECT value FROM json_each(?)) AND kind = 'show'"
    " ORDER BY decided_by = 'you' DESC, (SELECT count(*) FROM locks WHERE item = items.id) DESC, decided_by = '', id"
)


def unite_shows(db: Database, shows: Collection[int], job: int | None = None) -> int | None:
    """Makes one show of those that have the same id, and returns it: a person's decision and locks stay.

    Its episodes keep what they are; in the job it is to do again, the others are done. None when all are gone.
    """
    connection = db.conn
    ranked: list[int] = [id for (id,) in connection.execute(_RANK, (_listed(shows),))]
    if not ranked:
        return None
    keep, *others = ranked
    for other in others:
        note_outcome(connection, job, other, "done")
        absorb(connection, keep, other)
    if job is not None:
        connection.execute("INSERT OR REPLACE INTO job_items (job, item) VALUES (?, ?)", (job, keep))
    return keep


def absorb(connection: sqlite3.Connection, keep: int, other: int) -> None:
    """All that belongs to one show belongs to the other from now on; where both have something, `keep`'s stays."""
    known = dict(connection.execute("SELECT season, id FROM items WHERE parent = ? AND tier = 1", (keep,)))
    seasons = connection.execute("SELECT season, id FROM items WHERE parent = ? AND tier = 1", (other,)).fetchall()
    for number, season in seasons:
        if number in known:
            connection.execute("UPDATE items SET parent = ? WHERE parent = ?", (known[number], season))
            _hand_over(connection, season, known[number])
            _remove(connection, season)
        else:
            connection.execute("UPDATE items SET parent = ? WHERE id = ?", (keep, season))
    connection.execute("UPDATE items SET parent = ? WHERE parent = ?", (keep, other))
    connection.execute("UPDATE items SET show = ? WHERE show = ?", (keep, other))
    connection.execute("UPDATE show_places SET show = ? WHERE show = ?", (keep, other))
    _hand_over(connection, other, keep)
    _remove(connection, other)
    settle(connection, keep)
    follow_show(connection, keep)


def _hand_over(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Pictures of an item that is no more are another one's, what was chosen is its choice, a mark its mark."""
    for change in (
        _CHOICE,
        "UPDATE OR IGNORE artwork_files SET item = ?2 WHERE item = ?1 AND pending = 0",
        f"INSERT OR IGNORE INTO artwork_copies ({_COPIED}) SELECT ?2, {_COPIED.removeprefix('item, ')}"  # noqa: S608
        " FROM artwork_files WHERE item = ?1 AND pending = 0",
        "UPDATE OR IGNORE artwork_copies SET item = ?2 WHERE item = ?1",
        "UPDATE items SET marked = 1 WHERE id = ?2 AND (SELECT marked FROM items WHERE id = ?1)",
    ):
        connection.execute(change, (old, new))


def follow_folder(connection: sqlite3.Connection, old: int, new: int, paths: Iterable[bytes]) -> None:
    """Lets a show one of whose folders was renamed keep its identity: it takes in the one that the scan added.

    `paths` are where its episodes lay that were found again under the new show.
    """
    row = connection.execute("SELECT path, decided_by FROM items WHERE id = ?", (new,)).fetchone()
    if row is None or row[1]:
        return
    places = places_of(connection, old)
    alive = inhabited(connection, old, places)
    left = [place for path in paths for place in holding(places, path) if place not in alive]
    if not left:
        return
    before = left[0]
    if before.path and row[0]:
        _follow_pictures(connection, old, before.path, row[0])
    connection.execute("DELETE FROM show_places WHERE id = ?", (before.id,))
    _become_main(connection, old, new, before)
    absorb(connection, old, new)


def _become_main(connection: sqlite3.Connection, old: int, new: int, before: Place) -> None:
    """The folder that the main one was renamed to is the main one."""
    connection.execute(
        "UPDATE items SET (path, source) = (SELECT path, source FROM items WHERE id = ?1) WHERE id = ?2 AND path IS ?3",
        (new, old, before.path),
    )
    connection.execute(
        "UPDATE details SET guess = (SELECT guess FROM details WHERE item = ?1) WHERE item = ?2", (new, old)
    )


def _follow_pictures(connection: sqlite3.Connection, show: int, before: bytes, after: bytes) -> None:
    """Pictures of a show and its seasons that lie in its folder are known to be in the one that it has become."""
    for table, keys in (("artwork_files", ("item", "kind", "pending")), ("artwork_copies", ("item", "path"))):
        rows = connection.execute(
            f"SELECT path, {', '.join(keys)} FROM {table} WHERE {_PICTURES_OF}",  # noqa: S608
            (show,),
        ).fetchall()
        same = " AND ".join(f"{key} = ?" for key in keys)
        connection.executemany(
            f"UPDATE {table} SET path = ? WHERE {same}",  # noqa: S608
            [(after + path[len(before) :], *key) for path, *key in rows if path.startswith(before + b"/")],
        )


# -- a folder on its own
def split_show(db: Database, show: int, folder: str) -> int:
    """Makes a show of its own of one folder of a show, and returns it; the show itself when it has no other place."""
    connection = db.conn
    places = places_of(connection, show)
    chosen = next((place for place in places if place.path == os.fsencode(folder)), None)
    if chosen is None or len(places) < 2:
        return show
    new = _new_show(connection, chosen, folder)
    for old, own in [*_split_seasons(connection, show, chosen, places, new), (show, new)]:
        _take_pictures(connection, old, own, chosen)
    _drop_empty_seasons(connection, show)
    settle(connection, show)
    _let_go(connection, show, chosen)
    return new


def _new_show(connection: sqlite3.Connection, place: Place, folder: str) -> int:
    guess = guess_of(place.guess, folder) if place.guess else Guess(folder)
    title = guess.title or os.path.basename(folder)
    connection.execute("DELETE FROM show_places WHERE id = ?", (place.id,))
    additions = Additions(connection)
    new = additions.add(
        "show",
        title,
        sort_key(title),
        place.source,
        guess=guess,
        path=folder,
        year=guess.year,
        scan_key=place.scan_key,
    )
    additions.insert()
    return new


def _split_seasons(
    connection: sqlite3.Connection, show: int, chosen: Place, places: Sequence[Place], new: int
) -> list[tuple[int, int]]:
    """Hangs the episodes of a folder under its new show, not known any more; returns old and new seasons."""
    key = connection.execute("SELECT sort_key FROM items WHERE id = ?", (new,)).fetchone()[0]
    additions = Additions(connection)
    seasons: dict[int, tuple[int, int]] = {}
    rows = []
    for id, path, season, episode, parent in connection.execute(
        "SELECT id, path, season, episode, parent FROM items WHERE show = ? AND tier = 2", (show,)
    ).fetchall():
        if chosen not in holding(places, path):
            continue
        if season is not None and season not in seasons:
            seasons[season] = parent, add_season(additions, new, key, season, chosen.source)
        rows.append((new, seasons[season][1] if season in seasons else new, episode_key(key, season, episode), id))
    additions.insert()
    connection.executemany(
        "UPDATE items SET show = ?, parent = ?, sort_key = ?, state = 'new', decided_by = '' WHERE id = ?", rows
    )
    return list(seasons.values())


def _take_pictures(connection: sqlite3.Connection, old: int, new: int, place: Place) -> None:
    """The pictures in a folder are known as those of what lies there now."""
    for source in ("artwork_copies", "artwork_files"):
        rows = connection.execute(f"SELECT {_COPIED} FROM {source} WHERE item = ?", (old,)).fetchall()  # noqa: S608
        connection.executemany(
            f"INSERT OR IGNORE INTO artwork_files ({_COPIED}, pending) VALUES ({'?, ' * _COPIED.count(',')}?, 0)",  # noqa: S608
            [(new, *row[1:]) for row in rows if place.holds(row[2])],
        )


def _let_go(connection: sqlite3.Connection, show: int, place: Place) -> None:
    """What is left of a show and its seasons knows nothing of the pictures in a folder that is another show's."""
    for table in ("artwork_copies", "artwork_files"):
        rows = connection.execute(
            f"SELECT item, path FROM {table} WHERE {_PICTURES_OF}",  # noqa: S608
            (show,),
        ).fetchall()
        connection.executemany(
            f"DELETE FROM {table} WHERE item = ? AND path = ?",  # noqa: S608
            [row for row in rows if row[1] is not None and place.holds(row[1])],
        )


def _drop_empty_seasons(connection: sqlite3.Connection, show: int) -> None:
    empty = connection.execute(
        "SELECT id FROM items s WHERE show = ? AND tier = 1 AND NOT EXISTS (SELECT 1 FROM items WHERE parent = s.id)",
        (show,),
    ).fetchall()
    for (season,) in empty:
        _remove(connection, season)


def _remove(connection: sqlite3.Connection, item: int) -> None:
    connection.execute("DELETE FROM titles WHERE rowid = ?", (item,))
    connection.execute("DELETE FROM items WHERE id = ?", (item,))


def _listed(ids: Iterable[int]) -> str:
    return f"[{','.join(map(str, ids))}]"
