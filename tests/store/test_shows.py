"""What a scrape of a show leaves in the library: its own facts, its seasons', and each episode's, mapped and bulk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from emm_tui.domain.fetched import FetchedShow
from emm_tui.domain.guess import Guess
from emm_tui.domain.media import Discovered, Item, MediaFile
from emm_tui.domain.metadata import Credit
from emm_tui.domain.query import parse_query
from emm_tui.store.connection import connect
from emm_tui.store.library import Library
from emm_tui.store.query_sql import where
from emm_tui.store.writer import Writer
from tests.fake_shows import fetched_show
from tests.store.made_up import HOSTILE, episode, matched

TITLE = "[Harbour] Tales"
SHOW = f"/media/TV/{TITLE}"


def file(name: str, **said: object) -> Discovered:
    """An episode file whose name says what is given."""
    path = f"{SHOW}/{name}.mkv"
    guess = Guess(path, "episode", TITLE, **said)  # type: ignore[arg-type]
    return Discovered("TV", path, guess, (MediaFile(path, 5, sum(map(ord, name))),), show_folder=SHOW)


def tale(seasons: dict[int, int] | None = None, **named: int) -> FetchedShow:
    return fetched_show(70, TITLE, 2011, seasons or {0: 1, 1: 3, 2: 2}, **named)


async def saved(writer: Writer, library: Library, *found: Discovered, fetched: FetchedShow | None = None) -> int:
    """The show after its files were scanned and its facts saved."""
    await writer.add_discovered(found)
    show = library.resolve(SHOW)
    await writer.save_show(show, matched(70, TITLE), fetched or tale())
    return show


def items(library: Library, query: str) -> list[Item]:
    return [library.item(id) for id in library.ids(parse_query(query))]


def numbers(library: Library, query: str = "kind:episode") -> list[tuple[int | None, int | None, str, str]]:
    return [(i.row.season, i.row.episode, i.row.title, i.row.state) for i in items(library, query)]


async def test_a_show_its_seasons_and_its_episodes_have_facts_pictures_and_reasons(
    writer: Writer, library: Library
) -> None:
    fetched = tale()
    show = await saved(writer, library, episode(TITLE, 1, 2), episode(TITLE, 0, 1), fetched=fetched)
    found = library.item(show)
    assert (found.row.title, found.metadata.status, found.row.state) == (TITLE, "Ended", "matched")
    assert [(season.season, season.title) for season in found.seasons] == [(0, "Part 0"), (1, "Part 1")]
    season = library.item(found.seasons[1].id)
    assert (season.metadata.plot, [p.kind for p in season.artwork_candidates]) == ("The 1. part.", ["poster"])
    special, second = items(library, "kind:episode")
    assert (special.row.season, special.metadata.title) == (0, "Tide 0.1")
    assert second.metadata == fetched.seasons[1].episodes[1].metadata
    assert [p.kind for p in second.artwork_candidates] == ["thumb"]
    assert second.provenance["title"].provider == "tmdb"
    assert second.match and second.match.by == "auto" and "S01E02" in second.match.reasons[0]
    assert second.show and (second.show.id, second.show.title, second.show.tmdb) == (show, TITLE, 70)
    [row] = library.rows([second.row.id])
    assert (row.tmdb, row.tvdb, second.row.tmdb) == (70, 71, 701002)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ({"season": 2, "episodes": (1,)}, (2, 1)),
        ({"absolute": (4,)}, (2, 1)),
        ({"episodes": (5,)}, (2, 2)),
        ({"date": "2011-02-03"}, (1, 3)),
        ({"season": 7, "episodes": (5,), "absolute": (5,)}, (2, 2)),
    ],
    ids=["number", "absolute", "no-season", "date", "number-then-absolute"],
)
async def test_an_episode_is_mapped_by_number_then_count_then_day(
    writer: Writer, library: Library, said: dict[str, object], number: tuple[int, int]
) -> None:
    show = await saved(writer, library, file("one", **said))
    [found] = items(library, "kind:episode")
    assert (found.row.season, found.row.episode) == number
    assert (found.metadata.title, found.row.state) == (f"Tide {number[0]}.{number[1]}", "matched")
    assert number[0] in [season.season for season in library.item(show).seasons]
    assert library.count(parse_query(f"kind:episode s:{number[0]} e:{number[1]}")) == 1


async def test_two_of_a_day_are_told_apart_by_their_titles_alone(writer: Writer, library: Library) -> None:
    fetched = tale({1: 2})
    for one in fetched.seasons[1].episodes:
        one.metadata.premiered = "2011-03-04"
    named = file("named", date="2011-03-04", episode_title="tide 1.2")
    await saved(writer, library, named, file("bare", date="2011-03-04"), fetched=fetched)
    bare, right = sorted(items(library, "kind:episode"), key=lambda item: item.row.state, reverse=True)
    assert (right.row.state, right.row.episode) == ("matched", 2)
    assert bare.match and bare.match.reasons == ["tmdb knows 2 episodes of 2011-03-04"]


async def test_each_episode_of_a_file_has_its_own_facts(writer: Writer, library: Library) -> None:
    await saved(writer, library, episode(TITLE, 1, 2, 3))
    assert numbers(library) == [(1, 2, "Tide 1.2", "matched"), (1, 3, "Tide 1.3", "matched")]
    [path] = {item.row.path for item in items(library, "kind:episode")}
    _, episodes = library.show_parts(library.resolve(SHOW))
    assert [(item.row.path, item.row.episode) for item in episodes] == [(path, 2), (path, 3)]


async def test_a_number_that_is_not_known_stays_visible_and_says_so(writer: Writer, library: Library) -> None:
    await saved(writer, library, episode(TITLE, 1, 1), episode(TITLE, 1, 9), file("nothing"), episode(TITLE, 99, 99))
    unknown = {item.row.title: item for item in items(library, "kind:episode state:unmatched")}
    said = {title: item.match.reasons for title, item in unknown.items() if item.match}
    assert said == {
        "Episode 9": ["S01E09 is not known at tmdb: it has 3 episodes"],
        "Episode 99": ["S99E99 is not known at tmdb: it has no such season"],
        "nothing": ["its name says no number and no day"],
    }
    assert not unknown["Episode 9"].provenance
    assert {item.row.id for item in unknown.values()} <= {item.row.id for item in library.review()}
    [season] = items(library, "kind:season season:99")
    assert season.row.state == "unmatched"


async def test_two_files_of_one_episode_are_two_items_with_its_facts(writer: Writer, library: Library) -> None:
    other = replace(episode(TITLE, 1, 1), path=f"{SHOW}/again.mkv", files=(MediaFile(f"{SHOW}/again.mkv", 3, 4),))
    await saved(writer, library, episode(TITLE, 1, 1), other)
    assert numbers(library) == [(1, 1, "Tide 1.1", "matched")] * 2


async def test_a_show_that_is_scraped_closes_its_parts_and_keeps_what_a_later_answer_lacks(
    writer: Writer, library: Library
) -> None:
    show = await saved(writer, library, episode(TITLE, 1, 1), episode(TITLE, 1, 9))
    await writer.finish(show, "scraped", nfo=True)
    assert [state for *_, state in numbers(library)] == ["scraped", "unmatched"]
    assert library.count(parse_query("kind:any missing:nfo")) == 0
    assert items(library, "kind:season")[0].row.state == "scraped"
    await writer.save_show(show, None, tale({2: 1}))
    assert numbers(library)[0] == (1, 1, "Tide 1.1", "scraped")
    assert items(library, "kind:episode e:1")[0].metadata.plot == "Number 1 of 1."


async def test_locked_fields_of_an_episode_stay(writer: Writer, library: Library) -> None:
    show = await saved(writer, library, episode(TITLE, 1, 1))
    [one] = library.ids(parse_query("kind:episode"))
    await writer.lock([one], ["title", "cast"])
    fetched = tale()
    facts = fetched.seasons[1].episodes[0].metadata
    facts.title, facts.plot, facts.credits = "Other", "Other.", [Credit("New Hand", "director")]
    await writer.save_show(show, None, fetched)
    found = library.item(one).metadata
    assert (found.title, found.plot) == ("Tide 1.1", "Other.")
    assert [credit.name for credit in found.credits] == ["New Hand", "Guest 0 of 1"]


async def test_a_person_who_decides_otherwise_frees_the_episodes_of_what_they_were(
    writer: Writer, library: Library
) -> None:
    show = await saved(writer, library, episode(TITLE, 1, 1), episode(TITLE, 2, 2))
    await writer.finish(show, "scraped")
    await writer.set_match(show, "tmdb", "71")
    assert {state for *_, state in numbers(library)} == {"new"}
    assert library.missing_episodes(show) == []
    await writer.save_show(show, None, fetched_show(71, "Other Shore", 1999, {1: 1}))
    assert numbers(library) == [(1, 1, "Tide 1.1", "matched"), (2, 2, "Episode 2", "unmatched")]
    [_, second] = items(library, "kind:episode")
    assert (second.metadata.plot, second.metadata.credits, second.artwork_candidates) == (None, [], [])


async def test_episodes_that_aired_and_lie_nowhere_are_missing(writer: Writer, library: Library) -> None:
    fetched = tale({0: 3, 1: 3, 2: 2})
    fetched.seasons[2].episodes[1].metadata.premiered = "2999-01-01"
    show = await saved(writer, library, episode(TITLE, 1, 1), episode(TITLE, 2, 1), fetched=fetched)
    assert [(one.season, one.episode, one.title, one.absolute) for one in library.missing_episodes(show)] == [
        (1, 2, "Tide 1.2", 2),
        (1, 3, "Tide 1.3", 3),
    ]
    assert list(library.ids(parse_query("missing:episodes"))) == [show]
    assert [row.season for row in library.rows(library.ids(parse_query("kind:season missing:episode")))] == [1]
    await writer.add_discovered([episode(TITLE, 1, 2, 3)])
    assert library.count(parse_query("missing:episodes")) == 0


async def test_missing_episodes_are_looked_up_by_index(writer: Writer, library: Library, path: Path) -> None:
    await saved(writer, library, episode(TITLE, 1, 1))
    condition, values = where(parse_query("missing:episodes"))
    with connect(path) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT i.id FROM items i WHERE {condition}", values).fetchall()
    assert not [step for *_, step in plan if step.startswith("SCAN")]


async def test_an_episode_in_another_folder_of_the_same_show_is_not_missing(writer: Writer, library: Library) -> None:
    show = await saved(writer, library, episode(TITLE, 1, 1), fetched=tale({1: 2}))
    assert len(library.missing_episodes(show)) == 1
    await writer.add_discovered([episode(TITLE, 1, 2, folder="/more/Harbour")])
    other = library.resolve("/more/Harbour")
    assert await writer.unite_shows([other, show]) == show
    assert library.missing_episodes(show) == []


async def test_the_target_of_a_show_has_the_files_and_the_seasons_that_are_there(
    writer: Writer, library: Library
) -> None:
    await writer.add_discovered([episode(TITLE, 2, 1), episode(TITLE, 1, 2, 3), file("bare", date="2011-02-03")])
    [target] = library.targets([library.resolve(SHOW)])
    assert (target.kind, target.path, target.guess.title, target.seasons) == ("show", SHOW, TITLE, (1, 2))
    assert sorted(file.path for file in target.files) == sorted(
        {item.row.path or "" for item in items(library, "kind:episode")}
    )
    assert (target.ids, target.by) == ({}, "")


async def test_titles_are_the_films_and_shows_of_any_items(writer: Writer, library: Library) -> None:
    show = await saved(writer, library, episode(TITLE, 1, 1), episode(TITLE, 1, 2))
    everything = library.ids(parse_query("kind:any"))
    assert library.titles(everything) == [show]
    assert library.titles([]) == []


async def test_a_big_show_is_one_change_and_saving_it_again_changes_no_credit(writer: Writer, library: Library) -> None:
    files = [episode(TITLE, season, number) for season in range(1, 11) for number in range(1, 26)]
    fetched = tale(dict.fromkeys(range(1, 11), 25), guests=20)
    show = await saved(writer, library, *files, fetched=fetched)
    assert library.count(parse_query("kind:episode state:matched")) == 250
    assert library.count(parse_query('kind:episode actor:"guest 19 of 25"')) == 10
    before = library.item(library.ids(parse_query("kind:episode s:10 e:25"))[0])
    changed = await writer.save_show(show, None, fetched)
    assert len(changed) == 1 + 10 + 250
    assert library.item(before.row.id).metadata == before.metadata


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
async def test_hostile_text_of_an_episode_is_stored(writer: Writer, library: Library, text: str) -> None:
    fetched = tale({1: 1})
    one = fetched.seasons[1].episodes[0]
    one.metadata = replace(one.metadata, title=text, plot=text, credits=[Credit(text, "actor", text)])
    show = await saved(writer, library, episode(TITLE, 1, 1), fetched=fetched)
    assert library.show_parts(show)[1][0].metadata.title


async def rescanned(writer: Writer, *found: Discovered) -> None:
    await writer.add_discovered(found)
    await writer.end_source_scan("TV", {SHOW: 1, f"{SHOW}/Season 1": 1})


def beside(found: Discovered) -> Discovered:
    """The same file with an NFO beside it."""
    nfo = MediaFile(found.path.removesuffix(".mkv") + ".nfo", 9, 9, "nfo")
    return replace(found, files=(*found.files, nfo))


@pytest.mark.parametrize("said", [{"absolute": (4,)}, {"episodes": (4,)}, {"date": "2011-03-01"}], ids=str)
async def test_a_number_that_was_found_survives_the_next_scan(
    writer: Writer, library: Library, said: dict[str, object]
) -> None:
    show = await saved(writer, library, file("one", **said))
    await writer.finish(show, "scraped")
    await rescanned(writer, beside(file("one", **said)))
    assert numbers(library) == [(2, 1, "Tide 2.1", "scraped")]
    [found] = items(library, "kind:episode")
    assert [row.id for row in library.rows(library.ids(parse_query("kind:season s:2")))] == [
        library.item(show).seasons[-1].id
    ]
    assert len(found.files) == 2


async def test_a_file_of_two_counted_episodes_is_two_episodes(writer: Writer, library: Library) -> None:
    both = file("one", absolute=(3, 4))
    show = await saved(writer, library, both)
    assert numbers(library) == [(1, 3, "Tide 1.3", "matched"), (2, 1, "Tide 2.1", "matched")]
    await writer.finish(show, "scraped")
    await rescanned(writer, beside(both))
    assert [state for *_, state in numbers(library)] == ["scraped", "scraped"]


async def test_swapped_episode_files_keep_their_items_and_are_looked_up_anew(writer: Writer, library: Library) -> None:
    one, two = episode(TITLE, 1, 1), episode(TITLE, 1, 2)
    show = await saved(writer, library, one, two)
    await writer.finish(show, "scraped")
    first, second = library.ids(parse_query("kind:episode"))
    await writer.lock([first], ["plot"])
    await rescanned(writer, replace(one, files=_body(one, two)), replace(two, files=_body(two, one)))
    assert list(library.ids(parse_query("kind:episode"))) == [second, first]
    assert {state for *_, state in numbers(library)} == {"new"}
    await writer.save_show(show, None, tale())
    assert numbers(library) == [(1, 1, "Tide 1.1", "matched"), (1, 2, "Tide 1.2", "matched")]
    assert library.item(first).metadata.plot == "Number 1 of 1."


def _body(here: Discovered, there: Discovered) -> tuple[MediaFile, ...]:
    """The file of another episode under this one's name."""
    [file] = there.files
    return (replace(file, path=here.path),)


async def test_an_episode_that_is_renumbered_to_nothing_known_forgets_what_it_was(
    writer: Writer, library: Library
) -> None:
    one = episode(TITLE, 1, 1)
    show = await saved(writer, library, one)
    await writer.finish(show, "scraped")
    wrong = replace(one, guess=one.guess.replaced(episodes=(77,)))
    await rescanned(writer, wrong)
    await writer.save_show(show, None, tale())
    assert numbers(library) == [(1, 77, "Episode 77", "unmatched")]
    [found] = items(library, "kind:episode")
    assert (found.metadata.plot, found.metadata.credits, found.provenance) == (None, [], {})
