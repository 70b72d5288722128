"""How a film and how a show is asked for: what identification needs of a provider."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar

from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.domain.match import Candidate

F = TypeVar("F", bound=Fetched)


class Films(Protocol):
    """What identification of a film asks a provider."""

    async def search_movie(self, title: str, year: int | None) -> list[Candidate]:
        """The films of a title."""
        ...

    async def find_movie(self, imdb: str) -> list[Candidate]:
        """The film of an IMDb id, as a list of one or none."""
        ...

    async def movie(self, tmdb: int) -> Fetched:
        """Everything on a film."""
        ...


class Shows(Protocol):
    """What identification of a show asks a provider."""

    async def search_show(self, title: str, year: int | None) -> list[Candidate]:
        """The shows of a title."""
        ...

    async def find_show(self, provider: str, ident: str) -> list[Candidate]:
        """The show of an id of imdb or tvdb, as a list of one or none."""
        ...

    async def show(self, tmdb: int, seasons: Collection[int]) -> FetchedShow:
        """Everything on a show; `seasons` are those whose texts are needed."""
        ...


@dataclass(slots=True, frozen=True)
class Lookup(Generic[F]):
    """How one kind of title is asked for; `providers` are those whose ids can be, the best first."""

    kind: str
    providers: tuple[str, ...]
    search: Callable[[str, int | None], Awaitable[list[Candidate]]]
    find: Callable[[str, str], Awaitable[list[Candidate]]]
    fetch: Callable[[int], Awaitable[F]]


def of_films(films: Films) -> Lookup[Fetched]:
    """The questions about a film."""

    async def find(_provider: str, imdb: str) -> list[Candidate]:
        return await films.find_movie(imdb)

    return Lookup("film", ("tmdb", "imdb"), films.search_movie, find, films.movie)


def of_shows(shows: Shows, seasons: Collection[int]) -> Lookup[FetchedShow]:
    """The questions about a show; `seasons` are those whose texts are needed."""
    fetch = partial(shows.show, seasons=seasons)
    return Lookup("show", ("tmdb", "imdb", "tvdb"), shows.search_show, shows.find_show, fetch)
