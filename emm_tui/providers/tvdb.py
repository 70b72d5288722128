"""TheTVDB (API v4): one login, then a call for a film, two or three for a show with all its episodes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from anyio import to_thread

from emm_tui.config import Config
from emm_tui.domain.errors import UsageError
from emm_tui.domain.fetched import EpisodeOrder, Fetched, FetchedShow
from emm_tui.domain.ids import is_id
from emm_tui.domain.match import Candidate
from emm_tui.providers import addresses
from emm_tui.providers.answers import Reading
from emm_tui.providers.languages import primaries
from emm_tui.providers.provider import Endpoint, TitleKind
from emm_tui.providers.tvdb_answers import LoginAnswer, Movie
from emm_tui.providers.tvdb_artwork import IMAGE_HOST, Pictures
from emm_tui.providers.tvdb_calls import DEFAULT, Calls
from emm_tui.providers.tvdb_movie import movie_artwork, movie_metadata
from emm_tui.providers.tvdb_search import row_candidate, title_candidate
from emm_tui.providers.tvdb_show import (
    ORDERS,
    fetched_seasons,
    offered_orders,
    ordered_episodes,
    show_artwork,
    show_metadata,
)
from emm_tui.providers.tvdb_show_answers import Episode, Series

if TYPE_CHECKING:
    from emm_tui.net.client import Client

_ORDER_ID = re.compile(rf"([1-9]\d{{0,9}})-({'|'.join(ORDERS)})", re.ASCII)


class Tvdb:
    """TheTVDB as the pipeline sees it: it numbers the episodes of shows, and knows films too.

    `languages` is a chain of IETF tags, `countries` one of ISO 3166-1 codes.
    """

    name = Calls.name
    late = False

    def __init__(
        self, endpoint: Endpoint, languages: Sequence[str], countries: Sequence[str], pictures: Pictures
    ) -> None:
        self._endpoint = endpoint
        self._calls = Calls(endpoint, languages)
        self._languages = list(languages) or ["en"]
        self._countries = list(countries)
        self._pictures = pictures

    def knows(self, kind: TitleKind, ids: Mapping[str, str]) -> bool:
        """Whether there is an id of its own to ask by, or of a show one of IMDb; films are found by their own alone.

        To look for each film by an id of others would be two requests for what others have as well.
        """
        return _has(ids, self.name) or (kind == "show" and _has(ids, "imdb"))

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        """The films or shows that TheTVDB finds for a title, its best first; with a year those of it."""
        rows = await self._calls.search(kind, title, year)
        found = (row_candidate(row, self._languages, self._pictures) for row in rows)
        return [candidate for candidate in found if candidate]

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        """The title of an id of imdb or tmdb, as a list of one or none."""
        title = await self._calls.find(kind, provider, ident) if provider in ("imdb", "tmdb") else None
        return [self._fetched(title).candidate] if title else []

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        """Everything on a film in one call, on a show with all its episodes in two or three; None when there is none.

        Texts that `seasons` lack in the first language are asked for in the others of the chain.
        """
        title = await self._title(kind, ids)
        if title is None or isinstance(title, Movie):
            return self._fetched(title) if title else None
        episodes = await self._calls.episodes(title, seasons)
        return await to_thread.run_sync(self._fetched_show, title, episodes)  # thousands of episodes take their time

    async def order(self, group: str) -> EpisodeOrder:
        """Another order of a show's episodes. UsageError when it is not the id of one."""
        match = _ORDER_ID.fullmatch(group)
        if match is None:
            raise UsageError("That is not the id of an order of TheTVDB.", "It is the show's id, a dash and its name.")
        ident, name = match.groups()
        rows = await self._calls.order(ident, name)
        usual = await self._calls.order(ident, DEFAULT)
        return EpisodeOrder(group, name, "", ordered_episodes(rows, usual))

    async def download(self, url: str) -> bytes:
        """The bytes of one of its pictures."""
        return await self._endpoint.download(url)

    # -- inside
    async def _title(self, kind: TitleKind, ids: Mapping[str, str]) -> Movie | Series | None:
        if _has(ids, self.name):
            return await self._calls.title(kind, ids[self.name])
        return await self._calls.find(kind, "imdb", ids["imdb"]) if _has(ids, "imdb") else None

    def _fetched(self, title: Movie | Series) -> Fetched:
        """All that a title says itself."""
        if isinstance(title, Movie):
            metadata = movie_metadata(title, self._languages, self._countries, self._pictures)
            pictures = movie_artwork(title, self._pictures, self._languages[0])
        else:
            metadata = show_metadata(title, self._languages, self._countries, self._pictures)
            pictures = show_artwork(title, self._pictures, self._languages[0])
        return Fetched(title_candidate(title, metadata, self._pictures), metadata, pictures)

    def _fetched_show(self, series: Series, episodes: Mapping[str, Sequence[Episode]]) -> FetchedShow:
        found = self._fetched(series)
        return FetchedShow(
            found.candidate,
            found.metadata,
            found.artwork,
            seasons=fetched_seasons(series, episodes, self._languages, self._pictures),
            orders=offered_orders(series),
        )


def open_provider(client: Client, config: Config) -> Tvdb | None:
    """TheTVDB by the config; None when it is not to be asked, or has no key. ConfigError for its pictures' address."""
    from emm_tui.net.login import Login

    own, library = config.providers.tvdb, config.library
    key, pin = own.api_key.reveal().strip(), own.pin.reveal().strip()
    if not own.enabled or not (key or config.cache.offline):
        return None
    known = addresses.Pictures((IMAGE_HOST,), own.base_url, addresses.image_base(Tvdb.name, own))
    endpoint: Endpoint = client.endpoint(
        Tvdb.name,
        base_url=own.base_url,
        config=own,
        image_hosts=known.all_hosts,
        login=Login("/login", {"apikey": key} | ({"pin": pin} if pin else {}), token_of),
    )
    wanted = primaries([*(library.artwork_languages or library.languages), "en"])
    return Tvdb(endpoint, library.languages, library.countries, Pictures(known, frozenset(wanted)))


def token_of(body: bytes) -> str:
    """The token that a login brings. ProviderError when it brings none."""
    answer = Reading(LoginAnswer, Tvdb.name)(body)
    return (answer.data and answer.data.token) or ""


def _has(ids: Mapping[str, str], provider: str) -> bool:
    return is_id(provider, ids.get(provider, ""))
