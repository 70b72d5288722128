"""A provider with a login: one for all, renewed in time, and nothing of it where it could be read."""

from __future__ import annotations

import asyncio
import base64
import json
import math
import time
from pathlib import Path

import pytest

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.errors import KeyRefusedError, ProviderDownError, ProviderError
from emm_tui.net import login as login_module
from emm_tui.net.login import Login, life_of
from tests.net.conftest import KEY, Net, Open
from tests.rigs.fault_server import GOOD, FaultServer, Seen, answer

PIN = "CANARY-pin-771"


def jwt(number: int = 1, **claims: float) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    claims = claims or {"exp": time.time() + 30 * 86400}
    return ".".join((part({"alg": "RS256"}), part({"n": number, **claims}), "CANARYsignature"))


def token_of(body: bytes) -> str:
    return str(json.loads(body)["data"]["token"])


LOGIN = Login("/login", {"apikey": KEY, "pin": PIN}, token_of)


class Gate:
    """The provider's side: gives tokens, and takes only the newest that it gave."""

    def __init__(self, server: FaultServer) -> None:
        self.logins = 0
        self.claims: dict[str, float] = {}
        self._server = server
        self._original = server._answer
        server._answer = self.answer  # type: ignore[method-assign]

    @property
    def token(self) -> str:
        return jwt(self.logins, **self.claims)

    async def answer(self, writer: asyncio.StreamWriter, seen: Seen) -> None:
        if seen.path == "/login" and "/login" not in self._server.answers:
            self.logins += 1
            self.claims = {"exp": time.time() // 1 + 86400 * 30}
            writer.write(answer(200, json.dumps({"data": {"token": self.token}}).encode()))
        elif seen.path == "/login" or seen.headers.get("authorization") == f"Bearer {self.token}":
            await self._original(writer, seen)
        else:
            writer.write(answer(401, b'{"status": "failure", "message": "Unauthorized", "data": null}'))


@pytest.fixture
def gate(server: FaultServer) -> Gate:
    return Gate(server)


@pytest.fixture
async def net(open_net: Open, gate: Gate) -> Net:
    opened: Net = await open_net(login=LOGIN, secret_params={})
    return opened


async def ask(net: Net, *paths: str) -> list[bytes]:
    return list(await asyncio.gather(*(net.tmdb.get(path, operation="tmdb.movie") for path in paths)))


async def test_many_tasks_share_one_login(net: Net, gate: Gate) -> None:
    assert await ask(net, *(f"/movie/{n}" for n in range(20))) == [GOOD] * 20
    assert await ask(net, "/movie/99") == [GOOD]
    assert gate.logins == 1
    first = net.server.seen[0]
    assert (first.method, first.path, json.loads(first.body)) == ("POST", "/login", {"apikey": KEY, "pin": PIN})
    assert first.headers["content-type"] == "application/json"


async def test_our_count_of_requests_is_the_servers(net: Net, gate: Gate) -> None:
    await ask(net, "/movie/1", "/movie/2")
    assert net.metrics.providers["tmdb"].requests == len(net.server.seen) == 3
    assert net.metrics.operations["tmdb.login"].count == 1


async def test_nobody_logs_in_for_what_the_cache_has(open_net: Open, gate: Gate) -> None:
    await ask(await open_net(login=LOGIN), "/movie/1")
    again = await open_net(login=LOGIN)
    assert await ask(again, "/movie/1") == [GOOD] and gate.logins == 1
    config = Config()
    config.cache.offline = True
    with pytest.raises(ProviderDownError, match="offline"):
        await ask(await open_net(config, login=LOGIN), "/movie/2")
    assert gate.logins == 1


@pytest.mark.usefixtures("no_waiting")
async def test_a_token_that_is_taken_no_longer_is_renewed_once(net: Net, gate: Gate) -> None:
    await ask(net, "/movie/1")
    gate.claims = {"exp": 1.0}
    assert await ask(net, *(f"/movie/{n}" for n in range(2, 12))) == [GOOD] * 10
    assert gate.logins == 2 and [event.state for event in net.told(ev.ProviderStateChanged)] == []


@pytest.mark.usefixtures("no_waiting")
async def test_a_new_token_that_is_not_taken_either_is_a_refused_key(net: Net) -> None:
    net.server.answers["/movie/1"] = [answer(401, b'{"message": "not for you"}')]
    for path in ("/movie/1", "/movie/2"):
        with pytest.raises(KeyRefusedError, match="not for you"):
            await ask(net, path)
    assert net.server.count("/movie/1") == 2 and not net.server.count("/movie/2")
    assert net.client.states()["tmdb"] == ("refused", "not for you")


async def test_a_token_is_renewed_before_it_runs_out(net: Net, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    await ask(net, "/movie/1")
    begin = time.monotonic()
    monkeypatch.setattr(login_module, "monotonic", lambda: begin + 0.79 * 30 * 86400)
    await ask(net, "/movie/2")
    assert gate.logins == 1
    monkeypatch.setattr(login_module, "monotonic", lambda: begin + 0.81 * 30 * 86400)
    await ask(net, "/movie/3")
    assert gate.logins == 2


async def test_a_refused_login_is_a_refused_key_and_is_not_tried_again(net: Net) -> None:
    net.server.answers["/login"] = [answer(401, f'{{"message": "InvalidAPIKey {KEY} {PIN}"}}'.encode())]
    results = await asyncio.gather(*(ask(net, f"/movie/{n}") for n in range(9)), return_exceptions=True)
    assert {type(result) for result in results} == {KeyRefusedError}
    assert len(net.server.seen) == 1
    assert KEY not in str(results[0]) and PIN not in str(results[0]) and "InvalidAPIKey ***" in str(results[0])


@pytest.mark.usefixtures("no_waiting")
async def test_a_login_that_is_down_is_a_provider_that_is_down(net: Net) -> None:
    net.server.answers["/login"] = [answer(500, b"", "text/plain")]
    results = await asyncio.gather(*(ask(net, f"/movie/{n}") for n in range(9)), return_exceptions=True)
    assert {type(result) for result in results} == {ProviderDownError} and len(net.server.seen) == 4


@pytest.mark.parametrize("body", [b"{}", b'{"data": {"token": ""}}', b'{"data": {"token": "a\\r\\nX: y"}}', b"[]"])
async def test_an_answer_without_a_token_is_an_error(net: Net, body: bytes) -> None:
    net.server.answers["/login"] = [answer(200, body)]
    with pytest.raises(ProviderError, match="no token"):
        await ask(net, "/movie/1")


async def test_a_login_is_never_sent_elsewhere(net: Net) -> None:
    net.server.answers["/login"] = [answer(307, b"", "text/plain", "Location: /elsewhere")]
    with pytest.raises(ProviderError, match="redirects"):
        await ask(net, "/movie/1")
    assert [seen.path for seen in net.server.seen] == ["/login"]


async def test_neither_login_nor_token_is_kept_or_shown(net: Net, gate: Gate) -> None:
    await ask(net, "/movie/1")
    net.server.answers["/movie/2"] = [answer(400, json.dumps({"message": f"bad {gate.token}"}).encode())]
    with pytest.raises(ProviderError) as raised:
        await ask(net, "/movie/2")
    assert "CANARY" not in str(raised.value) and "bad ***" in str(raised.value)
    assert "CANARY" not in repr(LOGIN) + repr(net.tmdb) + repr(net.events)
    await net.client.__aexit__(None, None, None)
    assert not any(b"CANARY" in body for body in bodies_below(net.directory))


def bodies_below(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


NO_LIFE = ["", "opaque", "a.b.c", "a.!!.c", jwt(exp=5.0), jwt(exp=math.inf), "a.MQ.c", "a.W10.c"]


@pytest.mark.parametrize("token", NO_LIFE)
def test_a_token_that_tells_no_life_lives_until_it_is_refused(token: str) -> None:
    assert life_of(token) == math.inf


def test_the_life_of_a_token_does_not_depend_on_our_clock_when_it_says_when_it_began() -> None:
    assert life_of(jwt(iat=1000.0, exp=4600.0)) == 3600
    assert life_of(jwt(exp=time.time() + 3600)) == pytest.approx(3600, abs=5)
