"""The one HTTP client of a session: endpoints for providers, a cache before them, an orderly end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

import emm_tui
from emm_tui.config import Config, ProviderConfig
from emm_tui.domain.errors import ConfigError
from emm_tui.domain.events import Emit
from emm_tui.domain.metrics import Level, Metrics
from emm_tui.net.addresses import Origin, check_base
from emm_tui.net.cache import Cache
from emm_tui.net.caller import Caller, Keys
from emm_tui.net.endpoint import Endpoint, Shared
from emm_tui.net.hosts import Hosts
from emm_tui.net.lane import STATES, Lane
from emm_tui.net.login import Login
from emm_tui.net.quota import Quota
from emm_tui.net.sender import Sender
from emm_tui.net.shelf import Shelf
from emm_tui.net.units import parse_ttl

CONNECT_SECONDS = 10.0
PICTURES = "images"

# Their INFO lines hold whole addresses, and their DEBUG lines headers: keys and all.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Client:
    """Opens endpoints; an async context manager.

    `not_before` (Unix seconds) makes it a refresh: answers stored before are asked for again, once. With `any_age`
    whatever is in the cache is fresh. `state` is the folder where requests of a day are counted across runs.
    `degraded` are the providers that were down and answered out of the cache with something stale.
    """

    def __init__(
        self,
        config: Config,
        cache: Cache,
        metrics: Metrics,
        emit: Emit,
        *,
        not_before: float | None = None,
        any_age: bool = False,
        state: Path | None = None,
    ) -> None:
        network = config.network
        self.degraded: set[str] = set()
        self._emit = emit
        self._metrics = metrics
        self._config = config
        hosts = Hosts(network.max_connections, _proxy(network.proxy))
        self._http = httpx.AsyncClient(
            transport=hosts,
            trust_env=False,
            headers={"Accept-Encoding": "gzip", "User-Agent": f"emm-tui/{emm_tui.__version__}"},
            timeout=httpx.Timeout(None, connect=min(CONNECT_SECONDS, network.timeout)),
        )
        self._shelf = Shelf(cache, metrics, emit)
        self._state = state
        self._lanes: list[Lane] = []
        self._picture_lanes: dict[Origin, Lane] = {}
        self._shared = Shared(
            sender=Sender(self._http, hosts, emit),
            shelf=self._shelf,
            ttl=parse_ttl(config.cache.ttl),
            offline=config.cache.offline,
            not_before=not_before or 0.0,
            any_age=any_age,
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
        login: Login | None = None,
        used_up: Callable[[bytes], bool] | None = None,
        per_day: int | None = None,
        setting: str = "base_url",
    ) -> Endpoint:
        """The way to one provider.

        `headers` and `secret_params` go with each API request and are never shown or cached; with a `login` a token
        does. `used_up` tells of the body of a 401, 403 or 429 that the day's requests are gone, and `per_day` is how
        many there are: then nothing is asked before the next UTC day.
        ConfigError, which names `setting`, when `base_url` is neither https nor on a loopback address.
        """
        base = check_base(base_url, f"providers.{name}.{setting}")
        quota = None if per_day is None else Quota(name, per_day, self._state)
        lane = self._lane(name, config.concurrency, config.requests_per_second, quota)
        keys = Keys(headers or {}, secret_params or {}, login, used_up)
        caller = Caller(self._shared.sender, lane, base, config, keys, self._config.network.timeout)
        return Endpoint(self._shared, name, caller, config, image_hosts)

    def states(self) -> dict[str, tuple[str, str]]:
        """Provider -> (ok|paused|down|refused, why), the worst of its ways; its pictures' hosts are `images`."""
        lanes = sorted(self._lanes, key=lambda lane: STATES.index(lane.state))
        return {lane.name: (lane.state, lane.detail) for lane in lanes}

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
            lane = self._lane(PICTURES, self._config.artwork.concurrency, 0)
            self._picture_lanes[origin] = lane
        return lane

    def _lane(self, name: str, concurrency: int, rate: float, quota: Quota | None = None) -> Lane:
        cap = max(1, min(concurrency, self._config.network.max_connections))
        lane = Lane(name, cap, rate, self._emit, quota)
        self._lanes.append(lane)
        self._metrics.levels[name] = partial(self._level, name)
        return lane

    def _level(self, name: str) -> Level:
        """How full all ways of one name are together."""
        levels = [lane.level() for lane in self._lanes if lane.name == name]
        return Level(*(sum(getattr(level, field) for level in levels) for field in ("used", "limit", "waiting")))


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
