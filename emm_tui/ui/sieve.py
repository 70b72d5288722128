"""Which of the pictures on offer are shown: those in a language, those that are large enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from emm_tui.domain.artwork import RULES, ArtworkCandidate, base_kind

T = TypeVar("T")
ALL = "all"
TEXTLESS = "no text"


@dataclass(slots=True)
class Sieve:
    """`language` is ISO 639-1, TEXTLESS or ALL; `width` the least one in pixels."""

    language: str = ALL
    width: int = 0

    def passes(self, one: ArtworkCandidate) -> bool:
        """Whether a picture is shown; one of unknown size always is large enough."""
        spoken = self.language in (ALL, one.language or TEXTLESS)
        return spoken and (not one.width or one.width >= self.width)

    def next_language(self, candidates: Iterable[ArtworkCandidate]) -> None:
        """The next of the languages that there are, then all again."""
        there = sorted({one.language or TEXTLESS for one in candidates})
        self.language = _after(self.language, [ALL, *there])

    def next_width(self, kind: str) -> None:
        """A greater least width that makes sense for a kind, then none again."""
        wanted = RULES[base_kind(kind)].width or 800
        self.width = _after(self.width, [0, wanted // 2, wanted, wanted * 2])

    def __str__(self) -> str:
        told = [self.language] if self.language != ALL else []
        return " ".join([*told, *([f"from {self.width} wide"] if self.width else [])])


def _after(now: T, every: Sequence[T]) -> T:
    return every[(every.index(now) + 1) % len(every)] if now in every else every[0]
