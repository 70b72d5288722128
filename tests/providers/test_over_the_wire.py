"""OMDb, Fanart.tv and IMDb through the real client: keys, plain noes, days that are used up, pages behind a wall."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
import respx

from emm_tui.config import Config, Secret
from emm_tui.domain.errors import ConfigError, KeyRefusedError, ProviderDownError
from emm_tui.domain.events import Event, ProviderStateChanged
from emm_tui.domain.metrics import Metrics
from emm_tui.net.cache import open_cache
from emm_tui.net.client import Client
from emm_tui.providers import Provider
from emm_tui.providers.registry import open_providers
from tests.providers.imdb_pages import IDENT, first_generation, page
from tests.providers.test_fanarttv import FILM, film
from tests.providers.test_imdb import row, rows
from tests.providers.test_omdb import no, title

KEY = "CANARY-a1b2c3d4e5f60718"
OMDB = "https://www.omdbapi.com/"
FANART = "https://webservice.fanart.tv/v3.2/movies"
SUGGESTIONS = "https://v3.sg.media-imdb.com/suggestion/titles/x"
PAGE = f"https://www.imdb.com/title/{IDENT}/"

Open = Callable[[], AbstractAsyncContextManager[dict[str, Provider]]]


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def open_all(tmp_path: Path, events: list[Event]) -> Open:
    """Opens all providers on one cache, as one run after the other does."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[dict[str, Provider]]:
        config = Config()
        config.providers.omdb.api_key = config.providers.fanarttv.api_key = Secret(KEY)
        config.providers.imdb.web, config.providers.imdb.requests_per_second = True, 1000
        async with Client(
            config, open_cache(config.cache, tmp_path), Metrics(), events.append, state=tmp_path
        ) as client:
            yield open_providers(client, config)

    return opened


def written(folder: Path) -> bytes:
    """All files below a folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_omdb_is_asked_once_for_all_runs_and_its_key_is_nowhere_else(
    open_all: Open, respx_mock: respx.MockRouter, tmp_path: Path
) -> None:
    route = respx_mock.get(OMDB).respond(json=title())
    for _ in range(2):
        async with open_all() as providers:
            found = await providers["omdb"].fetch("movie", {"imdb": IDENT})
            assert found
    assert dict(route.calls.last.request.url.params) == {"i": IDENT, "plot": "full", "apikey": KEY}
    assert route.call_count == 1
    kept = written(tmp_path)
    assert IDENT.encode() in kept
    assert KEY.encode() not in kept


async def test_a_title_that_omdb_does_not_have_is_not_asked_for_again(
    open_all: Open, respx_mock: respx.MockRouter
) -> None:
    route = respx_mock.get(OMDB).respond(json=no("Error getting data."))
    for _ in range(2):
        async with open_all() as providers:
            assert await providers["omdb"].fetch("movie", {"imdb": IDENT}) is None
    assert route.call_count == 1


async def test_a_used_up_day_of_omdb_parks_it_and_refuses_no_key(
    open_all: Open, respx_mock: respx.MockRouter, events: list[Event]
) -> None:
    route = respx_mock.get(OMDB).respond(401, json=no("Request limit reached!"))
    async with open_all() as providers:
        for ident in (IDENT, "tt9900124"):
            with pytest.raises(ProviderDownError):
                await providers["omdb"].fetch("movie", {"imdb": ident})
    assert route.call_count == 1
    assert [one.state for one in events if isinstance(one, ProviderStateChanged)] == ["down"]


async def test_a_wrong_key_of_omdb_is_refused(open_all: Open, respx_mock: respx.MockRouter) -> None:
    respx_mock.get(OMDB).respond(401, json=no("Invalid API key!"))
    async with open_all() as providers:
        with pytest.raises(KeyRefusedError, match="api_key"):
            await providers["omdb"].fetch("movie", {"imdb": IDENT})


async def test_fanart_tv_has_its_key_in_a_header_and_no_art_is_an_answer(
    open_all: Open, respx_mock: respx.MockRouter
) -> None:
    there = respx_mock.get(f"{FANART}/{FILM}").respond(json=film())
    none = respx_mock.get(f"{FANART}/7").respond(404, json={"status": "error", "error message": "Not found"})
    for _ in range(2):
        async with open_all() as providers:
            assert await providers["fanarttv"].fetch("movie", {"tmdb": FILM})
            assert await providers["fanarttv"].fetch("movie", {"tmdb": "7"}) is None
    sent = there.calls.last.request
    assert sent.headers["api-key"] == KEY
    assert KEY not in str(sent.url)
    assert (there.call_count, none.call_count) == (1, 1)


async def test_a_title_for_imdb_is_encoded_once(open_all: Open, respx_mock: respx.MockRouter) -> None:
    route = respx_mock.get(url__startswith=SUGGESTIONS).respond(json=rows(row()))
    async with open_all() as providers:
        assert await providers["imdb"].search("movie", "What/If? 50%", 2014)
    assert route.calls.last.request.url.raw_path.endswith(b"/titles/x/What%2FIf%3F%2050%25%202014.json?includeVideos=0")


async def test_pages_are_asked_for_in_english(open_all: Open, respx_mock: respx.MockRouter) -> None:
    route = respx_mock.get(PAGE).respond(content=page(first_generation()), content_type="text/html")
    async with open_all() as providers:
        found = await providers["imdb"].fetch("movie", {"imdb": IDENT, "tmdb": "5"})
    assert found
    assert found.metadata.title == "[HUM][31m"
    assert route.calls.last.request.headers["accept-language"] == "en-US,en"


async def test_behind_a_wall_imdbs_pages_are_left_alone_and_its_suggestions_go_on(
    open_all: Open, respx_mock: respx.MockRouter, events: list[Event]
) -> None:
    wall = respx_mock.get(PAGE).respond(202, headers={"x-amzn-waf-action": "challenge"})
    respx_mock.get(f"{SUGGESTIONS}/{IDENT}.json").respond(json=rows(row()))
    async with open_all() as providers:
        for _ in range(2):
            with pytest.raises(ProviderDownError):
                await providers["imdb"].fetch("movie", {"imdb": IDENT, "tmdb": "5"})
        found = await providers["imdb"].fetch("movie", {"imdb": IDENT})
    assert found
    assert found.metadata.title == "Quayside[2J"
    assert wall.call_count == 1
    (told,) = [one for one in events if isinstance(one, ProviderStateChanged)]
    assert (told.provider, told.state) == ("imdb", "down")
    assert "202" in told.detail


@pytest.mark.parametrize("key", ["suggestion_url", "base_url"])
async def test_an_address_that_cannot_be_asked_is_named_by_its_key(tmp_path: Path, key: str) -> None:
    config = Config()
    config.providers.imdb.web = True
    setattr(config.providers.imdb, key, "http://pages.example")
    async with Client(config, open_cache(config.cache, tmp_path), Metrics(), lambda _: None) as client:
        with pytest.raises(ConfigError, match=rf"providers\.imdb\.{key}"):
            open_providers(client, config)
