"""The order that the files of a show count in: tried before it is kept, and kept."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING

from emm_tui.domain.edits import Renumbered
from emm_tui.domain.fetched import FetchedShow, Number
from emm_tui.store.episode_files import Called, EpisodeFile, as_named, episode_files, number_episodes
from emm_tui.store.episodes import Numbering

if TYPE_CHECKING:
    from sqlite_utils import Database


def renumbered(
    connection: sqlite3.Connection, show: int, fetched: FetchedShow
) -> tuple[list[Renumbered], dict[Number, list[str]]]:
    """What would become of the files that are there by the order of `fetched`: those whose number changes.

    And the numbers that several episodes would have then, of which one had another before: their files.
    """
    numbering = Numbering(fetched)
    found, held = [], defaultdict(list)
    for file in episode_files(connection, show, _kept(connection, show)):
        if file.missing:
            continue
        episode, reason = numbering.find(file.lying)
        old, new = (file.season, file.episode), (episode.season, episode.episode) if episode else None
        if new != old:
            found.append(Renumbered(file.id, file.path, old, new, reason))
        if new:
            held[new].append((old, file.path))
    doubles = {number: files for number, files in sorted(held.items()) if len({old for old, _ in files}) > 1}
    return found, {number: [path for _, path in files] for number, files in doubles.items()}


def set_order(db: Database, show: int, order: str) -> None:
    """Keeps an order; when it is another one, episodes go by the numbers of their names until the next scrape."""
    connection = db.conn
    if order == _order(connection, show):
        return
    files = episode_files(connection, show, _kept(connection, show))
    number_episodes(connection, show, [(file, number) for file in files if (number := _named(file))])
    connection.execute("UPDATE items SET state = 'new' WHERE show = ? AND tier = 2", (show,))
    connection.execute("INSERT OR IGNORE INTO details (item) VALUES (?)", (show,))
    connection.execute("UPDATE details SET episode_order = ? WHERE item = ?", (order or None, show))


def _order(connection: sqlite3.Connection, show: int) -> str:
    row = connection.execute("SELECT episode_order FROM details WHERE item = ?", (show,)).fetchone()
    return row[0] or "" if row else ""


def _kept(connection: sqlite3.Connection, show: int) -> Called | None:
    """How the library counts now, None when only the provider of the order could say."""
    return None if _order(connection, show) else as_named


def _named(file: EpisodeFile) -> Number | None:
    """The number that the name says, when it is not the one that the item has."""
    season, episode = file.lying.season, file.lying.episode
    if season is None or episode is None or (season, episode) == (file.season, file.episode):
        return None
    return season, episode
