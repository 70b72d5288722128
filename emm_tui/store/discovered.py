"""What a scan found becomes items: new ones are added, known ones keep their identity, state and decisions."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from emm_tui.domain.media import Discovered
from emm_tui.store.additions import INSERT_FILE, Additions, file_rows, has_nfo
from emm_tui.store.artwork import mark_artwork
from emm_tui.store.guesses import guess_of, guess_text, item_title
from emm_tui.store.known import Known, Row, known_items, owners, take
from emm_tui.store.layout import episode_key, sort_key, storable
from emm_tui.store.search import reindex_titles, title_text
from emm_tui.store.shows import Shows

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(slots=True)
class ScanCounts:
    """What became of films and episodes: `missing` are those of the source that are not there now."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    missing: int = 0


@dataclass(slots=True, frozen=True)
class Place:
    """What an item is and where it stands: the part of its row that a scan decides."""

    title: str
    sort_key: str
    year: int | None = None
    season: int | None = None
    episode: int | None = None
    parent: int | None = None
    show: int | None = None


def prepare(connection: sqlite3.Connection) -> None:
    """Makes the tables in which a writer remembers what its scans have seen."""
    connection.execute("CREATE TEMP TABLE scan_seen (item INTEGER PRIMARY KEY, outcome TEXT)")
    connection.execute("CREATE TEMP TABLE scan_fresh (item INTEGER PRIMARY KEY)")
    connection.execute("CREATE TEMP TABLE scan_changed (item INTEGER PRIMARY KEY, size INTEGER, mtime_ns INTEGER)")
    connection.execute("CREATE TEMP TABLE scan_over (source TEXT PRIMARY KEY)")


def add_discovered(db: Database, batch: Sequence[Discovered]) -> ScanCounts:
    """Adds and updates the films and episodes of a batch; adding the same again changes nothing."""
    connection = db.conn
    # New shows and seasons are inserted at the end, after known episodes that now hang under them were updated.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    _begin_anew(connection, {found.source for found in batch})
    known = known_items(connection, batch)
    additions = Additions(connection)
    shows = Shows(connection, additions)
    seen: list[tuple[int, str]] = []
    for found in batch:
        items = owners(found, known)
        for place in _places(found, shows):
            item = take(items, place.season, place.episode)
            if item is None:
                seen.append((_add(additions, found, place), "added"))
            elif _refresh(connection, item, found, place):
                seen.append((item.id, "updated"))
            else:
                seen.append((item.id, "unchanged"))
    additions.insert()
    connection.executemany("INSERT OR IGNORE INTO temp.scan_seen VALUES (?, ?)", seen)
    came = Counter(outcome for _, outcome in seen)
    return ScanCounts(came["added"], came["updated"], came["unchanged"])


def _begin_anew(connection: sqlite3.Connection, sources: Iterable[str]) -> None:
    """What an earlier scan of a source added is not new to the next one."""
    for source in sources:
        if connection.execute("DELETE FROM temp.scan_over WHERE source = ?", (source,)).rowcount:
            connection.execute(
                "DELETE FROM temp.scan_fresh WHERE item IN (SELECT id FROM items WHERE source = ?)", (source,)
            )


def _places(found: Discovered, shows: Shows) -> Iterable[Place]:
    """The items that a file stands for: a film, or one episode for each of its numbers."""
    guess = found.guess
    if guess.kind != "episode":
        title = item_title(guess, found.path)
        return [Place(title, sort_key(title), guess.year)]
    show, key = shows.show(found)
    parent = shows.season(show, key, guess.season, found.source)
    numbers: tuple[int | None, ...] = guess.episodes or (None,) * max(1, len(guess.absolute))
    return [
        Place(
            item_title(guess, found.path, number),
            episode_key(key, guess.season, number),
            season=guess.season,
            episode=number,
            parent=parent,
            show=show,
        )
        for number in numbers
    ]


def _add(additions: Additions, found: Discovered, place: Place) -> int:
    return additions.add(
        "episode" if found.guess.kind == "episode" else "movie",
        place.title,
        place.sort_key,
        found.source,
        guess=found.guess,
        found=found,
        path=found.path,
        year=place.year,
        season=place.season,
        episode=place.episode,
        parent=place.parent,
        show=place.show,
    )


def _refresh(connection: sqlite3.Connection, item: Known, found: Discovered, place: Place) -> bool:
    """Brings a known item up to what lies on disk; whether its videos or what their names say have changed."""
    files = file_rows(item.id, found.files)
    guess = guess_text(found.guess)
    same_files = sorted(files, key=_path) == sorted(item.files, key=_path)
    same = (
        guess == item.guess
        and not item.missing
        and item.own_folder == found.own_folder
        and item.source == found.source
        and item.path == os.fsencode(found.path)
    )
    if same and same_files:
        return False
    if not same_files:
        connection.execute("DELETE FROM files WHERE item = ?", (item.id,))
        connection.executemany(INSERT_FILE, files)
        _remember_change(connection, item, files)
    _update_item(connection, item, found, place, guess)
    return not same or _videos(files) != _videos(item.files)


def _update_item(connection: sqlite3.Connection, item: Known, found: Discovered, place: Place, guess: str) -> None:
    if guess != item.guess:
        connection.execute("UPDATE details SET guess = ? WHERE item = ?", (guess, item.id))
        _doubt(connection, item, found)
    if guess != item.guess or place.show != item.show:
        number(connection, item.id, place)
    connection.execute(
        "UPDATE items SET missing_since = NULL, source = ?, path = ?, own_folder = ?, nfo = ?, resolution = ?,"
        " edition = ? WHERE id = ?",
        (
            found.source,
            os.fsencode(found.path),
            found.own_folder,
            has_nfo(found.files),
            found.guess.resolution,
            storable(found.guess.edition) if found.guess.edition else None,
            item.id,
        ),
    )
    mark_artwork(connection, item.id)
    if not item.decided_by:
        rename(connection, item.id, place, found.guess.alternative_title)


def number(connection: sqlite3.Connection, item: int, place: Place) -> None:
    """Puts an episode where its name says; a number that it did not have is to be looked up anew."""
    connection.execute(
        "UPDATE items SET state = CASE WHEN season IS NOT ?1 OR episode IS NOT ?2 THEN 'new' ELSE state END,"
        " season = ?1, episode = ?2, parent = ?3, show = ?4, sort_key = ?5 WHERE id = ?6 AND kind = 'episode'",
        (place.season, place.episode, place.parent, place.show, storable(place.sort_key), item),
    )


def rename(connection: sqlite3.Connection, item: int, place: Place, alternative: str | None) -> None:
    """Gives an item that nobody identified yet the title that its name says."""
    connection.execute(
        "UPDATE items SET title = ?, sort_key = ?, year = ? WHERE id = ?",
        (storable(place.title), storable(place.sort_key), place.year, item),
    )
    reindex_titles(connection, item, title_text(place.title, alternative))


def _doubt(connection: sqlite3.Connection, item: Known, found: Discovered) -> None:
    """A match that the program made is open again when the name now says another id; a person's stays."""
    old = guess_of(item.guess, "") if item.guess else None
    new = found.guess
    said = [(getattr(old, name, None), getattr(new, name)) for name in ("tmdb", "imdb", "tvdb")]
    if item.decided_by == "auto" and any(after is not None and before != after for before, after in said):
        connection.execute("UPDATE items SET decided_by = '' WHERE id = ?", (item.id,))


def _remember_change(connection: sqlite3.Connection, item: Known, files: Iterable[Row]) -> None:
    """Keeps size and time that the item's video had, so that the end of the scan can see names that were swapped."""
    before = next((file for file in item.files if file[1] == item.path), None)
    after = next((file for file in files if file[1] == item.path), None)
    if before and after and before[5:] != after[5:]:
        connection.execute("INSERT OR IGNORE INTO temp.scan_changed VALUES (?, ?, ?)", (item.id, *before[5:]))


def _videos(files: Iterable[Row]) -> list[Row]:
    return sorted((file for file in files if file[2] == "video"), key=_path)


def _path(file: Row) -> bytes:
    return file[1]  # type: ignore[return-value]
