"""Which files of a tree are items, and what belongs to each."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.discover.trees import age, beside, discover, plant, visits

FILM = "Glass Harbour (2004)/Glass Harbour (2004)"


def test_a_film_takes_what_lies_beside_it(tmp_path: Path) -> None:
    plant(
        tmp_path,
        f"{FILM}.mkv",
        f"{FILM}.en.forced.srt",
        f"{FILM}.nfo",
        f"{FILM}-poster.jpg",
        f"{FILM}-trailer.mp4",
        "Glass Harbour (2004)/fanart.png",
        "Glass Harbour (2004)/logo.png",
        "Glass Harbour (2004)/Subs/2_English.srt",
        "Glass Harbour (2004)/Behind The Scenes/Harbour at night.mkv",
        "Glass Harbour (2004)/Trailers/Teaser.mov",
        "Glass Harbour (2004)/notes.txt",
    )
    (item,) = discover(tmp_path).values()
    assert item.own_folder
    assert (item.guess.kind, item.guess.title, item.guess.year) == ("movie", "Glass Harbour", 2004)
    assert beside(item, "video") == ["Glass Harbour (2004).mkv"]
    assert beside(item, "subtitle") == ["2_English.srt", "Glass Harbour (2004).en.forced.srt"]
    assert beside(item, "nfo") == ["Glass Harbour (2004).nfo"]
    assert beside(item, "trailer") == ["Glass Harbour (2004)-trailer.mp4", "Teaser.mov"]
    assert beside(item, "extra") == ["Harbour at night.mkv"]
    art = {os.path.basename(f.path): f.artwork_kind for f in item.files if f.role == "artwork"}
    assert art == {"Glass Harbour (2004)-poster.jpg": "poster", "fanart.png": "fanart", "logo.png": "clearlogo"}


@pytest.mark.parametrize(
    "path",
    [
        f"{FILM}-trailer.mkv",
        f"{FILM}.sample.mkv",
        f"{FILM}-sample.mkv",
        f"{FILM} sample.mkv",
        f"{FILM}-featurette.mkv",
        f"{FILM}-behindthescenes.mkv",
        "Glass Harbour (2004)/Making of-behindthescenes.mkv",
        "Glass Harbour (2004)/sample-glass.mkv",
        "Glass Harbour (2004)/Sample/glass.mkv",
        "Glass Harbour (2004)/Extras/glass.mkv",
        "Glass Harbour (2004)/Shorts/glass.mkv",
        "Glass Harbour (2004)/Proof/glass.mkv",
        "Glass Harbour (2004)/.hidden.mkv",
        "Glass Harbour (2004)/._Glass Harbour (2004).mkv",
        "Glass Harbour (2004)/@eaDir/glass.mkv",
        "Glass Harbour (2004)/.Trash-1000/glass.mkv",
        "lost+found/glass.mkv",
        "#recycle/glass.mkv",
        "$RECYCLE.BIN/glass.mkv",
        ".git/glass.mkv",
        "Extras/glass.mkv",
        "Kept Out/.nomedia",
        "Kept Out/Inside (2001)/Inside.mkv",
    ],
)
def test_what_is_beside_a_film_is_no_film(tmp_path: Path, path: str) -> None:
    plant(tmp_path, f"{FILM}.mkv", path, "Kept Out/.ignore")
    assert list(discover(tmp_path)) == [f"{FILM}.mkv"]


@pytest.mark.parametrize(
    "path",
    [
        "Free Sample (2012)/Free Sample (2012).mkv",
        "Trailer Park Blues (2006)/Trailer Park Blues (2006).mkv",
        "Odd-short.mkv",
        "Shorts/The Last Lamp (1999).mkv",
        "Art/The Last Lamp (1999).mkv",
        ".45 Degrees (2006)/.45 Degrees (2006).mkv",
        "...And Then Rain (1979)/...And Then Rain (1979).mkv",
        "[REC] (2007)/[REC] (2007).mkv",
        "Line\nBreak (2004)/Line\nBreak (2004).mkv",
        "-rf (2008)/-rf (2008).mkv",
    ],
)
def test_a_film_with_an_odd_name_is_a_film(tmp_path: Path, path: str) -> None:
    plant(tmp_path, path)
    assert list(discover(tmp_path)) == [path]


def test_a_name_that_is_not_utf8_is_kept_byte_for_byte(tmp_path: Path) -> None:
    raw = b"Caf\xe9 (1999).mkv"
    with open(os.path.join(os.fsencode(tmp_path), raw), "wb"):
        pass
    (item,) = discover(tmp_path).values()
    assert os.fsencode(item.path).endswith(b"/" + raw)
    assert item.guess.year == 1999


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Long Road (1961) cd1.avi", "Long Road (1961) cd2.avi"),
        ("Long.Road.1961.CD1.XviD.avi", "Long.Road.1961.CD2.XviD.avi"),
        ("Long Road (1961) - part a.mkv", "Long Road (1961) - part b.mkv"),
        ("Long Road [disc 1].mkv", "Long Road [disc 2].mkv"),
        ("Long Road Part 1 cd1.mkv", "Long Road Part 1 cd2.mkv"),
        ("CD1/long.avi", "CD2/long.avi"),
        ("Disc 1/VIDEO_TS/VIDEO_TS.IFO", "Disc 2/VIDEO_TS/VIDEO_TS.IFO"),
    ],
)
def test_parts_are_one_film(tmp_path: Path, first: str, second: str) -> None:
    plant(tmp_path, f"Long Road (1961)/{first}", f"Long Road (1961)/{second}")
    found = discover(tmp_path)
    assert list(found) == [f"Long Road (1961)/{first}"]
    item = found[f"Long Road (1961)/{first}"]
    assert [file.part for file in item.files] == [1, 2]
    assert item.own_folder


@pytest.mark.parametrize(
    "names",
    [
        ("Stone Part 1 (2010).mkv", "Stone Part 2 (2011).mkv"),
        ("Stone cd1.avi", "Stone cd2.mkv"),
        ("Stone cd1.avi",),
        ("Stone cd2.avi", "Stone cd3.avi"),
        ("Crypt 1.mkv", "Crypt 2.mkv"),
        ("Stone (2010).mkv", "Stone (2010) cd2.mkv"),
    ],
)
def test_what_only_looks_like_parts_are_films_of_their_own(tmp_path: Path, names: tuple[str, ...]) -> None:
    plant(tmp_path, *(f"Box/{name}" for name in names))
    assert sorted(discover(tmp_path)) == sorted(f"Box/{name}" for name in names)


def test_sidecars_of_a_stack_are_named_after_the_whole_or_a_part(tmp_path: Path) -> None:
    stack = "Flat Sea (1990)"
    plant(tmp_path, f"{stack} cd1.avi", f"{stack} cd2.avi", f"{stack}.nfo", f"{stack} cd1.srt", "Other (1991).avi")
    item = discover(tmp_path)[f"{stack} cd1.avi"]
    assert beside(item, "nfo") == ["Flat Sea (1990).nfo"]
    assert beside(item, "subtitle") == ["Flat Sea (1990) cd1.srt"]


@pytest.mark.parametrize(
    ("stands", "others"),
    [
        ("VIDEO_TS/VIDEO_TS.IFO", ["VIDEO_TS/VTS_01_1.VOB", "VIDEO_TS/VTS_01_0.BUP"]),
        ("BDMV/index.bdmv", ["BDMV/STREAM/00001.m2ts", "BDMV/PLAYLIST/00800.mpls"]),
        ("VIDEO_TS.IFO", ["VTS_01_1.VOB", "VTS_01_0.IFO"]),
    ],
)
def test_a_disc_is_one_film_as_large_as_its_streams(tmp_path: Path, stands: str, others: list[str]) -> None:
    plant(tmp_path, *(f"Night Ferry (1995)/{path}" for path in [stands, *others, "poster.jpg"]))
    found = discover(tmp_path)
    item = found[f"Night Ferry (1995)/{stands}"]
    assert len(found) == 1
    assert item.own_folder
    assert (item.guess.title, item.guess.year) == ("Night Ferry", 1995)
    assert beside(item, "artwork") == ["poster.jpg"]
    assert item.files[0].size == (tmp_path / "Night Ferry (1995)" / others[0]).stat().st_size


def test_two_films_in_a_folder_do_not_own_it(tmp_path: Path) -> None:
    plant(tmp_path, "Pair/Ash (2001).mkv", "Pair/Birch (2002).mkv", "Pair/poster.jpg", "Pair/Ash (2001)-poster.jpg")
    found = discover(tmp_path)
    assert [item.own_folder for item in found.values()] == [False, False]
    assert beside(found["Pair/Ash (2001).mkv"], "artwork") == ["Ash (2001)-poster.jpg"]
    assert beside(found["Pair/Birch (2002).mkv"], "artwork") == []


def test_a_collection_folder_is_not_a_films_own(tmp_path: Path) -> None:
    plant(tmp_path, "Ash Saga/Ash (2001).mkv", "Ash Saga/Ash Two (2003)/Ash Two (2003).mkv", "Root (1990).mkv")
    own = {path: item.own_folder for path, item in discover(tmp_path).items()}
    assert own == {
        "Ash Saga/Ash (2001).mkv": False,
        "Ash Saga/Ash Two (2003)/Ash Two (2003).mkv": True,
        "Root (1990).mkv": False,
    }


def test_accents_written_by_another_system_are_the_same_name(tmp_path: Path) -> None:
    plant(tmp_path, "Caf\u00e9 (1999).mkv", "Cafe\u0301 (1999).en.srt", "Birch (2002).mkv")
    assert beside(discover(tmp_path)["Caf\u00e9 (1999).mkv"], "subtitle") == ["Cafe\u0301 (1999).en.srt"]


def test_the_longer_name_gets_the_sidecar(tmp_path: Path) -> None:
    plant(tmp_path, "Ash.mkv", "Ash 2.mkv", "Ash 2.srt", "Ash.en.srt", "Ashes.srt")
    found = discover(tmp_path)
    assert beside(found["Ash.mkv"], "subtitle") == ["Ash.en.srt"]
    assert beside(found["Ash 2.mkv"], "subtitle") == ["Ash 2.srt"]


@pytest.mark.parametrize(
    ("path", "show"),
    [
        ("Tidewater (2010)/Season 01/Tidewater - S01E01.mkv", "Tidewater (2010)"),
        ("Tidewater (2010)/Tidewater Season 1/Disc 2/t - s01e09.mkv", "Tidewater (2010)"),
        ("Tidewater (2010)/2014/Tidewater 1x01.mkv", "Tidewater (2010)"),
        ("Tidewater/Tidewater.S07E05.mkv", "Tidewater"),
        ("Tidewater.S01.1080p-GRP/Tidewater.S01E01.1080p-GRP.mkv", "Tidewater.S01.1080p-GRP"),
        ("Drama/Tidewater/Specials/Tidewater - S00E01.mkv", "Drama/Tidewater"),
        ("Extras (2005)/Season 1/Extras 1x01.avi", "Extras (2005)"),
        ("Extras/Extras 1x01.avi", "Extras"),
        ("Tidewater.US.S08E01.mkv", None),
        ("Season 01/Tidewater - S01E01.mkv", None),
    ],
)
def test_an_episode_knows_its_shows_folder(tmp_path: Path, path: str, show: str | None) -> None:
    plant(tmp_path, path)
    found = discover(tmp_path, "tv")
    assert list(found) == [path]
    assert found[path].show_folder == (str(tmp_path / show) if show else None)
    assert found[path].guess.kind == "episode"
    assert not found[path].own_folder


def test_extras_of_a_show_are_no_episodes(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "Tidewater/Season 1/Tidewater S01E01.mkv",
        "Tidewater/Season 1/Tidewater S01E01.en.srt",
        "Tidewater/Season 1/Tidewater S01E01-thumb.jpg",
        "Tidewater/Extras/Season 1 Gag Reel.mkv",
        "Tidewater/Shorts/Boat.mkv",
        "Tidewater/Season 1/Sample/tidewater.s01e01.sample.mkv",
        "Tidewater/trailer.mp4",
    )
    (item,) = discover(tmp_path, "tv").values()
    assert beside(item, "subtitle") == ["Tidewater S01E01.en.srt"]
    assert [file.artwork_kind for file in item.files if file.role == "artwork"] == ["thumb"]


def test_only_regular_files_are_films(tmp_path: Path) -> None:
    plant(tmp_path, "Real (2000).mkv")
    os.mkfifo(tmp_path / "Pipe (2001).mkv")
    (tmp_path / "Dangling (2002).mkv").symlink_to(tmp_path / "nowhere.mkv")
    (tmp_path / "Folder (2003).mkv").mkdir()
    (tmp_path / "Link (2004).mkv").symlink_to(tmp_path / "Real (2000).mkv")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(os.path.relpath(tmp_path / "Door (2005).mkv"))
    assert sorted(discover(tmp_path)) == ["Link (2004).mkv", "Real (2000).mkv"]


def test_links_that_lead_in_circles_are_walked_once_and_reported(tmp_path: Path) -> None:
    plant(tmp_path, "A/Ash (2001)/Ash (2001).mkv")
    (tmp_path / "A" / "up").symlink_to(tmp_path)
    (tmp_path / "A" / "0 again").symlink_to(tmp_path / "A" / "Ash (2001)")
    (tmp_path / "self").symlink_to("self")
    assert list(discover(tmp_path)) == ["A/Ash (2001)/Ash (2001).mkv"]
    walked = visits(tmp_path)
    assert len(walked) == 3
    assert [loop for visit in walked for loop in visit.loops] == [str(tmp_path / "A" / "up")]


def test_a_link_to_what_the_source_lies_in_is_not_followed(tmp_path: Path) -> None:
    plant(tmp_path, "elsewhere/Ash (2001)/Ash (2001).mkv", "source/Birch (2002).mkv")
    (tmp_path / "source" / "out").symlink_to("..")
    assert list(discover(tmp_path / "source")) == ["Birch (2002).mkv"]


def test_a_link_out_of_the_source_is_followed(tmp_path: Path) -> None:
    plant(tmp_path, "elsewhere/Ash (2001)/Ash (2001).mkv", "source/Birch (2002).mkv")
    (tmp_path / "source" / "more").symlink_to(tmp_path / "elsewhere")
    assert sorted(discover(tmp_path / "source")) == ["Birch (2002).mkv", "more/Ash (2001)/Ash (2001).mkv"]


def test_an_unchanged_folder_is_not_listed_but_what_is_below_it_is_visited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "Saga/Ash (2001)/Ash (2001).mkv", "Saga/Birch (2002)/Birch (2002).mkv")
    age(tmp_path)
    known = dict(seen for visit in visits(tmp_path) for seen in visit.seen)
    plant(tmp_path, "Saga/Birch (2002)/Birch (2002).srt")
    listed: list[str] = []
    scandir = os.scandir

    def watched(path: str) -> object:
        listed.append(path[len(str(tmp_path)) :])
        return scandir(path)

    monkeypatch.setattr(os, "scandir", watched)
    walked = visits(tmp_path, known=known)
    assert listed == ["/Saga/Birch (2002)"]
    assert len(walked) == 4


def test_a_change_in_a_folder_of_extras_is_seen_at_its_film(tmp_path: Path) -> None:
    plant(tmp_path, "Ash (2001)/Ash (2001).mkv", "Ash (2001)/Extras/one.mkv")
    age(tmp_path)
    known = dict(seen for visit in visits(tmp_path) for seen in visit.seen)
    assert not any(visit.unit for visit in visits(tmp_path, known=known))
    plant(tmp_path, "Ash (2001)/Extras/two.mkv")
    assert [visit.stop.folder.name for visit in visits(tmp_path, known=known) if visit.unit] == ["Ash (2001)"]


def test_a_show_is_known_when_only_a_season_of_it_has_changed(tmp_path: Path) -> None:
    plant(tmp_path, "Drama/Tidewater/Season 1/Tidewater S01E01.mkv")
    age(tmp_path)
    known = dict(seen for visit in visits(tmp_path, "tv") for seen in visit.seen)
    plant(tmp_path, "Drama/Tidewater/Season 1/Tidewater S01E02.mkv")
    changed = [visit for visit in visits(tmp_path, "tv", known) if visit.unit]
    assert [visit.show for visit in changed] == [str(tmp_path / "Drama" / "Tidewater")]


def test_a_folder_that_was_just_changed_is_listed_again_next_time(tmp_path: Path) -> None:
    plant(tmp_path, "Ash (2001)/Ash (2001).mkv")
    assert {mtime for visit in visits(tmp_path) for _, mtime in visit.seen} == {0}


def test_slow_folders_are_listed_side_by_side_and_none_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, *(f"Ash {number} (2001)/Ash {number} (2001).mkv" for number in range(120)))
    monkeypatch.setattr("emm_tui.discover.walk.SLOW_SECONDS", 0.0)
    assert len(discover(tmp_path)) == 120
