"""How TheTVDB is asked: a search, a call for a film, a call and the pages of its episodes for a show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from emm_tui.domain.display import clean
from emm_tui.domain.errors import MissingError
from emm_tui.domain.ids import is_id
from emm_tui.providers.answers import A, Reading
from emm_tui.providers.provider import Endpoint, TitleKind
from emm_tui.providers.tvdb_answers import Movie, MovieAnswer, SearchAnswer, SearchRow
from emm_tui.providers.tvdb_codes import language_codes
from emm_tui.providers.tvdb_episode_texts import lacks_text
from emm_tui.providers.tvdb_facts import ids
from emm_tui.providers.tvdb_show_answers import Episode, EpisodesAnswer, RemoteAnswer, Series, SeriesAnswer

LONGEST_QUERY = 200
MOST_PAGES = 40
DEFAULT = "default"

_SPOKEN = {"meta": "translations"}
_TYPES: dict[TitleKind, str] = {"movie": "movie", "show": "series"}


class Calls:
    """One way to TheTVDB; `languages` is a chain of IETF tags."""

    name = "tvdb"

    def __init__(self, endpoint: Endpoint, languages: Sequence[str]) -> None:
        self.endpoint = endpoint
        self._codes = language_codes([*languages, "en"])

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[SearchRow]:
        """The hits for a title. No language is named: that would leave out what was made in others."""
        params: dict[str, str | int] = {"query": clean(title)[:LONGEST_QUERY], "type": _TYPES[kind]}
        if year is not None:
            params["year"] = year
        rows = (await self._ask("/search", params, SearchAnswer, "tvdb.search")).data or []
        return [row for row in rows if row.type == _TYPES[kind]]

    async def find(self, kind: TitleKind, provider: str, ident: str) -> Movie | Series | None:
        """The title that has the id of imdb or tmdb, with everything on it.

        A number may be the id of something else at a third place, so what was found has to name it itself.
        """
        if not is_id(provider, ident):
            return None
        try:
            answer = await self._ask(f"/search/remoteid/{ident}", {}, RemoteAnswer, "tvdb.find")
        except MissingError:
            return None
        for row in answer.data or ():
            short = row.movie if kind == "movie" else row.series
            if short and short.id:
                found = await self.title(kind, str(short.id))
                if found and ids(found).get(provider) == ident:
                    return found
        return None

    async def title(self, kind: TitleKind, ident: str) -> Movie | Series | None:
        """A film, or a show without its episodes; None when there is none of that id."""
        return await (self.movie(ident) if kind == "movie" else self.series(ident))

    async def movie(self, ident: str) -> Movie | None:
        """A film with everything on it."""
        answer = await self._ask_if_there(f"/movies/{ident}/extended", _SPOKEN, MovieAnswer, "tvdb.movie")
        return replace(answer.data, id=int(ident)) if answer and answer.data else None

    async def series(self, ident: str) -> Series | None:
        """A show with everything on it but its episodes."""
        answer = await self._ask_if_there(f"/series/{ident}/extended", _SPOKEN, SeriesAnswer, "tvdb.show")
        return replace(answer.data, id=int(ident)) if answer and answer.data else None

    async def episodes(self, series: Series, wanted: Collection[int]) -> dict[str, list[Episode]]:
        """The episodes by code of language: in the first of the chain, then while a text of the `wanted` is missing.

        At last in the original language, which comes without naming one.
        """
        found: dict[str, list[Episode]] = {}
        for code in self._codes:
            if not found or lacks_text(found, wanted, code):
                rows = await self.order(str(series.id), DEFAULT, code)
                if rows:
                    found[code] = rows
        original = series.original_language or ""
        if original not in found and (not found or lacks_text(found, wanted)):
            rows = await self.order(str(series.id), DEFAULT)
            if rows:
                found[original] = rows
        return found

    async def order(self, ident: str, order: str, code: str = "") -> list[Episode]:
        """All episodes of a show in one of its orders and in a language; none when there is no such translation."""
        path = f"/series/{ident}/episodes/{order}" + (f"/{code}" if code else "")
        found: list[Episode] = []
        for page in range(MOST_PAGES):
            answer = await self._ask_if_there(path, {"page": page}, EpisodesAnswer, "tvdb.episodes")
            rows = (answer and answer.data and answer.data.episodes) or []
            found += rows
            if not rows or answer is None or answer.links is None or not answer.links.next:
                break
        return found

    # -- inside
    async def _ask(self, path: str, params: Mapping[str, str | int], kind: type[A], operation: str) -> A:
        read = Reading(kind, self.name, self.endpoint.drifted)
        return read(await self.endpoint.get(path, params, operation=operation, accept=read))

    async def _ask_if_there(
        self, path: str, params: Mapping[str, str | int], kind: type[A], operation: str
    ) -> A | None:
        try:
            return await self._ask(path, params, kind, operation)
        except MissingError:
            return None
