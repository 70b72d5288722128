"""The cache as the client uses it: looked at on the event loop, written in one thread, counted by provider."""

from __future__ import annotations

import anyio
from anyio import to_thread

from emm_tui.domain.events import CacheLooked, Emit, Warned
from emm_tui.domain.metrics import Metrics
from emm_tui.net.cache import Cache, CacheStats
from emm_tui.net.entries import Entry

_LAST_WRITE_SECONDS = 5.0


class Shelf:
    """Reads and writes entries; what many tasks keep at the same time is written in one go."""

    def __init__(self, cache: Cache, metrics: Metrics, emit: Emit) -> None:
        self._cache = cache
        self._metrics = metrics
        self._emit = emit
        self._stats = CacheStats()
        self._waiting: dict[str, Entry] = {}
        self._writing = anyio.Lock(fast_acquire=True)
        self._told = ""

    async def look(self, key: str) -> Entry | None:
        """The entry, fresh or stale, if there is one."""
        with self._metrics.time("cache.get"):
            if key in self._waiting:
                return self._waiting[key]
            if self._cache.quick_reads:
                return self._cache.get_many([key]).get(key)
            found = (await to_thread.run_sync(self._cache.get_many, [key])).get(key)
        self._tell()
        return found

    def count(self, provider: str, hit: bool) -> None:
        """Tells whether a look found a usable answer."""
        self._stats.count(provider, hit)
        self._emit(CacheLooked(provider, hit))

    async def keep(self, key: str, entry: Entry) -> None:
        """Returns when the entry is written."""
        if self._cache.quick_writes:
            self._cache.set_many({key: entry})
            return
        self._waiting[key] = entry
        await self._write()

    async def close(self) -> None:
        """Writes what waits and the counts, even when the run was cancelled."""
        with anyio.move_on_after(_LAST_WRITE_SECONDS, shield=True):
            await self._write()
            await to_thread.run_sync(self._stats.save, self._cache)

    def _tell(self) -> None:
        """Says once that the cache cannot be reached; that it is back needs no words, but the next time does."""
        trouble = self._cache.trouble
        if trouble and trouble != self._told:
            self._emit(Warned(trouble))
        self._told = trouble

    async def _write(self) -> None:
        async with self._writing:
            if not self._waiting:
                return
            batch = dict(self._waiting)
            with self._metrics.time("cache.set"):
                await to_thread.run_sync(self._cache.set_many, batch)
            self._tell()
            for key, entry in batch.items():
                if self._waiting.get(key) is entry:
                    del self._waiting[key]
