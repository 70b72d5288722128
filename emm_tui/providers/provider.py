"""What a provider is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

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

        `accept` raises ProviderError for a body that is no answer to this: it is never kept.
        """
        ...

    def drifted(self, field: str) -> None:
        """Warns, once a field, that answers have one that is not what we know it as."""
        ...

    async def download(self, url: str) -> bytes:
        """The bytes of a picture. Raises the ProviderErrors."""
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
