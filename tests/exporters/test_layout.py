"""Where files lie: beside a video, for all parts of a stack, above a disc."""

from __future__ import annotations

import os

import pytest

from emm_tui.domain.errors import ExportError
from emm_tui.domain.guess import Guess
from emm_tui.domain.media import Item, ItemRow, MediaFile, Target
from emm_tui.domain.metadata import Metadata
from emm_tui.exporters.layout import Layout, layout, stack_stem


def target(path: str, *parts: str, own_folder: bool = True) -> Target:
    files = [MediaFile(path, 1, 1)] if not parts else []
    files += [MediaFile(p, 1, 1, part=n) for n, p in enumerate(parts, 1)]
    return Target(1, "movie", "new", "Films", path, Guess(path), tuple(files), own_folder)


def test_a_film_with_a_folder_of_its_own() -> None:
    place = layout(target("/films/[REC] (2007)/[REC] (2007).mkv"))
    assert (place.folder, place.stem) == ("/films/[REC] (2007)", "[REC] (2007)")
    assert place.nfos == ("/films/[REC] (2007)/[REC] (2007).nfo", "/films/[REC] (2007)/movie.nfo")


def test_a_film_among_others_has_one_name_for_its_nfo() -> None:
    place = layout(target("/films/Quiet.Tide.1999.mkv", own_folder=False))
    assert (place.stem, place.nfos) == ("Quiet.Tide.1999", ("/films/Quiet.Tide.1999.nfo",))


def test_a_stack_is_named_by_what_its_parts_share() -> None:
    place = layout(target("/f/Long Road cd1.avi", "/f/Long Road cd1.avi", "/f/Long Road cd2.avi", own_folder=False))
    assert place.stem == "Long Road"
    assert place.nfos == ("/f/Long Road.nfo", "/f/Long Road cd1.nfo")


@pytest.mark.parametrize(
    ("names", "stem"),
    [
        (["Road cd1.avi", "Road cd2.avi"], "Road"),
        (["Road.part1.720p.mkv", "Road.part2.720p.mkv"], "Road.720p"),
        (["Road (disc 1).mkv", "Road (disc 2).mkv", "Road (disc 3).mkv"], "Road"),
        (["Road-a.avi", "Road-b.avi"], "Road"),
        (["Depart1.avi", "Depart2.avi"], "Depart"),
        (["cd1.avi", "cd2.avi"], "cd1"),
    ],
)
def test_the_mark_of_the_part_is_left_out(names: list[str], stem: str) -> None:
    assert stack_stem(names) == stem


@pytest.mark.parametrize(
    ("inside", "nfo"), [("VIDEO_TS/VIDEO_TS.IFO", "VIDEO_TS/VIDEO_TS.nfo"), ("BDMV/index.bdmv", "BDMV/index.nfo")]
)
def test_a_disc_has_its_nfo_inside_and_its_pictures_above(inside: str, nfo: str) -> None:
    place = layout(target(f"/films/Quiet Tide (1999)/{inside}", own_folder=False))
    assert (place.folder, place.stem) == ("/films/Quiet Tide (1999)", None)
    assert place.nfos == (f"/films/Quiet Tide (1999)/{nfo}", "/films/Quiet Tide (1999)/movie.nfo")


def test_a_name_without_room_for_an_nfo_leaves_movie_nfo() -> None:
    video = "x" * 252 + ".ts"
    assert layout(target(f"/films/a/{video}")).nfos == ("/films/a/movie.nfo",)
    assert layout(target(f"/films/{video}", own_folder=False)).nfos == ()


def test_a_name_that_is_not_utf8_stays_as_it_is() -> None:
    path = os.fsdecode(b"/films/caf\xe9.mkv")
    assert layout(target(path, own_folder=False)).nfos == (os.fsdecode(b"/films/caf\xe9.nfo"),)


def test_an_item_lies_where_its_target_does() -> None:
    wanted = target("/films/a/a.mkv")
    item = Item(ItemRow(1, "movie", "new", "A", path=wanted.path), None, Metadata(), list(wanted.files), True)
    assert layout(item) == layout(wanted)


def test_a_show_has_its_files_in_its_folder() -> None:
    show = Target(2, "show", "new", "TV", "/tv/[REC] Lights (2011)", Guess("/tv/x"), ())
    assert layout(show) == Layout("/tv/[REC] Lights (2011)", None, True, ("/tv/[REC] Lights (2011)/tvshow.nfo",))


@pytest.mark.parametrize(
    ("number", "stem"), [(0, "season-specials"), (1, "season01"), (12, "season12"), (2024, "season2024")]
)
def test_a_season_has_its_pictures_in_the_folder_of_its_show(number: int, stem: str) -> None:
    show = ItemRow(2, "show", "scraped", "Lights", path="/tv/Lights")
    season = Item(ItemRow(3, "season", "scraped", "Season", season=number), None, Metadata(), show=show)
    assert layout(season) == Layout("/tv/Lights", stem, False, (), None if stem == "season-specials" else "poster")


@pytest.mark.parametrize("own_folder", [True, False])
def test_an_episode_has_its_files_beside_it_and_no_bare_names(own_folder: bool) -> None:
    path = "/tv/Lights/Season 01/Lights S01E02.mkv"
    episode = Item(ItemRow(4, "episode", "scraped", "x", path=path), None, Metadata(), own_folder=own_folder)
    nfo = "/tv/Lights/Season 01/Lights S01E02.nfo"
    assert layout(episode) == Layout("/tv/Lights/Season 01", "Lights S01E02", False, (nfo,), "thumb")


def test_a_show_or_season_without_a_folder_is_an_error() -> None:
    show = ItemRow(2, "show", "scraped", "Lights")
    for item in (
        Item(show, None, Metadata()),
        Item(ItemRow(3, "season", "new", "x", season=1), None, Metadata(), show=show),
    ):
        with pytest.raises(ExportError):
            layout(item)


def test_an_item_without_a_file_is_an_error() -> None:
    with pytest.raises(ExportError):
        layout(Item(ItemRow(1, "movie", "new", "A"), None, Metadata()))
