"""The Movie Database (API v3): a search and a call or two a title, the same for all titles once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from emm_tui.config import Config
from emm_tui.domain.errors import ConfigError, MissingError
from emm_tui.domain.fetched import EpisodeOrder, Fetched
from emm_tui.domain.ids import is_id
from emm_tui.domain.match import Candidate
from emm_tui.providers.addresses import image_base
from emm_tui.providers.provider import Endpoint, TitleKind
from emm_tui.providers.tmdb_calls import IMAGE_HOST, Calls
from emm_tui.providers.tmdb_movie_calls import MovieCalls
from emm_tui.providers.tmdb_show_calls import ShowCalls

if TYPE_CHECKING:
    from emm_tui.net.client import Client

_FOUND_BY: dict[TitleKind, tuple[str, ...]] = {"movie": ("imdb",), "show": ("imdb", "tvdb")}
_V3_KEY = re.compile(r"[0-9a-f]{32}")


class Tmdb:
    """TMDB as the pipeline sees it: candidates for a name, and all facts of a film or a show by an id.

    `languages` and `artwork_languages` are chains of IETF tags, `countries` a chain of ISO 3166-1 codes.
    """

    name = Calls.name
    late = False

    def __init__(
        self,
        endpoint: Endpoint,
        languages: Sequence[str],
        countries: Sequence[str],
        artwork_languages: Sequence[str],
        *,
        image_base_url: str = "",
        has_key: bool = True,
    ) -> None:
        self._has_key = has_key
        self._endpoint = endpoint
        calls = Calls(endpoint, languages, countries, artwork_languages, image_base_url)
        self._movies, self._shows = MovieCalls(calls), ShowCalls(calls)

    def knows(self, kind: TitleKind, ids: Mapping[str, str]) -> bool:
        """Whether it can be asked by its own id, or by one that it finds titles by."""
        return self._has_key and any(is_id(name, ids.get(name, "")) for name in (Calls.name, *_FOUND_BY[kind]))

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        """What TMDB finds for a title, its best first; with a year the films of it, the shows that began in it."""
        return await self._of(kind).search(title, year)

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        """The title of an id of imdb or tvdb, as a list of one or none. UsageError when it is not the shape of one."""
        return await self._of(kind).find(provider, ident) if provider in _FOUND_BY[kind] else []

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        """Everything on a film in one call, and its set; on a show all its seasons. None when there is no such title.

        Without an id of TMDB it is looked for by the others. Texts that `seasons` lack in the first language are
        asked for in the others of the chain.
        """
        ident = ids.get(Calls.name) or await self._found(kind, ids)
        try:
            if ident is None:
                return None
            if kind == "movie":
                return await self._movies.fetch(int(ident))
            return await self._shows.fetch(int(ident), seasons)
        except MissingError:
            return None

    async def order(self, group: str) -> EpisodeOrder:
        """Another order of a show's episodes. MissingError when nothing has that id, UsageError when it is none."""
        return await self._shows.order(group)

    async def download(self, url: str) -> bytes:
        """The bytes of one of its pictures."""
        return await self._endpoint.download(url)

    # -- inside
    def _of(self, kind: TitleKind) -> MovieCalls | ShowCalls:
        return self._movies if kind == "movie" else self._shows

    async def _found(self, kind: TitleKind, ids: Mapping[str, str]) -> str | None:
        """Its own id for those of others."""
        for name in _FOUND_BY[kind]:
            if is_id(name, ids.get(name, "")):
                found = await self._of(kind).find(name, ids[name])
                if found:
                    return found[0].id
        return None


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


def open_provider(client: Client, config: Config) -> Tmdb:
    """TMDB by the config; without a key only its pictures. ConfigError when their address cannot be used."""
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
    has_key = bool(token) or config.cache.offline
    if not has_key:
        endpoint = Keyless(endpoint)
    return Tmdb(
        endpoint,
        library.languages,
        library.countries,
        library.artwork_languages,
        image_base_url=base and base + "/",
        has_key=has_key,
    )
