"""The response cache: the methods that every backend has, and the figures that survive a restart."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Protocol, TypedDict

from emm_tui.config import CacheConfig
from emm_tui.domain.errors import ConfigError
from emm_tui.net.entries import Entry
from emm_tui.net.tally import Counts, Tally, hit_rate

_BACKENDS = "emm_tui.net.caches"
_ALL, _IN_PARTS = 2**31, 200

Order = Literal["oldest", "largest"]


@dataclass(slots=True, frozen=True)
class Held:
    """An entry without its body: the address it answers, its size in bytes, `stored` in Unix seconds."""

    key: str
    provider: str
    bytes: int
    stored: float


class Cache(Protocol):
    """Where answers are kept. No method raises: what goes wrong is a miss, or simply not kept.

    `quick_reads` and `quick_writes` say whether `get_many` and `set_many` may be called on the event loop; all other
    methods belong in a thread. `trouble` is why the cache cannot be reached just now, empty when all is well.
    """

    quick_reads: bool
    quick_writes: bool

    @property
    def trouble(self) -> str:
        """Why the cache cannot be reached; empty when it can."""

    def get_many(self, keys: Iterable[str]) -> dict[str, Entry]:
        """The entries of `keys` that are there, stale ones too."""

    def set_many(self, entries: Mapping[str, Entry]) -> None:
        """Keeps the entries, all in one go."""

    def usage(self) -> dict[str, tuple[int, int]]:
        """Provider -> (entries, bytes)."""

    def evict(self, provider: str | None = None, expired_only: bool = False) -> int:
        """Removes one provider's entries or all, or only those that are no longer fresh; how many there were.

        Without a provider and with all its entries the counts go, too.
        """

    def held(self, order: Order, limit: int) -> list[Held]:
        """The oldest or the largest entries."""

    def count(self, day: str, counts: Counts) -> None:
        """Adds hits and misses to the record; what several processes add at once adds up."""

    def tally(self) -> Tally:
        """The record of hits and misses."""

    def close(self) -> None:
        """Lets go of what is open."""


class ProviderStats(TypedDict):
    """What the cache did for one provider; `hit_rate` is 0..1."""

    entries: int
    bytes: int
    hits: int
    misses: int
    hit_rate: float


def hindrance(config: CacheConfig) -> str:
    """Why the configured backend cannot work at all; empty when it may."""
    if config.backend != "redis":
        return ""
    if not config.redis_url:
        return "cache.redis_url is empty: write the address of the Redis server there, as redis://localhost:6379/0."
    if importlib.util.find_spec("redis") is None:
        return "cache.backend redis needs one more package: pip install 'emm-tui[redis]'."
    return ""


def open_cache(config: CacheConfig, directory: Path) -> Cache:
    """The configured backend; `directory` is where it may keep files. ConfigError when it cannot work at all."""
    if problem := hindrance(config):
        raise ConfigError(problem)
    module = importlib.import_module(f"{_BACKENDS}.{config.backend}")
    cache: Cache = module.open_backend(config, directory)
    return cache


def expire(cache: Cache, provider: str | None = None, key: str | None = None) -> int:
    """Has answers asked for again: one provider's, all, or the one with that key; how many there were.

    They are kept: a provider may confirm them in few bytes, and offline they are still used.
    """
    keys = [key] if key else [one.key for one in cache.held("oldest", _ALL) if provider in (None, one.provider)]
    expired = 0
    for start in range(0, len(keys), _IN_PARTS):
        found = cache.get_many(keys[start : start + _IN_PARTS])
        cache.set_many({name: replace(entry, expires=0.0) for name, entry in found.items()})
        expired += len(found)
    return expired


@dataclass(slots=True)
class CacheStats:
    """Hits and misses of this process, added to the ones before when it ends."""

    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def count(self, provider: str, hit: bool) -> None:
        """One look into the cache."""
        hits, misses = self.counts.get(provider, (0, 0))
        self.counts[provider] = (hits + hit, misses + (not hit))

    def save(self, cache: Cache) -> None:
        """Adds the counts to the record in the cache and starts at zero again."""
        if self.counts:
            cache.count(datetime.now(UTC).date().isoformat(), self.counts)
            self.counts = {}


def read_stats(cache: Cache) -> dict[str, ProviderStats]:
    """Provider -> its entries, bytes, hits, misses and hit rate."""
    usage, counts = cache.usage(), cache.tally().total
    stats: dict[str, ProviderStats] = {}
    for provider in sorted({*usage, *counts}):
        (entries, size), (hits, misses) = usage.get(provider, (0, 0)), counts.get(provider, (0, 0))
        rate = hit_rate({provider: (hits, misses)})
        stats[provider] = {"entries": entries, "bytes": size, "hits": hits, "misses": misses, "hit_rate": rate}
    return stats
