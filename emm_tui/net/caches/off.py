"""No cache: nothing is kept, every look is a miss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from emm_tui.config import CacheConfig
from emm_tui.net.cache import Held, Order
from emm_tui.net.entries import Entry
from emm_tui.net.tally import Counts, Tally


class OffCache:
    """The cache that keeps nothing."""

    quick_reads = True
    quick_writes = True
    trouble = ""

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

    def held(self, order: Order, limit: int) -> list[Held]:
        """Nothing."""
        return []

    def count(self, day: str, counts: Counts) -> None:
        """Forgets them."""

    def tally(self) -> Tally:
        """Nothing."""
        return Tally()

    def close(self) -> None:
        """Nothing is open."""


def open_backend(config: CacheConfig, directory: Path) -> OffCache:
    """The cache that keeps nothing; makes no folder."""
    return OffCache()
