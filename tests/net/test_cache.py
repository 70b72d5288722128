"""What every cache backend does, and how the figures survive a restart."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Thread

import pytest

from emm_tui.config import CacheConfig
from emm_tui.domain.errors import ConfigError
from emm_tui.net.cache import Cache, CacheStats, expire, open_cache, read_stats
from emm_tui.net.entries import Entry
from emm_tui.net.tally import LONGEST, Tally
from tests.net.redis_server import RedisServer

KEEPING = ["disk", "memory", "redis"]


def entry(provider: str = "tmdb", body: bytes = b'{"title": "[REC]"}', age: float = 0, ttl: float = 60) -> Entry:
    now = time.time()
    return Entry(provider, 200, body, now - age, now - age + ttl, '"v1"')


def open_backend(name: str, directory: Path, **settings: str) -> Cache:
    return open_cache(CacheConfig(backend=name, **settings), directory)  # type: ignore[arg-type]


@pytest.fixture(params=KEEPING)
def settings(request: pytest.FixtureRequest) -> dict[str, str]:
    """A backend that keeps, empty."""
    if request.param != "redis":
        return {"name": request.param}
    server: RedisServer = request.getfixturevalue("redis_server")
    server.empty()
    return {"name": "redis", "redis_url": server.url}


@pytest.fixture
def cache(settings: dict[str, str], tmp_path: Path) -> Cache:
    return open_backend(directory=tmp_path, **settings)


def test_an_entry_comes_back_as_it_was(cache: Cache) -> None:
    kept = {"a": entry(), "b": Entry("omdb", 404, b"", 1.5, 2.5), "c": entry(body=bytes(range(256)) * 8000)}
    cache.set_many(kept)
    assert cache.get_many(["a", "b", "c", "d"]) == kept
    assert cache.get_many([]) == {}


def test_the_newest_value_of_a_key_counts(cache: Cache) -> None:
    cache.set_many({"a": entry(body=b"{}")})
    cache.set_many({"a": entry(body=b"[]")})
    assert cache.get_many(["a"])["a"].body == b"[]"
    assert cache.usage()["tmdb"][0] == 1


def test_usage_counts_by_provider(cache: Cache) -> None:
    cache.set_many({"a": entry(), "b": entry(body=b"x" * 3_000_000), "c": entry("omdb")})
    usage = cache.usage()
    assert usage["tmdb"][0] == 2 and usage["omdb"][0] == 1
    assert 3_000_000 < usage["tmdb"][1] < 3_001_000


def test_one_providers_entries_can_go_alone(cache: Cache) -> None:
    cache.set_many({"a": entry(), "b": entry("omdb"), "c": entry("omdb")})
    assert cache.evict("omdb") == 2
    assert cache.usage().keys() == {"tmdb"}
    assert cache.evict() == 1 and cache.usage() == {}


def test_only_what_is_no_longer_fresh_can_go(cache: Cache) -> None:
    cache.set_many({"old": entry(age=100), "new": entry(), "other": entry("omdb", age=100)})
    assert cache.evict("tmdb", expired_only=True) == 1
    assert cache.get_many(["old", "new", "other"]).keys() == {"new", "other"}
    assert cache.evict(expired_only=True) == 1


def test_hits_and_misses_add_up_over_the_runs(cache: Cache) -> None:
    for hits in (3, 1):
        stats = CacheStats()
        for n in range(5):
            stats.count("tmdb", n < hits)
        stats.save(cache)
    cache.set_many({"a": entry()})
    found = read_stats(cache)["tmdb"]
    assert (found["hits"], found["misses"], found["hit_rate"], found["entries"]) == (4, 6, 0.4, 1)


def test_pruning_keeps_the_counts_and_clearing_does_not(cache: Cache) -> None:
    stats = CacheStats()
    stats.count("tmdb", True)
    stats.save(cache)
    assert cache.evict(expired_only=True) == 0 and read_stats(cache)["tmdb"]["hits"] == 1
    assert cache.evict() == 0 and read_stats(cache) == {}


@pytest.mark.parametrize("record", [b"not json", b"[]", b'{"total": 3}', b'{"total": {"tmdb": ["x", 1]}, "days": {}}'])
def test_a_damaged_record_of_counts_is_no_record(record: bytes) -> None:
    assert Tally.load(record) == Tally()


def test_the_record_tells_the_days_apart_and_forgets_the_oldest() -> None:
    tally = Tally()
    for n in range(LONGEST + 3):
        tally.add(f"2031-{n // 28 + 1:02}-{n % 28 + 1:02}", {"tmdb": (2, 1)})
    tally.add("2031-03-07", {"omdb": (1, 0)})
    again = Tally.load(tally.dump())
    assert again.total == {"tmdb": (2 * (LONGEST + 3), LONGEST + 3), "omdb": (1, 0)}
    assert len(again.days) == LONGEST and "2031-01-01" not in again.days
    assert again.days["2031-03-07"] == {"tmdb": (2, 1), "omdb": (1, 0)}
    assert again.last == {"omdb": (1, 0)}


def test_what_two_count_at_the_same_time_adds_up(settings: dict[str, str], tmp_path: Path) -> None:
    kept = open_backend(directory=tmp_path, **settings)
    caches = [kept if settings["name"] == "memory" else open_backend(directory=tmp_path, **settings) for _ in range(4)]

    def count(cache: Cache) -> None:
        for _ in range(10):
            cache.count("2031-05-01", {"tmdb": (1, 2)})
        cache.close()

    threads = [Thread(target=count, args=(cache,)) for cache in caches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept.tally().total == {"tmdb": (40, 80)}


def test_the_oldest_and_the_largest_are_told(cache: Cache) -> None:
    ages = {"a": (300, 10), "b": (200, 5000), "c": (100, 900)}
    cache.set_many({key: entry(body=b"x" * size, age=age, ttl=900) for key, (age, size) in ages.items()})
    largest = cache.held("largest", 2)
    assert [(one.key, one.provider) for one in largest] == [("b", "tmdb"), ("c", "tmdb")]
    assert largest[0].bytes > 4900 and largest[0].stored < time.time()
    assert [one.key for one in cache.held("oldest", 9)] == ["a", "b", "c"]


def test_the_oldest_entries_make_room(settings: dict[str, str], tmp_path: Path) -> None:
    cache = open_backend(directory=tmp_path, size_limit="2 MB", **settings)
    for n in range(600):
        cache.set_many({f"k{n}": entry(body=bytes([n % 256]) * 20_000)})
    assert sum(size for _, size in cache.usage().values()) < 8_000_000
    assert "k599" in cache.get_many(["k599"]) and not cache.get_many(["k0"])


def test_off_keeps_nothing(tmp_path: Path) -> None:
    cache = open_backend("off", tmp_path)
    cache.set_many({"a": entry()})
    assert cache.get_many(["a"]) == {} and cache.usage() == {} and cache.evict() == 0
    assert not list(tmp_path.iterdir())


def test_redis_without_an_address_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cache\.redis_url is empty"):
        open_backend("redis", tmp_path)


def test_a_wrong_address_of_redis_does_not_show_its_password(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not the address of a Redis server") as raised:
        open_backend("redis", tmp_path, redis_url="http://me:hushhush@host/0")
    assert "hushhush" not in str(raised.value)


def test_what_comes_from_the_future_is_not_fresh() -> None:
    assert not entry(age=-1000).fresh(time.time())
    assert entry().fresh(time.time()) and not entry(age=61).fresh(time.time())
    assert not entry(age=30).fresh(time.time(), ttl=20)


def test_what_is_expired_is_asked_for_again_and_kept_until_then(cache: Cache) -> None:
    now = time.time()
    kept = {
        f"{name}{n}": Entry(name, 200, b"x" * n, now - 5, now + 900, "tag")
        for name in ("tmdb", "omdb")
        for n in range(250)
    }
    cache.set_many(kept)
    assert expire(cache, key="omdb7") == 1
    assert expire(cache, "tmdb") == 250
    after = cache.get_many(kept)
    assert {key for key, entry in after.items() if not entry.fresh(now)} == {f"tmdb{n}" for n in range(250)} | {"omdb7"}
    assert [(entry.body, entry.etag, entry.stored) for entry in after.values()] == [
        (entry.body, entry.etag, entry.stored) for entry in kept.values()
    ]
    assert expire(cache, "fanarttv") == 0
    assert expire(cache, key="nobody") == 0
