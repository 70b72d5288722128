"""No cache: nothing is kept, every look is a miss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from emm_tui.config import CacheConfig
from emm_tui.net.entries import Entry


class OffCache:
    """The cache that keeps nothing."""

    quick_reads = True
    quick_writes = True

    def get_many(self, keys: Iterable[str]) -> dict[str, Entry]:
        """Nothing."""
        return {}

    def set_many(self, entries: Mapping[str, Entry]) -> None:
        """Forgets them."""

    def usage(self) -> dict[str, tuple[int, int]]:
        """Nothing."""
        return {}

    def evict(self, provider: str | None = None, expired_only: bool = False) -> int:
        """Always 0."""
        return 0

    def close(self) -> None:
        """Nothing is open."""


def open_backend(config: CacheConfig, directory: Path) -> OffCache:
    """The cache that keeps nothing; makes no folder."""
    return OffCache()
