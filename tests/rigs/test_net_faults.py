"""Every way in which a provider goes wrong ends as one of our errors, in time, and leaves nothing bad in the cache."""

from __future__ import annotations

import asyncio
import gc
import resource
import time
import traceback
from collections.abc import AsyncIterator
from email.utils import formatdate

import pytest

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.errors import KeyRefusedError, MissingError, ProviderDownError, ProviderError
from tests.net.conftest import KEY, Net, Open, no_waiting, open_net, server
from tests.rigs.fault_server import GOOD, answer, limited

__all__ = ["no_waiting", "open_net", "server"]

DOWN, USELESS = ProviderDownError, ProviderError
# path -> the error, and how many requests it may cost
FAULTS: dict[str, tuple[type[ProviderError], int]] = {
    "/truncated": (DOWN, 4),
    "/chunk-cut": (DOWN, 4),
    "/no-length-cut": (USELESS, 4),
    "/gzip-cut": (USELESS, 4),
    "/gzip-damaged": (USELESS, 4),
    "/brotli": (USELESS, 1),
    "/bomb": (USELESS, 1),
    "/declared-giant": (USELESS, 1),
    "/giant-header": (DOWN, 4),
    "/endless": (USELESS, 1),
    "/not-http": (DOWN, 4),
    "/nothing": (DOWN, 4),
    "/reset": (DOWN, 4),
    "/drip": (DOWN, 2),
    "/hang": (DOWN, 2),
    "/page": (DOWN, 1),
    "/page-as-json": (DOWN, 1),
    "/challenge": (DOWN, 1),
    "/empty-204": (DOWN, 1),
    "/empty-200": (DOWN, 1),
    "/401": (KeyRefusedError, 1),
    "/401-limit": (DOWN, 1),
    "/403-page": (DOWN, 1),
    "/404": (MissingError, 1),
    "/404-page": (MissingError, 1),
    "/400": (USELESS, 1),
    "/500": (DOWN, 4),
    "/503": (DOWN, 4),
    "/429": (DOWN, 4),
    "/429-huge": (DOWN, 1),
    "/deep": (USELESS, 4),
    "/to-file": (USELESS, 1),
    "/to-private": (USELESS, 1),
    "/to-nonsense": (DOWN, 4),
    "/to-nowhere": (USELESS, 1),
    "/in-circles": (USELESS, 4),
}
SILENT = {"/drip", "/hang"}


def is_used_up(body: bytes) -> bool:
    return b"limit reached" in body


@pytest.fixture
async def net(open_net: Open) -> AsyncIterator[Net]:
    """A client of a provider that says so when the day's requests are used up."""
    opened: Net = await open_net(used_up=is_used_up)
    yield opened


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("path", FAULTS)
async def test_a_fault_is_one_clear_error(net: Net, path: str) -> None:
    error, most = FAULTS[path]
    if path in SILENT:
        net.tmdb._caller.deadline = 0.25
    begin = time.monotonic()
    with pytest.raises(ProviderError) as raised:
        await net.tmdb.get(path, operation="tmdb.movie")
    assert raised.type is error
    assert len(net.told(ev.RequestEnded)) == most
    assert net.server.count(path) == most or path in SILENT
    assert time.monotonic() - begin < 4
    assert str(raised.value).startswith("tmdb: ") and "\x1b" not in str(raised.value)
    whole = "".join(traceback.format_exception(raised.value)) + repr(raised.value)
    assert KEY not in whole
    _no_secret_in(raised.value)
    assert not {"tmdb"} & net.cache.usage().keys() or path == "/404"


def _no_secret_in(error: BaseException | None) -> None:
    """No exception on the way holds an object with the address in it."""
    while error is not None:
        assert KEY not in repr(vars(error)) and KEY not in repr(error.args)
        assert not hasattr(error, "request")
        error = error.__cause__ or error.__context__


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("path", [path for path, (error, _) in FAULTS.items() if error is not KeyRefusedError])
async def test_after_a_fault_the_next_answer_is_right(open_net: Open, path: str) -> None:
    net = await open_net(used_up=is_used_up)
    net.tmdb._caller.deadline = 0.1 if path in SILENT else 5
    with pytest.raises(ProviderError):
        await net.tmdb.get(path, operation="tmdb.movie")
    if path in ("/429-huge", "/401-limit"):
        return
    assert await net.tmdb.get("/gzip-good", operation="tmdb.movie") == GOOD
    assert net.tmdb._caller.lane.limiter.borrowed_tokens == 0


async def test_a_bomb_costs_no_memory(net: Net) -> None:
    await net.tmdb.get("/movie/1", operation="tmdb.movie")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ProviderError, match="larger than 24 MB"):
        await net.tmdb.get("/bomb", operation="tmdb.movie")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64_000


@pytest.mark.usefixtures("no_waiting")
async def test_one_bad_answer_is_tried_again(net: Net) -> None:
    net.server.answers["/movie/7"] = [answer(502, b"", "text/html"), answer(200, b'{"cut": "sho'), answer(200, GOOD)]
    assert await net.tmdb.get("/movie/7", operation="tmdb.movie") == GOOD
    counts = net.metrics.providers["tmdb"]
    assert (counts.requests, counts.retries, counts.errors) == (3, 2, 1)


@pytest.mark.rig
@pytest.mark.parametrize("retry_after", ["1", formatdate(time.time() + 1, usegmt=True)], ids=["seconds", "date"])
async def test_nothing_is_sent_while_the_provider_wants_a_pause(net: Net, retry_after: str) -> None:
    if not retry_after.isdecimal():
        retry_after = formatdate(time.time() + 2, usegmt=True)
    net.server.answers["/limited"] = [limited(retry_after), answer(200, GOOD)]
    net.server.latency = 0.02
    paths = ["/limited", *(f"/movie/{n}" for n in range(60))]
    bodies = await asyncio.gather(*(net.tmdb.get(path, operation="tmdb.movie") for path in paths))
    assert bodies == [GOOD] * 61
    paused = next(net.times[n] for n, event in enumerate(net.events) if isinstance(event, ev.ProviderStateChanged))
    assert not [seen.path for seen in net.server.seen if paused + 0.1 < seen.time < paused + 0.95]
    assert net.server.count("/limited") == 2
    assert [event.state for event in net.told(ev.ProviderStateChanged)] == ["paused", "ok"]


@pytest.mark.parametrize("retry_after", ["-5", "soon", "", "1e9", "Thu, 01 Jan 1970 00:00:00 GMT", "\x00", "９"])
@pytest.mark.usefixtures("no_waiting")
async def test_a_senseless_retry_after_is_no_reason_to_stop(net: Net, retry_after: str) -> None:
    bad = answer(429, b"{}", "application/json", "Retry-After: " + retry_after.encode().decode("latin-1"))
    net.server.answers["/movie/7"] = [bad, answer(200, GOOD)]
    if retry_after == "\x00":
        net.server.answers["/movie/7"][0] = bad.replace(b"\x00", b"?")
    assert await net.tmdb.get("/movie/7", operation="tmdb.movie") == GOOD


@pytest.mark.parametrize("retry_after", ["301", "86400", "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_a_long_pause_parks_the_provider(net: Net, retry_after: str) -> None:
    net.server.answers["/limited"] = [limited(retry_after)]
    for path in ("/limited", "/movie/1", "/movie/2"):
        with pytest.raises(ProviderDownError, match=r"limits our requests|left alone"):
            await net.tmdb.get(path, operation="tmdb.movie")
    assert len(net.server.seen) == 1
    assert [event.state for event in net.told(ev.ProviderStateChanged)] == ["down"]


@pytest.mark.rig
async def test_a_provider_that_allows_less_is_asked_as_fast_as_it_allows(net: Net) -> None:
    """A server with 20 a second and our 40: all is answered, and nothing is tried more than four times."""
    window: list[float] = []
    original = net.server._answer

    async def rationed(writer: asyncio.StreamWriter, seen: object) -> None:
        now = time.monotonic()
        window[:] = [t for t in window if t > now - 1]
        if len(window) >= 20:
            writer.write(answer(429, b"{}", "application/json", "Retry-After: 1"))
            return
        window.append(now)
        await original(writer, seen)  # type: ignore[arg-type]

    net.server._answer = rationed  # type: ignore[method-assign]
    asks = (net.tmdb.get(f"/movie/{n}", operation="tmdb.movie") for n in range(120))
    assert await asyncio.gather(*asks) == [GOOD] * 120


async def test_a_dead_provider_fails_fast_for_the_whole_run(open_net: Open) -> None:
    net = await open_net(base="http://127.0.0.1:1")
    begin = time.monotonic()
    for n in range(20):
        with pytest.raises(ProviderDownError):
            await net.tmdb.get(f"/movie/{n}", operation="tmdb.movie")
    assert time.monotonic() - begin < 5
    assert net.metrics.providers["tmdb"].requests <= 8
    assert [event.state for event in net.told(ev.ProviderStateChanged)] == ["down"]


async def test_tasks_that_queue_for_a_dead_provider_do_not_all_find_out_themselves(open_net: Open) -> None:
    net = await open_net(base="http://127.0.0.1:1")
    asks = (net.tmdb.get(f"/movie/{n}", operation="tmdb.movie") for n in range(500))
    begin = time.monotonic()
    errors = await asyncio.gather(*asks, return_exceptions=True)
    assert all(isinstance(error, ProviderDownError) for error in errors)
    assert time.monotonic() - begin < 6 and net.metrics.providers["tmdb"].requests < 150


async def test_one_blink_of_all_connections_is_survived(net: Net) -> None:
    """All requests under way are reset at once: that is one failure, not sixteen."""
    net.server.answers |= {f"/movie/{n}": [answer(503, b"", "text/html"), answer(200, GOOD)] for n in range(16)}
    net.server.latency = 0.05
    asks = (net.tmdb.get(f"/movie/{n}", operation="tmdb.movie") for n in range(16))
    assert await asyncio.gather(*asks) == [GOOD] * 16


@pytest.mark.rig
async def test_the_pool_survives_500_cancelled_batches(open_net: Open) -> None:
    config = Config()
    config.providers.tmdb.requests_per_second = 0
    net = await open_net(config)
    net.server.latency = 0.003
    for batch in range(500):
        tasks = [asyncio.create_task(net.tmdb.get(f"/movie/{batch}-{n}", operation="tmdb.movie")) for n in range(24)]
        await asyncio.sleep(0.001 * (batch % 7))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    asks = (net.tmdb.get(f"/movie/good-{n}", operation="tmdb.movie") for n in range(40))
    assert await asyncio.wait_for(asyncio.gather(*asks), 10) == [GOOD] * 40
    assert net.tmdb._caller.lane.limiter.borrowed_tokens == 0


async def test_no_more_requests_are_in_flight_than_configured(open_net: Open) -> None:
    config = Config()
    config.providers.tmdb.requests_per_second = 0
    config.providers.tmdb.concurrency = 50
    config.network.max_connections = 7
    net = await open_net(config)
    net.server.latency = 0.01
    asks = [net.tmdb.get(f"/movie/{n}", operation="tmdb.movie") for n in range(60)]
    pictures = [net.tmdb.download(f"{net.server.url}/picture?{n}") for n in range(60)]
    await asyncio.gather(*asks, *pictures)
    assert net.server.most_in_flight <= 7
    assert net.server.connections <= 7


@pytest.mark.rig
async def test_requests_keep_to_the_pace(open_net: Open) -> None:
    config = Config()
    config.providers.tmdb.requests_per_second = 50
    net = await open_net(config)
    await asyncio.gather(*(net.tmdb.get(f"/movie/{n}", operation="tmdb.movie") for n in range(60)))
    times = sorted(seen.time for seen in net.server.seen)
    assert max(sum(start <= t < start + 1 for t in times) for start in times) <= 60


@pytest.mark.rig
async def test_a_slow_drip_ends_at_the_deadline(net: Net) -> None:
    net.tmdb._caller.deadline = 0.25
    begin = time.monotonic()
    with pytest.raises(ProviderDownError, match=r"no whole answer within 0.25 s"):
        await net.tmdb.get("/drip", operation="tmdb.movie")
    assert time.monotonic() - begin < 10


async def test_no_task_and_no_socket_is_left_behind(open_net: Open) -> None:
    net = await open_net()
    await asyncio.gather(*(net.tmdb.get(f"/movie/{n}", operation="tmdb.movie") for n in range(30)))
    await net.client.__aexit__(None, None, None)
    gc.collect()
    await asyncio.sleep(0.05)
    assert net.server.in_flight == 0
