"""Each kind of trouble of a provider: the right error, few requests, a state that says why, and what is kept does."""

from __future__ import annotations

import asyncio
import json
import socket
import time

import anyio.lowlevel
import pytest

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.errors import KeyRefusedError, ProviderDownError, ProviderError
from emm_tui.net import breaker
from tests.net.conftest import KEY, Net, Open
from tests.net.troubles import TROUBLES, Trouble, suffer
from tests.rigs.fault_server import GOOD, FaultServer, answer

pytestmark = pytest.mark.usefixtures("no_waiting")


async def ask(net: Net, number: int = 0) -> bytes:
    return await net.tmdb.get(f"/movie/{number}", operation="tmdb.movie")


@pytest.fixture(params=list(TROUBLES))
def trouble(request: pytest.FixtureRequest) -> Trouble:
    return TROUBLES[request.param]


@pytest.fixture
async def troubled(open_net: Open, server: FaultServer, monkeypatch: pytest.MonkeyPatch, trouble: Trouble) -> Net:
    """A client whose provider is in trouble."""
    suffer(server, monkeypatch, trouble)
    config = Config()
    config.providers.tmdb.requests_per_second = 0
    net: Net = await open_net(config)
    net.tmdb._caller.deadline = 0.2 if trouble.says is None else 5
    return net


def is_the_servers_count(net: Net, trouble: Trouble) -> bool:
    """Whether we counted what the server saw; a request that nobody waits for any more may not have got there."""
    ours, theirs = net.metrics.providers["tmdb"].requests, len(net.server.seen)
    return ours == theirs if trouble.says else ours >= theirs


async def test_one_call_ends_as_the_right_error_after_few_tries(troubled: Net, trouble: Trouble) -> None:
    with pytest.raises(ProviderError) as raised:
        await ask(troubled)
    assert raised.type is trouble.error and trouble.detail in str(raised.value) and KEY not in str(raised.value)
    assert troubled.metrics.providers["tmdb"].requests == trouble.tries <= 4
    assert is_the_servers_count(troubled, trouble)
    assert not troubled.cache.usage()


async def test_a_run_finds_out_and_leaves_the_provider_alone(troubled: Net, trouble: Trouble) -> None:
    for number in range(30):
        with pytest.raises(ProviderError):
            await ask(troubled, number)
    assert len(troubled.server.seen) <= trouble.most
    state, detail = troubled.client.states()["tmdb"]
    assert state == trouble.state and trouble.detail in detail
    assert troubled.told(ev.ProviderStateChanged)[-1] == ev.ProviderStateChanged("tmdb", state, detail)


async def test_tasks_side_by_side_do_not_add_up_to_a_storm(troubled: Net, trouble: Trouble) -> None:
    results = await asyncio.gather(*(ask(troubled, number) for number in range(60)), return_exceptions=True)
    assert all(isinstance(result, ProviderError) for result in results)
    tries: dict[str, int] = {}
    for seen in troubled.server.seen:
        tries[seen.path] = tries.get(seen.path, 0) + 1
    assert max(tries.values()) <= 4
    assert is_the_servers_count(troubled, trouble)


async def test_what_is_in_the_cache_does_however_old(
    open_net: Open, server: FaultServer, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
) -> None:
    config = Config()
    config.providers.tmdb.ttl = "0s"
    assert await ask(await open_net(config)) == GOOD
    suffer(server, monkeypatch, trouble)
    net = await open_net(config)
    net.tmdb._caller.deadline = 0.2 if trouble.says is None else 5
    if trouble.error is KeyRefusedError:
        with pytest.raises(KeyRefusedError):
            await ask(net)
        return
    assert await ask(net) == GOOD and net.client.degraded == {"tmdb"}


async def test_a_provider_that_is_well_again_is_told_of(
    troubled: Net, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        with pytest.raises(ProviderError):
            await ask(troubled, number)
    monkeypatch.undo()
    later = time.monotonic() + 86400
    monkeypatch.setattr(breaker, "monotonic", lambda: later)
    if trouble.state == "refused":
        with pytest.raises(KeyRefusedError):
            await ask(troubled)
        return
    assert await ask(troubled) == GOOD
    assert troubled.client.states()["tmdb"] == ("ok", "answers again")


async def test_a_provider_that_cannot_be_reached_is_down(open_net: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    net = await open_net(base=f"http://127.0.0.1:{port}")
    for number in range(30):
        with pytest.raises(ProviderDownError, match="connection refused"):
            await ask(net, number)
    assert net.metrics.providers["tmdb"].requests <= 8
    assert net.client.states()["tmdb"] == ("down", "cannot be reached: connection refused")


async def test_an_answer_of_another_shape_is_the_providers_fault_and_never_kept(open_net: Open) -> None:
    def accept(body: bytes) -> None:
        if "title" not in json.loads(body):
            raise ProviderError("tmdb", "sent something else.")

    config = Config()
    config.providers.tmdb.ttl = "0s"
    net = await open_net(config)
    net.server.answers["/movie/0"] = [answer(200, GOOD), answer(200, b'{"hotel": "Welcome"}')]
    wanted = {"operation": "tmdb.movie", "accept": accept}
    assert [await net.tmdb.get("/movie/0", **wanted) for _ in range(2)] == [GOOD, GOOD]
    net.server.answers["/movie/1"] = [answer(200, b'{"hotel": "Welcome"}')]
    with pytest.raises(ProviderError, match="something else"):
        await net.tmdb.get("/movie/1", **wanted)
    assert net.client.degraded == {"tmdb"}


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_nothing_goes_out_before_the_provider_wants_it_again(open_net: Open, status: int) -> None:
    net = await open_net()
    net.server.answers["/movie/0"] = [
        answer(status, b"{}", "application/json", "Retry-After: 1"),
        answer(200, GOOD),
    ]
    first = asyncio.create_task(ask(net, 0))
    while not net.told(ev.ProviderStateChanged):
        await anyio.lowlevel.checkpoint()
    assert await asyncio.gather(first, *(ask(net, number) for number in range(1, 20))) == [GOOD] * 20
    begin, *others = (seen.time for seen in net.server.seen)
    assert min(others) - begin >= 1
    assert net.client.states()["tmdb"] == ("ok", "answers again")
