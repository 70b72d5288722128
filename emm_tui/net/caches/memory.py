"""A cache that lives as long as the process, never larger than the size limit."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Iterable, Mapping
from copy import deepcopy
from pathlib import Path

from emm_tui.config import CacheConfig
from emm_tui.net.cache import Held, Order
from emm_tui.net.entries import Entry
from emm_tui.net.tally import Counts, Tally
from emm_tui.net.units import parse_size


class MemoryCache:
    """Entries in a dict in the order they were stored; the oldest go first when `size_limit` bytes are reached."""

    quick_reads = True
    quick_writes = True
    trouble = ""

    def __init__(self, size_limit: int) -> None:
        self._limit = size_limit
        self._entries: dict[str, Entry] = {}
        self._size = 0
        self._tally = Tally()
        self._lock = threading.Lock()

    def get_many(self, keys: Iterable[str]) -> dict[str, Entry]:
        """The entries of `keys` that are there."""
        with self._lock:
            return {key: self._entries[key] for key in keys if key in self._entries}

    def set_many(self, entries: Mapping[str, Entry]) -> None:
        """Keeps the entries and drops the oldest ones above the limit."""
        with self._lock:
            for key, entry in entries.items():
                self._drop(key)
                self._entries[key] = entry
                self._size += len(entry.body)
            while self._size > self._limit and self._entries:
                self._drop(next(iter(self._entries)))

    def usage(self) -> dict[str, tuple[int, int]]:
        """Provider -> (entries, bytes)."""
        sums: dict[str, tuple[int, int]] = {}
        with self._lock:
            for entry in self._entries.values():
                entries, size = sums.get(entry.provider, (0, 0))
                sums[entry.provider] = (entries + 1, size + len(entry.body))
        return sums

    def evict(self, provider: str | None = None, expired_only: bool = False) -> int:
        """Removes entries; how many there were."""
        now = time.time()
        with self._lock:
            gone = [
                (key, entry)
                for key, entry in self._entries.items()
                if provider in (None, entry.provider) and not (expired_only and entry.fresh(now))
            ]
            for key, _ in gone:
                self._drop(key)
            if provider is None and not expired_only:
                self._tally = Tally()
        return len(gone)

    def held(self, order: Order, limit: int) -> list[Held]:
        """The oldest or the largest entries."""
        with self._lock:
            held = [Held(key, entry.provider, len(entry.body), entry.stored) for key, entry in self._entries.items()]
        return heapq.nsmallest(limit, held, key=lambda one: one.stored if order == "oldest" else -one.bytes)

    def count(self, day: str, counts: Counts) -> None:
        """Adds hits and misses to the record of this process."""
        with self._lock:
            self._tally.add(day, counts)

    def tally(self) -> Tally:
        """The record of this process."""
        with self._lock:
            return deepcopy(self._tally)

    def close(self) -> None:
        """Keeps everything: it ends with the process."""

    def _drop(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        if entry:
            self._size -= len(entry.body)


def open_backend(config: CacheConfig, directory: Path) -> MemoryCache:
    """An empty cache in memory; makes no folder."""
    return MemoryCache(parse_size(config.size_limit))
