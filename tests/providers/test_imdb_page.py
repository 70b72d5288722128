"""IMDb's title pages of either generation, or of nothing but what search engines are told."""

from __future__ import annotations

import pytest

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import MissingError, ProviderDownError, ProviderError
from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.domain.metadata import Credit, Rating
from emm_tui.providers import imdb_pictures
from emm_tui.providers.addresses import Pictures
from emm_tui.providers.imdb import Imdb
from emm_tui.providers.imdb_page import read_page
from tests.providers.imdb_pages import HOST, IDENT, common, first_generation, linked, page, second_generation
from tests.providers.mutate import FEW, Path, mutants, named, places
from tests.providers.table import TableEndpoint

PATH = f"/title/{IDENT}/"
BOTH = {"tmdb": "900123", "imdb": IDENT}


def imdb(answer: object, *countries: str) -> Imdb:
    endpoint = TableEndpoint("imdb", {PATH: answer})
    return Imdb(endpoint, endpoint, Pictures(imdb_pictures.HOSTS, "https://x.example"), countries or ("US",))


async def of_page(answer: bytes, *countries: str) -> Fetched:
    found = await imdb(answer, *countries).fetch("movie", BOTH)
    assert found
    return found


async def test_a_page_of_the_first_generation() -> None:
    metadata = (await of_page(page(first_generation(), linked()))).metadata
    assert (metadata.title, metadata.original_title, metadata.year) == ("[HUM][31m", "Heoming", 2007)
    assert (metadata.premiered, metadata.runtime, metadata.certification) == ("2007-03-09", 101, "PG-13")
    assert (metadata.plot, metadata.tagline) == ("A keeper hears humming.", None)
    assert metadata.languages == {"title": "en", "plot": "en-GB"}
    assert (metadata.genres, metadata.countries) == (["Mystery", "Drama"], ["South Korea"])
    assert (metadata.studios, metadata.tags) == (["Lamp Pictures"], ["lighthouse"])
    assert metadata.ratings == {"imdb": Rating(7.1, 858_780), "metacritic": Rating(55, None, 100)}
    assert metadata.ids == {"imdb": IDENT}
    assert metadata.alternative_titles == ["Das Summen"]
    assert metadata.credits == [
        Credit("Ana Quill", "actor", "[Mara]", 0, f"{HOST}MVana._V1_.jpg"),
        Credit("Bo Ferrin", "actor", None, 1),
        Credit("Iva Moss", "director", None, 0),
        Credit("Odo Lark", "writer", None, 0),
    ]


async def test_a_page_of_the_second_generation_that_was_made_for_another_country() -> None:
    metadata = (await of_page(page(second_generation()), "US", "DE")).metadata
    assert (metadata.title, metadata.original_title) == ("Heoming", "Heoming")
    assert (metadata.premiered, metadata.certification) == (None, "R")
    assert metadata.alternative_titles == ["Il ronzio"]
    assert metadata.languages == {"plot": "en", "tagline": "en"}
    assert (metadata.genres, metadata.tagline) == (["Mystery"], "Listen.")
    assert metadata.countries == ["South Korea", "United States"]
    assert metadata.tags == ["lighthouse", "fog"]
    assert [(one.name, one.job, one.role) for one in metadata.credits] == [
        ("Ana Quill", "actor", "Mara"),
        ("Bo Ferrin", "actor", None),
        ("Iva Moss", "director", None),
        ("Odo Lark", "writer", None),
    ]


async def test_people_are_found_without_the_full_list_too() -> None:
    metadata = (await of_page(page(second_generation(categories=[])))).metadata
    assert [(one.name, one.job) for one in metadata.credits] == [("Ana Quill", "actor"), ("Iva Moss", "director")]


@pytest.mark.parametrize(("countries", "expected"), [(("DE",), "12"), (("FR", "IT"), "T"), (("FR",), None)])
async def test_the_certification_is_that_of_the_first_country_that_has_one(
    countries: tuple[str, ...], expected: str | None
) -> None:
    assert (await of_page(page(second_generation()), *countries)).metadata.certification == expected


async def test_a_certificate_without_a_country_is_that_of_the_us() -> None:
    assert (await of_page(page(first_generation()), "DE")).metadata.certification is None


async def test_a_film_that_only_its_own_country_has_seen_keeps_its_day() -> None:
    release = {"day": 20, "month": 10, "year": 2007, "country": {"id": "KR"}}
    main = {"releaseDate": release, "countriesOfOrigin": {"countries": [{"id": "KR", "text": "South Korea"}]}}
    metadata = (await of_page(page(first_generation(mainColumnData=main, aboveTheFoldData=common())))).metadata
    assert (metadata.title, metadata.premiered, metadata.certification) == ("[HUM][31m", "2007-10-20", "PG-13")


async def test_what_search_engines_are_told_will_do_alone() -> None:
    metadata = (await of_page(page(None, linked()))).metadata
    assert (metadata.title, metadata.year, metadata.premiered) == ("[HUM] & more", 2007, "2007-03-09")
    assert (metadata.plot, metadata.runtime, metadata.certification) == ('A keeper\'s "hum".', 101, "R")
    assert (metadata.genres, metadata.tags) == (["Mystery", "Drama"], ["lighthouse", "beast's heart"])
    assert metadata.ratings == {"imdb": Rating(7.1, 858)}
    assert [(one.name, one.job) for one in metadata.credits] == [
        ("Ana Quill", "actor"),
        ("Iva Moss", "director"),
        ("Odo Lark", "writer"),
    ]


async def test_a_poster_is_offered_with_its_size() -> None:
    found = await of_page(page(first_generation()))
    assert found.artwork == [
        ArtworkCandidate(
            "poster", "imdb", f"{HOST}MVhum._V1_.jpg", f"{HOST}MVhum._V1_UX342_.jpg", 1000, 1500, language="en"
        )
    ]


async def test_a_page_that_says_little_is_no_error() -> None:
    bare = {"props": {"pageProps": {"tconst": IDENT, "aboveTheFoldData": {"titleText": {"text": "Fog"}}}}}
    found = await of_page(page(bare, {"@type": "Movie", "name": "Fog"}))
    assert found.metadata.title == "Fog"
    assert (found.metadata.year, found.metadata.ratings, found.artwork) == (None, {}, [])


async def test_a_show_is_a_show() -> None:
    above = common(titleType={"id": "tvSeries", "isSeries": True}, releaseYear={"year": 2007, "endYear": 2011})
    answer = page(first_generation(aboveTheFoldData=above))
    found = await imdb(answer).fetch("show", BOTH)
    assert isinstance(found, FetchedShow)
    assert (found.candidate.year, found.candidate.last_year, found.candidate.votes) == (2007, 2011, 858_780)
    assert await imdb(answer).fetch("movie", BOTH) is None
    assert await imdb(page(first_generation())).fetch("show", BOTH) is None
    assert await imdb(page(None, linked())).fetch("show", BOTH) is None


async def test_a_page_about_another_title_is_none() -> None:
    assert await imdb(page(first_generation(tconst="tt9900124"))).fetch("movie", BOTH) is None


async def test_a_page_that_is_not_there_is_none() -> None:
    assert await imdb(MissingError("imdb", "is gone.")).fetch("movie", BOTH) is None


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Verify that you are human</body></html>",
        b"",
        b'<script id="__NEXT_DATA__" type="application/json">{"props":',
        b'<script id="__NEXT_DATA__" type="application/json">{"props":</script>',
        b'<script id="__NEXT_DATA__"',
        page([1], ["x"]),
        page({"props": {"pageProps": {}}}, {"@type": "Movie"}),
    ],
)
async def test_a_page_without_data_is_an_error_and_never_kept(body: bytes) -> None:
    endpoint = TableEndpoint("imdb", {PATH: body})
    provider = Imdb(endpoint, endpoint, Pictures(imdb_pictures.HOSTS, "https://x.example"), ["US"])
    with pytest.raises(ProviderError):
        await provider.fetch("movie", BOTH)
    assert endpoint.kept == set()


async def test_one_piece_of_data_that_is_broken_costs_nothing_but_itself() -> None:
    broken = page(first_generation(), linked()).replace(b'{"props"', b'{"props', 1)
    assert (await of_page(broken)).metadata.title == "[HUM] & more"


async def test_pages_that_let_no_programs_in_are_told_of() -> None:
    with pytest.raises(ProviderDownError, match="lets no programs in"):
        read_page(b"<html><body>[/] Verify that you are human</body></html>")
    with pytest.raises(ProviderDownError):
        await imdb(ProviderDownError("imdb", "lets no programs in.")).fetch("movie", BOTH)


@pytest.mark.parametrize("path", list(places(first_generation())), ids=named)
async def test_no_single_field_can_cost_a_page_of_the_first_generation(path: Path) -> None:
    for mutant in mutants(first_generation(), path, FEW):
        found = await imdb(page(mutant, linked())).fetch("movie", BOTH)
        assert found or path[-1] in ("tconst", "isSeries")
        assert found is None or found.metadata.title
        str(found).encode()


@pytest.mark.parametrize("path", list(places(linked())), ids=named)
async def test_no_single_field_can_cost_what_search_engines_are_told(path: Path) -> None:
    for mutant in mutants(linked(), path):
        if path == ("name",):
            continue
        found = await of_page(page(None, mutant))
        assert found.metadata.title == "[HUM] & more"
        str(found).encode()


NEW = [path for path in places(second_generation()) if "aboveTheFoldData" not in path]


@pytest.mark.parametrize("path", NEW, ids=named)
async def test_no_single_field_can_cost_a_page_of_the_second_generation(path: Path) -> None:
    for mutant in mutants(second_generation(), path, FEW):
        found = await imdb(page(mutant, linked())).fetch("movie", BOTH)
        assert found or path[-1] in ("tconst", "isSeries")
        assert found is None or found.metadata.title
        str(found).encode()
