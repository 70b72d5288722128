"""The episode files of a show as the library has them, with what each file's name says."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from emm_tui.domain.fetched import Number
from emm_tui.domain.guess import Guess
from emm_tui.store.additions import Additions
from emm_tui.store.episodes import Lying
from emm_tui.store.guesses import guess_of
from emm_tui.store.layout import episode_key
from emm_tui.store.shows import add_season

_EPISODES = (
    "SELECT id, state, source, path, season, episode, missing_since IS NOT NULL, guess"
    " FROM items LEFT JOIN details ON item = id WHERE show = ? AND tier = 2 ORDER BY path, id"
)
_PLACE = "UPDATE items SET season = ?, episode = ?, parent = ?, sort_key = ? WHERE id = ?"

Called = Callable[[int | None, int], Number | None]
"""The number under which the library has what a file calls season and episode."""


@dataclass(slots=True)
class EpisodeFile:
    """An episode item as the library has it: `lying` is what its file says, `season` and `episode` what it is."""

    id: int
    state: str
    source: str
    path: str
    season: int | None
    episode: int | None
    missing: bool
    guess: Guess
    lying: Lying


def episode_files(connection: sqlite3.Connection, show: int, called: Called | None) -> list[EpisodeFile]:
    """All episodes of a show. With `called` None the episodes of a file are in the order in which they were found."""
    found = []
    taken: dict[bytes, set[int]] = defaultdict(set)
    for id, state, source, path, season, episode, missing, text in connection.execute(_EPISODES, (show,)):
        where = os.fsdecode(path)
        guess = guess_of(text, where) if text else Guess(where, season=season, episodes=(episode,) if episode else ())
        naming = as_named if state == "new" else called
        place = _place(guess, (season, episode), naming, taken[path])
        taken[path].add(place)
        found.append(
            EpisodeFile(id, state, source, where, season, episode, bool(missing), guess, _lying(id, guess, place))
        )
    return found


def as_named(season: int | None, episode: int) -> Number | None:
    """Files and library count alike."""
    return None if season is None else (season, episode)


def _place(guess: Guess, number: tuple[int | None, int | None], called: Called | None, taken: set[int]) -> int:
    """Which of the episodes of its file an item is, from 0: the one of its number, else the next one."""
    for naming in (called, as_named) if called else ():
        for place, episode in enumerate(guess.episodes):
            if place not in taken and naming(guess.season, episode) == number:
                return place
    return next(place for place in count() if place not in taken)


def _lying(item: int, guess: Guess, place: int) -> Lying:
    """What the name says of the item that is the file's `place`th."""
    return Lying(
        item, guess.season, _at(guess.episodes, place), _at(guess.absolute, place), guess.date, guess.episode_title
    )


def _at(numbers: Sequence[int], place: int) -> int | None:
    return numbers[min(place, len(numbers) - 1)] if numbers else None


def number_episodes(connection: sqlite3.Connection, show: int, moved: Iterable[tuple[EpisodeFile, Number]]) -> None:
    """Puts episodes under other numbers, and under the seasons of these."""
    key = connection.execute("SELECT sort_key FROM items WHERE id = ?", (show,)).fetchone()[0]
    seasons = seasons_of(connection, show)
    additions = Additions(connection)
    rows = []
    for file, (season, episode) in moved:
        if season not in seasons:
            seasons[season] = add_season(additions, show, key, season, file.source)
        rows.append((season, episode, seasons[season], episode_key(key, season, episode), file.id))
    additions.insert()
    connection.executemany(_PLACE, rows)


def seasons_of(connection: sqlite3.Connection, show: int) -> dict[int, int]:
    """The season items of a show by number."""
    rows = connection.execute(
        "SELECT season, id FROM items WHERE show = ? AND tier = 1 AND season IS NOT NULL", (show,)
    ).fetchall()
    return dict(rows)
