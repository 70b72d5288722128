"""The names of pictures: read by the media centers of the profiles, never longer than a disk allows."""

from __future__ import annotations

import os

import pytest

from emm_tui.domain.artwork import RULES
from emm_tui.domain.errors import ExportError
from emm_tui.exporters.artwork import art_names, art_path, set_art_path
from emm_tui.exporters.layout import Layout

OWN = Layout("/films/Tide", "Tide", True, ())
AMONG = Layout("/films", "Tide", False, ())
DISC = Layout("/films/Tide", None, True, ())
SHOW = Layout("/tv/Lights", None, True, ())
SEASON = Layout("/tv/Lights", "season01", False, ())
EPISODE = Layout("/tv/Lights/Season 01", "Lights S01E02", False, ())


@pytest.mark.parametrize(
    ("place", "profiles", "expected"),
    [
        (OWN, ["kodi"], "/films/Tide/Tide-poster.jpg"),
        (OWN, ["jellyfin"], "/films/Tide/Tide-poster.jpg"),
        (OWN, ["plex"], "/films/Tide/poster.jpg"),
        (OWN, ["kodi", "plex"], "/films/Tide/poster.jpg"),
        (AMONG, ["kodi"], "/films/Tide-poster.jpg"),
        (AMONG, ["plex"], "/films/Tide-poster.jpg"),
        (DISC, ["kodi"], "/films/Tide/poster.jpg"),
    ],
)
def test_a_poster_has_the_name_that_the_profiles_read(place: Layout, profiles: list[str], expected: str) -> None:
    assert art_path(place, "poster", "jpg", profiles) == expected


@pytest.mark.parametrize(
    ("place", "kind", "expected"),
    [
        (SHOW, "poster", "/tv/Lights/poster.jpg"),
        (SHOW, "characterart", "/tv/Lights/characterart.jpg"),
        (SEASON, "poster", "/tv/Lights/season01-poster.jpg"),
        (SEASON, "banner", "/tv/Lights/season01-banner.jpg"),
        (EPISODE, "thumb", "/tv/Lights/Season 01/Lights S01E02-thumb.jpg"),
    ],
)
@pytest.mark.parametrize("profiles", [["kodi"], ["jellyfin"], ["kodi", "plex"]])
def test_the_pictures_of_shows_seasons_and_episodes_have_the_names_that_are_read(
    place: Layout, kind: str, expected: str, profiles: list[str]
) -> None:
    assert art_path(place, kind, "jpg", profiles) == expected


def test_a_kind_that_plex_does_not_know_keeps_the_long_name() -> None:
    assert art_path(OWN, "clearlogo", "png", ["plex"]) == "/films/Tide/Tide-clearlogo.png"


@pytest.mark.parametrize("kind", sorted(RULES))
def test_a_video_of_255_bytes_gets_the_short_name_or_an_error(kind: str) -> None:
    stem = "\u6620" * 83 + "ab"
    assert len(os.fsencode(stem + ".mkv")) == 255
    assert art_path(Layout("/f", stem, True, ()), kind, "png", ["kodi"]) == f"/f/{kind}.png"
    with pytest.raises(ExportError, match="Shorten"):
        art_path(Layout("/f", stem, False, ()), kind, "png", ["kodi"])


def test_pictures_of_the_user_are_looked_for_under_all_names_that_are_read() -> None:
    assert art_names(OWN, "poster", ["kodi"]) == ["tide-poster", "poster", "folder"]
    assert art_names(AMONG, "poster", ["kodi"]) == ["tide-poster"]
    assert art_names(DISC, "fanart", ["kodi"]) == ["fanart"]
    assert {"logo", "clearlogo"} <= set(art_names(OWN, "clearlogo", ["jellyfin"]))


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Tide: The Saga", "Tide_ The Saga"),
        ('a/b\\c*d?e"f<g>h|i', "a_b_c_d_e_f_g_h_i"),
        ("To Be Continued... ", "To Be Continued"),
        ("../../etc", ".._.._etc"),
        ("nul\x00and\x1besc", "nul_and_esc"),
    ],
)
def test_a_set_lies_in_a_folder_of_its_name(name: str, folder: str) -> None:
    assert set_art_path("/sets", name, "poster", "jpg") == f"/sets/{folder}/poster.jpg"


@pytest.mark.parametrize("name", ["", "..", ". .", "x" * 256])
def test_a_set_that_can_have_no_folder_has_no_pictures(name: str) -> None:
    assert set_art_path("/sets", name, "poster", "jpg") is None
