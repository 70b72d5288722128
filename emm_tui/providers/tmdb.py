"""The Movie Database (API v3): one search and one details call a film, its set and the lists once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import anyio

from emm_tui.config import Config
from emm_tui.domain.display import clean
from emm_tui.domain.errors import (
    ConfigError,
    KeyRefusedError,
    ProviderDownError,
    ProviderError,
    UsageError,
)
from emm_tui.domain.fetched import Fetched
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import SetInfo
from emm_tui.providers import tmdb_answers as answers
from emm_tui.providers.answers import T, decode, text
from emm_tui.providers.languages import primaries, primary
from emm_tui.providers.provider import Endpoint
from emm_tui.providers.tmdb_artwork import artwork, is_image_base
from emm_tui.providers.tmdb_collection import set_info
from emm_tui.providers.tmdb_movie import (
    BODY_LANGUAGE,
    IMDB_ID,
    all_titles,
    movie_candidate,
    movie_metadata,
)

if TYPE_CHECKING:
    from emm_tui.net.client import Client

MOVIE_PARTS = (
    "credits",
    "release_dates",
    "external_ids",
    "keywords",
    "videos",
    "images",
    "translations",
    "alternative_titles",
)
IMAGE_HOST = "image.tmdb.org"
LISTS_TTL = 7 * 24 * 3600.0
LONGEST_QUERY = 200

_V3_KEY = re.compile(r"[0-9a-f]{32}")


class Tmdb:
    """TMDB as the pipeline sees it: candidates for a name, and all facts of a film by its id.

    `languages` and `artwork_languages` are chains of IETF tags, `countries` a chain of ISO 3166-1 codes.
    """

    name = "tmdb"

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
        self._languages = list(languages) or [BODY_LANGUAGE]
        self._countries = list(countries)
        self._artwork_languages = primaries([*(artwork_languages or self._languages), "en"])
        self._image_base = image_base_url
        self._genres: dict[int, str] | None = None
        self._once = anyio.Lock()

    async def search_movie(self, title: str, year: int | None) -> list[Candidate]:
        """The films that TMDB finds for a title, its best first; with a year those released in it anywhere."""
        params: dict[str, str | int] = {
            "query": clean(title)[:LONGEST_QUERY],
            "language": self._languages[0],
            "include_adult": "false",
        }
        if year is not None:
            params["year"] = year
        body = await self._endpoint.get("/search/movie", params, operation="tmdb.search")
        return await self._candidates(decode(body, answers.SearchAnswer, self.name).results)

    async def find_movie(self, imdb: str) -> list[Candidate]:
        """The film of an IMDb id, as a list of one or none. UsageError when it is not the shape of such an id."""
        if not IMDB_ID.fullmatch(imdb):
            raise UsageError("That is not an IMDb id.", "It is tt and seven or more digits.")
        params = {"external_source": "imdb_id", "language": self._languages[0]}
        body = await self._endpoint.get(f"/find/{imdb}", params, operation="tmdb.find")
        return await self._candidates(decode(body, answers.FindAnswer, self.name).movie_results)

    async def movie(self, tmdb: int) -> Fetched:
        """Everything on a film in one call, and its set. MissingError when there is no such film.

        The request names no language: the answer then holds all translations and the pictures of all languages, the
        original one included, and stays good in the cache when the user's languages change.
        """
        params = {
            "append_to_response": ",".join(MOVIE_PARTS),
            "include_video_language": ",".join(primaries([*self._languages, "en"])),
        }
        body = await self._endpoint.get(f"/movie/{int(tmdb)}", params, operation="tmdb.movie")
        answer = decode(body, answers.MovieAnswer, self.name)
        base = await self._images()
        metadata = movie_metadata(answer, int(tmdb), self._languages, self._countries, base)
        if not metadata.title:
            raise ProviderError(self.name, f"film {int(tmdb)} has no title.", "Try again later.")
        metadata.genres = await self._translated_genres(answer, metadata.genres)
        if answer.belongs_to_collection:
            metadata.set = await self._set(answer.belongs_to_collection, base)
        languages = {*self._artwork_languages, *primaries([answer.original_language or ""])}
        return Fetched(
            self._candidate(answer, int(tmdb), metadata.title, base), metadata, artwork(answer, base, languages)
        )

    async def download(self, url: str) -> bytes:
        """The bytes of one of its pictures."""
        return await self._endpoint.download(url)

    # -- inside
    async def _candidates(self, rows: list[answers.MovieRow]) -> list[Candidate]:
        if not rows:
            return []
        base = await self._images()
        found = (movie_candidate(row, base) for row in rows)
        return [candidate for candidate in found if candidate]

    def _candidate(self, answer: answers.MovieAnswer, ident: int, title: str, base: str) -> Candidate:
        found = movie_candidate(answer, base) or Candidate(self.name, str(ident), title)
        found.id, found.title = str(ident), title
        found.titles = tuple(dict.fromkeys([title, *all_titles(answer)]))
        return found

    async def _images(self) -> str:
        """The address that sizes and paths of pictures are added to; asked for once."""
        async with self._once:
            if not self._image_base:
                body = await self._endpoint.get("/configuration", operation="tmdb.configuration", ttl=LISTS_TTL)
                base = decode(body, answers.ConfigurationAnswer, self.name).images.secure_base_url or ""
                if not is_image_base(base):
                    raise ProviderError(self.name, "it does not say where its pictures are.", "Try again later.")
                self._endpoint.image_hosts.add(urlsplit(base).hostname or IMAGE_HOST)
                self._image_base = base.rstrip("/") + "/"
        return self._image_base

    async def _translated_genres(self, answer: answers.MovieAnswer, english: list[str]) -> list[str]:
        """The genres in the first language of the chain; they are not among a film's translations."""
        language = self._languages[0]
        if primary(language) == primary(BODY_LANGUAGE) or not answer.genres:
            return english
        async with self._once:
            if self._genres is None:
                rows = await self._extra(
                    "/genre/movie/list", {"language": language}, answers.GenresAnswer, "tmdb.genres", LISTS_TTL
                )
                self._genres = {row.id: name for row in rows.genres if row.id and (name := text(row.name))}
        known = (self._genres.get(row.id or 0) or text(row.name) for row in answer.genres)
        return list(dict.fromkeys(name for name in known if name))

    async def _set(self, ref: answers.CollectionRef, base: str) -> SetInfo | None:
        collection = answers.CollectionAnswer()
        if ref.id:
            params = {"language": self._languages[0], "append_to_response": "translations"}
            path = f"/collection/{ref.id}"
            collection = await self._extra(path, params, answers.CollectionAnswer, "tmdb.collection")
        return set_info(ref, collection, self._languages, base)

    async def _extra(
        self, path: str, params: dict[str, str], kind: type[T], operation: str, ttl: float | None = None
    ) -> T:
        """An answer that a film can do without: an empty one when it is missing or unreadable."""
        try:
            return decode(await self._endpoint.get(path, params, operation=operation, ttl=ttl), kind, self.name)
        except (KeyRefusedError, ProviderDownError):
            raise
        except ProviderError:
            return kind()


class Keyless:
    """TMDB for who has no key: pictures are free, every question says what is missing."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.image_hosts = endpoint.image_hosts
        self._endpoint = endpoint

    async def get(
        self, path: str, params: Mapping[str, str | int] | None = None, *, operation: str, ttl: float | None = None
    ) -> bytes:
        """Raises ConfigError."""
        raise ConfigError(
            "providers.tmdb.token is empty.",
            "Put your key there or in EMM_PROVIDERS__TMDB__TOKEN; it is free at https://www.themoviedb.org/settings/api.",
        )

    async def download(self, url: str) -> bytes:
        """The bytes of a picture."""
        return await self._endpoint.download(url)


def open_tmdb(client: Client, config: Config) -> Tmdb:
    """TMDB by the config. ConfigError when the address of its pictures cannot be used."""
    own, library = config.providers.tmdb, config.library
    base = own.image_base_url
    if base and not is_image_base(base):
        raise ConfigError("providers.tmdb.image_base_url: not an address for pictures.", "Write https://host/path.")
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
        image_base_url=base and base.rstrip("/") + "/",
    )
