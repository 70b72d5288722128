"""What TMDB is asked, how often, and what its lists come to."""

from __future__ import annotations

from collections.abc import Awaitable
from contextlib import suppress

import pytest

from emm_tui.config import Config, Secret
from emm_tui.domain.errors import ConfigError, ProviderDownError, ProviderError, UsageError
from emm_tui.providers.tmdb import Tmdb, open_provider
from tests.providers.film import BASE, IDENT, FakeEndpoint, film_of, movie, tmdb


def row(**changes: object) -> dict[str, object]:
    return {
        "id": 5,
        "title": "Quayside\x1b[2J",
        "original_title": "Kajen",
        "original_language": "sv",
        "release_date": "2014-05-01",
        "popularity": 3.5,
        "vote_count": 40,
        "overview": "",
        "poster_path": "/q.jpg",
        **changes,
    }


async def test_a_search_names_title_language_and_year() -> None:
    endpoint = FakeEndpoint()
    endpoint.table["/search/movie"] = {"results": [row()]}
    (found,) = await tmdb(endpoint, "de-DE", "en-US").search("movie", "Quay\x07side", 2014)
    assert endpoint.asked[0] == (
        "/search/movie",
        {"query": "Quayside", "language": "de-DE", "include_adult": "false", "year": 2014},
    )
    assert (found.provider, found.id, found.title, found.year) == ("tmdb", "5", "Quayside[2J", 2014)
    assert (found.original_title, found.original_language, found.votes, found.popularity) == ("Kajen", "sv", 40, 3.5)
    assert (found.overview, found.poster) == (None, f"{BASE}w342/q.jpg")


async def test_a_search_without_year_asks_for_none() -> None:
    endpoint = FakeEndpoint()
    endpoint.table["/search/movie"] = {"results": []}
    assert await tmdb(endpoint).search("movie", "Quayside", None) == []
    assert "year" not in endpoint.asked[0][1]


async def test_rows_without_id_or_title_are_left_out() -> None:
    endpoint = FakeEndpoint()
    rows = [row(id=None), row(id=-3), row(title="", original_title=None), "x", None, row(title=None)]
    endpoint.table["/search/movie"] = {"results": rows}
    assert [c.title for c in await tmdb(endpoint).search("movie", "x", None)] == ["Kajen"]


async def test_an_imdb_id_finds_films_alone() -> None:
    endpoint = FakeEndpoint()
    endpoint.table["/find/tt9900123"] = {"movie_results": [row()], "tv_results": [{"id": 9, "name": "x"}]}
    assert [c.id for c in await tmdb(endpoint).find("movie", "imdb", "tt9900123")] == ["5"]
    assert endpoint.asked[0][1]["external_source"] == "imdb_id"


@pytest.mark.parametrize(
    "ident", ["", "123", "tt1", "tt9900123/../../account", "tt%2F..", "ｔｔ9900123", "tt９９００１２３"]
)
async def test_a_malformed_id_never_reaches_a_path(ident: str) -> None:
    endpoint = FakeEndpoint()
    with pytest.raises(UsageError):
        await tmdb(endpoint).find("movie", "imdb", ident)
    assert endpoint.asked == []


async def test_a_film_costs_one_details_call_and_its_set() -> None:
    endpoint = FakeEndpoint()
    await film_of(tmdb(endpoint), IDENT)
    assert sorted(endpoint.paths) == sorted([f"/movie/{IDENT}", "/configuration", "/collection/77"])
    parts = str(dict(endpoint.asked)[f"/movie/{IDENT}"]["append_to_response"]).split(",")
    assert {"credits", "images", "videos", "translations", "release_dates", "alternative_titles"} <= set(parts)
    assert len(parts) <= 20


async def test_lists_are_asked_for_once() -> None:
    endpoint = FakeEndpoint()
    provider = tmdb(endpoint, "de-DE")
    for _ in range(3):
        await film_of(provider, IDENT)
    assert endpoint.paths.count("/configuration") == 1
    assert endpoint.paths.count("/genre/movie/list") == 1


async def test_the_details_call_is_the_same_however_the_film_was_found() -> None:
    by_name, by_id = FakeEndpoint(), FakeEndpoint()
    by_name.table["/search/movie"] = {"results": [row(id=IDENT)]}
    provider = tmdb(by_name)
    await film_of(provider, int((await provider.search("movie", "HUM", 2007))[0].id))
    await film_of(tmdb(by_id), IDENT)
    assert dict(by_name.asked)[f"/movie/{IDENT}"] == dict(by_id.asked)[f"/movie/{IDENT}"]


async def test_the_candidate_of_a_film_knows_all_its_names() -> None:
    found = (await film_of(tmdb(FakeEndpoint()), IDENT)).candidate
    assert (found.id, found.title, found.year) == (str(IDENT), "[HUM]", 2007)
    assert set(found.titles) == {"[HUM]", "허밍", "Das Summen (AT)", "Das Summen", "ハミング", "The Humming"}


async def test_a_missing_film_is_said_to_be_missing() -> None:
    assert await tmdb(FakeEndpoint()).fetch("movie", {"tmdb": "404"}) is None


async def test_a_provider_that_is_down_fails_the_film_rather_than_half_of_it() -> None:
    endpoint = FakeEndpoint()
    endpoint.table["/collection/77"] = ProviderDownError("tmdb", "is down.")
    with pytest.raises(ProviderDownError):
        await film_of(tmdb(endpoint), IDENT)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"<html>", b"\xff\xfe", b'{"id":' + b"[" * 200_000, movie(title=None, original_title="\x00")],
)
async def test_an_answer_that_is_no_film_is_an_error_of_this_film_alone(body: object) -> None:
    endpoint = FakeEndpoint()
    endpoint.table[f"/movie/{IDENT}"] = body
    with pytest.raises(ProviderError):
        await film_of(tmdb(endpoint), IDENT)


ERROR = {"success": False, "status_code": 34, "status_message": "[/] The resource could not be found."}
NO_LISTS: list[object] = [b"[]", b"3", {}, ERROR, {"results": None}, {"results": "x"}, {"results": ["x", {"id": "y"}]}]


@pytest.mark.parametrize("body", [*NO_LISTS, ERROR | {"results": []}], ids=repr)
async def test_an_answer_without_a_list_is_no_empty_search(body: object) -> None:
    endpoint = FakeEndpoint()
    endpoint.table |= dict.fromkeys(("/search/movie", "/search/tv", "/find/tt9900123"), body)
    provider = tmdb(endpoint)
    asks: list[Awaitable[object]] = [
        provider.search("movie", "Quayside", None),
        provider.search("show", "Quayside", None),
        provider.find("movie", "imdb", "tt9900123"),
        provider.find("show", "imdb", "tt9900123"),
    ]
    for ask in asks:
        with pytest.raises(ProviderError):
            await ask


@pytest.mark.parametrize("path", ["/search/movie", f"/movie/{IDENT}", "/configuration", "/collection/77"])
@pytest.mark.parametrize("body", [b"[]", {}, ERROR, {"id": [], "title": 5, "results": 3, "images": "x"}], ids=repr)
async def test_what_is_no_answer_is_never_accepted_into_the_cache(path: str, body: object) -> None:
    endpoint = FakeEndpoint()
    endpoint.table["/search/movie"] = {"results": [row()]}
    endpoint.table[path] = body
    with suppress(ProviderError):
        await tmdb(endpoint).search("movie", "Quayside", None)
    with suppress(ProviderError):
        await film_of(tmdb(endpoint), IDENT)
    assert path in endpoint.paths
    assert path not in endpoint.kept
    assert endpoint.kept == set(endpoint.paths) - {path}


class FakeClient:
    """Writes down how an endpoint was asked for."""

    def __init__(self) -> None:
        self.asked: dict[str, object] = {}

    def endpoint(self, name: str, **asked: object) -> FakeEndpoint:
        self.asked = {"name": name, **asked}
        return FakeEndpoint()


def opened(token: str, **own: object) -> tuple[Tmdb, dict[str, object]]:
    config, client = Config(), FakeClient()
    config.providers.tmdb.token = Secret(token)
    for name, value in own.items():
        setattr(config.providers.tmdb, name, value)
    return open_provider(client, config), client.asked  # type: ignore[arg-type]


def test_a_v3_key_is_a_parameter_and_a_v4_token_a_header() -> None:
    key, token = "0a" * 16, "eyJhbGci.eyJhdWQi.c2ln"
    assert opened(key)[1] | {"config": None} == {
        "name": "tmdb",
        "base_url": "https://api.themoviedb.org/3",
        "config": None,
        "headers": {},
        "secret_params": {"api_key": key},
        "image_hosts": {"image.tmdb.org"},
    }
    asked = opened(f" {token}\n")[1]
    assert (asked["headers"], asked["secret_params"]) == ({"Authorization": f"Bearer {token}"}, {})


async def test_without_a_key_the_question_says_what_is_missing() -> None:
    provider, _ = opened("")
    with pytest.raises(ConfigError, match=r"providers\.tmdb\.token"):
        await film_of(provider, IDENT)
    assert await provider.download("https://image.tmdb.org/x.jpg")


async def test_pictures_can_come_from_an_address_of_the_users_own() -> None:
    provider, asked = opened("0a" * 16, image_base_url="https://mirror.example/p")
    assert asked["image_hosts"] == {"image.tmdb.org", "mirror.example"}
    assert (await film_of(provider, IDENT)).artwork[0].url == "https://mirror.example/p/original/p-en.jpg"
    with pytest.raises(ConfigError, match="image_base_url"):
        opened("0a" * 16, image_base_url="ftp://mirror.example/")
