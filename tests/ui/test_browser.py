"""The TUI in a browser: the same screen, for who has the key, from our own page."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import aiohttp
import pytest

from emm_tui.domain.errors import UsageError
from emm_tui.ui.browser import BrowserServer

CHROMIUM = shutil.which("chromium")
PROGRAM = [sys.executable, "-m", "emm_tui", "serve", "--page"]


@pytest.fixture
async def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[BrowserServer]:
    monkeypatch.setenv("EMM_HOME", str(tmp_path))
    server = BrowserServer(PROGRAM)
    async with server.serving(0):
        yield server


async def status(client: aiohttp.ClientSession, url: str, **headers: str) -> int:
    async with client.get(url, headers=headers, allow_redirects=False) as answer:
        return answer.status


async def test_the_page_shows_the_screen_and_takes_keys(server: BrowserServer) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        async with client.get(server.address) as page:
            assert page.status == 200 and "/ws" in await page.text()
        async with client.ws_connect(f"{server.public_url}/ws?width=100&height=30") as socket:
            assert b"The library has no source yet" in await _until(socket, b"no source yet")
            await socket.send_json(["stdin", "?"])
            assert await _until(socket, b"filter: words")


async def _until(socket: aiohttp.ClientWebSocketResponse, wanted: bytes) -> bytes:
    seen = b""
    async with asyncio.timeout(60):
        while wanted not in seen:
            message = await socket.receive()
            if message.type is aiohttp.WSMsgType.BINARY:
                seen += message.data
            elif message.type is not aiohttp.WSMsgType.TEXT:
                raise AssertionError(f"it has ended: {seen!r}")
    return seen


async def test_nobody_gets_in_without_the_key(server: BrowserServer) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        for path in ("/", "/ws", "/static/js/textual.js", "/?key=wrong", "/?key=%ff%c3%a9"):
            assert await status(client, server.public_url + path) == 403
        assert await status(client, server.address) == 303
        assert await status(client, server.public_url + "/") == 200


async def test_another_page_or_another_name_gets_nothing(server: BrowserServer) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        assert await status(client, server.address) == 303
        assert await status(client, f"{server.public_url}/ws", Origin="http://evil.example") == 403
        assert await status(client, f"{server.public_url}/", Host=f"evil.example:{server.port}") == 403
        assert await status(client, server.address, Host=f"evil.example:{server.port}") == 403


async def test_a_port_that_is_taken_is_said(server: BrowserServer) -> None:
    with pytest.raises(UsageError, match="--port"):
        async with BrowserServer(PROGRAM).serving(server.port):
            raise AssertionError("it was free")


@pytest.mark.rig
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
async def test_a_real_browser_draws_it(server: BrowserServer) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
        browser = await asyncio.create_subprocess_exec(
            str(CHROMIUM), *options, f"--user-data-dir={profile}", "about:blank", stderr=DEVNULL
        )
        try:
            async with asyncio.timeout(60), aiohttp.ClientSession() as client:
                port = await asyncio.to_thread(_port, Path(profile) / "DevToolsActivePort")
                await _draw(client, port, server.address)
        finally:
            browser.kill()
            await browser.wait()


def _port(file: Path) -> str:
    for _ in range(600):
        if file.exists() and (said := file.read_text().split()):
            return said[0]
        time.sleep(0.05)
    raise AssertionError("the browser does not start")


async def _draw(client: aiohttp.ClientSession, port: str, address: str) -> None:
    async with client.get(f"http://127.0.0.1:{port}/json") as pages:
        page = (await pages.json())[0]["webSocketDebuggerUrl"]
    async with client.ws_connect(page, max_msg_size=0) as socket:
        await _call(socket, "Page.navigate", url=address)
        drawn = False
        while not drawn:
            found = await _call(socket, "Runtime.evaluate", expression="document.body.className")
            drawn = "-first-byte" in str(found["result"].get("value"))
            await asyncio.sleep(0.1)


async def _call(socket: aiohttp.ClientWebSocketResponse, method: str, **arguments: str) -> Any:
    await socket.send_json({"id": 1, "method": method, "params": arguments})
    while (answer := await socket.receive_json()).get("id") != 1:
        pass
    return answer["result"]
