"""Finds out which film or show an item is: by a known id, else by the best match of a search without a near rival."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from emm_tui.domain.errors import (
    ConfigError,
    EmmError,
    KeyRefusedError,
    LastKeyRefusedError,
    MissingError,
    ProviderError,
)
from emm_tui.domain.fetched import Fetched
from emm_tui.domain.guess import Guess
from emm_tui.domain.ids import is_id
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
from emm_tui.domain.told import title_and_year
from emm_tui.providers import Provider, TitleKind

LEAST_CONFIDENCE = 0.3
"""A guess below it is a hash or a counter: nobody is asked about it."""

DECIDERS = ("tmdb", "tvdb", "imdb", "omdb")
"""Who can say which title it is, the best first; others only add to a title that is known."""
SEARCHES = ("tmdb", "tvdb")
"""Whose searches know all names of a title. IMDb's suggestions stand in when the first of them cannot be asked."""
STAND_INS = (*SEARCHES, "imdb")
"""All that have a search."""


@dataclass(slots=True)
class Identified:
    """The verdict, the title's facts where they had to be fetched for it, and who could not be asked (why)."""

    verdict: Verdict
    fetched: Fetched | None = None
    troubles: dict[str, EmmError] = field(default_factory=dict)

    @property
    def lost(self) -> dict[str, ProviderError]:
        """The troubles of those that would have answered; one without a key would not."""
        return {name: error for name, error in self.troubles.items() if isinstance(error, ProviderError)}


@dataclass(slots=True, frozen=True)
class Clue:
    """An id and where it is from; `binding` when a person or an earlier run decided by it."""

    provider: str
    id: str
    origin: str
    binding: bool = False


async def identify(target: Target, providers: Mapping[str, Provider], mode: Mode = "auto") -> Identified:
    """Decided ids, then those in the name, then those in an existing NFO, then a search.

    At a provider it costs one request by id, two by the id of another or by name: a third only when the first search
    finds nothing that could be it. One that is down or refuses the key gives way to the next. Raises MissingError when
    a decided id is not there (any more), and the ProviderErrors or ConfigError when those that could be asked do not
    know the title while a better one cannot be asked.
    """
    asking = _Asking(target, providers)
    unknown = []
    for clue in clues(target):
        fetched = await asking.by_id(clue)
        if fetched:
            return Identified(_decided(target, clue, fetched), fetched, asking.troubles)
        if asking.heard:
            unknown.append(f"{clue.provider} id {clue.id} {clue.origin} is not known there")
    found = await asking.by_name(partial(_by_name, target.guess, asking, mode))
    found.verdict.reasons.extend(unknown)
    return found


async def search(target: Target, providers: Mapping[str, Provider]) -> list[Candidate]:
    """The titles that the item's name may mean, best first, with scores and reasons."""
    asking = _Asking(target, providers)

    async def question(provider: Provider) -> Identified:
        return Identified(await _search(target.guess, asking.kind, "auto", provider))

    return (await asking.by_name(question)).verdict.candidates


async def search_for(words: str, target: Target, providers: Mapping[str, Provider]) -> list[Candidate]:
    """The titles that a person's own words for the item find, best first."""
    title, year = title_and_year(words)
    guess = target.guess.replaced(title=title, alternative_title=None, year=year, confidence=1.0)
    return await search(replace(target, guess=guess), providers)


def clues(target: Target) -> Iterator[Clue]:
    """The ids that are known of an item, the most binding first."""
    guess = target.guess
    named = {
        "tmdb": str(guess.tmdb) if guess.tmdb else "",
        "imdb": guess.imdb or "",
        "tvdb": str(guess.tvdb) if guess.tvdb else "",
    }
    decider = "that you chose" if target.by == "you" else "of the last match"
    origins = ((target.ids, decider, True), (named, "in the name", False), (target.nfo_ids, "in the NFO", False))
    first = (target.found_at,) if target.found_at in DECIDERS and target.found_at in target.ids else ()
    for ids, origin, binding in origins:
        for provider in dict.fromkeys((*(first if binding else ()), *DECIDERS)):
            if is_id(provider, ids.get(provider, "")):
                yield Clue(provider, ids[provider], origin, binding)


class _Asking:
    """Asks one provider after the other about a title, and remembers who could not be asked."""

    def __init__(self, target: Target, providers: Mapping[str, Provider]) -> None:
        self.kind: TitleKind = "movie" if target.kind == "movie" else "show"
        self.troubles: dict[str, EmmError] = {}
        self.heard = False
        self._seasons: Collection[int] = target.seasons
        self._providers = providers

    async def by_id(self, clue: Clue) -> Fetched | None:
        """The title of an id; `heard` then says whether anybody could be asked for it.

        Raises MissingError for a binding one that nobody has, and what keeps its own provider from answering.
        """
        self.heard = False
        for provider in self._able(DECIDERS):
            if not provider.knows(self.kind, {clue.provider: clue.id}):
                continue
            try:
                fetched = await self.fetch(provider, {clue.provider: clue.id})
            except ProviderError as error:
                self.troubles[provider.name] = error
                continue
            self.heard = True
            if fetched and fetched.metadata.title:
                return fetched
        if clue.binding and clue.provider in self.troubles:
            raise why_not(self.troubles, self._providers)
        if clue.binding and self.heard:
            title = "film" if self.kind == "movie" else "show"
            hint = "Choose another with 'emm match'."
            raise MissingError(clue.provider, f"no {title} has the {clue.provider} id {clue.id}.", hint)
        return None

    async def fetch(self, provider: Provider, ids: Mapping[str, str]) -> Fetched | None:
        """All that a provider has on a title, None when it has nothing."""
        try:
            return await provider.fetch(self.kind, ids, self._seasons)
        except MissingError:
            return None

    async def by_name(self, question: Callable[[Provider], Awaitable[Identified]]) -> Identified:
        """The first answer that is more than nothing; a lesser provider's doubt does not stand for a better one's word.

        Raises the trouble of the first that could not be asked when the others do not decide.
        """
        found: Identified | None = None
        for provider in self._searching():
            try:
                found = await question(provider)
            except (ProviderError, ConfigError) as error:
                self.troubles[provider.name] = error
                continue
            self.heard = True
            if found.verdict.state != "unmatched":
                break
        lost = any(isinstance(trouble, ProviderError) for trouble in self.troubles.values())
        if found is None or (lost and found.verdict.choice is None):
            raise why_not(self.troubles, self._providers)
        found.troubles = self.troubles
        return found

    # -- inside
    def _able(self, names: Iterable[str]) -> list[Provider]:
        return [self._providers[name] for name in names if name in self._providers and name not in self.troubles]

    def _searching(self) -> Iterator[Provider]:
        self.heard = False
        for name in SEARCHES:
            yield from self._able([name])
        best = next((name for name in SEARCHES if name in self._providers), None)
        if not self.heard or best in self.troubles:
            yield from self._able(["imdb"])


def why_not(troubles: Mapping[str, EmmError], providers: Mapping[str, Provider]) -> EmmError:
    """Why nobody could tell what a title is; a LastKeyRefusedError when all who could have refuse our keys."""
    lost = [error for error in troubles.values() if isinstance(error, ProviderError)]
    refused = [error for error in lost if isinstance(error, KeyRefusedError)]
    others = [name for name in STAND_INS if name in providers and name not in troubles]
    if refused and len(refused) == len(lost) and not others:
        return LastKeyRefusedError.of(refused[0])
    hint = "Set providers.tmdb.token, or enable providers.imdb."
    nobody = ConfigError("No provider can tell which title an item is.", hint)
    return next(iter((*lost, *troubles.values(), nobody)))


def _decided(target: Target, clue: Clue, fetched: Fetched) -> Verdict:
    choice = fetched.candidate
    choice.score, choice.reasons = 100.0, [f"{clue.provider} id {clue.id} {clue.origin}"]
    return Verdict("matched", choice, [choice], choice.reasons, target.by or "auto")


async def _by_name(guess: Guess, asking: _Asking, mode: Mode, provider: Provider) -> Identified:
    verdict = await _search(guess, asking.kind, mode, provider)
    hidden = None if is_settled(verdict) else _hidden(guess, verdict)
    if hidden is None:
        return Identified(verdict)
    fetched = await asking.fetch(provider, {provider.name: hidden.id})
    known = [fetched.candidate if fetched and c.id == hidden.id else c for c in verdict.candidates]
    verdict = decide(guess, known, mode)
    taken = verdict.choice and verdict.choice.id == hidden.id
    return Identified(verdict, fetched if taken else None)


async def _search(guess: Guess, kind: TitleKind, mode: Mode, provider: Provider) -> Verdict:
    """Asks until something fits, or could fit by another of its names."""
    verdict = Verdict("unmatched", reasons=["the name says nothing that could be searched for"])
    found: list[Candidate] = []
    for title, year in _questions(guess):
        found += await provider.search(kind, title, year)
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
