"""One connection pool for each host behind one transport, all with one TLS context."""

from __future__ import annotations

import ssl
from functools import cache

import anyio
import httpx

from emm_tui.net.addresses import Origin

_KEEPALIVE_SECONDS = 15.0


@cache
def tls_context() -> ssl.SSLContext:
    """The one context of the process: it costs 25 ms. SSL_CERT_FILE adds a company's own authority."""
    return httpx.create_ssl_context()


class Host:
    """The pool of one origin; `limiter` lets no more requests in than the pool has connections.

    A task that waits inside httpx's pool and is cancelled can leave the pool dead; here nobody waits inside.
    """

    def __init__(self, size: int, proxy: str | None) -> None:
        self.limiter = anyio.CapacityLimiter(size)
        self.transport = httpx.AsyncHTTPTransport(
            verify=tls_context(),
            trust_env=False,
            http1=True,
            http2=False,
            proxy=proxy,
            limits=httpx.Limits(
                max_connections=size, max_keepalive_connections=size, keepalive_expiry=_KEEPALIVE_SECONDS
            ),
        )


class Hosts(httpx.AsyncBaseTransport):
    """The transport that sends each request through the pool of its host; `size` connections a host.

    The proxy is for the world outside: this machine is asked directly.
    """

    def __init__(self, size: int, proxy: str | None = None) -> None:
        self._size = max(1, size)
        self._proxy = proxy
        self._hosts: dict[Origin, Host] = {}
        self._retired: list[Host] = []

    def of(self, url: httpx.URL) -> Host:
        """The pool for `url`, made on first use."""
        origin = Origin.of(url)
        host = self._hosts.get(origin)
        if host is None:
            host = self._hosts[origin] = Host(self._size, None if origin.loopback else self._proxy)
        return host

    def renew(self, url: httpx.URL) -> None:
        """Gives `url` a new pool: the old one hangs, and is closed at the end."""
        self._retired.append(self._hosts.pop(Origin.of(url)))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Sends one request."""
        return await self.of(request.url).transport.handle_async_request(request)

    async def aclose(self) -> None:
        """Closes all connections."""
        for host in (*self._hosts.values(), *self._retired):
            await host.transport.aclose()
