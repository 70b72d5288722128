"""What TheTVDB's answers about a show come to."""

from __future__ import annotations

from typing import Any

import pytest

from emm_tui.domain.errors import ProviderError
from emm_tui.domain.fetched import FetchedShow
from emm_tui.domain.metadata import Metadata
from tests.providers.mutate import Path, mutants, named, places
from tests.providers.tvdb_titles import ART, SHOW, endpoint, episode, picture, season, show, told, tvdb


async def fetched(
    *languages: str, spoken: Any = None, wanted: tuple[int, ...] = (1,), **changes: object
) -> FetchedShow:
    found = await tvdb(endpoint(show(**changes), spoken), *languages).fetch("show", {"tvdb": SHOW}, wanted)
    assert isinstance(found, FetchedShow)
    return found


async def metadata(*languages: str, countries: tuple[str, ...] = ("US",), **changes: object) -> Metadata:
    provider = tvdb(endpoint(show(**changes)), *languages, countries=countries)
    found = await provider.fetch("show", {"tvdb": SHOW})
    assert found
    return found.metadata


async def test_a_show_is_told_by_its_facts() -> None:
    found = await metadata()
    assert (found.title, found.original_title, found.original_language) == ("[REED][31m", "葦の庭", "ja")
    assert (found.year, found.premiered, found.runtime, found.status) == (2019, "2019-04-02", 24, "Continuing")
    assert found.ids == {"tvdb": SHOW, "imdb": "tt99004210", "tmdb": "99042"}
    assert (found.genres, found.countries, found.studios) == (["Mystery", "Anime"], ["Japan"], ["Canal Reed"])
    assert (found.tags, found.certification, found.trailer) == (["Wetland"], "TV-14", "trailerENG1")
    assert found.alternative_titles == ["The Reed Yard", "Schilf", "Caniço", "Junco", "アシ", "Ashi no Niwa"]


async def test_how_popular_a_show_is_is_no_rating() -> None:
    assert (await metadata()).ratings == {}


async def test_the_cast_is_in_billing_order_and_who_thought_the_show_up_is_its_writer() -> None:
    found = await metadata()
    assert [(c.name, c.role, c.order, c.thumb) for c in found.people("actor")] == [
        ("Ana Quill", "[bold]Otter", 0, f"{ART}person/1.jpg"),
        ("Bo Ferrin", "The Heron", 1, f"{ART}actor/bo.jpg"),
    ]
    assert [c.name for c in found.people("writer")] == ["Una Marsh"]
    assert found.people("director") == []


@pytest.mark.parametrize(
    ("languages", "title", "plot"),
    [
        (("en-GB",), ("[REED][31m", "en"), ("Something stirs.", "en")),
        (("de-DE", "en-US"), ("Schilf", "de"), ("Something stirs.", "en")),
        (("de-DE",), ("Schilf", "de"), ("Something stirs.", "en")),
        (("fr-FR",), ("[REED][31m", "en"), ("Something stirs.", "en")),
        (("pt-BR",), ("Junco", "pt-BR"), ("Something stirs.", "en")),
        (("pt-PT",), ("Caniço", "pt-PT"), ("Something stirs.", "en")),
        (("ja-JP",), ("葦の庭", "ja"), ("葦がそよぐ。", "ja")),
    ],
)
async def test_texts_come_along_the_languages_then_in_english(
    languages: tuple[str, ...], title: tuple[str, str], plot: tuple[str, str]
) -> None:
    found = await metadata(*languages)
    assert (found.title, found.languages["title"]) == title
    assert (found.plot, found.languages["plot"]) == plot


@pytest.mark.parametrize("language", ["jpn", "xx", None])
async def test_a_show_without_translations_has_its_original_title(language: str | None) -> None:
    found = await metadata(translations=None, originalLanguage=language)
    assert found.title == found.original_title == "葦の庭"
    assert found.languages.get("title") == ("ja" if language == "jpn" else None)


@pytest.mark.parametrize(
    ("word", "right"),
    [("Continuing", "Continuing"), ("Upcoming", "Continuing"), ("Ended", "Ended"), ("On Ice", "On Ice"), (None, None)],
)
async def test_a_show_goes_on_or_has_ended(word: str | None, right: str | None) -> None:
    assert (await metadata(status={"id": None, "name": word})).status == right


@pytest.mark.parametrize(("countries", "right"), [(("DE", "US"), "12"), (("JP", "US"), "TV-14"), (("JP",), None)])
async def test_the_certification_is_of_the_first_country_that_has_one(
    countries: tuple[str, ...], right: str | None
) -> None:
    assert (await metadata(countries=countries)).certification == right


async def test_pictures_have_our_kinds_and_languages() -> None:
    found = {one.url.removeprefix(ART): one for one in (await fetched()).artwork}
    assert {name: (one.kind, one.language) for name, one in found.items()} == {
        "p-none.jpg": ("poster", None),
        "p-text.jpg": ("poster", "ja"),
        "p-en.jpg": ("poster", "en"),
        "b-none.jpg": ("fanart", None),
        "c-ja.png": ("clearart", "ja"),
        "l-none.png": ("clearlogo", "ja"),
    }
    assert found["p-en.jpg"].preview == f"{ART}p-en_t.jpg"
    assert (found["p-en.jpg"].width, found["p-none.jpg"].height) == (0, 1000)


@pytest.mark.parametrize(("score", "votes"), [(100_003, 3), (100_000, 0), (7, 0), (0, 0), (None, 0)])
async def test_what_is_above_the_usual_score_of_a_picture_are_its_likes(score: object, votes: int) -> None:
    (found,) = (await fetched(artworks=[picture(2, "p.jpg", score=score)])).artwork
    assert (found.votes, found.score) == (votes, 0)


@pytest.mark.parametrize(
    ("image", "right"),
    [
        ("/banners/x.jpg", f"{ART}x.jpg"),
        ("banners/x.jpg", f"{ART}x.jpg"),
        ("https://artworks.thetvdb.com/https://artworks.thetvdb.com/banners/x.jpg", f"{ART}x.jpg"),
        ("http://artworks.thetvdb.com/banners/x.jpg", f"{ART}x.jpg"),
        ("https://elsewhere.example/x.jpg", None),
        ("https://[bad", None),
        ("/banners/x\x1b[2J.jpg", None),
        ("", None),
        (None, None),
    ],
)
async def test_addresses_are_made_whole_and_lead_nowhere_else(image: str | None, right: str | None) -> None:
    found = await fetched(artworks=[], image=image)
    assert [one.url for one in found.artwork] == ([right] if right else [])
    assert found.candidate.poster == right


async def test_seasons_have_their_own_pictures() -> None:
    found = (await fetched()).seasons
    names = {n: [(p.kind, p.url.removeprefix(ART)) for p in one.artwork] for n, one in found.items()}
    assert names == {
        0: [("poster", "v4/season/5000/posters/own.jpg")],
        1: [("poster", "v4/season/5001/posters/s1.jpg")],
        2: [("poster", "seasons/old-2.jpg")],
    }
    assert [one.metadata.ids for one in found.values()] == [{"tvdb": "5000"}, {"tvdb": "5001"}, {"tvdb": "5002"}]


async def test_episodes_come_with_their_facts() -> None:
    found = (await fetched()).seasons[2].episodes[1]
    facts = found.metadata
    assert (facts.season, facts.episode, facts.title, facts.plot) == (2, 2, 'Reed 2x2 "N"', "Wet.")
    assert (facts.premiered, facts.year, facts.runtime, facts.ids) == ("2019-04-02", 2019, 24, {"tvdb": "2002"})
    assert [(p.kind, p.url) for p in found.artwork] == [("thumb", f"{ART}episodes/2002.jpg")]


async def test_specials_know_where_they_belong_and_are_not_counted() -> None:
    found = (await fetched()).seasons
    before, after = found[0].episodes
    assert (before.airs_before_season, before.airs_before_episode, before.airs_after_season) == (1, 2, None)
    assert (before.metadata.airs_before_season, before.metadata.airs_before_episode) == (1, 2)
    assert (after.airs_after_season, after.metadata.airs_after_season, after.metadata.premiered) == (2, 2, None)
    assert [one.absolute for n in (0, 1, 2) for one in found[n].episodes] == [None, None, 1, 2, 3, 4]


async def test_its_own_count_through_all_seasons_wins() -> None:
    rows = [episode(1, 1, "a", absoluteNumber=7), episode(1, 2, "b", absoluteNumber=0)]
    found = (await fetched(spoken={"eng": rows})).seasons[1]
    assert [one.absolute for one in found.episodes] == [7, None]


async def test_an_episode_that_is_not_named_yet_has_no_title() -> None:
    rows = [episode(1, 1, "TBA", None, nameTranslations=[]), episode(1, 2, None, "", nameTranslations=None)]
    found = (await fetched(spoken={"eng": rows})).seasons[1]
    assert [(one.metadata.title, one.metadata.plot) for one in found.episodes] == [(None, None)] * 2


async def test_a_text_in_the_original_script_is_no_translation_but_better_than_none() -> None:
    rows = [episode(1, 1, "葦", "風")]
    found = (await fetched(spoken={"eng": rows, "": rows})).seasons[1].episodes[0].metadata
    assert (found.title, found.languages["title"], found.languages["plot"]) == ("葦", "ja", "ja")


async def test_a_season_that_is_nowhere_named_is_made_of_its_episodes() -> None:
    found = (await fetched(seasons=None)).seasons
    assert {n: len(one.episodes) for n, one in found.items()} == {0: 2, 1: 2, 2: 2}


async def test_the_seasons_are_those_of_the_order_that_the_show_is_told_in() -> None:
    found = await fetched(defaultSeasonType=2, seasons=[season(1, 5001), season(4, 6001, "dvd")], spoken={})
    assert list(found.seasons) == [4]
    assert list(found.orders) == [f"{SHOW}-official"]


async def test_the_other_orders_are_offered() -> None:
    (order,) = (await fetched()).orders.values()
    assert (order.id, order.name, order.kind, order.episodes) == (f"{SHOW}-dvd", "Collector's Box", "dvd", {})


async def test_an_order_maps_its_numbers_to_the_usual_ones() -> None:
    asked = endpoint()
    moved = [episode(1, 1, "a") | {"id": 2001}, episode(1, 2, "b") | {"id": 1001}, episode(1, 3, "c") | {"id": 5}]
    asked.table[f"/series/{SHOW}/episodes/dvd"] = told({"episodes": moved})
    assert (await tvdb(asked).order(f"{SHOW}-dvd")).episodes == {(1, 1): (2, 1), (1, 2): (1, 1)}


async def test_a_show_is_the_one_that_was_asked_for_by_whatever_name_there_is() -> None:
    only = {"nameTranslations": [{"name": "Schilf", "language": "deu"}]}
    found = await fetched(id=None, name=None, translations=only, aliases=None)
    assert (found.candidate.id, found.metadata.title, found.metadata.ids["tvdb"]) == (SHOW, "Schilf", SHOW)


async def test_a_show_without_any_name_is_an_error_of_this_show_alone() -> None:
    with pytest.raises(ProviderError):
        await metadata(name=None, translations=None, aliases=None)


def kinds_of_fields(document: dict[str, Any]) -> list[Path]:
    """The fields of a document; of a list those of its first row."""
    return [path for path in places(document) if not any(isinstance(key, int) and key for key in path)]


@pytest.mark.parametrize("path", kinds_of_fields(show()), ids=named)
async def test_no_single_field_can_cost_a_show(path: Path) -> None:
    for mutant in mutants(show(), path):
        found = await tvdb(endpoint(mutant, {"eng": [episode(1, 1, "Reed")]})).fetch("show", {"tvdb": SHOW})
        assert found
        assert found.metadata.title
        str(found).encode()


@pytest.mark.parametrize("path", list(places(episode(1, 1, "Reed"))), ids=named)
async def test_no_single_field_can_cost_a_show_its_other_episodes(path: Path) -> None:
    for mutant in mutants(episode(1, 1, "Reed"), path):
        found = (await fetched(spoken={"eng": [mutant, episode(1, 2, "Heron")]})).seasons[1]
        assert found.episodes[-1].metadata.title == "Heron"
        str(found).encode()
