"""What a provider is given, and what every provider can be asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Literal, Protocol

from emm_tui.domain.fetched import Fetched
from emm_tui.domain.match import Candidate

TitleKind = Literal["movie", "show"]


class Endpoint(Protocol):
    """The way to one provider: throttled, retried and cached, with the key already in it.

    `image_hosts` are the hosts that pictures may come from; a provider that learns of one later adds it.
    """

    image_hosts: set[str]

    async def get(
        self,
        path: str,
        params: Mapping[str, str | int] = ...,
        *,
        operation: str,
        ttl: float | None = None,
        accept: Callable[[bytes], object] | None = None,
    ) -> bytes:
        """The JSON body of a good answer; `ttl` in seconds. Raises the ProviderErrors.

        `accept` raises ProviderError for a body that is no answer to this: it is never kept. ProviderDownError for one
        that nobody would send who answers: the provider is left alone for hours.
        """
        ...

    def drifted(self, field: str) -> None:
        """Warns, once a field, that answers have one that is not what we know it as."""
        ...

    async def download(self, url: str) -> bytes:
        """The bytes of a picture. Raises the ProviderErrors."""
        ...


class FileEndpoint(Protocol):
    """The way to a provider's large files."""

    async def file(self, path: str, target: Path, *, operation: str) -> bool:
        """Whether the file was a new one; then it is `target`. Raises the ProviderErrors and StorageError."""
        ...


class PageEndpoint(Protocol):
    """The way to pages that are made to be looked at."""

    async def page(
        self,
        path: str,
        params: Mapping[str, str | int] = ...,
        *,
        operation: str,
        ttl: float | None = None,
        accept: Callable[[bytes], object] | None = None,
    ) -> bytes:
        """The text of a page, as `get` gives JSON. ProviderDownError when something asks for a browser instead."""
        ...

    def drifted(self, field: str) -> None:
        """Warns, once a field, that pages have one that is not what we know it as."""
        ...


class Provider(Protocol):
    """One source of facts and pictures as the pipeline sees it; every question may raise the ProviderErrors.

    `name` is that of its table in the config. `late` says that it is too slow to wait for: it is asked after all items
    are through. Ids are text by the name of their provider, as `{"tmdb": "550", "imdb": "tt0137523"}`.
    """

    name: str
    late: bool

    def knows(self, kind: TitleKind, ids: Mapping[str, str]) -> bool:
        """Whether a title can be asked for by these ids; no request is made."""
        ...

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        """The titles of a name, the best first; none where the provider has no search."""
        ...

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        """The title that has the id of another provider, as a list of one or none."""
        ...

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        """All that it has on a film, or on a show (a FetchedShow); None when it has nothing.

        `seasons` are the numbers of those whose texts are needed.
        """
        ...

    async def download(self, url: str) -> bytes:
        """The bytes of one of its pictures."""
        ...
