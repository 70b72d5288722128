"""What our layer costs on top of the bare HTTP client, measured side by side in one run."""

from __future__ import annotations

import asyncio
import gc
import statistics
import time
from collections.abc import Awaitable, Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import diskcache
import httpx
import pytest

from emm_tui.config import Config
from emm_tui.domain.metrics import Metrics
from emm_tui.net.cache import open_cache
from emm_tui.net.caches.disk import DiskCache
from emm_tui.net.client import Client
from emm_tui.net.entries import Entry
from tests.rigs.fault_server import answer, fault_server

pytestmark = pytest.mark.perf

BODY = b'{"overview": "' + b"A lighthouse keeper counts ships. " * 600 + b'"}'
REQUESTS, ROUNDS, IN_FLIGHT = 400, 7, 8


def _serve(pipe: Connection) -> None:
    async def run() -> None:
        async with fault_server() as server:
            server.answers["/movie"] = [answer(200, BODY)]
            pipe.send(server.url)
            await asyncio.to_thread(pipe.recv)

    asyncio.run(run())


async def _cpu_of(ask: Callable[[], Awaitable[object]]) -> float:
    """CPU microseconds of this process for each of REQUESTS asks, IN_FLIGHT at a time."""

    async def worker() -> None:
        for _ in range(REQUESTS // IN_FLIGHT):
            await ask()

    gc.collect()
    begin = time.process_time()
    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
    return (time.process_time() - begin) / REQUESTS * 1e6


async def test_our_layer_costs_little_more_than_the_bare_client(tmp_path: Path) -> None:
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    url = await asyncio.to_thread(ours.recv)
    config = Config()
    config.cache.backend = "off"
    config.providers.tmdb.requests_per_second, config.providers.tmdb.concurrency = 0, IN_FLIGHT
    metrics = Metrics()
    limits = httpx.Limits(max_connections=IN_FLIGHT, max_keepalive_connections=IN_FLIGHT)
    bare = httpx.AsyncClient(trust_env=False, limits=limits)
    async with bare, Client(config, open_cache(config.cache, tmp_path), metrics, metrics.fold) as client:
        tmdb = client.endpoint("tmdb", base_url=url, config=config.providers.tmdb)
        numbers = iter(range(10**9))

        async def ask_bare() -> None:
            response = await bare.get(f"{url}/movie", params={"n": next(numbers)})
            assert len(response.content) == len(BODY)

        async def ask_ours() -> None:
            assert len(await tmdb.get("/movie", {"n": next(numbers)}, operation="tmdb.movie")) == len(BODY)

        pairs = [(await _cpu_of(ask_bare), await _cpu_of(ask_ours)) for _ in range(ROUNDS)]
    ours.send("stop")
    process.join(10)
    ratio = statistics.median(mine / base for base, mine in pairs)
    base, mine = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"\nbare {base:.0f} us, ours {mine:.0f} us a request: {ratio:.2f} times")
    assert ratio < 1.25


def test_a_cache_hit_costs_little_more_than_diskcache(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 10**9)
    raw = diskcache.Cache(str(tmp_path / "raw"), sqlite_mmap_size=0, disk_min_file_size=10**6)
    now = time.time()
    keys = [f"https://api.example.org/movie/{n}" for n in range(300)]
    cache.set_many({key: Entry("tmdb", 200, BODY, now, now + 60) for key in keys})
    for key in keys:
        raw.set(key, BODY)
    ratios = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        for key in keys:
            assert raw.get(key)
        middle = time.perf_counter()
        for key in keys:
            assert cache.get_many([key])
        ratios.append((time.perf_counter() - middle) / (middle - begin))
    ratio = statistics.median(ratios)
    print(f"\na hit of {len(BODY) // 1000} KB costs {ratio:.2f} times a bare diskcache get")
    assert ratio < 4
