"""The connections of each host behind one transport, all with one TLS context."""

from __future__ import annotations

import ssl
from functools import cache

import anyio
import httpx

from emm_tui.net.addresses import Origin
from emm_tui.net.connections import open_connections


@cache
def tls_context() -> ssl.SSLContext:
    """The one context of the process: it costs 25 ms. SSL_CERT_FILE adds a company's own authority."""
    return httpx.create_ssl_context()


class Host:
    """The connections of one origin; `limiter` lets no more requests in than there may be connections."""

    def __init__(self, size: int, proxy: str | None) -> None:
        self.limiter = anyio.CapacityLimiter(size)
        self.transport = open_connections(tls_context(), proxy)


class Hosts(httpx.AsyncBaseTransport):
    """The transport that sends each request over the connections of its host, at most `size` of them.

    The proxy is for the world outside: this machine is asked directly.
    """

    def __init__(self, size: int, proxy: str | None = None) -> None:
        self._size = max(1, size)
        self._proxy = proxy
        self._hosts: dict[Origin, Host] = {}

    def of(self, url: httpx.URL) -> Host:
        """The host of `url`, made on first use."""
        origin = Origin.of(url)
        host = self._hosts.get(origin)
        if host is None:
            host = self._hosts[origin] = Host(self._size, None if origin.loopback else self._proxy)
        return host

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Sends one request."""
        return await self.of(request.url).transport.handle_async_request(request)

    async def aclose(self) -> None:
        """Closes all connections."""
        for host in self._hosts.values():
            await host.transport.aclose()
