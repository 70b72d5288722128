"""Finds out which film or show an item is: by a known id, else by the best match of a search without a near rival."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic

from emm_tui.domain.errors import MissingError
from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.domain.guess import Guess
from emm_tui.domain.match import Candidate, Mode, Verdict
from emm_tui.domain.media import Target
from emm_tui.domain.scoring import (
    decide,
    holds_words,
    is_settled,
    is_telling,
    may_still_run,
    weight,
    year_fits,
)
from emm_tui.pipeline.lookup import F, Films, Lookup, Shows, of_films, of_shows

LEAST_CONFIDENCE = 0.3
"""A guess below it is a hash or a counter: nobody is asked about it."""


@dataclass(slots=True)
class Identified(Generic[F]):
    """The verdict, and the title's facts where they had to be fetched for it."""

    verdict: Verdict
    fetched: F | None = None


@dataclass(slots=True, frozen=True)
class Clue:
    """An id and where it is from; `binding` when a person or an earlier run decided by it."""

    provider: str
    id: str
    origin: str
    binding: bool = False


async def identify(target: Target, films: Films, mode: Mode = "auto") -> Identified[Fetched]:
    """Decided ids, then those in the name, then those in an existing NFO, then a search.

    MissingError when a decided id is not there (any more). Costs one request by id, two by IMDb id or by name: a third
    only when the first search finds nothing that could be it.
    """
    return await _identify(target, of_films(films), mode)


async def identify_show(
    target: Target, shows: Shows, mode: Mode = "auto", seasons: Collection[int] = ()
) -> Identified[FetchedShow]:
    """The same for a show; `seasons` are those that it has files of."""
    return await _identify(target, of_shows(shows, seasons), mode)


async def search(target: Target, films: Films) -> list[Candidate]:
    """The films that the item's name may mean, best first, with scores and reasons."""
    return (await _search(target.guess, of_films(films), "auto")).candidates


async def search_show(target: Target, shows: Shows) -> list[Candidate]:
    """The shows that the item's name may mean, best first, with scores and reasons."""
    return (await _search(target.guess, of_shows(shows, ()), "auto")).candidates


async def _identify(target: Target, lookup: Lookup[F], mode: Mode) -> Identified[F]:
    unknown = []
    for clue in clues(target, lookup.providers):
        try:
            fetched = await _fetch(clue, lookup)
        except MissingError:
            if clue.binding:
                raise
            unknown.append(f"{clue.provider} id {clue.id} {clue.origin} is not known there")
            continue
        return _by_id(target, clue, fetched)
    found = await _by_name(target.guess, lookup, mode)
    found.verdict.reasons.extend(unknown)
    return found


def clues(target: Target, providers: Sequence[str]) -> Iterator[Clue]:
    """The ids at `providers` that are known of an item, the most binding first."""
    guess = target.guess
    named = {
        "tmdb": str(guess.tmdb) if guess.tmdb else None,
        "imdb": guess.imdb,
        "tvdb": str(guess.tvdb) if guess.tvdb else None,
    }
    decider = "that you chose" if target.by == "you" else "of the last match"
    origins = ((target.ids, decider, True), (named, "in the name", False), (target.nfo_ids, "in the NFO", False))
    for ids, origin, binding in origins:
        for provider in providers:
            ident = ids.get(provider)
            if ident and _is_id(provider, ident):
                yield Clue(provider, ident, origin, binding)


def _is_id(provider: str, ident: str) -> bool:
    digits = ident.removeprefix("tt") if provider == "imdb" else ident
    return (
        digits.isascii() and digits.isdecimal() and len(digits) <= 10 and ident.startswith("tt") == (provider == "imdb")
    )


async def _fetch(clue: Clue, lookup: Lookup[F]) -> F:
    if clue.provider == "tmdb":
        return await lookup.fetch(int(clue.id))
    found = await lookup.find(clue.provider, clue.id)
    if not found:
        hint = "Choose another with 'emm match'."
        raise MissingError("tmdb", f"no {lookup.kind} has the {clue.provider} id {clue.id}.", hint)
    return await lookup.fetch(int(found[0].id))


def _by_id(target: Target, clue: Clue, fetched: F) -> Identified[F]:
    choice = fetched.candidate
    choice.score, choice.reasons = 100.0, [f"{clue.provider} id {clue.id} {clue.origin}"]
    return Identified(Verdict("matched", choice, [choice], choice.reasons, target.by or "auto"), fetched)


async def _by_name(guess: Guess, lookup: Lookup[F], mode: Mode) -> Identified[F]:
    verdict = await _search(guess, lookup, mode)
    hidden = None if is_settled(verdict) else _hidden(guess, verdict)
    if hidden is None:
        return Identified(verdict)
    fetched = await lookup.fetch(int(hidden.id))
    known = [fetched.candidate if candidate.id == hidden.id else candidate for candidate in verdict.candidates]
    verdict = decide(guess, known, mode)
    taken = verdict.choice and verdict.choice.id == hidden.id
    return Identified(verdict, fetched if taken else None)


async def _search(guess: Guess, lookup: Lookup[F], mode: Mode) -> Verdict:
    """Asks until something fits, or could fit by another of its names."""
    verdict = Verdict("unmatched", reasons=["the name says nothing that could be searched for"])
    found: list[Candidate] = []
    for title, year in _questions(guess):
        found += await lookup.search(title, year)
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
    """The title that must be looked at closer, the best known one.

    It was found by a name that a list does not show, as a translation; or it is a show that may have run that long.
    """
    if guess.year is None and not is_telling(guess):
        return None
    unseen = [c for c in verdict.candidates if year_fits(guess, c) and not holds_words(guess, c)]
    running = [c for c in verdict.candidates if may_still_run(guess, c)]
    return max(unseen or running, key=weight, default=None)
