"""One client: one TLS context, no surroundings, no secret in what it says, an orderly end."""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from pathlib import Path
from typing import Any

import anyio.lowlevel
import httpx
import pytest
import respx

from emm_tui.config import Config
from emm_tui.domain.errors import ConfigError, KeyRefusedError, ProviderDownError, ProviderError
from emm_tui.domain.events import nobody
from emm_tui.domain.metrics import Metrics
from emm_tui.net import hosts
from emm_tui.net.cache import open_cache, read_stats
from emm_tui.net.client import Client
from emm_tui.net.login import Login
from tests.net.conftest import KEY, Net, Open
from tests.rigs.fault_server import GOOD, FaultServer, answer

API = "https://api.example.org/3"


def open_client(tmp_path: Path, config: Config | None = None) -> Client:
    config = config or Config()
    return Client(config, open_cache(config.cache, tmp_path), Metrics(), nobody)


@respx.mock
async def test_headers_and_keys_go_with_each_request(tmp_path: Path, respx_mock: respx.MockRouter) -> None:
    route = respx_mock.get("https://api.example.org/3/movie/7").respond(json={"id": 7})
    async with open_client(tmp_path) as client:
        headers = {"Authorization": f"Bearer {KEY}"}
        tmdb = client.endpoint("tmdb", base_url=API, config=Config().providers.tmdb, headers=headers)
        await tmdb.get("/movie/7", {"language": "en-US", "page": 2}, operation="tmdb.movie")
        assert KEY not in repr(tmdb)
    sent = route.calls.last.request
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert sent.headers["accept-encoding"] == "gzip" and sent.headers["user-agent"].startswith("emm-tui/")
    assert dict(sent.url.params) == {"language": "en-US", "page": "2"}


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (httpx.ConnectError("secret in here: " + KEY), 4),
        (httpx.ReadTimeout(KEY), 4),
        (httpx.RemoteProtocolError(KEY), 4),
        (httpx.PoolTimeout(KEY), 4),
        (httpx.ProxyError(KEY), 1),
        (httpx.UnsupportedProtocol(KEY), 1),
        (httpx.InvalidURL(KEY), 1),
        (OSError(KEY), 4),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_every_error_of_the_library_becomes_ours(
    tmp_path: Path, respx_mock: respx.MockRouter, error: Exception, tries: int
) -> None:
    route = respx_mock.get(API + "/movie/7").mock(side_effect=error)
    async with open_client(tmp_path) as client:
        tmdb = client.endpoint("tmdb", base_url=API, config=Config().providers.tmdb)
        with pytest.raises(ProviderError) as raised:
            await tmdb.get("/movie/7", operation="tmdb.movie")
    assert route.call_count == tries
    assert KEY not in str(raised.value) and raised.value.__context__ is None


async def test_a_host_that_speaks_no_tls_is_asked_once(open_net: Open) -> None:
    connections = []

    def babble(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(1)
        writer.write(b"220 mail.example.org ready\r\n")

    async with await asyncio.start_server(babble, "127.0.0.1", 0) as mail:
        net = await open_net(base=f"https://127.0.0.1:{mail.sockets[0].getsockname()[1]}")
        with pytest.raises(ProviderDownError, match="does not speak TLS"):
            await net.tmdb.get("/movie/7", operation="tmdb.movie")
    assert len(connections) == 1


@pytest.mark.usefixtures("no_waiting")
async def test_a_handshake_that_is_cut_is_tried_again(open_net: Open) -> None:
    connections = []

    def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(1)
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as broken:
        net = await open_net(base=f"https://127.0.0.1:{broken.sockets[0].getsockname()[1]}")
        with pytest.raises(ProviderDownError, match=r"cannot be reached|broke off"):
            await net.tmdb.get("/movie/7", operation="tmdb.movie")
    assert len(connections) == 4


async def test_a_bad_certificate_is_never_tried_again(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    async def distrusts(_request: httpx.Request) -> httpx.Response:
        tries.append(1)
        try:
            raise ssl.SSLCertVerificationError(1, "self-signed certificate")
        except ssl.SSLError as error:
            raise httpx.ConnectError("TLS") from error

    pool = net.client._shared.sender._hosts.of(httpx.URL(net.server.url))
    monkeypatch.setattr(pool.transport, "handle_async_request", distrusts)
    with pytest.raises(ProviderDownError, match="certificate that cannot be trusted"):
        await net.tmdb.get("/movie/7", operation="tmdb.movie")
    assert len(tries) == 1


async def test_a_key_that_the_provider_sends_back_is_masked(net: Net) -> None:
    body = f'{{"status_message": "The key {KEY} is not valid.\\u001b[2J"}}'.encode()
    net.server.answers["/refused"] = [answer(401, body)]
    net.server.answers["/wrong"] = [answer(400, body)]
    for path, kind in (("/wrong", ProviderError), ("/refused", KeyRefusedError)):
        with pytest.raises(kind) as raised:
            await net.tmdb.get(path, operation="tmdb.movie")
        assert "The key *** is not valid." in str(raised.value)
        assert KEY not in repr(raised.value) and "\x1b" not in str(raised.value)


async def test_nothing_of_a_request_is_logged(net: Net, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.setLevel(logging.DEBUG)
    logging.getLogger().setLevel(logging.DEBUG)
    await net.tmdb.get("/movie/7", operation="tmdb.movie")
    assert KEY not in caplog.text and "/movie/7" not in caplog.text


@pytest.mark.parametrize(
    "base",
    ["http://api.example.org/3", "ftp://x/", "", "api.example.org", "https://u:p@x.example/", "https://x.example/?k=1"],
)
async def test_a_base_address_that_cannot_be_asked_is_a_config_error(tmp_path: Path, base: str) -> None:
    async with open_client(tmp_path) as client:
        with pytest.raises(ConfigError, match=r"providers\.tmdb\.base_url"):
            client.endpoint("tmdb", base_url=base, config=Config().providers.tmdb)


@pytest.mark.parametrize("base", ["http://localhost:1/x", "http://127.0.0.1:1", "http://[::1]:1/", "https://x.example"])
async def test_https_and_loopback_are_asked(tmp_path: Path, base: str) -> None:
    async with open_client(tmp_path) as client:
        assert client.endpoint("tmdb", base_url=base, config=Config().providers.tmdb).name == "tmdb"


@pytest.mark.parametrize("proxy", ["nonsense", "socks9://me:sesame@127.0.0.1:1", "http://", "http://[::bad"])
def test_a_senseless_proxy_is_a_config_error_without_its_password(tmp_path: Path, proxy: str) -> None:
    config = Config()
    config.network.proxy = proxy
    with pytest.raises(ConfigError, match=r"network\.proxy") as raised:
        open_client(tmp_path, config)
    assert "sesame" not in str(raised.value)


async def test_the_proxy_comes_from_the_config_alone(open_net: Open, net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert await (await open_net()).tmdb.get("/movie/7", operation="tmdb.movie") == GOOD
    config = Config()
    config.network.proxy = net.server.url
    net.server.answers["api.example.org:443"] = [answer(407, b"")]
    proxied = await open_net(config, base="https://api.example.org/3")
    with pytest.raises(ProviderDownError):
        await proxied.tmdb.get("/movie/9", operation="tmdb.movie")
    assert net.server.seen[-1].target == "api.example.org:443" and KEY not in repr(net.server.seen[-1])
    assert await (await open_net(config)).tmdb.get("/movie/9", operation="tmdb.movie") == GOOD


async def test_login_page_and_file_go_through_the_proxy_and_keep_their_keys_from_it(
    open_net: Open, net: Net, tmp_path: Path
) -> None:
    config = Config()
    config.network.proxy = net.server.url
    net.server.answers["api.example.org:443"] = [answer(407, b"")]
    login = Login("/login", {"apikey": KEY}, bytes.decode)
    proxied = await open_net(config, base="https://api.example.org/3", login=login)
    for ask in (
        proxied.tmdb.get("/movie/9", operation="tmdb.movie"),
        proxied.tmdb.page("/title", operation="tmdb.title"),
        proxied.tmdb.file("/all.gz", tmp_path / "all.gz", operation="tmdb.file"),
    ):
        with pytest.raises(ProviderDownError, match=r"network\.proxy"):
            await ask
    assert {(seen.method, seen.target) for seen in net.server.seen} == {("CONNECT", "api.example.org:443")}
    assert KEY not in repr(net.server.seen)


async def test_there_is_one_tls_context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts.tls_context.cache_clear()
    made = []
    original = ssl.create_default_context

    def counted(*arguments: Any, **named: Any) -> ssl.SSLContext:
        made.append(1)
        return original(*arguments, **named)

    monkeypatch.setattr(ssl, "create_default_context", counted)
    for _ in range(3):
        async with open_client(tmp_path) as client:
            assert client._http is not None
            for host in "abc":
                client._shared.sender._hosts.of(httpx.URL(f"https://{host}.example/"))
    assert made == [1]


async def test_a_client_that_was_never_used_costs_no_tls_context(tmp_path: Path) -> None:
    hosts.tls_context.cache_clear()
    async with open_client(tmp_path) as client:
        client.endpoint("tmdb", base_url=API, config=Config().providers.tmdb)
    assert hosts.tls_context.cache_info().currsize == 0


async def test_hits_and_misses_are_on_record_when_the_client_has_closed(tmp_path: Path, net: Net) -> None:
    for _ in range(3):
        await net.tmdb.get("/movie/7", operation="tmdb.movie")
    await net.client.__aexit__(None, None, None)
    stats = read_stats(open_cache(Config().cache, tmp_path))
    assert (stats["tmdb"]["hits"], stats["tmdb"]["misses"], stats["tmdb"]["entries"]) == (2, 1, 1)


async def test_a_cancelled_run_keeps_what_it_had(tmp_path: Path, server: FaultServer) -> None:
    async def run() -> None:
        async with open_client(tmp_path) as client:
            tmdb = client.endpoint("tmdb", base_url=server.url, config=Config().providers.tmdb)
            await tmdb.get("/movie/7", operation="tmdb.movie")
            await tmdb.get("/hang", operation="tmdb.movie")

    task = asyncio.create_task(run())
    while not server.count("/hang"):
        await anyio.lowlevel.checkpoint()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert read_stats(open_cache(Config().cache, tmp_path))["tmdb"]["misses"] == 2


async def test_answers_written_at_the_same_time_are_written_together(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []
    original = net.cache.set_many

    def slow(entries: dict[str, object]) -> None:
        batches.append(len(entries))
        time.sleep(0.05)
        original(entries)  # type: ignore[arg-type]

    monkeypatch.setattr(net.cache, "set_many", slow)
    await asyncio.gather(*(net.tmdb.get(f"/movie/{n}", operation="tmdb.movie") for n in range(16)))
    assert sum(batches) == 16 and len(batches) <= 8
