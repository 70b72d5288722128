"""The connections to one host: kept open for a while, and the one used last is used again first."""

from __future__ import annotations

import ssl
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator
from time import monotonic
from typing import Any, NoReturn, cast

import anyio
import httpcore
import httpx

_KEEPALIVE_SECONDS = 15.0
_ERRORS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)

Connection = httpcore.AsyncConnectionInterface


class Connections(httpx.AsyncBaseTransport):
    """Sends requests to one host, each over a connection that is free, else over a new one.

    How many there are is the caller's to bound. httpx's own pool asks the system about each of its connections before
    and after each request, which costs more than the request does.
    """

    def __init__(self, maker: httpcore.AsyncConnectionPool) -> None:
        self._maker = maker
        self._free: deque[tuple[Connection, float]] = deque()
        self._closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body still to be read; its connection is free again when it is closed."""
        asked = _asked(request)
        connection = await self._take(asked.url.origin)
        try:
            answer = await connection.handle_async_request(asked)
        except _ERRORS as error:
            await _close(connection)
            _raise(error)
        except BaseException:
            await _close(connection)
            raise
        body = _Body(cast(AsyncIterable[bytes], answer.stream), self, connection)
        return httpx.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)

    async def give_back(self, connection: Connection) -> None:
        """Keeps a connection whose answer was read to its end; any other one is closed, as are those that got old."""
        if self._closed or not connection.is_idle():
            await _close(connection)
            return
        now = monotonic()
        self._free.append((connection, now))
        while self._free and self._free[0][1] < now - _KEEPALIVE_SECONDS:  # others take some while one is closed
            await _close(self._free.popleft()[0])

    async def aclose(self) -> None:
        """Closes all that are free; those in use are when they are given back."""
        self._closed = True
        while self._free:
            await _close(self._free.pop()[0])

    async def _take(self, origin: httpcore.Origin) -> Connection:
        while self._free:
            connection, _ = self._free.pop()
            if not connection.has_expired():
                return connection
            await _close(connection)
        return self._maker.create_connection(origin)


class _Body(httpx.AsyncByteStream):
    """The body of an answer on its connection."""

    def __init__(self, parts: AsyncIterable[bytes], owner: Connections, connection: Connection) -> None:
        self._parts = parts
        self._owner = owner
        self._connection: Connection | None = connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for part in self._parts:
                yield part
        except _ERRORS as error:
            _raise(error)

    async def aclose(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with anyio.CancelScope(shield=True):
            try:
                await cast(Any, self._parts).aclose()
            finally:
                await self._owner.give_back(connection)


def open_connections(tls: ssl.SSLContext, proxy: str | None) -> Connections:
    """Connections to one host, made with a TLS context, through an HTTP proxy if there is one."""
    options: dict[str, Any] = {"ssl_context": tls, "keepalive_expiry": _KEEPALIVE_SECONDS}
    if proxy is None:
        return Connections(httpcore.AsyncConnectionPool(**options))
    through = httpx.Proxy(proxy)
    options |= {"proxy_auth": through.raw_auth, "proxy_headers": through.headers.raw}
    return Connections(httpcore.AsyncHTTPProxy(proxy_url=_url(through.url), **options))


def _asked(request: httpx.Request) -> httpcore.Request:
    return httpcore.Request(
        request.method,
        _url(request.url),
        headers=request.headers.raw,
        content=cast(httpx.AsyncByteStream, request.stream),
        extensions=request.extensions,
    )


def _url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


async def _close(connection: Connection) -> None:
    with anyio.CancelScope(shield=True):
        await connection.aclose()


def _raise(error: Exception) -> NoReturn:
    """The same error as one of httpx, which is what callers know."""
    kind: type[httpx.HTTPError] = getattr(httpx, type(error).__name__)
    raise kind(str(error)) from error
