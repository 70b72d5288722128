"""What the names on a path say about a film or an episode, before anybody was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

GuessKind = Literal["movie", "episode", "extra", "trailer", "sample", "ignore", "unknown"]
SourceKind = Literal["movies", "tv"]


@dataclass(slots=True)
class Span:
    """Characters of the path that one rule took: `path[start:end]`."""

    rule: str
    start: int
    end: int
    value: str


@dataclass(slots=True)
class Guess:
    """The answer of the parser for one path.

    `path` is as it was asked (bytes that are not UTF-8 as lone surrogates). `date` is `YYYY-MM-DD`.
    `confidence` is 0..1: 0.9 and more means that the title and the numbers can be relied upon.
    """

    path: str
    kind: GuessKind = "unknown"
    title: str | None = None
    alternative_title: str | None = None
    year: int | None = None
    season: int | None = None
    episodes: tuple[int, ...] = ()
    absolute: tuple[int, ...] = ()
    date: str | None = None
    episode_title: str | None = None
    edition: str | None = None
    part: int | None = None
    tmdb: int | None = None
    imdb: str | None = None
    tvdb: int | None = None
    resolution: str | None = None
    source: str | None = None
    release_group: str | None = None
    country: str | None = None
    language: str | None = None
    confidence: float = 0.0
    spans: list[Span] = field(default_factory=list)
