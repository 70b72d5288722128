"""A picture on offer, and what is said of it: on its card, on its line of a list, in the heading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.display import display
from emm_tui.pipeline.choose import Offer
from emm_tui.ui.sieve import Sieve
from emm_tui.ui.words import join


@dataclass(slots=True, frozen=True)
class Choice:
    """A picture on offer; `now` says that it lies beside the item: "" not, else how, as `now` or `kept`."""

    candidate: ArtworkCandidate
    now: str = ""

    @property
    def size(self) -> str:
        """`1000x1500`, "" for one of unknown size."""
        one = self.candidate
        return f"{one.width}x{one.height}" if one.width and one.height else ""

    @property
    def shape(self) -> str:
        """The first line of a card: `1000x1500 en`."""
        return display(f"{self.size} {self.candidate.language or '-'}".strip())

    @property
    def standing(self) -> str:
        """The second line of a card: `● now tmdb`, `12♥ tmdb`."""
        return display(f"{f'● {self.now}' if self.now else f'{self.candidate.votes}♥'} {self.candidate.provider}")

    @property
    def line(self) -> str:
        """All of it on a line of a list."""
        one, mark = self.candidate, f"● {self.now}" if self.now else ""
        return display(
            f"{mark:<8}{self.size or '?':<11}{one.language or 'no text':<9}{one.votes:>5} votes  {one.provider}"
        )

    def __str__(self) -> str:
        one = self.candidate
        votes = f"{one.votes:,} votes" if one.votes else ""
        return display(join([self.size, one.language or "no text", votes, one.provider, self.now]))


def choices(offer: Offer, sieve: Sieve) -> list[Choice]:
    """The pictures of a kind that a sieve lets through, with the one marked that lies there."""
    now = "kept" if offer.file and offer.file.chosen else "now"
    every = enumerate(offer.candidates)
    return [Choice(one, now if place == offer.current else "") for place, one in every if sieve.passes(one)]


def place_of(choices: Sequence[Choice], before: Choice | None) -> int:
    """Where the cursor goes: to the picture it was on, else to the one that lies there."""
    places = {choice.candidate.url: place for place, choice in enumerate(choices)}
    now = next((place for place, choice in enumerate(choices) if choice.now), 0)
    return places.get(before.candidate.url, now) if before else now


def indices(choices: Iterable[Choice], come: Collection[ArtworkCandidate]) -> list[int]:
    """The places of those whose pictures have come."""
    return [place for place, choice in enumerate(choices) if choice.candidate in come]
