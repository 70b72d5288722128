"""What films and shows ask TMDB in the same way: searches, ids of others, the address of pictures, genres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import anyio

from emm_tui.domain.display import clean
from emm_tui.domain.errors import KeyRefusedError, ProviderDownError, ProviderError, UsageError
from emm_tui.domain.ids import is_id
from emm_tui.domain.match import Candidate
from emm_tui.providers import tmdb_answers as answers
from emm_tui.providers.answers import A, Reading, text
from emm_tui.providers.languages import primaries, primary
from emm_tui.providers.provider import Endpoint
from emm_tui.providers.tmdb_facts import BODY_LANGUAGE, title_candidate

IMAGE_HOST = "image.tmdb.org"
LISTS_TTL = 7 * 24 * 3600.0
LONGEST_QUERY = 200

_SOURCES = {
    "imdb": ("imdb_id", "That is not an IMDb id.", "It is tt and seven or more digits."),
    "tvdb": ("tvdb_id", "That is not an id of TheTVDB.", "It is a number."),
}


class Calls:
    """One way to TMDB with the user's languages; what is the same for every title is asked for once.

    `languages` and `artwork_languages` are chains of IETF tags, `countries` a chain of ISO 3166-1 codes.
    """

    name = "tmdb"

    def __init__(
        self,
        endpoint: Endpoint,
        languages: Sequence[str],
        countries: Sequence[str],
        artwork_languages: Sequence[str],
        image_base: str,
    ) -> None:
        self.endpoint = endpoint
        self.languages = list(languages) or [BODY_LANGUAGE]
        self.countries = list(countries)
        self.artwork_languages = primaries([*(artwork_languages or self.languages), "en"])
        self._image_base = image_base
        self._genres: dict[int, str] | None = None
        self._once = anyio.Lock()

    async def ask(
        self, path: str, params: Mapping[str, str | int], kind: type[A], operation: str, ttl: float | None = None
    ) -> A:
        """An answer as its struct; `ttl` in seconds. Raises the ProviderErrors."""
        read = Reading(kind, self.name, self.endpoint.drifted)
        return read(await self.endpoint.get(path, params, operation=operation, ttl=ttl, accept=read))

    async def ask_if_any(
        self, path: str, params: Mapping[str, str | int], kind: type[A], operation: str, ttl: float | None = None
    ) -> A:
        """An answer that a title can do without: an empty one when it is missing or unreadable."""
        try:
            return await self.ask(path, params, kind, operation, ttl)
        except (KeyRefusedError, ProviderDownError):
            raise
        except ProviderError:
            return kind()

    def question(self, title: str) -> dict[str, str | int]:
        """The parameters of a search for a title."""
        return {
            "query": clean(title)[:LONGEST_QUERY],
            "language": self.languages[0],
            "include_adult": "false",
        }

    async def find(self, provider: str, ident: str) -> answers.FindAnswer:
        """What has the id of another provider, imdb or tvdb. UsageError when it is not the shape of such an id."""
        source, refusal, hint = _SOURCES[provider]
        if not is_id(provider, ident):
            raise UsageError(refusal, hint)
        params = {"external_source": source, "language": self.languages[0]}
        return await self.ask(f"/find/{ident}", params, answers.FindAnswer, "tmdb.find")

    async def candidates(self, rows: Sequence[answers.MovieRow | answers.ShowRow]) -> list[Candidate]:
        """The rows of a list that have an id and a title."""
        if not rows:
            return []
        base = await self.images()
        found = (title_candidate(row, base) for row in rows)
        return [candidate for candidate in found if candidate]

    async def images(self) -> str:
        """The address that sizes and paths of pictures are added to; asked for once."""
        async with self._once:
            if not self._image_base:
                found = await self.ask(
                    "/configuration", {}, answers.ConfigurationAnswer, "tmdb.configuration", LISTS_TTL
                )
                base = found.images.secure_base_url or ""
                self.endpoint.image_hosts.add(urlsplit(base).hostname or IMAGE_HOST)
                self._image_base = base.rstrip("/") + "/"
        return self._image_base

    async def translated_genres(self, genres: Sequence[answers.Named], english: list[str]) -> list[str]:
        """A film's genres in the first language of the chain; they are not among its translations."""
        language = self.languages[0]
        if primary(language) == primary(BODY_LANGUAGE) or not genres:
            return english
        async with self._once:
            if self._genres is None:
                rows = await self.ask_if_any(
                    "/genre/movie/list", {"language": language}, answers.GenresAnswer, "tmdb.genres", LISTS_TTL
                )
                self._genres = {row.id: name for row in rows.genres if row.id and (name := text(row.name))}
        known = (self._genres.get(row.id or 0) or text(row.name) for row in genres)
        return list(dict.fromkeys(name for name in known if name))
