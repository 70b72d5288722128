"""How TMDB is asked about a show: details and eleven seasons in one call, the others twenty a call."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from anyio import to_thread

from emm_tui.domain.errors import ProviderError, UsageError
from emm_tui.domain.fetched import EpisodeOrder, FetchedShow
from emm_tui.domain.match import Candidate
from emm_tui.providers import tmdb_show_answers as answers
from emm_tui.providers.days import year
from emm_tui.providers.languages import primaries, primary
from emm_tui.providers.tmdb_answers import ShowSearchAnswer
from emm_tui.providers.tmdb_artwork import artwork
from emm_tui.providers.tmdb_calls import Calls
from emm_tui.providers.tmdb_facts import BODY_LANGUAGE, title_candidate
from emm_tui.providers.tmdb_season import Versions, fetched_seasons, lacks_text
from emm_tui.providers.tmdb_show import all_titles, episode_order, ordered_episodes, show_metadata

PARTS = (
    "aggregate_credits",
    "content_ratings",
    "external_ids",
    "keywords",
    "videos",
    "images",
    "translations",
    "alternative_titles",
    "episode_groups",
)
MOST_PARTS = 20
SEASONS_OF_FIRST_CALL = MOST_PARTS - len(PARTS)

_ORIGINALS = "ja ko zh cn fr es it de pt nl sv da no fi pl cs hu ru uk tr ar he hi th".split()
"""Languages that shows are made in: pictures in the original one are wanted before anybody knows which it is."""

_GROUP_ID = re.compile(r"[0-9a-f]{24}", re.ASCII)


@dataclass(slots=True)
class _Heard:
    """What the calls for one show have brought so far, by language; only the details that came first have all parts."""

    spoken: dict[str, answers.ShowAnswer] = field(default_factory=dict)
    seasons: dict[int, dict[str, answers.SeasonAnswer]] = field(default_factory=dict)

    @property
    def first(self) -> answers.ShowAnswer:
        return next(iter(self.spoken.values()))

    @property
    def named(self) -> dict[int, answers.SeasonAnswer]:
        """The seasons as the details name them, without episodes."""
        return {row.season_number: row for row in self.first.seasons if row.season_number is not None}

    def lacking(self, wanted: Collection[int]) -> list[int]:
        """The wanted seasons that lack a text in all languages so far."""
        return [n for n in sorted(set(wanted)) if n in self.seasons and lacks_text(self.seasons[n])]

    def all_seasons(self) -> dict[int, Versions]:
        """The seasons that came, and by its name alone each that did not."""
        language = next(iter(self.spoken))
        return {**{n: {language: row} for n, row in self.named.items()}, **self.seasons}

    def facts(self) -> list[answers.SeasonAnswer]:
        """Each season that came, in its first language."""
        return [next(iter(versions.values())) for versions in self.seasons.values()]


class ShowCalls:
    """TMDB's shows by name, by id and by the ids of others."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._languages = list(dict.fromkeys(map(_asked, calls.languages)))

    async def search(self, title: str, first_year: int | None) -> list[Candidate]:
        """The shows that TMDB finds for a title, its best first; with a year those that began in it."""
        params = self._calls.question(title)
        if first_year is not None:
            params["first_air_date_year"] = first_year
        found = await self._calls.ask("/search/tv", params, ShowSearchAnswer, "tmdb.search")
        return await self._calls.candidates(found.results or ())

    async def find(self, provider: str, ident: str) -> list[Candidate]:
        """The show of an id of imdb or tvdb, as a list of one or none."""
        return await self._calls.candidates((await self._calls.find(provider, ident)).tv_results or ())

    async def fetch(self, ident: int, wanted: Collection[int]) -> FetchedShow:
        """Everything on a show and all its seasons; the `wanted` ones in further languages while a text is missing.

        A season that is not wanted comes along in whichever language there is a call for.
        """
        language, *others = self._languages
        heard = _Heard()
        await self._first(ident, language, _first_seasons(wanted), heard)
        later = sorted(heard.named.keys() - set(_first_seasons(wanted)))
        if set(later) & set(wanted):
            await self._add(ident, language, later, heard)
            later = []
        for other in others:
            lacking = heard.lacking(wanted)
            if lacking:
                await self._add(ident, other, lacking + later, heard)
                later = []
        await self._add(ident, language, later, heard)
        base = await self._calls.images()
        return await to_thread.run_sync(self._fetched, ident, heard, base)  # thousands of guests take their time

    async def order(self, ident: str) -> EpisodeOrder:
        """One of a show's other orders with its episodes. UsageError when it is not the shape of such an id."""
        if not _GROUP_ID.fullmatch(ident):
            raise UsageError("That is not the id of an episode group.", "It is 24 digits and letters a to f.")
        found = await self._calls.ask(f"/tv/episode_group/{ident}", {}, answers.GroupsAnswer, "tmdb.order")
        order = episode_order(found)
        if order is None:
            raise ProviderError(self._calls.name, f"episode group {ident} says nothing.", "Try again later.")
        order.id, order.episodes = ident, ordered_episodes(found)
        return order

    # -- inside
    async def _first(self, ident: int, language: str, numbers: Sequence[int], heard: _Heard) -> None:
        """The details. In English no language is named: the answer then holds the pictures of all languages."""
        params = {
            "append_to_response": ",".join([*PARTS, *map(answers.season_part, numbers)]),
            "include_video_language": ",".join(primaries([*self._calls.languages, "en"])),
        }
        if language != BODY_LANGUAGE:
            pictures = dict.fromkeys([*self._calls.artwork_languages, *_ORIGINALS, "null"])
            params |= {"language": language, "include_image_language": ",".join(pictures)}
        await self._ask(ident, language, numbers, params, heard)

    async def _add(self, ident: int, language: str, numbers: Sequence[int], heard: _Heard) -> None:
        """Seasons in a language, as many a call as TMDB appends; the show's own texts come with them."""
        for start in range(0, len(numbers), MOST_PARTS):
            part = numbers[start : start + MOST_PARTS]
            params = {"append_to_response": ",".join(map(answers.season_part, part)), "language": language}
            await self._ask(ident, language, part, params, heard)

    async def _ask(
        self, ident: int, language: str, numbers: Sequence[int], params: dict[str, str], heard: _Heard
    ) -> None:
        answer = await self._calls.ask(f"/tv/{ident}", params, answers.show_answer(numbers), "tmdb.show")
        heard.spoken.setdefault(language, answer)
        for number, season in answers.appended(answer, numbers).items():
            heard.seasons.setdefault(number, {})[language] = season

    def _fetched(self, ident: int, heard: _Heard, base: str) -> FetchedShow:
        calls = self._calls
        metadata = show_metadata(heard.spoken, heard.facts(), ident, calls.languages, calls.countries, base)
        if not metadata.title:
            raise ProviderError(calls.name, f"show {ident} has no title.", "Try again later.")
        pictures = {*calls.artwork_languages, *primaries([metadata.original_language or ""])}
        orders = (episode_order(row) for row in heard.first.episode_groups.results)
        return FetchedShow(
            self._candidate(heard.first, ident, metadata.title, base),
            metadata,
            artwork(heard.first, base, pictures, primary(self._languages[0])),
            seasons=fetched_seasons(heard.all_seasons(), calls.languages, base),
            orders={order.id: order for order in orders if order},
        )

    def _candidate(self, answer: answers.ShowAnswer, ident: int, title: str, base: str) -> Candidate:
        found = title_candidate(answer, base) or Candidate(self._calls.name, str(ident), title)
        found.id, found.title = str(ident), title
        found.titles = tuple(dict.fromkeys([title, *all_titles(answer)]))
        found.last_year = year(answer.last_air_date)
        return found


def _first_seasons(wanted: Collection[int]) -> list[int]:
    """The seasons of the first call: the wanted ones, then the lowest numbers; TMDB leaves out what a show has not."""
    lowest = range(SEASONS_OF_FIRST_CALL)
    return sorted([*sorted(set(wanted)), *(n for n in lowest if n not in wanted)][:SEASONS_OF_FIRST_CALL])


def _asked(tag: str) -> str:
    """The language that a chain's language is asked in: all English is one."""
    return BODY_LANGUAGE if primary(tag) == primary(BODY_LANGUAGE) else tag
