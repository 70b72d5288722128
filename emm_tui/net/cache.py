"""The response cache: the methods that every backend has, and the figures that survive a restart."""

from __future__ import annotations

import importlib
import importlib.util
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypedDict

from emm_tui.config import CacheConfig
from emm_tui.domain.errors import ConfigError
from emm_tui.net.entries import Entry

_COUNTERS = "counters"
_OURS = ""
_BACKENDS = "emm_tui.net.caches"


class Cache(Protocol):
    """Where answers are kept. No method raises: what goes wrong is a miss, or simply not kept.

    `quick_reads` and `quick_writes` say whether `get_many` and `set_many` may be called on the event loop; all other
    methods belong in a thread.
    """

    quick_reads: bool
    quick_writes: bool

    def get_many(self, keys: Iterable[str]) -> dict[str, Entry]:
        """The entries of `keys` that are there, stale ones too."""

    def set_many(self, entries: Mapping[str, Entry]) -> None:
        """Keeps the entries, all in one go."""

    def usage(self) -> dict[str, tuple[int, int]]:
        """Provider -> (entries, bytes)."""

    def evict(self, provider: str | None = None, expired_only: bool = False) -> int:
        """Removes one provider's entries or all, or only those that are no longer fresh; how many there were."""

    def close(self) -> None:
        """Lets go of what is open."""


class ProviderStats(TypedDict):
    """What the cache did for one provider; `hit_rate` is 0..1."""

    entries: int
    bytes: int
    hits: int
    misses: int
    hit_rate: float


def has_backend(name: str) -> bool:
    """Whether this version has a backend of that name."""
    return importlib.util.find_spec(f"{_BACKENDS}.{name}") is not None


def open_cache(config: CacheConfig, directory: Path) -> Cache:
    """The configured backend; `directory` is where it may keep files. ConfigError when there is no such backend."""
    if not has_backend(config.backend):
        raise ConfigError(f"cache.backend: {config.backend!r} is not in this version.", "Take disk, memory or off.")
    module = importlib.import_module(f"{_BACKENDS}.{config.backend}")
    cache: Cache = module.open_backend(config, directory)
    return cache


@dataclass(slots=True)
class CacheStats:
    """Hits and misses of this process, added to the ones before when it ends."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def count(self, provider: str, hit: bool) -> None:
        """One look into the cache."""
        self.counts.setdefault(provider, [0, 0])[not hit] += 1

    def save(self, cache: Cache) -> None:
        """Adds the counts to the record in the cache and starts at zero again."""
        if not self.counts:
            return
        total = read_counts(cache)
        for provider, (hits, misses) in self.counts.items():
            before = total.get(provider, (0, 0))
            total[provider] = (before[0] + hits, before[1] + misses)
        self.counts.clear()
        body = json.dumps(total).encode()
        cache.set_many({_COUNTERS: Entry(_OURS, 200, body, time.time(), float("inf"))})


def read_counts(cache: Cache) -> dict[str, tuple[int, int]]:
    """Provider -> (hits, misses) of all processes before; nothing when the record is damaged."""
    entry = cache.get_many([_COUNTERS]).get(_COUNTERS)
    try:
        record = json.loads(entry.body) if entry else {}
        return {str(name): (int(hits), int(misses)) for name, (hits, misses) in record.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def read_stats(cache: Cache) -> dict[str, ProviderStats]:
    """Provider -> its entries, bytes, hits, misses and hit rate."""
    usage, counts = cache.usage(), read_counts(cache)
    stats: dict[str, ProviderStats] = {}
    for provider in sorted({*usage, *counts} - {_OURS}):
        (entries, size), (hits, misses) = usage.get(provider, (0, 0)), counts.get(provider, (0, 0))
        rate = round(hits / (hits + misses), 4) if hits + misses else 0.0
        stats[provider] = {"entries": entries, "bytes": size, "hits": hits, "misses": misses, "hit_rate": rate}
    return stats
