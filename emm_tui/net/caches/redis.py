"""The cache in a Redis server, for several machines: an answer is a key, each provider has an index of its answers."""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic, time
from typing import Any, TypeVar

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from emm_tui.config import CacheConfig
from emm_tui.domain.errors import ConfigError
from emm_tui.net.cache import Held, Order
from emm_tui.net.entries import Entry, pack, unpack
from emm_tui.net.tally import Counts, Tally
from emm_tui.net.units import LONGEST_TTL, parse_size

T = TypeVar("T")

ANSWER, INDEX, PROVIDERS, TALLY = "emm:answer:", "emm:index:", "emm:providers", "emm:tally"
SECONDS = 1.0
"""How long the server may take to answer; a cache that is slower than the provider is of no use."""
REST = 5.0
"""Seconds for which a server that did not answer is not asked again: no run waits for it at each look."""
_CULL_EVERY = 256
_AT_ONCE = 500
_ROOM = 0.9


class RedisCache:
    """Entries in the database of `url`, about `size_limit` bytes; while the server is gone every look is a miss.

    The index of a provider is a sorted set of addresses by the time they were stored.
    """

    quick_reads = False
    quick_writes = False

    def __init__(self, url: str, size_limit: int) -> None:
        once = Retry(NoBackoff(), 1)
        self._redis: Any = Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS, retry=once)
        self._size_limit = size_limit
        self._sets = _CULL_EVERY
        self._lock = threading.Lock()
        self._resting = 0.0
        self.trouble = ""

    def get_many(self, keys: Iterable[str]) -> dict[str, Entry]:
        """The entries of `keys` that are there and whole."""
        return self._try(lambda: self._read(list(keys)), {})

    def set_many(self, entries: Mapping[str, Entry]) -> None:
        """Keeps the entries in one go; now and then makes room."""
        self._try(lambda: self._write(entries), None)
        with self._lock:
            self._sets += len(entries)
            full, self._sets = self._sets >= _CULL_EVERY, self._sets % _CULL_EVERY
        if full:
            self._try(self._cull, None)

    def usage(self) -> dict[str, tuple[int, int]]:
        """Provider -> (entries, bytes)."""
        return self._try(self._usage, {})

    def evict(self, provider: str | None = None, expired_only: bool = False) -> int:
        """Removes entries; how many there were."""
        return self._try(lambda: self._evict(provider, expired_only), 0)

    def held(self, order: Order, limit: int) -> list[Held]:
        """The oldest or the largest entries."""
        nothing: list[Held] = []
        held = self._try(lambda: list(self._all()), nothing)
        return heapq.nsmallest(limit, held, key=lambda one: one.stored if order == "oldest" else -one.bytes)

    def count(self, day: str, counts: Counts) -> None:
        """Adds hits and misses to the record, so that what others add at the same time adds up."""

        def add(pipeline: Any) -> None:
            tally = Tally.load(pipeline.get(TALLY) or b"")
            tally.add(day, counts)
            pipeline.multi()
            pipeline.set(TALLY, tally.dump())

        self._try(lambda: self._redis.transaction(add, TALLY), None)

    def tally(self) -> Tally:
        """The record of hits and misses."""
        return self._try(lambda: Tally.load(self._redis.get(TALLY) or b""), Tally())

    def close(self) -> None:
        """Closes the connections; the next call opens them again."""
        self._try(self._redis.close, None)

    # -- inside
    def _try(self, work: Callable[[], T], otherwise: T) -> T:
        """The work's answer, or `otherwise` when the server cannot be reached or will not do it."""
        if monotonic() < self._resting:
            return otherwise
        try:
            answer = work()
        except (RedisError, OSError) as error:
            self._resting = monotonic() + REST
            self.trouble = f"The cache's Redis server does not answer ({type(error).__name__}): nothing is kept."
            return otherwise
        self.trouble = ""
        return answer

    def _read(self, keys: Sequence[str]) -> dict[str, Entry]:
        if not keys:
            return {}
        bodies = self._redis.mget([ANSWER + key for key in keys])
        return {key: entry for key, body in zip(keys, bodies, strict=True) if (entry := _entry(body))}

    def _write(self, entries: Mapping[str, Entry]) -> None:
        pipeline = self._redis.pipeline(transaction=True)
        for key, entry in entries.items():
            pipeline.set(ANSWER + key, pack(entry), ex=int(LONGEST_TTL))
            pipeline.zadd(INDEX + entry.provider, {key: entry.stored})
            pipeline.sadd(PROVIDERS, entry.provider)
        pipeline.execute()

    def _providers(self) -> list[str]:
        return sorted(name.decode() for name in self._redis.smembers(PROVIDERS))

    def _all(self, provider: str | None = None) -> Iterator[Held]:
        """Every entry with its size; one that the server itself dropped leaves the index."""
        for name in self._providers() if provider is None else [provider]:
            rows = self._redis.zrange(INDEX + name, 0, -1, withscores=True)
            for some in _parts([(key.decode("utf-8", "replace"), stored) for key, stored in rows]):
                pipeline = self._redis.pipeline(transaction=False)
                for key, _ in some:
                    pipeline.strlen(ANSWER + key)
                sizes = pipeline.execute()
                gone = [key for (key, _), size in zip(some, sizes, strict=True) if not size]
                if gone:
                    self._redis.zrem(INDEX + name, *gone)
                yield from (Held(k, name, n, at) for (k, at), n in zip(some, sizes, strict=True) if n)

    def _usage(self) -> dict[str, tuple[int, int]]:
        sums: dict[str, tuple[int, int]] = {}
        for one in self._all():
            entries, size = sums.get(one.provider, (0, 0))
            sums[one.provider] = entries + 1, size + one.bytes
        return sums

    def _evict(self, provider: str | None, expired_only: bool) -> int:
        if not expired_only and provider is None:
            self._redis.delete(TALLY)
        gone = 0
        for some in _parts(list(self._all(provider))):
            wanted = self._stale(some) if expired_only else some
            self._remove(wanted)
            gone += len(wanted)
        return gone

    def _stale(self, some: Sequence[Held]) -> list[Held]:
        """Those that are no longer fresh, and the damaged ones."""
        bodies = self._redis.mget([ANSWER + one.key for one in some])
        pairs = ((one, _entry(body)) for one, body in zip(some, bodies, strict=True))
        return [one for one, entry in pairs if entry is None or not entry.fresh(time())]

    def _remove(self, some: Sequence[Held]) -> None:
        pipeline = self._redis.pipeline(transaction=True)
        for one in some:
            pipeline.delete(ANSWER + one.key)
            pipeline.zrem(INDEX + one.provider, one.key)
        pipeline.execute()

    def _cull(self) -> None:
        """Removes the oldest entries when there is more than the limit."""
        held = sorted(self._all(), key=lambda one: one.stored)
        size = sum(one.bytes for one in held)
        if size <= self._size_limit:
            return
        gone = []
        for one in held:
            if size <= self._size_limit * _ROOM:
                break
            gone.append(one)
            size -= one.bytes
        for some in _parts(gone):
            self._remove(some)


def _entry(body: bytes | None) -> Entry | None:
    """The entry; None when it is not there, damaged, or not ours."""
    try:
        return unpack(body) if body else None
    except ValueError:
        return None


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


def open_backend(config: CacheConfig, directory: Path) -> RedisCache:
    """The cache at `cache.redis_url`; asks the server on first use. ConfigError when that is no address of one."""
    try:
        return RedisCache(config.redis_url, parse_size(config.size_limit))
    except ValueError as error:  # its text may hold the password
        raise ConfigError(
            "cache.redis_url is not the address of a Redis server.", "Write redis://localhost:6379/0."
        ) from error
