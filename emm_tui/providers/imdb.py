"""IMDb without a key: its suggestions as a search, its ratings out of its data files, its pages when asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from emm_tui.config import Config
from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import ConfigError, MissingError, ProviderDownError
from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.domain.ids import is_id
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Metadata, Rating
from emm_tui.providers import imdb_pictures
from emm_tui.providers import imdb_suggestions as suggestions
from emm_tui.providers.addresses import Pictures, image_base
from emm_tui.providers.answers import Reading
from emm_tui.providers.imdb_page import PageReading
from emm_tui.providers.imdb_title import page_candidate, page_metadata, poster
from emm_tui.providers.provider import Endpoint, FileEndpoint, PageEndpoint, TitleKind

if TYPE_CHECKING:
    from emm_tui.net.client import Client

Ratings = Callable[[str], Rating | None]
"""The rating of an IMDb id as the data files have it."""

_READER = {"Accept-Language": "en-US,en"}


def unrated(_ident: str) -> Rating | None:
    """The ratings of who has no data files."""
    return None


class Imdb:
    """IMDb as the pipeline sees it.

    A title that TMDB or TheTVDB knows too is not asked for: its name, its year and two stars are there in full, and
    one request a second would hold up all others. With `pages` it is read in full, and so `late`; while they are out
    of reach, the suggestions do for what nobody else knows.
    """

    name = "imdb"

    def __init__(
        self,
        endpoint: Endpoint,
        pages: PageEndpoint | None,
        pictures: Pictures,
        countries: Sequence[str],
        ratings: Ratings = unrated,
    ) -> None:
        self._endpoint = endpoint
        self._pages = pages
        self._pictures = pictures
        self._countries = list(countries)
        self._ratings = ratings
        self.late = pages is not None

    def knows(self, kind: TitleKind, ids: Mapping[str, str]) -> bool:
        """Whether there is an IMDb id to ask by."""
        return is_id("imdb", ids.get("imdb", ""))

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        """The films or shows that IMDb suggests for a title, its best first; with a year those of it."""
        path = suggestions.question(title, year)
        return [suggestions.candidate(row, self._pictures) for row in await self._rows(kind, path, "imdb.search")]

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        """The title of an IMDb id, as a list of one or none."""
        if not self.knows(kind, {provider: ident}):
            return []
        row = await self._row(kind, ident)
        return [suggestions.candidate(row, self._pictures)] if row else []

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        """What it says of a film or a show; None when that is nothing."""
        if not self.knows(kind, ids):
            return None
        ident, alone = ids["imdb"], not any(is_id(name, ids.get(name, "")) for name in ("tmdb", "tvdb"))
        return self._rated(kind, ident, await self._said(kind, ident, alone))

    async def download(self, url: str) -> bytes:
        """The bytes of a picture."""
        return await self._endpoint.download(url)

    async def _rows(self, kind: TitleKind, path: str | None, operation: str) -> list[suggestions.Row]:
        if path is None:
            return []
        read = Reading(suggestions.Suggestions, self.name, self._endpoint.drifted)
        try:
            body = await self._endpoint.get(path, {"includeVideos": 0}, operation=operation, accept=read)
        except MissingError:
            return []
        return list(read(body).titles(kind))

    async def _row(self, kind: TitleKind, ident: str) -> suggestions.Row | None:
        rows = await self._rows(kind, suggestions.question(ident, None), "imdb.find")
        return next((row for row in rows if row.id == ident), None)

    async def _said(self, kind: TitleKind, ident: str, alone: bool) -> Fetched | None:
        if self._pages is None:
            return await self._suggested(kind, ident) if alone else None
        try:
            return await self._paged(self._pages, kind, ident)
        except ProviderDownError:
            if not alone:
                raise
            return await self._suggested(kind, ident)

    async def _suggested(self, kind: TitleKind, ident: str) -> Fetched | None:
        row = await self._row(kind, ident)
        if row is None:
            return None
        art = suggestions.artwork(row.image, self._pictures)
        return _fetched(kind, suggestions.candidate(row, self._pictures), suggestions.metadata(row), art)

    async def _paged(self, pages: PageEndpoint, kind: TitleKind, ident: str) -> Fetched | None:
        read = PageReading(pages.drifted)
        try:
            page = read(await pages.page(f"/title/{ident}/", operation="imdb.title", accept=read))
        except MissingError:
            return None
        if page.id not in (None, ident) or page.series is (kind == "movie"):
            return None
        metadata = page_metadata(page, ident, self._countries, self._pictures)
        return _fetched(kind, page_candidate(page, ident), metadata, suggestions.artwork(poster(page), self._pictures))

    def _rated(self, kind: TitleKind, ident: str, found: Fetched | None) -> Fetched | None:
        """With the rating of the data files where there is no fresher one."""
        rating = self._ratings(ident)
        if rating is None:
            return found
        if found is None:
            found = _fetched(kind, Candidate(self.name, ident, ident), Metadata(ids={"imdb": ident}), [])
        found.metadata.ratings.setdefault("imdb", rating)
        found.candidate.votes = found.candidate.votes or rating.votes or 0
        return found


def _fetched(kind: TitleKind, candidate: Candidate, metadata: Metadata, artwork: list[ArtworkCandidate]) -> Fetched:
    return (Fetched if kind == "movie" else FetchedShow)(candidate, metadata, artwork)


def open_datasets(client: Client, config: Config) -> FileEndpoint:
    """The way to IMDb's data files. ConfigError when IMDb is not to be asked."""
    own = config.providers.imdb
    if not own.enabled:
        raise ConfigError("providers.imdb.enabled is false.", "Its data files come with it: set it to true.")
    return client.endpoint(Imdb.name, base_url=own.datasets_url, config=own)


def open_provider(client: Client, config: Config, ratings: Ratings = unrated) -> Imdb | None:
    """IMDb by the config."""
    own = config.providers.imdb
    if not own.enabled:
        return None
    base = image_base(Imdb.name, own)
    pictures = Pictures(imdb_pictures.HOSTS, own.suggestion_url, base)
    hosts = pictures.all_hosts
    endpoint = client.endpoint(
        Imdb.name, base_url=own.suggestion_url, config=own, image_hosts=hosts, setting="suggestion_url"
    )
    pages = client.endpoint(Imdb.name, base_url=own.base_url, config=own, headers=_READER) if own.web else None
    return Imdb(endpoint, pages, pictures, config.library.countries, ratings)
