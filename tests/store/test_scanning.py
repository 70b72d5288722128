"""What a scan adds, what it leaves alone, what it knows again."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from emm_tui.domain.media import Discovered, MediaFile
from emm_tui.domain.query import parse_query
from emm_tui.store.discovered import ScanCounts
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.store.made_up import HOSTILE, episode, film, matched, metadata, renamed

MOVIES = {"/media/Movies": 1}
TV = {"/media/TV": 1}


def listed(library: Library, query: str) -> list[str]:
    return [row.title for row in library.rows(library.ids(parse_query(query)))]


async def scan(writer: Writer, *found: Discovered, source: str = "Movies") -> ScanCounts:
    await writer.add_discovered(found)
    return await writer.end_source_scan(source, MOVIES if source == "Movies" else TV)


async def test_a_film_becomes_an_item_with_its_files_and_what_its_name_said(writer: Writer, library: Library) -> None:
    found = film("Harbour Lights")
    beside = (
        MediaFile(found.path[:-4] + ".en.srt", 10, 1, "subtitle"),
        MediaFile(found.path[:-4] + ".nfo", 20, 1, "nfo"),
        MediaFile(found.path[:-4] + "-poster.jpg", 30, 1, "artwork", artwork_kind="poster"),
    )
    assert await scan(writer, replace(found, files=found.files + beside)) == ScanCounts(added=1)
    item = library.item(library.resolve("harbour"))
    assert (item.row.kind, item.row.state, item.row.year, item.row.path) == ("movie", "new", 2001, found.path)
    assert item.own_folder and item.source == "Movies"
    assert item.guess == found.guess
    assert {file.path for file in item.files} == {file.path for file in found.files + beside}
    assert library.count(parse_query("missing:poster")) == library.count(parse_query("missing:nfo")) == 0
    assert library.count(parse_query("missing:fanart")) == 1


async def test_adding_the_same_again_changes_nothing(writer: Writer, library: Library) -> None:
    batch = [film("Harbour Lights"), film("[REC]", 2007), episode("Tideland", 1, 1), episode("Tideland", 1, 2, 3)]
    await writer.add_discovered(batch)
    before = library.rows(library.ids(parse_query("kind:any")))
    assert await writer.add_discovered(batch) == ScanCounts(unchanged=5)
    assert library.rows(library.ids(parse_query("kind:any"))) == before


async def test_a_stack_and_a_disc_are_one_item_each(writer: Writer, library: Library) -> None:
    stack = film("Long River")
    parts = tuple(MediaFile(stack.path[:-4] + f"-cd{n}.mkv", 7, n, part=n) for n in (1, 2))
    disc = replace(film("Glass Tide"), path="/media/Movies/Glass Tide/VIDEO_TS/VIDEO_TS.IFO")
    disc = replace(disc, files=(MediaFile(disc.path, 7, 9),))
    await scan(writer, replace(stack, path=parts[0].path, files=parts), disc)
    assert [file.part for file in library.item(library.resolve(parts[1].path)).videos] == [1, 2]
    assert library.resolve("/media/Movies/Glass Tide") == library.resolve(disc.path)


async def test_a_stack_that_gets_its_second_part_stays_the_same_item(writer: Writer, library: Library) -> None:
    found = film("Long River")
    await scan(writer, found)
    item = library.resolve("river")
    parts = (*found.files, MediaFile(found.path[:-4] + "-cd2.mkv", 7, 9, part=2))
    assert await scan(writer, replace(found, files=parts)) == ScanCounts(updated=1)
    assert len(library.item(item).videos) == 2


async def test_episodes_hang_under_their_season_and_show(writer: Writer, library: Library) -> None:
    await scan(writer, episode("Tideland", 1, 2, 3), episode("Tideland", 0, 1), episode("Tideland", 1, 1), source="TV")
    assert listed(library, "") == ["Tideland"]
    assert listed(library, "kind:season") == ["Specials", "Season 1"]
    rows = library.rows(library.ids(parse_query("kind:episode")))
    assert [(row.show, row.season, row.episode) for row in rows] == [
        ("Tideland", 0, 1),
        ("Tideland", 1, 1),
        ("Tideland", 1, 2),
        ("Tideland", 1, 3),
    ]
    assert rows[2].path == rows[3].path
    show = library.item(library.resolve("/media/TV/Tideland"))
    assert [season.season for season in show.seasons] == [0, 1]
    assert library.item(rows[0].id).show == show.row


async def test_an_episode_without_numbers_or_show_folder_finds_its_show_by_title(
    writer: Writer, library: Library
) -> None:
    loose = replace(episode("Tideland", None), show_folder=None, path="/media/TV/Tideland finale.mkv")
    loose = replace(loose, files=(replace(loose.files[0], path=loose.path),))
    stranger = replace(loose, guess=loose.guess.replaced(title="Other Coast"), path="/media/TV/Other Coast.mkv")
    stranger = replace(stranger, files=(replace(loose.files[0], path=stranger.path),))
    await scan(writer, episode("Tideland", 1, 1), source="TV")
    await writer.add_discovered([loose, stranger])
    assert listed(library, "kind:show") == ["Other Coast", "Tideland"]
    [row] = library.rows(library.ids(parse_query("show:tideland kind:episode season:none")))
    assert (row.season, row.episode, row.title) == (None, None, "Tideland finale")
    await writer.add_discovered([loose, stranger])
    assert library.count(parse_query("kind:show")) == 2


async def test_shows_of_one_name_are_told_apart_by_year(writer: Writer, library: Library) -> None:
    def loose(year: int) -> Discovered:
        found = episode("Tideland", 1, 1, folder=f"/media/TV/x{year}")
        return replace(found, show_folder=None, guess=found.guess.replaced(year=year))

    await scan(writer, loose(1994), loose(2019), loose(1994), source="TV")
    assert [row.year for row in library.rows(library.ids(parse_query("kind:show sort:year")))] == [1994, 2019]


async def test_what_is_gone_is_missing_and_what_comes_back_is_not(writer: Writer, library: Library) -> None:
    here, gone = film("Harbour Lights"), film("Salt Lamp")
    await scan(writer, here, gone)
    assert await scan(writer, here) == ScanCounts(unchanged=1, missing=1)
    assert listed(library, "missing:file") == ["Salt Lamp"]
    assert await scan(writer, here) == ScanCounts(unchanged=1, missing=1)
    assert await scan(writer, here, gone) == ScanCounts(updated=1, unchanged=1)
    assert listed(library, "missing:file") == []
    assert library.count(parse_query("")) == 2


async def test_a_show_is_missing_when_all_its_episodes_are(writer: Writer, library: Library) -> None:
    await scan(writer, episode("Tideland", 1, 1), source="TV")
    await scan(writer, source="TV")
    assert listed(library, "missing:file kind:any") == ["Tideland", "Season 1", "Episode 1"]


async def test_folders_that_were_not_listed_or_not_readable_keep_their_items(writer: Writer, library: Library) -> None:
    films = [film("Harbour Lights"), film("Salt Lamp"), film("Paper Moon Road"), film("Iron Crown")]
    folders = [os.path.dirname(found.path) for found in films]
    await scan(writer, *films)
    counts = await writer.end_source_scan(
        "Movies", {**MOVIES, folders[0]: 5}, unlisted={folders[0]}, unreadable={folders[1], "/media/Movies/Paper"}
    )
    assert counts == ScanCounts(unchanged=2, missing=2)
    assert set(listed(library, "missing:file")) == {"Paper Moon Road", "Iron Crown"}


async def test_a_walk_that_was_cut_short_makes_nothing_missing(writer: Writer, library: Library) -> None:
    await scan(writer, film("Harbour Lights"))
    assert (await writer.end_source_scan("Movies", {}, complete=False)).missing == 0
    assert library.folders("Movies") == MOVIES


async def test_folders_are_remembered_with_their_times(writer: Writer, library: Library) -> None:
    odd = os.fsdecode(b"/media/Movies/bad\xe9")
    await writer.end_source_scan("Movies", {"/media/Movies": 1, odd: 2, "/media/Movies/gone": 3})
    await writer.end_source_scan("Movies", {"/media/Movies": 5}, unreadable={odd})
    assert library.folders("Movies") == {"/media/Movies": 5, odd: 2}
    assert library.folders("TV") == {}


async def test_a_scan_never_lowers_a_state_nor_undoes_a_match(writer: Writer, library: Library) -> None:
    found = film("Harbour Lights")
    await scan(writer, found)
    item = library.resolve("harbour")
    await writer.save_metadata(item, matched(by="you"), metadata())
    await writer.finish(item, "scraped")
    other = replace(found, guess=found.guess.replaced(title="Another Title", tmdb=4711))
    assert await scan(writer, other) == ScanCounts(updated=1)
    row = library.item(item).row
    assert (row.state, row.title, row.tmdb) == ("scraped", "Harbour Lights", 77)
    [target] = library.targets([item])
    assert (target.by, target.ids["tmdb"], target.guess.tmdb) == ("you", "77", 4711)


async def test_an_id_in_a_changed_name_opens_a_match_that_nobody_decided(writer: Writer, library: Library) -> None:
    found = film("Harbour Lights")
    await scan(writer, found)
    item = library.resolve("harbour")
    await writer.save_metadata(item, matched(), metadata())
    await scan(writer, replace(found, guess=found.guess.replaced(tmdb=4711)))
    assert (library.targets([item])[0].by, library.targets([item])[0].ids) == ("", {})


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
async def test_a_hostile_name_is_an_item_that_can_be_found(writer: Writer, library: Library, title: str) -> None:
    found = film(title, folder="/media/Movies" if len(title) < 200 and "\0" not in title else "/media/Movies/odd")
    await scan(writer, found)
    [item] = library.ids(parse_query(""))
    assert library.item(item).row.path == found.path
    assert (library.item(item).guess or found.guess).title == title
    words = '"' + title.replace('"', "").strip() + '"'
    if '"' not in title:
        assert list(library.ids(parse_query(words))) == [item]


@pytest.mark.parametrize("source", ["Movies", "Archive"])
async def test_a_renamed_or_moved_file_keeps_its_identity(writer: Writer, library: Library, source: str) -> None:
    stays, moves = film("Salt Lamp"), film("Harbour Lights")
    await scan(writer, stays, moves)
    item = library.resolve("harbour")
    await writer.save_metadata(item, matched(), metadata())
    await writer.finish(item, "scraped")
    before = library.item(item).row
    there = renamed(moves, "/media/Movies/Hafenlichter/hafen.mkv", "Hafen", source)
    if source == "Movies":
        assert await scan(writer, stays, there) == ScanCounts(updated=1, unchanged=1)
    else:
        await scan(writer, stays)
        assert await scan(writer, there, source="Archive") == ScanCounts(updated=1)
    assert library.count(parse_query("")) == 2
    after = library.item(item)
    assert after.row == replace(before, path=there.path)
    assert (after.source, after.guess) == (source, there.guess)
    assert library.resolve(there.path) == item
    assert await writer.add_discovered([there]) == ScanCounts(unchanged=1)


async def test_two_files_that_swapped_names_swap_items(writer: Writer, library: Library) -> None:
    one, two = film("Harbour Lights"), film("Salt Lamp")
    await scan(writer, one, two)
    first, second = library.resolve(one.path), library.resolve(two.path)
    await scan(writer, renamed(one, two.path, "Salt Lamp"), renamed(two, one.path, "Harbour Lights"))
    assert (library.resolve(two.path), library.resolve(one.path)) == (first, second)
    assert library.count(parse_query("missing:file")) == 0


async def test_files_that_look_alike_are_never_taken_for_one_another(writer: Writer, library: Library) -> None:
    await scan(writer, film("Harbour Lights", at=5), film("Salt Lamp", at=5))
    await scan(writer, film("Iron Crown", at=5))
    assert listed(library, "missing:file") == ["Harbour Lights", "Salt Lamp"]
    assert library.count(parse_query("")) == 3


async def test_a_replaced_file_is_the_same_item(writer: Writer, library: Library) -> None:
    found = film("Harbour Lights", at=5)
    await scan(writer, found)
    item = library.resolve("harbour")
    assert await scan(writer, film("Harbour Lights", at=6)) == ScanCounts(updated=1)
    assert library.resolve("harbour") == item


async def test_a_show_whose_folder_is_renamed_keeps_its_identity(writer: Writer, library: Library) -> None:
    files = [episode("Tideland", 1, 1), episode("Tideland", 1, 2, 3)]
    await scan(writer, *files, source="TV")
    show, rows = library.resolve("/media/TV/Tideland"), library.ids(parse_query("kind:episode"))
    await writer.save_metadata(show, matched(5, "Tideland"), metadata(title="Tideland", set=None))
    moved = [
        replace(
            renamed(file, file.path.replace("Tideland", "Tideland (2019)")), show_folder="/media/TV/Tideland (2019)"
        )
        for file in files
    ]
    assert await scan(writer, *moved, source="TV") == ScanCounts(updated=3)
    assert list(library.ids(parse_query("kind:show"))) == [show]
    assert library.resolve("/media/TV/Tideland (2019)") == show
    assert list(library.ids(parse_query("kind:episode show:tideland"))) == list(rows)
    assert library.count(parse_query("kind:season")) == 1


async def test_a_hundred_renames_at_once_lose_nobody(writer: Writer, library: Library) -> None:
    films = [film(f"Film {number}") for number in range(100)]
    await scan(writer, *films)
    before = {found.path: library.resolve(found.path) for found in films}
    moved = [renamed(found, found.path.replace("/Film", "/Picture")) for found in films]
    assert await scan(writer, *moved) == ScanCounts(updated=100)
    assert [library.resolve(now.path) for now in moved] == [before[then.path] for then in films]


async def test_a_known_episode_whose_title_now_fits_two_shows_hangs_under_one_of_its_own(
    writer: Writer, library: Library
) -> None:
    loose = replace(episode("Tideland", 1, 3), show_folder=None, path="/media/TV/Tideland.S01E03.mkv")
    loose = replace(loose, files=(replace(loose.files[0], path=loose.path),))
    await scan(writer, loose, source="TV")
    before = library.resolve(loose.path)
    rivals = [episode("Tideland", 1, 1, folder=f"/media/TV/Tideland {year}") for year in (1999, 2010)]
    rivals = [replace(one, guess=one.guess.replaced(year=year)) for one, year in zip(rivals, (1999, 2010), strict=True)]
    await scan(writer, *rivals, loose, source="TV")
    touched = replace(loose, files=(replace(loose.files[0], size=7),))
    await scan(writer, *rivals, touched, source="TV")
    assert library.resolve(loose.path) == before
    assert library.item(before).show is not None
