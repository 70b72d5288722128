"""What a provider is given and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Metadata


class Endpoint(Protocol):
    """The way to one provider: throttled, retried and cached, with the key already in it.

    `image_hosts` are the hosts that pictures may come from; a provider that learns of one later adds it.
    """

    image_hosts: set[str]

    async def get(
        self, path: str, params: Mapping[str, str | int] = ..., *, operation: str, ttl: float | None = None
    ) -> bytes:
        """The JSON body of a good answer; `ttl` in seconds. Raises the ProviderErrors."""
        ...

    async def download(self, url: str) -> bytes:
        """The bytes of a picture. Raises the ProviderErrors."""
        ...


@dataclass(slots=True)
class Fetched:
    """Everything that one provider has on a title; the candidate knows all its names."""

    candidate: Candidate
    metadata: Metadata
    artwork: list[ArtworkCandidate] = field(default_factory=list)
