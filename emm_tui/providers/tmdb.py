"""The Movie Database (API v3): a search and a call or two a title, the same for all titles once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from emm_tui.config import Config
from emm_tui.domain.errors import ConfigError
from emm_tui.domain.fetched import EpisodeOrder, Fetched, FetchedShow
from emm_tui.domain.match import Candidate
from emm_tui.providers.addresses import image_base
from emm_tui.providers.provider import Endpoint
from emm_tui.providers.tmdb_calls import IMAGE_HOST, Calls
from emm_tui.providers.tmdb_movie_calls import MovieCalls
from emm_tui.providers.tmdb_show_calls import ShowCalls

if TYPE_CHECKING:
    from emm_tui.net.client import Client

_V3_KEY = re.compile(r"[0-9a-f]{32}")


class Tmdb:
    """TMDB as the pipeline sees it: candidates for a name, and all facts of a film or a show by its id.

    `languages` and `artwork_languages` are chains of IETF tags, `countries` a chain of ISO 3166-1 codes.
    """

    name = Calls.name

    def __init__(
        self,
        endpoint: Endpoint,
        languages: Sequence[str],
        countries: Sequence[str],
        artwork_languages: Sequence[str],
        *,
        image_base_url: str = "",
    ) -> None:
        self._endpoint = endpoint
        calls = Calls(endpoint, languages, countries, artwork_languages, image_base_url)
        self._movies, self._shows = MovieCalls(calls), ShowCalls(calls)

    async def search_movie(self, title: str, year: int | None) -> list[Candidate]:
        """The films that TMDB finds for a title, its best first; with a year those released in it anywhere."""
        return await self._movies.search(title, year)

    async def find_movie(self, imdb: str) -> list[Candidate]:
        """The film of an IMDb id, as a list of one or none. UsageError when it is not the shape of such an id."""
        return await self._movies.find(imdb)

    async def movie(self, tmdb: int) -> Fetched:
        """Everything on a film in one call, and its set. MissingError when there is no such film."""
        return await self._movies.fetch(int(tmdb))

    async def search_show(self, title: str, year: int | None) -> list[Candidate]:
        """The shows that TMDB finds for a title, its best first; with a year those that began in it."""
        return await self._shows.search(title, year)

    async def find_show(self, provider: str, ident: str) -> list[Candidate]:
        """The show of an id of imdb or tvdb, as a list of one or none. UsageError when it is not the shape of one."""
        return await self._shows.find(provider, ident)

    async def show(self, tmdb: int, seasons: Collection[int] = ()) -> FetchedShow:
        """Everything on a show with all its seasons. MissingError when there is no such show.

        Texts that `seasons` lack in the first language are asked for in the others of the chain.
        """
        return await self._shows.fetch(int(tmdb), seasons)

    async def order(self, group: str) -> EpisodeOrder:
        """Another order of a show's episodes. MissingError when nothing has that id, UsageError when it is none."""
        return await self._shows.order(group)

    async def download(self, url: str) -> bytes:
        """The bytes of one of its pictures."""
        return await self._endpoint.download(url)


class Keyless:
    """TMDB for who has no key: pictures are free, every question says what is missing."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.image_hosts = endpoint.image_hosts
        self._endpoint = endpoint

    async def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        *,
        operation: str,
        ttl: float | None = None,
        accept: Callable[[bytes], object] | None = None,
    ) -> bytes:
        """Raises ConfigError."""
        raise ConfigError(
            "providers.tmdb.token is empty.",
            "Put your key there or in EMM_PROVIDERS__TMDB__TOKEN; it is free at https://www.themoviedb.org/settings/api.",
        )

    def drifted(self, field: str) -> None:
        """Passes the warning on."""
        self._endpoint.drifted(field)

    async def download(self, url: str) -> bytes:
        """The bytes of a picture."""
        return await self._endpoint.download(url)


def open_tmdb(client: Client, config: Config) -> Tmdb:
    """TMDB by the config. ConfigError when the address of its pictures cannot be used."""
    own, library = config.providers.tmdb, config.library
    base = image_base(Tmdb.name, own)
    token = own.token.reveal().strip()
    is_key = bool(_V3_KEY.fullmatch(token))
    endpoint: Endpoint = client.endpoint(
        Tmdb.name,
        base_url=own.base_url,
        config=own,
        headers={"Authorization": f"Bearer {token}"} if token and not is_key else {},
        secret_params={"api_key": token} if is_key else {},
        image_hosts={IMAGE_HOST, urlsplit(base).hostname or IMAGE_HOST},
    )
    if not token and not config.cache.offline:
        endpoint = Keyless(endpoint)
    return Tmdb(
        endpoint,
        library.languages,
        library.countries,
        library.artwork_languages,
        image_base_url=base and base + "/",
    )
