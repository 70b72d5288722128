"""The TUI in a browser on this machine: textual-serve behind a key, so that nobody else's page can press ours."""

from __future__ import annotations

import asyncio
import hmac
import secrets
import shlex
from collections.abc import Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from emm_tui.domain.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HOST = "127.0.0.1"
COOKIE = "emm-key"
PATIENCE = 5.0
"""Seconds that the program of a page has to save its state."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Page(AppService):
    """The program behind one page; `stop` returns when it has really ended."""

    async def stop(self) -> None:
        """Tells the program to leave, which saves its state; one that does not is killed."""
        with suppress(ConnectionError):
            await super().stop()
        if self._process is None:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


class BrowserServer(Server):
    """Starts the program anew for each page that is opened at `address`, and ends it with the page.

    Anybody on this machine, and any page in a browser on it, can reach a port of it: the key in the address becomes a
    cookie, without which nothing is answered; a socket is opened from our own page only.
    """

    def __init__(self, command: Sequence[str]) -> None:
        super().__init__("exec " + shlex.join(command), host=HOST, title="emm")
        self.key = secrets.token_urlsafe(16)

    @property
    def address(self) -> str:
        """What to open."""
        return f"{self.public_url}/?key={self.key}"

    @asynccontextmanager
    async def serving(self, port: int) -> AsyncIterator[None]:
        """Answers at `port`, 0 for a free one. UsageError when it is taken."""
        app = await self._make_app()
        app.middlewares.append(self._guard)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=PATIENCE + 1)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, port).start()
            self.port = runner.addresses[0][1]
            self.public_url = f"http://{HOST}:{self.port}"
            yield
        except OSError as error:
            raise UsageError(f"Port {port} cannot be had: {error.strerror}.", "Take another with --port N.") from error
        finally:
            await runner.cleanup()

    async def on_startup(self, app: web.Application) -> None:
        """Says nothing: the command line does."""

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Runs the program for as long as the page is open."""
        socket = web.WebSocketResponse(heartbeat=15)
        await socket.prepare(request)

        async def close() -> None:
            await socket.close()

        page = Page(
            self.command,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        width, height = (to_int(request.query.get(name, ""), size) for name, size in (("width", 80), ("height", 24)))
        try:
            await page.start(width, height)
            await self._process_messages(socket, page)
        finally:
            await page.stop()
        return socket

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Lets in who has the key, under our own name only: another name that leads here is somebody's trick."""
        if request.host != f"{HOST}:{self.port}":
            raise web.HTTPForbidden(text="Open the address that emm serve printed.")
        if self._is_key(request.query.get("key", "")):
            entry = web.HTTPSeeOther("/")
            entry.set_cookie(COOKIE, self.key, httponly=True, samesite="Strict")
            raise entry
        if not self._is_key(request.cookies.get(COOKIE, "")):
            raise web.HTTPForbidden(text="Open the address that emm serve printed, with its key.")
        if request.headers.get("Origin", self.public_url) != self.public_url:
            raise web.HTTPForbidden(text="Not from that page.")
        return await handler(request)

    def _is_key(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.key.encode())


async def serve(command: Sequence[str], port: int, announce: Callable[[str], None]) -> None:
    """Serves `command` until it is cancelled; `announce` is told the address to open."""
    server = BrowserServer(command)
    async with server.serving(port):
        announce(server.address)
        await asyncio.Event().wait()
