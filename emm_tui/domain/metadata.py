"""What a provider says of a title: texts, people, ratings, ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Job = Literal["actor", "director", "writer"]


@dataclass(slots=True, frozen=True)
class Provenance:
    """Where a value comes from: `language` is an IETF tag or None, `time` ISO 8601 in UTC."""

    provider: str
    language: str | None
    time: str


@dataclass(slots=True, frozen=True)
class Rating:
    """A rating as its source gives it, never scaled: `value` of `max`, None votes when unknown."""

    value: float
    votes: int | None
    max: float = 10


@dataclass(slots=True, frozen=True)
class Credit:
    """A person's part in a title. `thumb` is the full address of a portrait; `order` the billing order from 0."""

    name: str
    job: Job
    role: str | None = None
    order: int | None = None
    thumb: str | None = None
    tmdb: int | None = None


@dataclass(slots=True)
class SetInfo:
    """The set (collection) that a film belongs to, with its own text and pictures."""

    name: str
    tmdb: int | None = None
    overview: str | None = None
    poster: str | None = None
    fanart: str | None = None


@dataclass(slots=True)
class Metadata:
    """The merged facts of one film, show, season or episode; None and empty mean unknown.

    `premiered` is `YYYY-MM-DD`, `runtime` minutes, `trailer` a YouTube key, `ids` provider name -> id as text,
    `languages` field -> IETF tag of the text that won, `providers` field -> who won it where several spoke (as
    provenance names fields; others are of the provider that the title was found at). `ratings` has the default one
    first. A special airs before an episode of `airs_before_season` (the
    first when `airs_before_episode` is None), or after the whole of `airs_after_season`.
    """

    title: str | None = None
    original_title: str | None = None
    sort_title: str | None = None
    year: int | None = None
    premiered: str | None = None
    runtime: int | None = None
    plot: str | None = None
    outline: str | None = None
    tagline: str | None = None
    certification: str | None = None
    status: str | None = None
    original_language: str | None = None
    genres: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    studios: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    ratings: dict[str, Rating] = field(default_factory=dict)
    user_rating: float | None = None
    ids: dict[str, str] = field(default_factory=dict)
    set: SetInfo | None = None
    credits: list[Credit] = field(default_factory=list)
    trailer: str | None = None
    season: int | None = None
    episode: int | None = None
    airs_before_season: int | None = None
    airs_before_episode: int | None = None
    airs_after_season: int | None = None
    languages: dict[str, str] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)
    alternative_titles: list[str] = field(default_factory=list)

    def people(self, job: Job) -> list[Credit]:
        """The credits of one job, in billing order."""
        found = [c for c in self.credits if c.job == job]
        return sorted(found, key=lambda c: c.order if c.order is not None else len(found))
