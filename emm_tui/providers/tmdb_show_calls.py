"""How TMDB is asked about a show: details and eleven seasons in one call, the others twenty a call."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection, Mapping, Sequence

from emm_tui.domain.errors import ProviderError, UsageError
from emm_tui.domain.fetched import EpisodeOrder, FetchedShow
from emm_tui.domain.match import Candidate
from emm_tui.providers import tmdb_show_answers as answers
from emm_tui.providers.languages import primaries, primary
from emm_tui.providers.tmdb_answers import ShowSearchAnswer
from emm_tui.providers.tmdb_artwork import artwork
from emm_tui.providers.tmdb_calls import Calls
from emm_tui.providers.tmdb_facts import BODY_LANGUAGE, title_candidate, year
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
FIRST_SEASONS = tuple(range(MOST_PARTS - len(PARTS)))
"""The seasons of the first call, whichever a show has: the same question for every show stays good in the cache."""

_ORIGINALS = "ja ko zh cn fr es it de pt nl sv da no fi pl cs hu ru uk tr ar he hi th".split()
"""Languages that shows are made in: pictures in the original one are wanted before anybody knows which it is."""

_GROUP_ID = re.compile(r"[0-9a-f]{24}", re.ASCII)


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
        return await self._calls.candidates(found.results)

    async def find(self, provider: str, ident: str) -> list[Candidate]:
        """The show of an id of imdb or tvdb, as a list of one or none."""
        return await self._calls.candidates((await self._calls.find(provider, ident)).tv_results)

    async def fetch(self, ident: int, wanted: Collection[int]) -> FetchedShow:
        """Everything on a show and all its seasons; the `wanted` ones in further languages while a text is missing."""
        language, *others = self._languages
        first = await self._first(ident, language)
        spoken = {language: first}
        found = await self._seasons(ident, first, language)
        seasons = {number: {language: season} for number, season in found.items()}
        for other in others:
            lacking = [number for number in sorted(set(wanted)) if number in seasons and lacks_text(seasons[number])]
            async for answer, part in self._parts(ident, lacking, other):
                spoken[other] = answer
                for number, season in part.items():
                    seasons[number][other] = season
        return await self._fetched(ident, spoken, seasons)

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
    async def _first(self, ident: int, language: str) -> answers.ShowAnswer:
        """The details. In English no language is named: the answer then holds the pictures of all languages."""
        params = {
            "append_to_response": ",".join([*PARTS, *map(answers.season_part, FIRST_SEASONS)]),
            "include_video_language": ",".join(primaries([*self._calls.languages, "en"])),
        }
        if language != BODY_LANGUAGE:
            pictures = dict.fromkeys([*self._calls.artwork_languages, *_ORIGINALS, "null"])
            params |= {"language": language, "include_image_language": ",".join(pictures)}
        kind = answers.show_answer(FIRST_SEASONS)
        return await self._calls.ask(f"/tv/{ident}", params, kind, "tmdb.show")

    async def _seasons(self, ident: int, first: answers.ShowAnswer, language: str) -> dict[int, answers.SeasonAnswer]:
        """Every season that the details name or bring; one that they only name has no episodes."""
        named = {row.season_number: row for row in first.seasons if row.season_number is not None}
        found = named | answers.appended(first, FIRST_SEASONS)
        async for _, part in self._parts(ident, sorted(named.keys() - set(FIRST_SEASONS)), language):
            found |= part
        return found

    async def _parts(
        self, ident: int, numbers: Sequence[int], language: str
    ) -> AsyncIterator[tuple[answers.ShowAnswer, dict[int, answers.SeasonAnswer]]]:
        """Seasons in a language, as many a call as TMDB appends; the show's own texts come with them."""
        for start in range(0, len(numbers), MOST_PARTS):
            part = numbers[start : start + MOST_PARTS]
            params = {"language": language, "append_to_response": ",".join(map(answers.season_part, part))}
            answer = await self._calls.ask(f"/tv/{ident}", params, answers.show_answer(part), "tmdb.show")
            yield answer, answers.appended(answer, part)

    async def _fetched(
        self, ident: int, spoken: Mapping[str, answers.ShowAnswer], seasons: Mapping[int, Versions]
    ) -> FetchedShow:
        calls = self._calls
        base = await calls.images()
        first = next(iter(spoken.values()))
        facts = [next(iter(versions.values())) for versions in seasons.values()]
        metadata = show_metadata(spoken, facts, ident, calls.languages, calls.countries, base)
        if not metadata.title:
            raise ProviderError(calls.name, f"show {ident} has no title.", "Try again later.")
        pictures = {*calls.artwork_languages, *primaries([first.original_language or ""])}
        orders = (episode_order(row) for row in first.episode_groups.results)
        return FetchedShow(
            self._candidate(first, ident, metadata.title, base),
            metadata,
            artwork(first, base, pictures, primary(next(iter(spoken)))),
            seasons=fetched_seasons(seasons, calls.languages, base),
            orders={order.id: order for order in orders if order},
        )

    def _candidate(self, answer: answers.ShowAnswer, ident: int, title: str, base: str) -> Candidate:
        found = title_candidate(answer, base) or Candidate(self._calls.name, str(ident), title)
        found.id, found.title = str(ident), title
        found.titles = tuple(dict.fromkeys([title, *all_titles(answer)]))
        found.last_year = year(answer.last_air_date)
        return found


def _asked(tag: str) -> str:
    """The language that a chain's language is asked in: all English is one."""
    return BODY_LANGUAGE if primary(tag) == primary(BODY_LANGUAGE) else tag
