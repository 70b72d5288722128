"""Fanart.tv: pictures that its users made, of films and of shows with their seasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from emm_tui.config import Config
from emm_tui.domain.errors import MissingError
from emm_tui.domain.fetched import Fetched, FetchedSeason, FetchedShow
from emm_tui.domain.ids import is_id
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Metadata
from emm_tui.providers.addresses import Pictures, image_base
from emm_tui.providers.answers import A, Reading, text
from emm_tui.providers.fanarttv_answers import MovieArt, ShowArt
from emm_tui.providers.fanarttv_artwork import movie_artwork, season_artwork, show_artwork
from emm_tui.providers.provider import Endpoint, TitleKind

if TYPE_CHECKING:
    from emm_tui.net.client import Client

HOSTS = frozenset({"assets.fanart.tv", "images.fanart.tv", "fanart.tv"})


class FanartTv:
    """Fanart.tv as the pipeline sees it: it has no search, and knows shows by their TVDB id alone."""

    name = "fanarttv"
    late = False

    def __init__(self, endpoint: Endpoint, pictures: Pictures) -> None:
        self._endpoint = endpoint
        self._pictures = pictures

    def knows(self, kind: TitleKind, ids: Mapping[str, str]) -> bool:
        """Whether there is an id to ask by."""
        return _key(kind, ids) is not None

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        """Nothing: there is no search."""
        return []

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        """Nothing: it has pictures of titles, not titles."""
        return []

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        """All pictures of a film or a show, in one call; None when it has none, or answers with another title's."""
        key = _key(kind, ids)
        if key is None:
            return None
        if kind == "movie":
            return await self._movie(*key)
        return await self._show(*key)

    async def download(self, url: str) -> bytes:
        """The bytes of a picture."""
        return await self._endpoint.download(url)

    async def _movie(self, provider: str, ident: str) -> Fetched | None:
        answer = await self._ask(f"/movies/{ident}", MovieArt, "fanarttv.movie")
        if answer is None or str(answer.tmdb_id if provider == "tmdb" else answer.imdb_id) != ident:
            return None
        said = {"tmdb": str(answer.tmdb_id or ""), "imdb": str(answer.imdb_id or "")}
        ids = {name: one for name, one in said.items() if is_id(name, one) and one != "0"}
        return Fetched(self._candidate(ident, answer.name), Metadata(ids=ids), movie_artwork(answer, self._pictures))

    async def _show(self, provider: str, ident: str) -> FetchedShow | None:
        answer = await self._ask(f"/tv/{ident}", ShowArt, "fanarttv.show")
        if answer is None or str(answer.thetvdb_id) != ident:
            return None
        held = season_artwork(answer, self._pictures)
        return FetchedShow(
            self._candidate(ident, answer.name),
            Metadata(ids={provider: ident}),
            show_artwork(answer, self._pictures),
            seasons={number: FetchedSeason(number, Metadata(season=number), art) for number, art in held.items()},
        )

    async def _ask(self, path: str, kind: type[A], operation: str) -> A | None:
        read = Reading(kind, self.name, self._endpoint.drifted)
        try:
            return read(await self._endpoint.get(path, operation=operation, accept=read))
        except MissingError:
            return None

    def _candidate(self, ident: str, name: str | None) -> Candidate:
        return Candidate(self.name, ident, text(name) or ident)


def _key(kind: TitleKind, ids: Mapping[str, str]) -> tuple[str, str] | None:
    """The id that it is asked by, with the provider that the id is of."""
    wanted = ("tmdb", "imdb") if kind == "movie" else ("tvdb",)
    return next(((provider, ids[provider]) for provider in wanted if is_id(provider, ids.get(provider, ""))), None)


def open_provider(client: Client, config: Config) -> FanartTv | None:
    """Fanart.tv by the config, None without a key: its answers that are kept need none, when it may not be asked."""
    own = config.providers.fanarttv
    key, personal = own.api_key.reveal().strip(), own.client_key.reveal().strip()
    if not own.enabled or not (key or config.cache.offline):
        return None
    pictures = Pictures(HOSTS, own.base_url, image_base(FanartTv.name, own))
    headers = {"api-key": key, "client-key": personal}
    endpoint = client.endpoint(
        FanartTv.name,
        base_url=own.base_url,
        config=own,
        headers={name: value for name, value in headers.items() if value},
        image_hosts=pictures.all_hosts,
    )
    return FanartTv(endpoint, pictures)
