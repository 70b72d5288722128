"""Library rows by the million, for trying how the program feels with them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from emm_tui.demo import words
from emm_tui.demo.names import title_of
from emm_tui.domain.media import ItemRow, State

_STATES: tuple[State, ...] = ("scraped",) * 16 + ("new", "new", "ambiguous", "unmatched")
_ALL_ARTWORK = 0b11111


def rows(movies: int, shows: int, seed: int) -> Iterator[ItemRow]:
    """`movies` films, then `shows` shows with two seasons of six episodes each; one at a time, nothing is kept."""
    random = Random(seed)  # noqa: S311 - a fiction, not a secret
    for number in range(movies):
        yield _film(random, number)
    for number in range(shows):
        yield from _show(random, number)


def _film(random: Random, number: int) -> ItemRow:
    title, year = title_of(random), 1930 + int(random.random() * 95)
    state = _STATES[int(random.random() * len(_STATES))]
    row = ItemRow(0, "movie", state, title, year, path=f"/demo/Movies/{title} ({year})/{title} ({year}).mkv")
    if state == "scraped":
        row.tmdb, row.imdb = 1_000_000 + number, f"tt{91_000_000 + number}"
        row.rating, row.runtime = 4 + int(random.random() * 55) / 10, 75 + int(random.random() * 90)
        row.artwork = _ALL_ARTWORK if random.random() < 0.9 else 1
    return row


def _show(random: Random, number: int) -> Iterator[ItemRow]:
    title, year = title_of(random), 1960 + int(random.random() * 65)
    folder = f"/demo/Shows/{title} ({year})"
    yield ItemRow(0, "show", "new", title, year, path=folder)
    for season in (1, 2):
        yield ItemRow(0, "season", "new", f"Season {season}", season=season, show=title)
        for episode in range(1, 7):
            path = f"{folder}/Season {season:02}/{title} - S{season:02}E{episode:02}.mkv"
            name = words.EPISODES[episode % len(words.EPISODES)]
            yield ItemRow(0, "episode", "new", name, season=season, episode=episode, show=title, path=path)
