"""The Open Movie Database: what IMDb, Metacritic and Rotten Tomatoes think of a title, by its IMDb id."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from emm_tui.config import Config
from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import MissingError
from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.domain.ids import is_id
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Credit, Job, Metadata
from emm_tui.providers import imdb_pictures
from emm_tui.providers.addresses import Pictures, image_base
from emm_tui.providers.answers import Reading
from emm_tui.providers.omdb_answers import Title, day, given, is_used_up, listed, minutes, ratings, years
from emm_tui.providers.provider import Endpoint, TitleKind

if TYPE_CHECKING:
    from emm_tui.net.client import Client

_LANGUAGE = "en"
_COUNTRY = "US"
_OTHERS = {"movie": ("series", "game"), "show": ("movie", "episode", "game")}


class Omdb:
    """OMDb as the pipeline sees it; `countries` is a chain of ISO 3166-1 codes, its certification is that of the US."""

    name = "omdb"
    late = False

    def __init__(self, endpoint: Endpoint, pictures: Pictures, countries: Sequence[str]) -> None:
        self._endpoint = endpoint
        self._pictures = pictures
        self._rated = _COUNTRY in countries

    def knows(self, kind: TitleKind, ids: Mapping[str, str]) -> bool:
        """Whether there is an IMDb id to ask by."""
        return is_id("imdb", ids.get("imdb", ""))

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        """Nothing: a day has few requests, and others search as well."""
        return []

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        """The title of an IMDb id, as a list of one or none."""
        found = await self.fetch(kind, {provider: ident})
        return [found.candidate] if found else []

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        """All that it says of a film or a show, in one call; None when it does not have it."""
        if not self.knows(kind, ids):
            return None
        ident = ids["imdb"]
        answer = await self._ask(ident)
        if answer is None or not answer.there or answer.type in _OTHERS[kind] or _other(answer.imdb_id, ident):
            return None
        parts = self._candidate(ident, answer), self._metadata(ident, answer), self._artwork(answer)
        return Fetched(*parts) if kind == "movie" else FetchedShow(*parts)

    async def download(self, url: str) -> bytes:
        """The bytes of a poster."""
        return await self._endpoint.download(url)

    async def _ask(self, ident: str) -> Title | None:
        read = Reading(Title, self.name, self._endpoint.drifted)
        try:
            body = await self._endpoint.get("/", {"i": ident, "plot": "full"}, operation="omdb.title", accept=read)
        except MissingError:
            return None
        return read(body)

    def _candidate(self, ident: str, answer: Title) -> Candidate:
        title = given(answer.title) or ident
        first, last = years(answer.year)
        rated = ratings(answer).get("imdb")
        return Candidate(
            self.name,
            ident,
            title,
            year=first,
            votes=rated.votes or 0 if rated else 0,
            titles=(title,),
            overview=given(answer.plot),
            poster=self._pictures.address(given(answer.poster)),
            last_year=last,
        )

    def _metadata(self, ident: str, answer: Title) -> Metadata:
        title, plot = given(answer.title), given(answer.plot)
        return Metadata(
            title=title,
            year=years(answer.year)[0],
            premiered=day(answer.released),
            runtime=minutes(answer.runtime),
            plot=plot,
            certification=given(answer.rated) if self._rated else None,
            genres=listed(answer.genre),
            countries=listed(answer.country),
            ratings=ratings(answer),
            ids={"imdb": ident},
            credits=[
                *_people(answer.actors, "actor"),
                *_people(answer.director, "director"),
                *_people(answer.writer, "writer"),
            ],
            languages={name: _LANGUAGE for name, value in (("title", title), ("plot", plot)) if value},
        )

    def _artwork(self, answer: Title) -> list[ArtworkCandidate]:
        """Its poster; how large it really is nobody says, so it counts as the size that is offered."""
        offered = self._pictures.address(given(answer.poster))
        if offered is None:
            return []
        return [
            ArtworkCandidate(
                "poster",
                self.name,
                imdb_pictures.original(offered) or offered,
                preview=offered,
                width=imdb_pictures.width(offered),
                language=_LANGUAGE,
            )
        ]


def _people(value: str | None, job: Job) -> list[Credit]:
    return [Credit(name, job, order=order) for order, name in enumerate(listed(value))]


def _other(said: str | None, ident: str) -> bool:
    """Whether an answer names an id, and another one than was asked for."""
    return said is not None and is_id("imdb", said) and said != ident


def open_provider(client: Client, config: Config) -> Omdb | None:
    """OMDb by the config, None without a key: its answers that are kept need none, when nothing else may be asked."""
    own = config.providers.omdb
    key = own.api_key.reveal().strip()
    if not own.enabled or not (key or config.cache.offline):
        return None
    pictures = Pictures(imdb_pictures.HOSTS, own.base_url, image_base(Omdb.name, own))
    endpoint = client.endpoint(
        Omdb.name,
        base_url=own.base_url,
        config=own,
        secret_params={"apikey": key} if key else {},
        image_hosts=pictures.all_hosts,
        used_up=is_used_up,
        per_day=own.requests_per_day,
    )
    return Omdb(endpoint, pictures, config.library.countries)
