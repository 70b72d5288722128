"""How TMDB is asked about a film: one call for everything on it, and its set once."""

from __future__ import annotations

from collections.abc import Collection

from emm_tui.domain.errors import ProviderError
from emm_tui.domain.fetched import Fetched
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import SetInfo
from emm_tui.providers import tmdb_answers as answers
from emm_tui.providers.languages import primaries
from emm_tui.providers.tmdb_artwork import artwork
from emm_tui.providers.tmdb_calls import Calls
from emm_tui.providers.tmdb_collection import set_info
from emm_tui.providers.tmdb_facts import title_candidate
from emm_tui.providers.tmdb_movie import all_titles, movie_metadata

PARTS = (
    "credits",
    "release_dates",
    "external_ids",
    "keywords",
    "videos",
    "images",
    "translations",
    "alternative_titles",
)


class MovieCalls:
    """TMDB's films by name, by id and by IMDb's id."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def search(self, title: str, year: int | None) -> list[Candidate]:
        """The films that TMDB finds for a title, its best first; with a year those released in it anywhere."""
        params = self._calls.question(title)
        if year is not None:
            params["year"] = year
        found = await self._calls.ask("/search/movie", params, answers.MovieSearchAnswer, "tmdb.search")
        return await self._calls.candidates(found.results or ())

    async def find(self, provider: str, ident: str) -> list[Candidate]:
        """The film of an id of imdb, as a list of one or none."""
        return await self._calls.candidates((await self._calls.find(provider, ident)).movie_results or ())

    async def fetch(self, ident: int) -> Fetched:
        """Everything on a film in one call, and its set.

        The request names no language: the answer then holds all translations and the pictures of all languages, the
        original one included, and stays good in the cache when the user's languages change.
        """
        calls = self._calls
        params = {
            "append_to_response": ",".join(PARTS),
            "include_video_language": ",".join(primaries([*calls.languages, "en"])),
        }
        answer = await calls.ask(f"/movie/{ident}", params, answers.MovieAnswer, "tmdb.movie")
        base = await calls.images()
        metadata = movie_metadata(answer, ident, calls.languages, calls.countries, base)
        if not metadata.title:
            raise ProviderError(calls.name, f"film {ident} has no title.", "Try again later.")
        metadata.genres = await calls.translated_genres(answer.genres, metadata.genres)
        if answer.belongs_to_collection:
            told = primaries(metadata.languages.values())
            metadata.set = await self._set(answer.belongs_to_collection, told, base)
        languages = {*calls.artwork_languages, *primaries([answer.original_language or ""])}
        candidate = self._candidate(answer, ident, metadata.title, base)
        return Fetched(candidate, metadata, artwork(answer, base, languages))

    # -- inside
    def _candidate(self, answer: answers.MovieAnswer, ident: int, title: str, base: str) -> Candidate:
        found = title_candidate(answer, base) or Candidate(self._calls.name, str(ident), title)
        found.id, found.title = str(ident), title
        found.titles = tuple(dict.fromkeys([title, *all_titles(answer)]))
        return found

    async def _set(self, ref: answers.CollectionRef, told: Collection[str], base: str) -> SetInfo | None:
        collection = answers.CollectionAnswer()
        if ref.id:
            params = {"language": self._calls.languages[0], "append_to_response": "translations"}
            path = f"/collection/{ref.id}"
            collection = await self._calls.ask_if_any(path, params, answers.CollectionAnswer, "tmdb.collection")
        return set_info(ref, collection, self._calls.languages, told, base)
