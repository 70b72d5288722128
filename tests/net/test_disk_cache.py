"""The cache on disk runs no code, shows nothing to others, and survives any damage as a miss."""

from __future__ import annotations

import pickle
import random
import sqlite3
import threading
from pathlib import Path

import pytest
from diskcache import Cache as RawCache

from emm_tui.net.caches.disk import DiskCache
from emm_tui.net.caches.safe_disk import SafeDisk
from emm_tui.net.entries import Entry, pack, unpack
from tests.net.test_cache import entry

SIZE = 100_000_000


class Bomb:
    """Its unpickling is noticed."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a pickle was run",))


@pytest.fixture
def cache(tmp_path: Path) -> DiskCache:
    return DiskCache(tmp_path, SIZE)


def database(directory: Path) -> sqlite3.Connection:
    return sqlite3.connect(directory / "responses" / "cache.db", isolation_level=None)


@pytest.mark.parametrize("column", ["value", "key"])
def test_a_row_that_became_a_pickle_is_a_miss(cache: DiskCache, tmp_path: Path, column: str) -> None:
    cache.set_many({"a": entry(), "b": entry()})
    cache.close()
    with database(tmp_path) as db:
        raw = ", raw = 0" if column == "key" else ", mode = 4"
        db.execute(f"UPDATE Cache SET {column} = ?{raw} WHERE key = 'a'", (pickle.dumps(Bomb()),))
    db.close()
    assert cache.get_many(["a", "b"]).keys() == {"b"}
    cache.evict(expired_only=True)
    cache.evict()


@pytest.mark.parametrize("name", ["../../../etc/hostname", "/etc/hostname"])
def test_a_row_cannot_point_outside(cache: DiskCache, tmp_path: Path, name: str) -> None:
    cache.set_many({"a": entry()})
    with database(tmp_path) as db:
        db.execute("UPDATE Cache SET value = NULL, mode = 2, filename = ?", (name,))
    db.close()
    assert cache.get_many(["a"]) == {}


@pytest.mark.parametrize("value", ["text", 7, 1.5, None, ["list"], bytearray(b"x")])
def test_only_bytes_are_stored(tmp_path: Path, value: object) -> None:
    disk = SafeDisk(str(tmp_path))
    with pytest.raises(ValueError, match="bytes"):
        disk.store(value, False)
    with pytest.raises(ValueError, match="text"):
        disk.put(value if not isinstance(value, str) else b"bytes")


def test_only_the_owner_can_read_it(cache: DiskCache, tmp_path: Path) -> None:
    cache.set_many({"small": entry(), "large": entry(body=b"x" * 2_000_000)})
    files = [path for path in (tmp_path / "responses").rglob("*") if path.is_file()]
    assert len(files) >= 2
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert (tmp_path / "responses").stat().st_mode & 0o777 == 0o700


def test_sqlite_maps_no_file_into_memory(cache: DiskCache, tmp_path: Path) -> None:
    cache.set_many({"a": entry()})
    raw = RawCache(str(tmp_path / "responses"), disk=SafeDisk)
    assert raw.sqlite_mmap_size == 0 and raw.eviction_policy == "least-recently-stored" and not raw.statistics
    raw.close()


@pytest.mark.parametrize("rubbish", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_ruined_database_is_made_anew(tmp_path: Path, rubbish: bytes) -> None:
    (tmp_path / "responses").mkdir()
    (tmp_path / "responses" / "cache.db").write_bytes(rubbish)
    cache = DiskCache(tmp_path, SIZE)
    assert cache.get_many(["a"]) == {}
    cache.set_many({"a": entry()})
    assert cache.get_many(["a"]).keys() == {"a"}


def test_a_database_that_is_ruined_while_open_is_made_anew(cache: DiskCache, tmp_path: Path) -> None:
    cache.set_many({"a": entry()})
    cache.close()
    for path in (tmp_path / "responses").glob("cache.db*"):
        path.write_bytes(b"rubbish" * 1000)
    assert cache.get_many(["a"]) == {}
    cache.set_many({"a": entry()})
    assert cache.get_many(["a"]).keys() == {"a"}


def test_no_flipped_byte_crashes_it_or_comes_back_as_an_answer(tmp_path: Path) -> None:
    """200 single damages all over the database: what is read is what was written, or nothing."""
    first = DiskCache(tmp_path, SIZE)
    kept = {f"k{n}": entry(body=f'{{"n": {n}}}'.encode() * 100) for n in range(30)}
    first.set_many(kept)
    first.close()
    path = tmp_path / "responses" / "cache.db"
    whole = path.read_bytes()
    chosen = random.Random(7)
    for _ in range(200):
        data = bytearray(whole)
        at = chosen.randrange(len(data))
        data[at] ^= 1 << chosen.randrange(8)
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        path.write_bytes(data)
        cache = DiskCache(tmp_path, SIZE)
        found = cache.get_many(kept)
        assert all(kept[key] == value for key, value in found.items())
        cache.usage()
        cache.set_many({"new": entry()})
        cache.evict(expired_only=True)
        cache.close()


def test_a_damaged_entry_shows() -> None:
    data = pack(entry(body=b"{}" * 50))
    for at in range(len(data)):
        with pytest.raises(ValueError, match="cache entry"):
            unpack(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(ValueError, match="cache entry"):
            unpack(data[:at])


def test_a_large_value_whose_file_is_cut_or_gone_is_a_miss(cache: DiskCache, tmp_path: Path) -> None:
    cache.set_many({"a": entry(body=b"x" * 2_000_000), "b": entry(body=b"y" * 2_000_000)})
    one, two = sorted(path for path in (tmp_path / "responses").rglob("*.val"))
    one.write_bytes(one.read_bytes()[:1000])
    two.unlink()
    assert cache.get_many(["a", "b"]) == {}


def test_a_folder_that_cannot_be_made_is_a_cache_that_always_misses(tmp_path: Path) -> None:
    (tmp_path / "responses").write_text("a file in the way")
    cache = DiskCache(tmp_path, SIZE)
    cache.set_many({"a": entry()})
    assert cache.get_many(["a"]) == {} and cache.usage() == {} and cache.evict() == 0
    assert (tmp_path / "responses").read_text() == "a file in the way"


def test_threads_and_a_second_process_see_the_same(cache: DiskCache, tmp_path: Path) -> None:
    def work(n: int) -> None:
        for m in range(20):
            cache.set_many({f"{n}-{m}": entry()})

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert DiskCache(tmp_path, SIZE).usage()["tmdb"][0] == 80


def test_an_entry_without_etag_and_body_is_kept(cache: DiskCache) -> None:
    bare = Entry("tmdb", 404, b"", 1.0, 2.0)
    cache.set_many({"a": bare})
    assert cache.get_many(["a"]) == {"a": bare}
