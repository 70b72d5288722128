"""Every provider in every kind of trouble, through the real client: one of our errors, few requests, a state."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from emm_tui.config import Config, Secret
from emm_tui.domain.errors import KeyRefusedError, ProviderError
from emm_tui.domain.events import nobody
from emm_tui.domain.metrics import Metrics
from emm_tui.net.cache import open_cache
from emm_tui.net.client import Client
from emm_tui.providers.registry import open_providers
from tests.net.conftest import KEY, no_waiting, server
from tests.net.troubles import TROUBLES, suffer
from tests.providers.test_contract import IDS, KINDS, NAMES
from tests.rigs.fault_server import FaultServer

__all__ = ["no_waiting", "server"]
pytestmark = pytest.mark.usefixtures("no_waiting")
KEYLESS = {"imdb"}
ASKS = 12


@pytest.fixture
async def client(server: FaultServer, tmp_path: Path) -> AsyncIterator[Client]:
    """A client of providers that all live on one server, in a folder of their own each."""
    config = Config()
    config.network.timeout = 5
    for name in NAMES:
        own = getattr(config.providers, name)
        own.base_url, own.requests_per_second = f"{server.url}/{name}", 1000
    config.providers.imdb.suggestion_url = f"{server.url}/imdb/suggestion"
    config.providers.imdb.web = True
    config.providers.tmdb.token = Secret(KEY)
    for with_key in (config.providers.omdb, config.providers.fanarttv, config.providers.tvdb):
        with_key.api_key = Secret(KEY)
    metrics = Metrics()
    async with Client(config, open_cache(config.cache, tmp_path), metrics, nobody, state=tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", [name for name, trouble in TROUBLES.items() if trouble.says])
async def test_trouble_is_one_of_our_errors_after_few_requests(
    client: Client, server: FaultServer, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    trouble = TROUBLES[kind]
    suffer(server, monkeypatch, trouble)
    provider = open_providers(client, client._config)[name]
    for _ in range(ASKS // 4):
        for title in KINDS:
            for ask in (provider.fetch(title, IDS, (1,)), provider.find(title, "imdb", IDS["imdb"])):
                try:
                    assert not await ask
                except ProviderError as error:
                    assert error.provider == name and KEY not in str(error)
                    refused = trouble.error is KeyRefusedError and name not in KEYLESS
                    assert isinstance(error, KeyRefusedError) is refused
    assert 0 < len(server.seen) <= max(ASKS, 2 * trouble.most)
    assert {seen.path.split("/")[1] for seen in server.seen} == {name}
    state, _ = client.states()[name]
    assert state == ("down" if name in KEYLESS and trouble.state == "refused" else trouble.state)
    assert {other: told for other, (told, _) in client.states().items() if other != name and told != "ok"} == {}
