"""What the tests of the network need: a client on a short leash, with a server of raw sockets at the other end."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.metrics import Metrics
from emm_tui.net.cache import Cache, open_cache
from emm_tui.net.client import Client
from emm_tui.net.endpoint import Endpoint
from emm_tui.net.retry import backoff
from tests.net.redis_server import PROGRAM, RedisServer, running
from tests.rigs.fault_server import FaultServer, fault_server

KEY = "CANARY-a1b2c3d4e5f60718"


@dataclass
class Net:
    """A client of a fault server, and everything it told, when (monotonic seconds)."""

    server: FaultServer
    client: Client
    tmdb: Endpoint
    cache: Cache
    directory: Path
    metrics: Metrics = field(default_factory=Metrics)
    events: list[ev.Event] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def told(self, kind: type[ev.Event]) -> list[Any]:
        """The events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]


Open = Callable[..., Any]


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A Redis server for all tests of a process; skips where none is installed."""
    if PROGRAM is None:
        pytest.skip("redis-server is not installed")
    with running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    """A fresh fault server."""
    async with fault_server() as running:
        yield running


@pytest.fixture
async def open_net(server: FaultServer, tmp_path: Path) -> AsyncIterator[Open]:
    """`await open_net(config=..., not_before=...)` opens one more client on the same server and cache folder."""
    async with AsyncExitStack() as stack:

        async def open_one(
            config: Config | None = None,
            base: str | None = None,
            not_before: float | None = None,
            any_age: bool = False,
            **endpoint: Any,
        ) -> Net:
            config = config or Config()
            events: list[ev.Event] = []
            times: list[float] = []
            metrics = Metrics()

            def emit(event: ev.Event) -> None:
                events.append(event)
                times.append(time.monotonic())
                metrics.fold(event)

            cache = open_cache(config.cache, tmp_path)
            age: dict[str, Any] = {"not_before": not_before, "any_age": any_age}
            client = Client(config, cache, metrics, emit, **age, state=tmp_path / "state")
            await stack.enter_async_context(client)
            endpoint.setdefault("secret_params", {"api_key": KEY})
            tmdb = client.endpoint("tmdb", base_url=base or server.url, config=config.providers.tmdb, **endpoint)
            return Net(server, client, tmdb, cache, tmp_path, metrics, events, times)

        yield open_one


@pytest.fixture
async def net(open_net: Open) -> Net:
    """A client with the defaults."""
    opened: Net = await open_net()
    return opened


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Backoff without the seconds."""
    monkeypatch.setattr("emm_tui.net.retry.backoff", lambda number, quick=False: backoff(number, quick) / 1000)
    monkeypatch.setattr("emm_tui.net.lane.limited_pause", lambda number, after: 0.01 if after is None else after)
