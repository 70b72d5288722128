"""What a film's details call comes to."""

from __future__ import annotations

import pytest

from emm_tui.domain.metadata import Metadata, Rating
from tests.providers.film import (
    BASE,
    IDENT,
    FakeEndpoint,
    collection,
    film_of,
    movie,
    released,
    tmdb,
    translation,
    video,
)


async def metadata(*languages: str, countries: tuple[str, ...] = ("US",), **changes: object) -> Metadata:
    endpoint = FakeEndpoint()
    endpoint.table[f"/movie/{IDENT}"] = movie(**changes)
    endpoint.table["/genre/movie/list"] = {"genres": [{"id": 1, "name": "Rätsel"}]}
    return (await film_of(tmdb(endpoint, *languages, countries=countries), IDENT)).metadata


async def test_one_call_gives_the_facts_of_a_film() -> None:
    found = await metadata()
    assert (found.title, found.original_title, found.original_language) == ("[HUM]", "허밍", "ko")
    assert (found.year, found.premiered, found.runtime, found.status) == (2007, "2007-03-09", 101, "Released")
    assert found.ids == {"tmdb": str(IDENT), "imdb": "tt9900123"}
    assert found.ratings == {"tmdb": Rating(7.25, 321, 10)}
    assert found.genres == ["Mystery", "Drama"]
    assert (found.studios, found.countries, found.tags) == (["Lamp Pictures"], ["South Korea"], ["lighthouse"])
    assert found.alternative_titles == ["Das Summen (AT)", "Das Summen", "ハミング", "The Humming"]


async def test_text_is_stored_without_control_characters() -> None:
    assert (await metadata()).plot == "A keeper hears [31mhumming[0m below the light.\nNobody else does."


async def test_cast_is_in_billing_order_with_role_and_portrait() -> None:
    cast = (await metadata()).people("actor")
    assert [(c.name, c.role, c.order) for c in cast] == [
        ("Ana Quill", "[bold]Mara", 0),
        ("Bo Ferrin", "The Keeper", 1),
        ("Cy Dunmore", None, 2),
    ]
    assert [c.thumb for c in cast] == [f"{BASE}original/ana.jpg", None, f"{BASE}original/cy.jpg"]
    assert [c.tmdb for c in cast] == [11, 12, 13]


async def test_directors_and_writers_are_told_from_the_rest_of_the_crew() -> None:
    found = await metadata()
    assert [c.name for c in found.people("director")] == ["Iva Moss"]
    assert [c.name for c in found.people("writer")] == ["Iva Moss", "Odo Lark"]


@pytest.mark.parametrize(
    ("countries", "right"),
    [(("US",), "PG-13"), (("DE", "US"), "12"), (("FR", "US"), "PG-13"), (("FR",), None), ((), None)],
)
async def test_certification_is_of_the_first_country_that_has_one(
    countries: tuple[str, ...], right: str | None
) -> None:
    assert (await metadata(countries=countries)).certification == right


async def test_the_theatrical_certification_comes_first() -> None:
    rows = {"results": [released("US", (6, "TV-14"), (1, "NC-17"), (3, "PG"))]}
    assert (await metadata(release_dates=rows)).certification == "PG"


@pytest.mark.parametrize(
    ("languages", "field", "right", "language"),
    [
        (("de-DE", "en-US"), "title", "Das Summen", "de-DE"),
        (("de-AT", "en-US"), "title", "Das Summen (AT)", "de-AT"),
        (("de-DE", "en-US"), "plot", "Aus Österreich.", "de-AT"),
        (("de-AT", "en-US"), "tagline", "Hör hin.", "de-DE"),
        (("fr-FR", "en-US"), "tagline", "Listen.", "en-US"),
        (("en-GB",), "tagline", "Listen.", "en-US"),
        (("ja", "en-US"), "title", "ハミング", "ja-JP"),
        (("ko-KR", "en-US"), "title", "허밍", "ko"),
    ],
)
async def test_each_text_is_the_first_along_the_chain(
    languages: tuple[str, ...], field: str, right: str, language: str
) -> None:
    found = await metadata(*languages)
    assert getattr(found, field) == right
    assert found.languages[field] == language


async def test_the_original_title_in_another_script_is_no_translation() -> None:
    rows = {"translations": [translation("de", "DE", "허밍"), translation("fr", "FR", "Le Murmure")]}
    found = await metadata("de-DE", "fr-FR", title="허밍", translations=rows)
    assert (found.title, found.languages["title"]) == ("Le Murmure", "fr-FR")


async def test_a_film_without_any_translation_keeps_its_original_title() -> None:
    found = await metadata("de-DE", title="허밍", translations=None)
    assert (found.title, found.languages["title"]) == ("허밍", "ko")
    assert found.plot is None


async def test_genres_speak_the_first_language_of_the_chain() -> None:
    assert (await metadata("de-DE", "en-US")).genres == ["Rätsel", "Drama"]


@pytest.mark.parametrize(("votes", "value"), [(0, 7.0), (None, 7.0), (10, 0), (10, None), (10, 99)])
async def test_a_rating_without_votes_is_none(votes: int | None, value: float | None) -> None:
    assert (await metadata(vote_count=votes, vote_average=value)).ratings == {}


@pytest.mark.parametrize(
    ("videos", "right"),
    [
        ([video("plain000001"), video("official001", official=True, size=360)], "official001"),
        ([video("german00001", iso_639_1="de", size=2160), video("english0001")], "english0001"),
        ([video("small000001", size=480), video("large000001", size=1080)], "large000001"),
        ([video("teaser00001", "Teaser", official=True), video("trailer0001")], "trailer0001"),
        ([video("teaser00001", "Teaser"), video("clip0000001", "Clip", official=True)], "teaser00001"),
        ([video("vimeo000001", site="Vimeo")], None),
        ([video("key&action=stop")], None),
        ([], None),
    ],
)
async def test_the_best_trailer_is_taken(videos: list[object], right: str | None) -> None:
    assert (await metadata(videos={"results": videos})).trailer == right


@pytest.mark.parametrize("day", ["", None, "0000-00-00", "2007", "soon", "2007-13-40"])
async def test_a_day_that_is_none_is_unknown(day: str | None) -> None:
    found = await metadata(release_date=day)
    assert (found.premiered, found.year) == (None, None)


@pytest.mark.parametrize("ident", [None, "", "nm0000001", "tt12/../x", "tt"])
async def test_a_foreign_id_must_have_the_shape_of_one(ident: str | None) -> None:
    assert (await metadata(imdb_id=ident, external_ids={"imdb_id": ident})).ids == {"tmdb": str(IDENT)}


async def test_the_set_brings_its_own_text_and_pictures() -> None:
    found = (await metadata()).set
    assert found is not None
    assert (found.name, found.tmdb, found.overview) == ("HUM Collection", 77, "All that hums.")
    assert (found.poster, found.fanart) == (f"{BASE}original/set.jpg", f"{BASE}original/set-wide.jpg")


async def test_the_set_speaks_the_languages_of_the_chain() -> None:
    endpoint = FakeEndpoint()
    endpoint.table["/collection/77"] = collection(name="", overview="")
    found = (await film_of(tmdb(endpoint, "fr-FR", "de-DE"), IDENT)).metadata.set
    assert found is not None
    assert (found.name, found.overview) == ("Summen Filmreihe", "Alles, was summt.")


@pytest.mark.parametrize("answer", [None, b"<html>gone</html>", b"[]"])
async def test_a_set_that_cannot_be_read_is_known_by_what_the_film_says(answer: object) -> None:
    endpoint = FakeEndpoint()
    endpoint.table["/collection/77"] = answer
    found = (await film_of(tmdb(endpoint), IDENT)).metadata.set
    assert found is not None
    assert (found.name, found.poster, found.overview) == ("HUM Collection", f"{BASE}original/c.jpg", None)
