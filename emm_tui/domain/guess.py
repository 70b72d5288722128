"""What the names on a path say about a film or an episode, before anybody was asked.

Written without dataclasses, whose import would cost the parser a quarter of its start.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

GuessKind = Literal["movie", "episode", "extra", "trailer", "sample", "ignore", "unknown"]
SourceKind = Literal["movies", "tv"]


class Span(NamedTuple):
    """Characters of the path that one rule took: `path[start:end]`."""

    rule: str
    start: int
    end: int
    value: str


class Guess:
    """The answer of the parser for one path.

    `path` is as it was asked (bytes that are not UTF-8 as lone surrogates). `date` is `YYYY-MM-DD`.
    `confidence` is 0..1: 0.9 and more means that the title and the numbers can be relied upon.
    """

    __slots__ = (
        "absolute",
        "alternative_title",
        "confidence",
        "country",
        "date",
        "edition",
        "episode_title",
        "episodes",
        "imdb",
        "kind",
        "language",
        "part",
        "path",
        "release_group",
        "resolution",
        "season",
        "source",
        "spans",
        "title",
        "tmdb",
        "tvdb",
        "year",
    )

    def __init__(
        self,
        path: str,
        kind: GuessKind = "unknown",
        title: str | None = None,
        alternative_title: str | None = None,
        year: int | None = None,
        season: int | None = None,
        episodes: tuple[int, ...] = (),
        absolute: tuple[int, ...] = (),
        date: str | None = None,
        episode_title: str | None = None,
        edition: str | None = None,
        part: int | None = None,
        tmdb: int | None = None,
        imdb: str | None = None,
        tvdb: int | None = None,
        resolution: str | None = None,
        source: str | None = None,
        release_group: str | None = None,
        country: str | None = None,
        language: str | None = None,
        confidence: float = 0.0,
        spans: tuple[Span, ...] = (),
    ) -> None:
        self.path = path
        self.kind: GuessKind = kind
        self.title = title
        self.alternative_title = alternative_title
        self.year = year
        self.season = season
        self.episodes = episodes
        self.absolute = absolute
        self.date = date
        self.episode_title = episode_title
        self.edition = edition
        self.part = part
        self.tmdb = tmdb
        self.imdb = imdb
        self.tvdb = tvdb
        self.resolution = resolution
        self.source = source
        self.release_group = release_group
        self.country = country
        self.language = language
        self.confidence = confidence
        self.spans = spans

    def fields(self) -> dict[str, object]:
        """Every field by its name."""
        return {name: getattr(self, name) for name in self.__slots__}

    def replaced(self, **changes: object) -> Guess:
        """The same guess with some fields changed."""
        return Guess(**{**self.fields(), **changes})  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Guess) and self.fields() == other.fields()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        blank = Guess("")
        told = (f"{name}={value!r}" for name, value in self.fields().items() if value != getattr(blank, name))
        return f"Guess({', '.join(told)})"
