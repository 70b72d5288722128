"""The cache in Redis: a server that goes away is a warning and a miss, and what lies there runs nothing."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from redis import Redis

from emm_tui.config import CacheConfig, Config
from emm_tui.domain import events as ev
from emm_tui.net.cache import read_stats
from emm_tui.net.caches.redis import ANSWER, INDEX, RedisCache, open_backend
from emm_tui.net.entries import Entry
from emm_tui.net.units import LONGEST_TTL
from tests.net.conftest import Open
from tests.net.redis_server import RedisServer, running
from tests.net.test_cache import entry


@pytest.fixture
def own_server(redis_server: RedisServer, tmp_path: Path) -> Iterator[RedisServer]:
    """A server that a test may end."""
    with running(tmp_path) as server:
        yield server


@pytest.fixture
def cache(redis_server: RedisServer, tmp_path: Path) -> RedisCache:
    redis_server.empty()
    return open_backend(CacheConfig(backend="redis", redis_url=redis_server.url), tmp_path)


async def test_a_server_that_goes_in_the_middle_of_a_run_is_one_warning(
    open_net: Open, own_server: RedisServer
) -> None:
    config = Config(cache=CacheConfig(backend="redis", redis_url=own_server.url))
    net = await open_net(config)
    first = await net.tmdb.get("/movie/1", operation="tmdb.movie")
    assert await net.tmdb.get("/movie/1", operation="tmdb.movie") == first
    assert net.server.count("/movie/1") == 1
    own_server.stop()
    for number in (1, 1, 2, 3):
        assert await net.tmdb.get(f"/movie/{number}", operation="tmdb.movie")
    assert net.server.count("/movie/1") == 3
    warnings = [warned.text for warned in net.told(ev.Warned)]
    assert len(warnings) == 1 and "Redis server does not answer" in warnings[0]


def test_a_server_that_comes_back_is_used_again(
    cache: RedisCache, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with running(tmp_path) as other:
        moved = open_backend(CacheConfig(backend="redis", redis_url=other.url), tmp_path)
        moved.set_many({"a": entry()})
    assert moved.get_many(["a"]) == {} and moved.usage() == {} and moved.evict() == 0 and moved.trouble
    moved._redis = cache._redis
    assert moved.get_many(["a"]) == {} and moved.trouble  # it rests
    monkeypatch.setattr(moved, "_resting", 0.0)
    moved.set_many({"a": entry()})
    assert moved.get_many(["a"]).keys() == {"a"} and not moved.trouble


def test_a_server_that_is_not_there_costs_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    cache = RedisCache("redis://127.0.0.1:1/0", 1000)
    read = cache._read

    def counted(keys: Sequence[str]) -> dict[str, Entry]:
        calls.append(keys)
        return read(keys)

    monkeypatch.setattr(cache, "_read", counted)
    assert [cache.get_many(["a"]) for _ in range(50)] == [{}] * 50
    assert len(calls) == 1


@pytest.mark.parametrize("value", [b"", b"x", pickle.dumps({"a": 1}), b"emm1" + bytes(40)])
def test_what_is_not_ours_is_a_miss(cache: RedisCache, redis_server: RedisServer, value: bytes) -> None:
    cache.set_many({"a": entry()})
    with Redis.from_url(redis_server.url) as client:
        client.set(ANSWER + "a", value)
    assert cache.get_many(["a"]) == {}
    assert cache.evict(expired_only=True) == (1 if value else 0)


def test_what_the_server_dropped_leaves_the_index(cache: RedisCache, redis_server: RedisServer) -> None:
    cache.set_many({"a": entry(), "b": entry()})
    with Redis.from_url(redis_server.url) as client:
        client.delete(ANSWER + "a")
        assert cache.usage()["tmdb"][0] == 1
        assert client.zcard(INDEX + "tmdb") == 1


def test_others_keys_in_the_same_database_are_left_alone(cache: RedisCache, redis_server: RedisServer) -> None:
    with Redis.from_url(redis_server.url) as client:
        client.set("somebody:else", "1")
        cache.set_many({"a": entry()})
        cache.evict()
        assert client.keys("*") in (
            [b"somebody:else"],
            [b"somebody:else", b"emm:providers"],
            [b"emm:providers", b"somebody:else"],
        )
    assert read_stats(cache) == {}


def test_entries_expire_with_the_longest_time_that_is_allowed(cache: RedisCache, redis_server: RedisServer) -> None:
    cache.set_many({"a": entry()})
    with Redis.from_url(redis_server.url) as client:
        assert 0 < client.ttl(ANSWER + "a") <= LONGEST_TTL
