"""Finds out which film an item is: by a known id, else by the best match of a search that no rival comes near."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from emm_tui.domain.errors import MissingError
from emm_tui.domain.guess import Guess
from emm_tui.domain.match import (
    Candidate,
    Mode,
    Verdict,
    decide,
    holds_words,
    is_settled,
    is_telling,
    weight,
    year_fits,
)
from emm_tui.domain.media import Target
from emm_tui.providers import Fetched

LEAST_CONFIDENCE = 0.3
"""A guess below it is a hash or a counter: nobody is asked about it."""


class Films(Protocol):
    """What identification asks a provider."""

    async def search_movie(self, title: str, year: int | None) -> list[Candidate]:
        """The films of a title."""
        ...

    async def find_movie(self, imdb: str) -> list[Candidate]:
        """The film of an IMDb id, as a list of one or none."""
        ...

    async def movie(self, tmdb: int) -> Fetched:
        """Everything on a film."""
        ...


@dataclass(slots=True)
class Identified:
    """The verdict, and the film's facts where they had to be fetched for it."""

    verdict: Verdict
    fetched: Fetched | None = None


@dataclass(slots=True, frozen=True)
class Clue:
    """An id and where it is from; `binding` when a person or an earlier run decided by it."""

    provider: str
    id: str
    origin: str
    binding: bool = False


async def identify(target: Target, films: Films, mode: Mode = "auto") -> Identified:
    """Decided ids, then those in the name, then those in an existing NFO, then a search.

    MissingError when a decided id is not there (any more). Costs one request by id, two by IMDb id or by name: a third
    only when the first search finds nothing that could be it.
    """
    unknown = []
    for clue in clues(target):
        try:
            fetched = await _fetch(clue, films)
        except MissingError:
            if clue.binding:
                raise
            unknown.append(f"{clue.provider} id {clue.id} {clue.origin} is not known there")
            continue
        return _by_id(target, clue, fetched)
    found = await _by_name(target.guess, films, mode)
    found.verdict.reasons.extend(unknown)
    return found


async def search(target: Target, films: Films) -> list[Candidate]:
    """The films that the item's name may mean, best first, with scores and reasons."""
    return (await _search(target.guess, films, "auto")).candidates


def clues(target: Target) -> Iterator[Clue]:
    """The ids that are known of an item, the most binding first."""
    guess = target.guess
    named = {"tmdb": str(guess.tmdb) if guess.tmdb else None, "imdb": guess.imdb}
    decider = "that you chose" if target.by == "you" else "of the last match"
    origins = ((target.ids, decider, True), (named, "in the name", False), (target.nfo_ids, "in the NFO", False))
    for ids, origin, binding in origins:
        for provider in ("tmdb", "imdb"):
            ident = ids.get(provider)
            if ident and _is_id(provider, ident):
                yield Clue(provider, ident, origin, binding)


def _is_id(provider: str, ident: str) -> bool:
    digits = ident.removeprefix("tt") if provider == "imdb" else ident
    return (
        digits.isascii() and digits.isdecimal() and len(digits) <= 10 and ident.startswith("tt") == (provider == "imdb")
    )


async def _fetch(clue: Clue, films: Films) -> Fetched:
    if clue.provider == "tmdb":
        return await films.movie(int(clue.id))
    found = await films.find_movie(clue.id)
    if not found:
        raise MissingError("tmdb", f"no film has the IMDb id {clue.id}.", "Choose another with 'emm match'.")
    return await films.movie(int(found[0].id))


def _by_id(target: Target, clue: Clue, fetched: Fetched) -> Identified:
    choice = fetched.candidate
    choice.score, choice.reasons = 100.0, [f"{clue.provider} id {clue.id} {clue.origin}"]
    return Identified(Verdict("matched", choice, [choice], choice.reasons, target.by or "auto"), fetched)


async def _by_name(guess: Guess, films: Films, mode: Mode) -> Identified:
    verdict = await _search(guess, films, mode)
    hidden = None if is_settled(verdict) else _hidden(guess, verdict)
    if hidden is None:
        return Identified(verdict)
    fetched = await films.movie(int(hidden.id))
    known = [fetched.candidate if candidate.id == hidden.id else candidate for candidate in verdict.candidates]
    verdict = decide(guess, known, mode)
    taken = verdict.choice and verdict.choice.id == hidden.id
    return Identified(verdict, fetched if taken else None)


async def _search(guess: Guess, films: Films, mode: Mode) -> Verdict:
    """Asks until something fits, or could fit by another of its names."""
    verdict = Verdict("unmatched", reasons=["the name says nothing that could be searched for"])
    found: list[Candidate] = []
    for title, year in _questions(guess):
        found += await films.search_movie(title, year)
        verdict = decide(guess, found, mode)
        if is_settled(verdict) or _hidden(guess, verdict):
            break
    return verdict


def _questions(guess: Guess) -> list[tuple[str, int | None]]:
    """At most two: title and year, then the other title of the name or no year."""
    if not guess.title or guess.confidence < LEAST_CONFIDENCE:
        return []
    second = (guess.alternative_title, guess.year) if guess.alternative_title else (guess.title, None)
    return list(dict.fromkeys([(guess.title, guess.year), second]))


def _hidden(guess: Guess, verdict: Verdict) -> Candidate | None:
    """The film that must have been found by a name that a list does not show, as a translation: the best known one."""
    if guess.year is None and not is_telling(guess):
        return None
    found = [c for c in verdict.candidates if year_fits(guess, c) and not holds_words(guess, c)]
    return max(found, key=weight, default=None)
