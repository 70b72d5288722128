"""What the seasons of a show and their episodes come to, in one language or several."""

from __future__ import annotations

from typing import Any

import pytest

from emm_tui.domain.fetched import FetchedEpisode
from emm_tui.domain.metadata import Rating
from tests.providers.film import BASE
from tests.providers.show import episode, fetched, season, show


async def test_a_season_has_its_name_its_plot_and_a_poster() -> None:
    found = (await fetched()).seasons[2]
    facts = found.metadata
    assert (facts.title, facts.plot, facts.premiered, facts.season) == (
        "Season 2",
        "The fen in year 2.",
        "2012-02-01",
        2,
    )
    assert facts.ids == {"tmdb": "7002"}
    assert [(a.kind, a.url) for a in found.artwork] == [("poster", f"{BASE}original/season2.jpg")]
    assert [e.episode for e in found.episodes] == [1, 2]


async def test_an_episode_has_its_facts_its_people_and_a_still() -> None:
    found = (await fetched()).seasons[1].episodes[1]
    facts = found.metadata
    assert (facts.season, facts.episode, facts.title) == (1, 2, "The 2. [Reed]")
    assert (facts.premiered, facts.year, facts.runtime) == ("2011-02-02", 2011, 42)
    assert (facts.plot, facts.languages) == ("Water rises 2 inches.", {"title": "en-US", "plot": "en-US"})
    assert facts.ids == {"tmdb": "1002"}
    assert facts.ratings == {"tmdb": Rating(7.5, 12)}
    assert [(c.name, c.role, c.order) for c in facts.people("actor")] == [
        ("Ana Quill", "[bold]Otter", 0),
        ("Bo Ferrin", "The Heron", 1),
    ]
    assert [c.name for c in facts.people("director")] == ["Iva Moss"]
    assert [c.name for c in facts.people("writer")] == ["Odo Lark"]
    assert [(a.kind, a.url, a.preview) for a in found.artwork] == [
        ("thumb", f"{BASE}original/s1e2.jpg", f"{BASE}w300/s1e2.jpg")
    ]


async def test_episodes_are_counted_through_without_the_specials() -> None:
    seasons = (await fetched()).seasons
    counted = {n: [e.absolute for e in found.episodes] for n, found in seasons.items()}
    assert counted == {0: [None, None], 1: [1, 2], 2: [3, 4], 3: [5, 6]}


async def test_an_episode_without_a_number_is_left_out_and_a_repeated_one_is_one() -> None:
    rows = [episode(1, 2), episode(1, 1), episode(1, 3, episode_number=None), episode(1, 2, name="Again")]
    found = (await fetched(seasons={1: season(1, episodes=0) | {"episodes": rows}})).seasons[1]
    assert [e.episode for e in found.episodes] == [1, 2]


async def test_a_season_that_is_only_named_is_there_without_episodes() -> None:
    found = (await fetched(seasons={1: season(1)})).seasons
    assert sorted(found) == [0, 1, 2, 3]
    assert (found[3].metadata.title, found[3].episodes) == ("Season 3", [])


async def test_what_has_no_name_is_called_by_its_number() -> None:
    bare = {"name": None, "overview": None, "air_date": "", "poster_path": None, "still_path": None}
    rows = [episode(1, 5, vote_count=0, **bare)]
    found = (await fetched(seasons={0: season(0, 0, **bare), 1: season(1, 0, **bare) | {"episodes": rows}})).seasons
    assert (found[0].metadata.title, found[1].metadata.title) == ("Specials", "Season 1")
    (only,) = found[1].episodes
    assert (only.metadata.title, only.metadata.premiered, only.metadata.ratings) == ("Episode 5", None, {})
    assert (only.artwork, found[1].artwork) == ([], [])


GERMAN = {"name": "Schilf", "overview": "Das Wasser steigt."}


def german(number: int, **rows: dict[str, Any]) -> dict[tuple[str, int], dict[str, Any]]:
    """Season `number` in German: texts by episode as `e1=...`; what is left out has the gaps that TMDB leaves."""
    gaps = {"name": "Folge {}", "overview": ""}
    texts = [{k: str(v).format(n) for k, v in (gaps | rows.get(f"e{n}", {})).items()} for n in (1, 2)]
    episodes = [episode(number, n, **text) for n, text in enumerate(texts, 1)]
    return {("de-DE", number): season(number, 0, name="Staffel 1", **rows.get("own", {})) | {"episodes": episodes}}


async def first_of(*languages: str, **rows: dict[str, Any]) -> FetchedEpisode:
    return (await fetched(*languages, wanted=(1,), others=german(1, **rows))).seasons[1].episodes[0]


async def test_each_text_of_an_episode_is_the_first_along_the_chain() -> None:
    found = (await first_of("de-DE", "en-US", e1={"overview": "Das Wasser steigt."})).metadata
    assert (found.title, found.languages["title"]) == ("The 1. [Reed]", "en-US")
    assert (found.plot, found.languages["plot"]) == ("Das Wasser steigt.", "de-DE")
    found = (await first_of("en-US", "de-DE", e1=GERMAN)).metadata
    assert (found.title, found.plot) == ("The 1. [Reed]", "Water rises 1 inches.")


@pytest.mark.parametrize("name", ["Folge 1", "第1話", "1. epizoda", "Episode 1", " ", None])
async def test_a_title_that_is_a_number_gives_way_to_a_real_one(name: str | None) -> None:
    others = german(1, e1={"overview": "Das Wasser steigt."})
    others["de-DE", 1]["episodes"][0]["name"] = name
    found = (await fetched("de-DE", "en-US", wanted=(1,), others=others)).seasons[1].episodes[0]
    assert found.metadata.title == "The 1. [Reed]"


@pytest.mark.parametrize("name", ["Folge 7", "Area 51", "Teil 1: Schilf", "1914"])
async def test_a_title_with_another_number_is_a_real_one(name: str) -> None:
    found = await first_of("de-DE", "en-US", e1={"name": name})
    assert (found.metadata.title, found.metadata.languages["title"]) == (name, "de-DE")


async def test_without_a_real_title_the_first_language_says_its_number() -> None:
    found = await first_of("de-DE", e1={})
    assert (found.metadata.title, found.metadata.languages["title"]) == ("Folge 1", "de-DE")


async def test_a_season_keeps_its_name_in_the_first_language() -> None:
    found = (await fetched("de-DE", "en-US", wanted=(1,), others=german(1))).seasons[1].metadata
    assert (found.title, found.languages["title"]) == ("Staffel 1", "de-DE")
    others = german(1, own={"overview": ""})
    found = (await fetched("de-DE", "en-US", wanted=(1,), others=others)).seasons[1].metadata
    assert (found.plot, found.languages["plot"]) == ("The fen in year 1.", "en-US")


async def test_a_person_of_an_episode_counts_once() -> None:
    again = [{"id": 61, "name": "Ana Quill", "character": part, "order": 5} for part in ("Otter", "Other Otter")]
    rows = {1: season(1, 0) | {"episodes": [episode(1, 1, guest_stars=again)]}}
    found = (await fetched(seasons=rows)).seasons[1].episodes[0].metadata
    assert [(c.name, c.role) for c in found.people("actor")] == [("Ana Quill", "Otter")]


async def test_seasons_of_a_show_that_lists_none_are_found_all_the_same() -> None:
    assert sorted((await fetched(details=show(seasons=[]))).seasons) == [0, 1, 2, 3]
