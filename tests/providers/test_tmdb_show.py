"""What the details of a show come to."""

from __future__ import annotations

from typing import Any

import pytest

from emm_tui.domain.fetched import EpisodeOrder
from emm_tui.domain.metadata import Metadata, Rating
from tests.providers.film import BASE, image, show_of, tmdb
from tests.providers.show import GROUP, IDENT, endpoint, fetched, named, season, show


async def metadata(*languages: str, countries: tuple[str, ...] = ("US",), **changes: object) -> Metadata:
    provider = tmdb(endpoint(details=show(**changes)), *languages, countries=countries)
    return (await show_of(provider, IDENT)).metadata


async def test_one_call_gives_the_facts_of_a_show() -> None:
    found = await metadata()
    assert (found.title, found.original_title, found.original_language) == ("[FEN]", "Mosen", "da")
    assert (found.year, found.premiered, found.plot) == (2011, "2011-02-01", "A warden counts [31mherons[0m.")
    assert found.ids == {"tmdb": str(IDENT), "imdb": "tt9900777", "tvdb": "990077"}
    assert found.ratings == {"tmdb": Rating(7.25, 321, 10)}
    assert (found.genres, found.countries, found.tags) == (["Mystery"], ["Denmark"], ["wetland"])
    assert (found.trailer, found.alternative_titles) == ("trailer0001", ["Das Moor", "Fenland"])


async def test_the_cast_is_that_of_all_seasons_each_with_the_first_role() -> None:
    found = await metadata()
    assert [(c.name, c.role, c.order) for c in found.people("actor")] == [
        ("Ana Quill", "Mads", 0),
        ("Cy Dunmore", "Warden", 1),
        ("Wren Oddy", None, 2),
    ]
    assert [c.tmdb for c in found.people("actor")] == [11, 12, 13]
    assert found.people("actor")[0].thumb == f"{BASE}original/ana.jpg"
    assert [c.name for c in found.people("writer")] == ["Una Marsh"]


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("Returning Series", "Continuing"),
        ("In Production", "Continuing"),
        ("Planned", "Continuing"),
        ("Pilot", "Continuing"),
        ("Ended", "Ended"),
        ("Canceled", "Ended"),
        ("On Ice", "On Ice"),
        ("", None),
        (None, None),
    ],
)
async def test_a_show_goes_on_or_has_ended(word: str | None, right: str | None) -> None:
    assert (await metadata(status=word)).status == right


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({"episode_run_time": [0, 45, 50]}, 45),
        ({}, 58),
        ({"last_episode_to_air": {"runtime": None}}, 42),
        ({"last_episode_to_air": None}, 42),
    ],
)
async def test_the_runtime_is_found_where_the_list_is_empty(changes: dict[str, Any], right: int) -> None:
    assert (await metadata(**changes)).runtime == right


async def test_specials_say_nothing_of_the_runtime() -> None:
    seasons = {0: season(0, 9), 1: season(1, 0)}
    found = await fetched(details=show(last_episode_to_air=None), seasons=seasons)
    assert found.metadata.runtime is None


@pytest.mark.parametrize(
    ("countries", "right"),
    [(("US",), "TV-14"), (("DE", "US"), "12"), (("FR", "US"), "TV-14"), (("FR",), None), ((), None)],
)
async def test_certification_is_of_the_first_country_that_has_one(
    countries: tuple[str, ...], right: str | None
) -> None:
    assert (await metadata(countries=countries)).certification == right


async def test_studios_are_the_networks_or_else_who_made_it() -> None:
    assert (await metadata()).studios == ["Canal Reed"]
    assert (await metadata(networks=[])).studios == ["Lamp Pictures"]


@pytest.mark.parametrize(
    ("languages", "field", "right", "language"),
    [
        (("en-US",), "title", "[FEN]", "en-US"),
        (("de-DE", "en-US"), "title", "Das Moor", "de-DE"),
        (("de-DE", "en-US"), "tagline", "Obacht.", "de-DE"),
        (("fr-FR", "en-US"), "title", "[FEN]", "en-US"),
        (("fr-FR", "en-US"), "plot", "Un garde compte.", "fr-FR"),
        (("fr-FR", "de-DE"), "title", "Das Moor", "de-DE"),
        (("da-DK", "en-US"), "title", "Mosen", "da-DK"),
        (("en-GB",), "tagline", "Mind the water.", "en-US"),
    ],
)
async def test_each_text_is_the_first_along_the_chain(
    languages: tuple[str, ...], field: str, right: str, language: str
) -> None:
    untranslated = {"name": "Mosen", "overview": "", "tagline": ""}
    spoken = {tag: untranslated for tag in ("de-DE", "fr-FR", "da-DK")}
    found = (await fetched(*languages, spoken=spoken)).metadata
    assert getattr(found, field) == right
    assert found.languages[field] == language


@pytest.mark.parametrize("filled", ["Mosen", "[FEN]"])
async def test_a_name_that_only_fills_a_gap_is_no_translation(filled: str) -> None:
    found = (await fetched("fr-FR", "de-DE", "en-US", spoken={"fr-FR": {"name": filled}})).metadata
    assert (found.title, found.languages["title"]) == ("Das Moor", "de-DE")


async def test_a_show_without_any_translation_keeps_what_it_is_called() -> None:
    found = await fetched("fr-FR", details=show(translations=None, name="Mosen"))
    assert (found.metadata.title, found.metadata.languages["title"]) == ("Mosen", "da")


async def test_genres_come_in_the_language_of_the_question() -> None:
    told = endpoint(spoken={"de-DE": {"genres": [{"id": 1, "name": "Rätsel"}]}})
    assert (await show_of(tmdb(told, "de-DE", "en-US"), IDENT)).metadata.genres == ["Rätsel"]
    assert not any("genre" in path for path in told.paths)


async def test_the_candidate_of_a_show_knows_its_names_countries_and_years() -> None:
    found = (await fetched()).candidate
    assert (found.id, found.title, found.year, found.last_year, found.countries) == (
        str(IDENT),
        "[FEN]",
        2011,
        2013,
        ("DK",),
    )
    assert set(found.titles) == {"[FEN]", "Mosen", "Das Moor", "Fenland"}


async def test_pictures_are_of_the_chain_the_original_or_english() -> None:
    found = {(a.kind, a.url.removeprefix(f"{BASE}original/"), a.language) for a in (await fetched("de-DE")).artwork}
    assert found == {
        ("poster", "p-en.jpg", "en"),
        ("poster", "p-da.jpg", "da"),
        ("fanart", "b-none.jpg", None),
        ("clearlogo", "l-en.png", "en"),
    }
    assert any(a.language == "sv" for a in (await fetched(art=("sv-SE",))).artwork)


async def test_the_main_poster_is_taken_for_one_in_the_language_of_the_question() -> None:
    bare = show(images={"posters": [], "backdrops": []})
    assert [(a.kind, a.language) for a in (await fetched("de-DE", details=bare)).artwork] == [
        ("poster", "de"),
        ("fanart", None),
    ]


async def test_other_orders_are_named_and_read_when_asked_for() -> None:
    told = endpoint()
    provider = tmdb(told)
    assert (await show_of(provider, IDENT)).orders == {GROUP: EpisodeOrder(GROUP, "DVD Order", "dvd")}
    rows = [
        {"order": 1, "season_number": 1, "episode_number": 1},
        {"order": 0, "season_number": 1, "episode_number": 2},
    ]
    special = [{"order": 0, "season_number": 0, "episode_number": 1}, {"order": 1, "season_number": None}]
    told.table[f"/tv/episode_group/{GROUP}"] = {
        "id": GROUP,
        "name": "DVD Order",
        "type": 3,
        "groups": [{"order": 1, "episodes": rows}, {"order": 0, "episodes": special}],
    }
    order = await provider.order(GROUP)
    assert order.episodes == {(0, 1): (0, 1), (1, 1): (1, 2), (1, 2): (1, 1)}
    assert order.absolute() == {1: (1, 2), 2: (1, 1)}


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (1, "aired"),
        (2, "absolute"),
        (3, "dvd"),
        (4, "digital"),
        (5, "story"),
        (6, "production"),
        (7, "tv"),
        (0, ""),
        (8, ""),
        (None, ""),
    ],
)
async def test_an_order_says_of_what_kind_it_is(number: int | None, kind: str) -> None:
    rows = [{"id": GROUP, "name": None, "type": number}, {"id": None, "name": "Lost", "type": 1}]
    found = await fetched(details=show(episode_groups={"results": rows}))
    assert found.orders == {GROUP: EpisodeOrder(GROUP, GROUP, kind)}


async def test_groups_stand_in_the_order_of_their_numbers() -> None:
    told = endpoint()
    rows = {n: [{"order": 0, "season_number": n, "episode_number": 9}] for n in (1, 2, 3)}
    gaps = [{"order": 1, "season_number": 1}, {"order": 2, "episode_number": 1}]
    groups = [{"order": n, "episodes": rows[n]} for n in (3, 1)] + [{"order": 2, "episodes": rows[2] + gaps}]
    told.table[f"/tv/episode_group/{GROUP}"] = {"id": GROUP, "groups": [*groups, {"episodes": rows[1]}]}
    order = await tmdb(told).order(GROUP)
    assert list(order.episodes.items()) == [((0, 1), (1, 9)), ((1, 1), (1, 9)), ((2, 1), (2, 9)), ((3, 1), (3, 9))]


async def test_a_poster_with_text_is_never_offered_as_textless() -> None:
    found = await fetched(details=show(images={"posters": [image("p.jpg", "de")]}))
    assert all(a.language for a in found.artwork if a.kind == "poster")


async def test_names_that_are_no_text_are_left_out() -> None:
    rows = [named("de", "DE", "\x00"), named("fr", "FR", "Le\x1b[2J Marais")]
    found = (await fetched(details=show(translations={"translations": rows}))).candidate
    assert "Le[2J Marais" in found.titles and "" not in found.titles
