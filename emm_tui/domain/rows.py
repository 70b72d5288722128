"""A line of the media table: all of an item that a list needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["movie", "show", "season", "episode", "set"]
State = Literal["new", "matched", "scraped", "ambiguous", "unmatched", "failed"]


@dataclass(slots=True)
class ItemRow:
    """One line of the media table: the narrow, indexed part of an item; `artwork` has a bit for each kind it has.

    `aired` is the day of an episode, `YYYY-MM-DD`.
    """

    id: int
    kind: Kind
    state: State
    title: str
    year: int | None = None
    season: int | None = None
    episode: int | None = None
    show: str | None = None
    path: str | None = None
    tmdb: int | None = None
    imdb: str | None = None
    tvdb: int | None = None
    rating: float | None = None
    runtime: int | None = None
    added: str = ""
    missing_since: str | None = None
    artwork: int = 0
    marked: bool = False
    aired: str | None = None
