"""Connections are used again as long as they are good, and never when they are not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from time import monotonic

import httpx
import pytest

from emm_tui.net import connections
from emm_tui.net.connections import Connections, open_connections
from emm_tui.net.hosts import tls_context
from tests.rigs.fault_server import BEHAVIOURS, GOOD, FaultServer, Seen, answer


@pytest.fixture
async def pool() -> AsyncIterator[Connections]:
    """Connections to a fault server."""
    pool = open_connections(tls_context(), None)
    yield pool
    await pool.aclose()


async def ask(pool: Connections, server: FaultServer, path: str = "/good") -> bytes:
    """The body of an answer that is closed again."""
    response = await pool.handle_async_request(httpx.Request("GET", server.url + path))
    try:
        return b"".join([part async for part in response.aiter_raw()])
    finally:
        await response.aclose()


async def until(happened: Callable[[], bool]) -> None:
    """Waits for what the other end does."""
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.01)


async def test_one_connection_serves_requests_one_after_another(pool: Connections, server: FaultServer) -> None:
    assert [await ask(pool, server) for _ in range(5)] == [GOOD] * 5
    assert server.connections == 1


async def test_requests_at_the_same_time_have_a_connection_each_and_the_next_ones_the_same(
    pool: Connections, server: FaultServer
) -> None:
    server.latency = 0.02
    for _ in range(3):
        assert await asyncio.gather(*(ask(pool, server) for _ in range(8))) == [GOOD] * 8
    assert server.connections == 8


async def test_one_that_the_server_closed_is_not_used_again(
    pool: Connections, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def last(_server: FaultServer, writer: asyncio.StreamWriter, _seen: Seen) -> None:
        writer.write(answer(200, GOOD))
        writer.close()

    monkeypatch.setitem(BEHAVIOURS, "/last", last)
    await ask(pool, server, "/last")
    await until(pool._free[0][0].has_expired)
    assert await ask(pool, server) == GOOD
    assert server.connections == 2 and len(pool._free) == 1


@pytest.mark.parametrize("path", ["/truncated", "/reset", "/nothing", "/not-http"])
async def test_one_that_broke_is_closed(pool: Connections, server: FaultServer, path: str) -> None:
    with pytest.raises(httpx.TransportError):
        await ask(pool, server, path)
    assert not pool._free
    assert await ask(pool, server) == GOOD


async def test_one_whose_answer_was_not_read_is_closed(pool: Connections, server: FaultServer) -> None:
    answer = await pool.handle_async_request(httpx.Request("GET", server.url + "/good"))
    await answer.aclose()
    await answer.aclose()
    assert not pool._free


async def test_a_cancelled_request_leaves_nothing_behind(pool: Connections, server: FaultServer) -> None:
    asking = asyncio.ensure_future(ask(pool, server, "/hang"))
    await until(lambda: server.count("/hang") > 0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not pool._free
    assert await ask(pool, server) == GOOD


async def test_what_nobody_needed_for_long_is_closed(
    pool: Connections, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.latency = 0.02
    await asyncio.gather(*(ask(pool, server) for _ in range(4)))
    assert len(pool._free) == 4
    monkeypatch.setattr(connections, "monotonic", lambda: monotonic() + 60)
    await ask(pool, server)
    assert len(pool._free) == 1 and server.connections == 4


async def test_all_that_are_free_may_be_taken_while_an_old_one_is_closed(
    pool: Connections, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.latency = 0.02
    await asyncio.gather(ask(pool, server), ask(pool, server))
    close = connections._close

    async def slowly(connection: connections.Connection) -> None:
        pool._free.clear()
        await close(connection)

    monkeypatch.setattr(connections, "monotonic", lambda: monotonic() + 60)
    monkeypatch.setattr(connections, "_close", slowly)
    assert await ask(pool, server) == GOOD


async def test_one_that_is_in_use_at_the_end_is_closed_after_it(server: FaultServer) -> None:
    pool = open_connections(tls_context(), None)
    answer = await pool.handle_async_request(httpx.Request("GET", server.url + "/good"))
    await pool.aclose()
    assert b"".join([part async for part in answer.aiter_raw()]) == GOOD
    await answer.aclose()
    assert not pool._free


async def test_a_host_that_nobody_listens_on_is_an_error_of_httpx(pool: Connections) -> None:
    with pytest.raises(httpx.ConnectError) as raised:
        await pool.handle_async_request(httpx.Request("GET", "http://127.0.0.1:1/"))
    assert raised.value.__cause__ is not None
