"""Which title a name means: candidates with their scores and reasons, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["auto", "ask", "skip"]


@dataclass(slots=True)
class Candidate:
    """A title that a provider offers for a name.

    `titles` are all names it is known by, the main one first; `score` 0..100 with the `reasons` that made it. Of a
    show, `countries` are ISO 3166-1 codes, and `last_year` is that of its last episode, None when a list did not tell.
    """

    provider: str
    id: str
    title: str
    year: int | None = None
    original_title: str | None = None
    original_language: str | None = None
    popularity: float = 0.0
    votes: int = 0
    titles: tuple[str, ...] = ()
    overview: str | None = None
    poster: str | None = None
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    countries: tuple[str, ...] = ()
    last_year: int | None = None


@dataclass(slots=True)
class Verdict:
    """What identification came to: `choice` is set only when `state` is matched; `candidates` best first."""

    state: Literal["matched", "ambiguous", "unmatched"]
    choice: Candidate | None = None
    candidates: list[Candidate] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    by: str = "auto"
