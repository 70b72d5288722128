"""What every provider holds to, whichever it is: one file for each table of the config, all asked in the same way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest

from emm_tui.config import Config, ProvidersConfig, Secret
from emm_tui.domain.errors import EmmError, KeyRefusedError, MissingError, ProviderDownError, ProviderError
from emm_tui.domain.fetched import FetchedShow
from emm_tui.domain.ids import PROVIDERS
from emm_tui.domain.query import parse_query
from emm_tui.providers import Provider, TitleKind
from emm_tui.providers.registry import open_providers
from tests.providers.table import FakeClient, TableEndpoint

NAMES = [field.name for field in fields(ProvidersConfig)]
KINDS: tuple[TitleKind, ...] = ("movie", "show")
IDS = {"tmdb": "900123", "imdb": "tt9900123", "tvdb": "700456"}
BAD_IDS = {"tmdb": "550/../account", "imdb": "tt%2F..", "tvdb": "８１１８９"}
LIES: list[object] = [
    b"",
    b"<html><body>Please log in to the hotel's network</body></html>",
    b"\xff\xfe\x00",
    b'{"title": "cut sho',
    b'{"id":' + b"[" * 100_000,
    [],
    None,
    "x",
    5,
    {},
    {"success": False, "status_message": "[/] no", "status": "failure", "message": "no", "Response": "False"},
    {"data": None, "results": None, "d": None, "id": None},
    {"data": "x", "results": "x", "d": "x", "title": 5, "Title": [], "name": {}, "id": -1},
    {"data": [None, 5], "results": [{"id": "x"}], "d": [{"id": "tt"}], "posters": 3},
]


class AnyEndpoint(TableEndpoint):
    """Gives the same answer to every question, or the same error."""

    def __init__(self, name: str, answer: object) -> None:
        super().__init__(name)
        self.answer = answer

    async def get(self, path: str, params: Mapping[str, str | int] | None = None, **more: Any) -> bytes:
        self.asked.append((path, dict(params or {})))
        if isinstance(self.answer, Exception):
            raise self.answer
        body = self.answer if isinstance(self.answer, bytes) else json.dumps(self.answer).encode()
        if more.get("accept"):
            more["accept"](body)
        return body

    page = get


class AnyClient(FakeClient):
    """Opens such endpoints."""

    def __init__(self, answer: object) -> None:
        super().__init__()
        self.answer = answer

    def endpoint(self, name: str, **asked: object) -> TableEndpoint:
        self.opened.append(AnyEndpoint(name, self.answer))
        return self.opened[-1]


def config() -> Config:
    """Everything on, with keys and pages."""
    found = Config()
    providers = found.providers
    providers.tmdb.token = Secret("0a" * 16)
    providers.omdb.api_key = providers.fanarttv.api_key = providers.tvdb.api_key = Secret("1b" * 16)
    providers.imdb.web = True
    return found


def opened(answer: object) -> tuple[dict[str, Provider], AnyClient]:
    client = AnyClient(answer)
    return open_providers(client, config()), client  # type: ignore[arg-type]


def test_every_table_of_the_config_has_its_provider_in_order() -> None:
    found, _ = opened({})
    assert list(found) == NAMES
    assert {name: provider.name for name, provider in found.items()} == dict(zip(NAMES, NAMES, strict=True))
    assert {name for name, provider in found.items() if provider.late} == {"imdb"}


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_can_be_named_in_merge_lists_and_looked_for_where_it_lacks(name: str) -> None:
    assert set(PROVIDERS) == set(NAMES)
    assert parse_query(f"missing:{name}")


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_that_is_disabled_is_not_there(name: str) -> None:
    settings = config()
    getattr(settings.providers, name).enabled = False
    assert name not in open_providers(AnyClient({}), settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_knows_no_title_without_ids_or_by_ids_that_are_none(name: str, kind: TitleKind) -> None:
    found, client = opened({})
    assert found[name].knows(kind, IDS)
    assert not found[name].knows(kind, {})
    assert not found[name].knows(kind, BAD_IDS)
    assert not any(endpoint.asked for endpoint in client.opened)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lie", LIES, ids=lambda lie: repr(lie)[:40])
async def test_a_lie_is_nothing_or_an_error_of_the_provider(name: str, kind: TitleKind, lie: object) -> None:
    provider = opened(lie)[0][name]
    for ask in (
        provider.search(kind, "Quayside", 2014),
        provider.find(kind, "imdb", IDS["imdb"]),
        provider.fetch(kind, IDS, (1,)),
    ):
        try:
            said = await ask
        except ProviderError as error:
            assert error.provider == name
        else:
            assert not said


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_missing_is_nothing_or_said_to_be_missing(name: str, kind: TitleKind) -> None:
    provider = opened(MissingError(name, "is gone."))[0][name]
    try:
        assert await provider.fetch(kind, IDS) is None
    except MissingError as error:
        assert error.provider == name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("error", [KeyRefusedError, ProviderDownError])
async def test_a_provider_that_cannot_be_asked_is_not_one_that_has_nothing(
    name: str, kind: TitleKind, error: type[ProviderError]
) -> None:
    provider = opened(error(name, "no."))[0][name]
    with pytest.raises(EmmError):
        await provider.fetch(kind, IDS)


async def test_a_show_is_fetched_as_a_show() -> None:
    answers = {
        "omdb": {"Title": "[Reed]", "Type": "series", "imdbID": IDS["imdb"], "Response": "True"},
        "fanarttv": {"name": "[Reed]", "thetvdb_id": IDS["tvdb"]},
        "tmdb": {"id": 900123, "name": "[Reed]", "images": {"secure_base_url": "https://pictures.example/"}},
    }
    for name, answer in answers.items():
        assert isinstance(await opened(answer)[0][name].fetch("show", IDS), FetchedShow)
