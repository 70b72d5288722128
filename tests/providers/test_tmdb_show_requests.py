"""What TMDB is asked about shows, and how seldom."""

from __future__ import annotations

import pytest

from emm_tui.domain.errors import MissingError, ProviderDownError, ProviderError, UsageError
from tests.providers.film import BASE, FakeEndpoint, show_of, tmdb
from tests.providers.show import GROUP, IDENT, endpoint, season, show


def row(**changes: object) -> dict[str, object]:
    return {
        "id": 5,
        "name": "Quayside\x1b[2J",
        "original_name": "Kajen",
        "original_language": "sv",
        "first_air_date": "2014-05-01",
        "origin_country": ["SE", None, "NO"],
        "popularity": 3.5,
        "vote_count": 40,
        "overview": "",
        "poster_path": "/q.jpg",
        **changes,
    }


def calls(told: FakeEndpoint) -> list[tuple[str | None, list[int]]]:
    """Language and seasons of each call for the show."""
    found = []
    for path, params in told.asked:
        if path == f"/tv/{IDENT}":
            parts = str(params["append_to_response"]).split(",")
            numbers = [int(part.removeprefix("season/")) for part in parts if part.startswith("season/")]
            found.append((params.get("language"), numbers))
    return found  # type: ignore[return-value]


def many(count: int) -> dict[str, object]:
    """A show of specials and `count` seasons."""
    listed = [{"season_number": n, "name": f"Season {n}"} for n in range(count + 1)]
    return {"details": show(seasons=listed), "seasons": {n: season(n, 1) for n in range(count + 1)}}


async def test_a_search_names_title_language_and_first_year() -> None:
    told = FakeEndpoint()
    told.table["/search/tv"] = {"results": [row()]}
    (found,) = await tmdb(told, "de-DE", "en-US").search("show", "Quay\x07side", 2014)
    assert told.asked[0] == (
        "/search/tv",
        {"query": "Quayside", "language": "de-DE", "include_adult": "false", "first_air_date_year": 2014},
    )
    assert (found.provider, found.id, found.title, found.year) == ("tmdb", "5", "Quayside[2J", 2014)
    assert (found.original_title, found.countries, found.last_year) == ("Kajen", ("SE", "NO"), None)
    assert (found.votes, found.popularity, found.poster) == (40, 3.5, f"{BASE}w342/q.jpg")


async def test_a_search_without_year_asks_for_none() -> None:
    told = FakeEndpoint()
    told.table["/search/tv"] = {"results": [row(id=None), row(name="", original_name=None), row(name=None)]}
    assert [c.title for c in await tmdb(told).search("show", "Quayside", None)] == ["Kajen"]
    assert "first_air_date_year" not in told.asked[0][1]


@pytest.mark.parametrize(
    ("provider", "ident", "source"), [("imdb", "tt9900777", "imdb_id"), ("tvdb", "990077", "tvdb_id")]
)
async def test_the_id_of_another_provider_finds_shows_alone(provider: str, ident: str, source: str) -> None:
    told = FakeEndpoint()
    told.table[f"/find/{ident}"] = {"movie_results": [{"id": 9, "title": "x"}], "tv_results": [row()]}
    assert [c.id for c in await tmdb(told).find("show", provider, ident)] == ["5"]
    assert told.asked[0][1]["external_source"] == source


@pytest.mark.parametrize(
    ("provider", "ident"),
    [("imdb", "990077"), ("tvdb", "tt9900777"), ("tvdb", "1/../2"), ("tvdb", ""), ("tvdb", "９９"), ("tvdb", "9" * 11)],
)
async def test_a_malformed_id_never_reaches_a_path(provider: str, ident: str) -> None:
    told = FakeEndpoint()
    with pytest.raises(UsageError):
        await tmdb(told).find("show", provider, ident)
    assert told.asked == []


@pytest.mark.parametrize("ident", ["", "../1", GROUP.upper(), GROUP + "0", "0" * 23])
async def test_a_malformed_order_never_reaches_a_path(ident: str) -> None:
    told = FakeEndpoint()
    with pytest.raises(UsageError):
        await tmdb(told).order(ident)
    assert told.asked == []


@pytest.mark.parametrize(("count", "requests"), [(1, 1), (10, 1), (11, 2), (30, 2), (31, 3), (50, 3)])
async def test_seasons_come_eleven_with_the_details_and_then_twenty_a_call(count: int, requests: int) -> None:
    told = endpoint(**many(count))
    found = await show_of(tmdb(told), IDENT, range(1, count + 1))
    assert sorted(found.seasons) == list(range(count + 1))
    assert all(len(each.episodes) == 1 for each in found.seasons.values())
    assert len(calls(told)) == requests


async def test_the_seasons_that_there_are_files_of_come_first() -> None:
    told = endpoint(**many(40))
    await show_of(tmdb(told), IDENT, (38, 40))
    assert calls(told)[0][1] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 38, 40]


async def test_no_season_is_asked_for_twice_in_a_language() -> None:
    told = endpoint(**many(40))
    await show_of(tmdb(told, "de-DE", "en-US"), IDENT, range(1, 41))
    asked = [(language, number) for language, numbers in calls(told) for number in numbers]
    assert len(set(asked)) == len(asked)


async def test_english_is_asked_without_naming_it_so_that_all_pictures_come() -> None:
    told = endpoint()
    await show_of(tmdb(told, "en-GB", "en-US"), IDENT, (1,))
    (params,) = [params for path, params in told.asked if path == f"/tv/{IDENT}"]
    assert "language" not in params and "include_image_language" not in params


async def test_another_language_asks_for_the_pictures_of_the_chain_the_original_and_the_textless() -> None:
    told = endpoint()
    await show_of(tmdb(told, "de-DE", art=("eu-ES",)), IDENT, (1,))
    params = dict(told.asked)[f"/tv/{IDENT}"]
    assert params["language"] == "de-DE"
    assert params["include_video_language"] == "de,en"
    assert {"eu", "en", "da", "ja", "null"} <= set(str(params["include_image_language"]).split(","))


async def test_a_language_that_has_every_text_is_the_only_one_asked() -> None:
    told = endpoint()
    await show_of(tmdb(told, "de-DE", "en-US"), IDENT, (1, 2))
    assert [language for language, _ in calls(told)] == ["de-DE"]


@pytest.mark.parametrize(
    ("gap", "wanted", "asked"),
    [
        ({"overview": ""}, (1, 2), [1]),
        ({"overview": ""}, (2,), None),
        ({"overview": ""}, (), None),
        ({"episodes": [{"episode_number": 1, "name": "Folge 1", "overview": "Nass."}]}, (1,), [1]),
        ({"episodes": [{"episode_number": 1, "name": "Schilf", "overview": None}]}, (1,), [1]),
        ({"episodes": [{"episode_number": 1, "name": "Schilf", "overview": "Nass."}]}, (1,), None),
    ],
)
async def test_a_season_is_asked_again_only_when_a_text_is_missing(
    gap: dict[str, object], wanted: tuple[int, ...], asked: list[int] | None
) -> None:
    told = endpoint(others={("de-DE", 1): season(1) | gap})
    await show_of(tmdb(told, "de-DE", "en-US"), IDENT, wanted)
    assert calls(told)[1:] == ([("en-US", asked)] if asked else [])


async def test_a_third_language_is_asked_for_what_the_second_lacks() -> None:
    gap = season(1, overview="")
    told = endpoint(others={("de-DE", 1): gap, ("fr-FR", 1): gap, ("de-DE", 2): season(2, overview="")})
    await show_of(tmdb(told, "de-DE", "fr-FR", "en-US"), IDENT, (1, 2))
    assert calls(told)[1:] == [("fr-FR", [1, 2]), ("en-US", [1])]


async def test_a_second_language_brings_the_seasons_that_did_not_fit() -> None:
    told = endpoint(**many(14), others={("de-DE", 3): season(3, overview="")})
    found = await show_of(tmdb(told, "de-DE", "en-US"), IDENT, (3,))
    assert calls(told)[1:] == [("en-US", [3, 11, 12, 13, 14])]
    assert len(found.seasons) == 15
    assert found.seasons[14].episodes


async def test_a_missing_show_is_said_to_be_missing() -> None:
    assert await tmdb(FakeEndpoint()).fetch("show", {"tmdb": "404"}, (1,)) is None
    with pytest.raises(MissingError):
        await tmdb(FakeEndpoint()).order(GROUP)


async def test_a_provider_that_goes_down_fails_the_show_rather_than_half_of_it() -> None:
    told = endpoint(**many(14))
    first = told.table[f"/tv/{IDENT}"]

    def answer(params: dict[str, object]) -> object:
        if "images" not in str(params["append_to_response"]):
            raise ProviderDownError("tmdb", "is down.")
        return first(params)  # type: ignore[operator]

    told.table[f"/tv/{IDENT}"] = answer
    with pytest.raises(ProviderDownError):
        await show_of(tmdb(told), IDENT, (1,))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"<html>", b"\xff\xfe", show(name=None, original_name="\x00", translations={})]
)
async def test_an_answer_that_is_no_show_is_an_error_of_this_show_alone(body: object) -> None:
    told = FakeEndpoint()
    told.table[f"/tv/{IDENT}"] = body
    with pytest.raises(ProviderError):
        await show_of(tmdb(told), IDENT, (1,))


@pytest.mark.parametrize("body", [{}, {"id": ""}, [], b"<html>"])
async def test_an_order_that_says_nothing_is_an_error(body: object) -> None:
    told = FakeEndpoint()
    told.table[f"/tv/episode_group/{GROUP}"] = body if body else b"[]"
    with pytest.raises(ProviderError):
        await tmdb(told).order(GROUP)
