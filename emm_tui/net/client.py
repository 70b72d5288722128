"""The one HTTP client of a session: endpoints for providers, a cache before them, an orderly end."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from types import TracebackType
from typing import Self

import httpx

import emm_tui
from emm_tui.config import Config, ProviderConfig
from emm_tui.domain.errors import ConfigError
from emm_tui.domain.events import Emit
from emm_tui.domain.metrics import Metrics
from emm_tui.net.addresses import Origin, check_base
from emm_tui.net.cache import Cache
from emm_tui.net.endpoint import Endpoint, Shared
from emm_tui.net.hosts import Hosts
from emm_tui.net.lane import Lane
from emm_tui.net.sender import Sender
from emm_tui.net.shelf import Shelf
from emm_tui.net.units import parse_ttl

CONNECT_SECONDS = 10.0
POOL_SECONDS = 5.0
PICTURES = "images"

# Their INFO lines hold whole addresses, and their DEBUG lines headers: keys and all.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Client:
    """Opens endpoints; an async context manager.

    `not_before` (Unix seconds) makes it a refresh: answers stored before are asked for again, once.
    `degraded` are the providers that were down and answered out of the cache with something stale.
    """

    def __init__(
        self, config: Config, cache: Cache, metrics: Metrics, emit: Emit, *, not_before: float | None = None
    ) -> None:
        network = config.network
        self.degraded: set[str] = set()
        self._emit = emit
        self._config = config
        hosts = Hosts(network.max_connections, _proxy(network.proxy))
        self._http = httpx.AsyncClient(
            transport=hosts,
            trust_env=False,
            headers={"Accept-Encoding": "gzip", "User-Agent": f"emm-tui/{emm_tui.__version__}"},
            timeout=httpx.Timeout(None, connect=min(CONNECT_SECONDS, network.timeout), pool=POOL_SECONDS),
        )
        self._shelf = Shelf(cache, metrics, emit)
        self._picture_lanes: dict[Origin, Lane] = {}
        self._shared = Shared(
            sender=Sender(self._http, hosts, emit),
            shelf=self._shelf,
            deadline=network.timeout,
            ttl=parse_ttl(config.cache.ttl),
            offline=config.cache.offline,
            not_before=not_before or 0.0,
            degraded=self.degraded,
            picture_lane=self._picture_lane,
        )

    def endpoint(
        self,
        name: str,
        *,
        base_url: str,
        config: ProviderConfig,
        headers: Mapping[str, str] | None = None,
        secret_params: Mapping[str, str] | None = None,
        image_hosts: Collection[str] = (),
    ) -> Endpoint:
        """The way to one provider.

        `headers` and `secret_params` go with each API request and are never shown or cached.
        ConfigError when `base_url` is neither https nor on a loopback address.
        """
        base = check_base(base_url, f"providers.{name}.base_url")
        lane = Lane(name, self._cap(config.concurrency), config.requests_per_second, self._emit)
        return Endpoint(self._shared, lane, base, config, headers or {}, secret_params or {}, image_hosts)

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._shelf.close()
        await self._http.__aexit__(kind, error, trace)

    def _picture_lane(self, origin: Origin) -> Lane:
        lane = self._picture_lanes.get(origin)
        if lane is None:
            lane = Lane(PICTURES, self._cap(self._config.artwork.concurrency), 0, self._emit)
            self._picture_lanes[origin] = lane
        return lane

    def _cap(self, concurrency: int) -> int:
        return max(1, min(concurrency, self._config.network.max_connections))


def _proxy(address: str) -> str | None:
    """The proxy's address, checked here so that an error shows the key and not the password in it."""
    if not address:
        return None
    try:
        valid = httpx.URL(address).scheme in ("http", "https") and bool(httpx.URL(address).host)
    except (httpx.InvalidURL, ValueError, TypeError):
        valid = False
    if not valid:
        raise ConfigError("network.proxy: not an address of an HTTP proxy.", "Write http://host:port.")
    return address
