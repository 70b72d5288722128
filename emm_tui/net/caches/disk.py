"""The cache on disk: diskcache behind `SafeDisk`, where every error is a miss and a damaged database is made anew."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, TypeVar

import diskcache
from diskcache.core import DBNAME

from emm_tui.config import CacheConfig
from emm_tui.net.cache import Held, Order
from emm_tui.net.caches.safe_disk import SafeDisk
from emm_tui.net.entries import Entry, pack, unpack
from emm_tui.net.tally import Counts, Tally
from emm_tui.net.units import LONGEST_TTL, parse_size

T = TypeVar("T")
_FOLDER = "responses"
_INLINE = 1_000_000  # measured: below a megabyte a row is quicker than a file
_CULL_EVERY = 256
# SQLITE_ERROR (a table is gone), SQLITE_CORRUPT, SQLITE_NOTADB; a full disk or a lock is not damage.
_DAMAGE = {1, 11, 26}
_BUSY = 5
_OPENINGS = 3
_BYTES = "CASE WHEN filename IS NULL THEN length(value) ELSE size END"
_USAGE = f"SELECT tag, count(*), sum({_BYTES}) FROM Cache WHERE tag != '' GROUP BY tag"  # noqa: S608 - our own names
_HELD = f"SELECT key, tag, {_BYTES} AS bytes, store_time FROM Cache WHERE tag != '' AND raw = 1"  # noqa: S608
_ORDERS = {"oldest": " ORDER BY store_time LIMIT ?", "largest": " ORDER BY bytes DESC LIMIT ?"}
_COUNTERS = "counters"


class DiskCache:
    """Entries in `directory/responses`, at most about `size_limit` bytes, readable for the owner alone."""

    quick_reads = True
    quick_writes = False
    trouble = ""

    def __init__(self, directory: Path, size_limit: int) -> None:
        self._directory = directory / _FOLDER
        self._size_limit = size_limit
        self._lock = threading.Lock()
        self._sets = _CULL_EVERY  # short runs make room, too
        self._cache: diskcache.Cache | None = None
        self._damaged = False
        self._opened = False

    def get_many(self, keys: Iterable[str]) -> dict[str, Entry]:
        """The entries of `keys` that are there and whole."""
        found = ((key, self._try(_read, None, key)) for key in keys)
        return {key: entry for key, entry in found if entry is not None}

    def set_many(self, entries: Mapping[str, Entry]) -> None:
        """Keeps the entries in one transaction; now and then makes room."""
        self._try(_write, None, entries)
        self._sets += len(entries)
        if self._sets >= _CULL_EVERY:
            self._sets = 0
            self._try(lambda cache: cache.cull(), 0)

    def usage(self) -> dict[str, tuple[int, int]]:
        """Provider -> (entries, bytes)."""
        return self._try(lambda _cache: self._sums(), {})

    def evict(self, provider: str | None = None, expired_only: bool = False) -> int:
        """Removes entries; how many there were."""
        if expired_only:
            return self._try(_evict_expired, 0, provider)
        if provider is not None:
            return self._try(lambda cache: int(cache.evict(provider)), 0)
        entries = sum(count for count, _ in self.usage().values())
        self._try(lambda cache: cache.clear(), 0)
        return entries

    def held(self, order: Order, limit: int) -> list[Held]:
        """The oldest or the largest entries."""
        return self._try(lambda _cache: [Held(*row) for row in self._rows(_HELD + _ORDERS[order], limit)], [])

    def count(self, day: str, counts: Counts) -> None:
        """Adds hits and misses to the record, in a transaction that keeps other processes out."""
        self._try(_count, None, day, counts)

    def tally(self) -> Tally:
        """The record of hits and misses."""
        return self._try(_tally, Tally())

    def close(self) -> None:
        """Closes this thread's connection; the next call opens it again."""
        if self._cache is not None:
            self._cache.close()

    def _try(self, work: Callable[..., T], otherwise: T, *arguments: object) -> T:
        """The work's answer, or `otherwise` on any error; a damaged database is replaced by an empty one."""
        try:
            cache = self._cache if self._opened else self._open()
            return work(cache, *arguments) if cache is not None else otherwise
        except Exception as error:  # on a damaged database diskcache raises whatever it stumbles over
            if _code(error) in _DAMAGE:
                with self._lock:
                    self._remake()
            return otherwise

    def _open(self) -> diskcache.Cache | None:
        with self._lock:
            if not self._opened:
                try:
                    self._cache = self._connect_in_turn()
                except Exception as error:
                    if _code(error) in _DAMAGE or not isinstance(error, (OSError, sqlite3.Error)):
                        self._remake()
                self._opened = True
            return self._cache

    def _connect_in_turn(self) -> diskcache.Cache:
        """Connects; processes that start at the same time make the same tables, and one of them has to wait."""
        for _ in range(_OPENINGS):
            try:
                return self._connect()
            except sqlite3.OperationalError as error:
                if _code(error) != _BUSY:
                    raise
        return self._connect()

    def _remake(self) -> None:
        """Starts over with an empty folder, once in a process: what breaks twice is left alone."""
        self._cache, again = None, self._damaged
        self._damaged = True
        if again:
            return
        shutil.rmtree(self._directory, ignore_errors=True)
        with suppress(Exception):
            self._cache = self._connect()

    def _connect(self) -> diskcache.Cache:
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chmod(self._directory, 0o700)
        # SQLite gives its -wal and -shm files the mode of the database, so it is made before SQLite does.
        os.close(os.open(self._directory / DBNAME, os.O_CREAT | os.O_RDWR, 0o600))
        return diskcache.Cache(
            str(self._directory),
            timeout=1,
            disk=SafeDisk,
            size_limit=self._size_limit,
            cull_limit=0,
            eviction_policy="least-recently-stored",
            statistics=0,
            tag_index=1,
            sqlite_mmap_size=0,
            disk_min_file_size=_INLINE,
        )

    def _sums(self) -> dict[str, tuple[int, int]]:
        return {str(tag): (int(count), int(size or 0)) for tag, count, size in self._rows(_USAGE)}

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        address = (self._directory / DBNAME).absolute().as_uri() + "?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return connection.execute(query, values).fetchall()


def _read(cache: diskcache.Cache, key: str) -> Entry | None:
    data = cache.get(key)
    return unpack(data) if data is not None else None


def _write(cache: diskcache.Cache, entries: Mapping[str, Entry]) -> None:
    with cache.transact():
        for key, entry in entries.items():
            cache.set(key, pack(entry), expire=LONGEST_TTL, tag=entry.provider)


def _count(cache: diskcache.Cache, day: str, counts: Counts) -> None:
    with cache.transact(retry=True):
        tally = _tally(cache)
        tally.add(day, counts)
        cache.set(_COUNTERS, tally.dump(), tag="")


def _tally(cache: diskcache.Cache) -> Tally:
    return Tally.load(cache.get(_COUNTERS) or b"")


def _evict_expired(cache: diskcache.Cache, provider: str | None) -> int:
    now = time.time()
    return sum(bool(cache.delete(key)) for key in list(_expired(cache, provider, now)))


def _expired(cache: diskcache.Cache, provider: str | None, now: float) -> Iterator[str]:
    """Keys of entries that are no longer fresh, of damaged ones, and of those that only wait to be removed."""
    for key in cache.iterkeys():
        if key == _COUNTERS:
            continue
        try:
            entry = _read(cache, key)
        except ValueError:
            entry = None
        if entry is None or (provider in (None, entry.provider) and not entry.fresh(now)):
            yield key


def _code(error: Exception) -> int:
    """SQLite's primary result code; 0 when the error is not SQLite's."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def open_backend(config: CacheConfig, directory: Path) -> DiskCache:
    """The cache in `directory/responses`; touches the disk on first use."""
    return DiskCache(directory, parse_size(config.size_limit))
