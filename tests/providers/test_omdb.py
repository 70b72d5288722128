"""OMDb's texts as facts, its plain no and its real errors."""

from __future__ import annotations

from typing import Any

import pytest

from emm_tui.config import Config, Secret
from emm_tui.domain.errors import ConfigError, ProviderError
from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.domain.metadata import Rating
from emm_tui.providers import imdb_pictures
from emm_tui.providers.addresses import Pictures
from emm_tui.providers.omdb import Omdb, open_provider
from emm_tui.providers.omdb_answers import day, is_used_up, listed, minutes, years
from tests.providers.mutate import Path, mutants, named, places
from tests.providers.table import FakeClient, TableEndpoint

IDENT = "tt9900123"
POSTER = "https://m.media-amazon.com/images/M/MVhum@@._V1_SX300.jpg"


def title(**changes: object) -> dict[str, Any]:
    """The answer for "[HUM]", a film of 2007."""
    return {
        "Title": "[HUM]\x1b[31m",
        "Year": "2007",
        "Rated": "PG-13",
        "Released": "09 Mar 2007",
        "Runtime": "101 min",
        "Genre": "Mystery, Drama",
        "Director": "Iva Moss",
        "Writer": "Iva Moss (screenplay), Odo Lark (novel, and a story), Odo Lark (characters)",
        "Actors": "Ana Quill, Bo Ferrin, N/A",
        "Plot": "A keeper hears humming below the light.",
        "Language": "Korean",
        "Country": "South Korea, United States",
        "Awards": "N/A",
        "Poster": POSTER,
        "Ratings": [
            {"Source": "Internet Movie Database", "Value": "7.1/10"},
            {"Source": "Rotten Tomatoes", "Value": "57%"},
            {"Source": "Metacritic", "Value": "55/100"},
            {"Source": "A Paper of Next Year", "Value": "4 stars"},
        ],
        "Metascore": "55",
        "imdbRating": "7.1",
        "imdbVotes": "858,780",
        "imdbID": IDENT,
        "Type": "movie",
        "BoxOffice": "$1,234",
        "Response": "True",
        **changes,
    }


NOTHING = {key: "N/A" for key in title() if key not in ("Title", "Ratings", "imdbID", "Type", "Response")}


def no(text: str) -> dict[str, str]:
    return {"Response": "False", "Error": text}


def omdb(answer: object, countries: tuple[str, ...] = ("DE", "US"), base: str = "https://db.example/") -> Omdb:
    return Omdb(TableEndpoint("omdb", {"/": answer}), Pictures(imdb_pictures.HOSTS, base), countries)


async def fetched(answer: object, **more: Any) -> Fetched | None:
    return await omdb(answer, **more).fetch("movie", {"tmdb": "5", "imdb": IDENT})


async def test_all_that_it_says_of_a_film() -> None:
    found = await fetched(title())
    assert found
    metadata = found.metadata
    assert (metadata.title, metadata.year, metadata.premiered, metadata.runtime) == (
        "[HUM][31m",
        2007,
        "2007-03-09",
        101,
    )
    assert metadata.plot == "A keeper hears humming below the light."
    assert metadata.languages == {"title": "en", "plot": "en"}
    assert (metadata.genres, metadata.countries) == (["Mystery", "Drama"], ["South Korea", "United States"])
    assert metadata.certification == "PG-13"
    assert metadata.ids == {"imdb": IDENT}
    assert [one.name for one in metadata.people("actor")] == ["Ana Quill", "Bo Ferrin"]
    assert [one.name for one in metadata.people("director")] == ["Iva Moss"]
    assert [one.name for one in metadata.people("writer")] == ["Iva Moss", "Odo Lark"]


async def test_each_rating_keeps_the_scale_of_its_source() -> None:
    found = await fetched(title())
    assert found
    assert found.metadata.ratings == {
        "imdb": Rating(7.1, 858_780, 10),
        "metacritic": Rating(55, None, 100),
        "rottentomatoes": Rating(57, None, 100),
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Ratings": []}, {"imdb", "metacritic"}),
        ({"Ratings": [], "Metascore": "N/A"}, {"imdb"}),
        ({"imdbRating": "N/A", "Metascore": None}, {"imdb", "metacritic", "rottentomatoes"}),
        (
            {"Ratings": [{"Source": "Rotten Tomatoes", "Value": "0%"}], "imdbRating": "0.0"},
            {"metacritic", "rottentomatoes"},
        ),
        ({"Ratings": None, "imdbRating": "71", "Metascore": "good"}, set()),
        ({"Ratings": [{"Source": "Rotten Tomatoes"}], "imdbRating": "1e9", "Metascore": "-5"}, set()),
    ],
)
async def test_a_rating_that_is_none_is_left_out(changes: dict[str, Any], expected: set[str]) -> None:
    found = await fetched(title(**changes))
    assert found
    assert set(found.metadata.ratings) == expected


async def test_a_title_of_which_nothing_is_known_has_no_facts() -> None:
    found = await fetched(title(**NOTHING, Ratings=[]))
    assert found
    assert found.artwork == []
    metadata = found.metadata
    assert not any([metadata.year, metadata.premiered, metadata.runtime, metadata.plot, metadata.certification])
    assert not any([metadata.genres, metadata.countries, metadata.ratings, metadata.credits])


async def test_its_poster_is_offered_in_full_size_and_counts_as_the_small_one() -> None:
    found = await fetched(title())
    assert found
    (poster,) = found.artwork
    assert (poster.kind, poster.provider, poster.width) == ("poster", "omdb", 300)
    assert poster.url == "https://m.media-amazon.com/images/M/MVhum@@._V1_.jpg"
    assert poster.preview == POSTER


async def test_the_certification_is_that_of_the_us_alone() -> None:
    found = await fetched(title(), countries=("DE", "FR"))
    assert found
    assert found.metadata.certification is None


async def test_a_show_is_a_show_with_the_years_it_ran() -> None:
    answer = title(Type="series", Year="2007\u20132011", totalSeasons="3")
    found = await omdb(answer).fetch("show", {"imdb": IDENT}, seasons=[1])
    assert isinstance(found, FetchedShow)
    assert (found.candidate.year, found.candidate.last_year) == (2007, 2011)


@pytest.mark.parametrize("sort", ["series", "game"])
async def test_what_is_no_film_is_not_taken_for_one(sort: str) -> None:
    assert await fetched(title(Type=sort)) is None


async def test_a_film_is_not_taken_for_a_show() -> None:
    assert await omdb(title()).fetch("show", {"imdb": IDENT}) is None


async def test_an_answer_about_another_title_is_none() -> None:
    assert await fetched(title(imdbID="tt9900124")) is None


@pytest.mark.parametrize("text", ["Movie not found!", "Series not found!", "Error getting data.", "Incorrect IMDb ID."])
async def test_a_plain_no_is_kept_and_means_that_it_does_not_have_it(text: str) -> None:
    endpoint = TableEndpoint("omdb", {"/": no(text)})
    provider = Omdb(endpoint, Pictures(imdb_pictures.HOSTS, "https://db.example"), ["US"])
    assert await provider.fetch("movie", {"imdb": IDENT}) is None
    assert endpoint.kept == {"/"}


@pytest.mark.parametrize(
    "answer",
    [no("Something went [wrong]."), no("Request limit reached!"), no(""), {}, [], {"Search": []}, {"Title": "N/A"}],
)
async def test_a_real_error_is_one_and_never_kept(answer: object) -> None:
    endpoint = TableEndpoint("omdb", {"/": answer})
    provider = Omdb(endpoint, Pictures(imdb_pictures.HOSTS, "https://db.example"), ["US"])
    with pytest.raises(ProviderError):
        await provider.fetch("movie", {"imdb": IDENT})
    assert endpoint.kept == set()


async def test_404_means_that_it_does_not_have_it() -> None:
    assert await fetched(None) is None


async def test_a_title_costs_one_question_by_its_imdb_id() -> None:
    endpoint = TableEndpoint("omdb", {"/": title()})
    provider = Omdb(endpoint, Pictures(imdb_pictures.HOSTS, "https://db.example"), ["US"])
    found = await provider.find("movie", "imdb", IDENT)
    assert [(one.provider, one.id, one.title, one.votes) for one in found] == [("omdb", IDENT, "[HUM][31m", 858_780)]
    assert endpoint.asked == [("/", {"i": IDENT, "plot": "full"})]


@pytest.mark.parametrize("ident", ["", "5", "tt1", "tt9900123&apikey=x", "tt９９００１２３"])
async def test_a_malformed_id_is_never_sent(ident: str) -> None:
    provider = omdb(title())
    assert not provider.knows("movie", {"imdb": ident})
    assert await provider.fetch("movie", {"imdb": ident}) is None
    assert await provider.find("movie", "imdb", ident) == []
    assert await provider.find("movie", "tmdb", "5") == []
    assert await provider.search("movie", "Hum", 2007) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("143 min", 143),
        ("1 h 38 min", 98),
        ("2h", 120),
        ("1,440 min", 1440),
        ("N/A", None),
        ("", None),
        (None, None),
        ("soon", None),
        ("0 min", None),
    ],
)
def test_minutes(text: str | None, expected: int | None) -> None:
    assert minutes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2013", (2013, None)),
        ("2017\u2013", (2017, None)),
        ("2011\u20132019", (2011, 2019)),
        ("2011-2019", (2011, 2019)),
        ("N/A", (None, None)),
        (None, (None, None)),
    ],
)
def test_years(text: str | None, expected: tuple[int | None, int | None]) -> None:
    assert years(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 Jun 2013", "2013-06-14"),
        ("1 September 2001", "2001-09-01"),
        ("31 Feb 2001", None),
        ("N/A", None),
        ("Jun 2013", None),
    ],
)
def test_days(text: str, expected: str | None) -> None:
    assert day(text) == expected


def test_commas_in_brackets_part_no_names() -> None:
    assert listed("Ada Fenn (Moth, Bee & Fly created by), Bo Rusk (story), , N/A, Ada Fenn") == ["Ada Fenn", "Bo Rusk"]


def test_a_key_that_has_no_more_requests_today_is_told_from_a_wrong_one() -> None:
    assert is_used_up(b'{"Response":"False","Error":"Request limit reached!"}')
    assert not is_used_up(b'{"Response":"False","Error":"Invalid API key!"}')
    assert not is_used_up(b"\xff\xfe")


@pytest.mark.parametrize("path", list(places(title())), ids=named)
async def test_no_single_field_can_cost_a_title(path: Path) -> None:
    for mutant in mutants(title(), path):
        if path == ("Title",):
            continue
        found = await fetched(mutant)
        assert found
        assert found.metadata.title == "[HUM][31m"
        assert path == ("Runtime",) or found.metadata.runtime == 101
        str(found).encode()


def opened(offline: bool = False, **own: object) -> tuple[Omdb | None, dict[str, object]]:
    config, client = Config(), FakeClient()
    config.cache.offline = offline
    for name, value in own.items():
        setattr(config.providers.omdb, name, value)
    return open_provider(client, config), client.asked  # type: ignore[arg-type]


def test_its_key_is_a_secret_and_its_day_has_so_many_requests() -> None:
    provider, asked = opened(api_key=Secret(" a1b2c3d4\n"), requests_per_day=500)
    assert provider
    assert (asked["secret_params"], asked["per_day"]) == ({"apikey": "a1b2c3d4"}, 500)
    assert asked["used_up"] is is_used_up


def test_without_a_key_or_disabled_there_is_none_and_offline_needs_no_key() -> None:
    assert opened()[0] is None
    assert opened(api_key=Secret("a1b2c3d4"), enabled=False)[0] is None
    assert opened(offline=True)[0]
    with pytest.raises(ConfigError, match=r"omdb\.image_base_url"):
        opened(api_key=Secret("a1b2c3d4"), image_base_url="ftp://mirror.example")
