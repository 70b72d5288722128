"""A new NFO: all that we know, in the form that Kodi, Jellyfin and Plex read, whatever the text holds."""

from __future__ import annotations

from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from emm_tui.domain.media import Item, ItemRow
from emm_tui.domain.metadata import Credit, Metadata, Rating, SetInfo
from emm_tui.exporters.nfo import is_ours, render

HOSTILE = [
    "[REC] (2007)",
    "[/] [bold red]x",
    "<b>&amp;</b> ]]> & <!-- x -->",
    "\x1b]52;c;cGF5bG9hZA==\x07clip",
    "nul\x00 and lone \ud800 and \ufffe",
    "\u202eright to left\u2069",
    "e\u0301 \u6620\u753b \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "<!DOCTYPE x [<!ENTITY y 'z'>]> &y; &#0; &#x1F600;",
    "line\nbreak\r\nand\ttab",
]


def tree(data: bytes) -> etree._Element:
    expat.ParserCreate().Parse(data, True)
    return etree.fromstring(data)


def texts(root: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in root.findall(path)]


def test_a_film_has_every_tag_that_kodi_takes(film: Item) -> None:
    root = tree(render([film], None))
    assert root.tag == "movie"
    expected = {
        "title": "[REC] The Quiet Tide",
        "originaltitle": "Die stille Flut",
        "sorttitle": "Quiet Tide",
        "outline": "A harbour wakes.",
        "plot": "A harbour wakes.\n\nNobody \U0001f600 slept & nobody < spoke.",
        "tagline": "It comes back.",
        "runtime": "101",
        "mpaa": "PG-13",
        "premiered": "2007-03-09",
        "year": "2007",
        "trailer": "plugin://plugin.video.youtube/play/?video_id=aB3_-xYz012",
        "set/name": "Tide: The Saga",
        "set/overview": "Three tides.",
        "director": "Cy Moe",
        "tag": "harbour",
    }
    assert {path: root.findtext(path) for path in expected} == expected
    assert texts(root, "credits") == ["Di Rask", "Ed Holt"]
    assert texts(root, "country") == ["Germany", "Norway"]


def test_ids_and_ratings_have_one_default_each(film: Item) -> None:
    root = tree(render([film], None))
    ids = {one.get("type"): (one.text, one.get("default")) for one in root.findall("uniqueid")}
    assert ids == {"tmdb": ("990001", "true"), "imdb": ("tt9900001", None)}
    ratings = {one.get("name"): (one.findtext("value"), one.get("max")) for one in root.findall("ratings/rating")}
    assert ratings == {"themoviedb": ("7.25", "10"), "imdb": ("6.8", "10"), "metacritic": ("66", "100")}
    assert [one.get("name") for one in root.findall("ratings/rating[@default='true']")] == ["themoviedb"]
    assert texts(root, "ratings/rating[@name='themoviedb']/votes") == ["1234"]


def test_actors_stand_once_in_billing_order(film: Item) -> None:
    root = tree(render([film], None))
    assert texts(root, "actor/name") == ["Bo Ek", "Ada Lind"]
    assert texts(root, "actor/role") == ["The Keeper", "The Pilot / Her Sister"]
    assert texts(root, "actor/order") == ["0", "1"]
    assert texts(root, "actor/thumb") == ["https://pictures.test/ada.jpg"]


def test_no_value_of_a_list_can_be_split_and_no_picture_is_named_outside_of_actors(film: Item) -> None:
    root = tree(render([film], None))
    values = [t for tag in ("genre", "studio", "country", "director", "credits", "tag") for t in texts(root, tag)]
    assert "Sci-Fi/Fantasy" in values and "Lantern/Works" in values
    assert not any(" / " in value for value in values)
    assert root.find("thumb") is None and root.find("fanart") is None


def test_emoji_are_written_as_utf8_with_a_declaration_and_no_bom(film: Item) -> None:
    data = render([film], None)
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
    assert "\U0001f600".encode() in data
    assert is_ours(data)


def test_an_empty_film_is_an_empty_nfo() -> None:
    item = Item(ItemRow(1, "movie", "new", "x", path="/films/x.mkv"), None, Metadata())
    assert len(tree(render([item], None))) == 0


def test_what_is_worthless_is_left_out(film: Item) -> None:
    film.metadata.ratings = {"imdb": Rating(0, 0), "tmdb": Rating(11, 5)}
    film.metadata.trailer = "not a key<>"
    film.metadata.runtime = 0
    root = tree(render([film], None))
    assert all(root.find(tag) is None for tag in ("ratings", "trailer", "runtime"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_written_as_text(film: Item, text: str) -> None:
    film.metadata.title = film.metadata.plot = text
    film.metadata.genres = film.metadata.tags = [text]
    film.metadata.set = SetInfo(text, None, text)
    film.metadata.credits = [Credit(text, "actor", text), Credit(text, "director")]
    data = render([film], None)
    root = tree(data)
    kept = "".join(c for c in text if c.isalnum() and c.isascii())
    assert "".join(c for c in root.findtext("title") or "" if c.isalnum() and c.isascii()) == kept
    assert b"\x1b" not in data and b"\x00" not in data
    assert render([film], data) == data


@settings(max_examples=150, deadline=None)
@given(title=st.text(), plot=st.text(), names=st.lists(st.text(), max_size=4), value=st.floats(0, 10))
def test_whatever_is_written_is_read_back_and_written_again_the_same(
    title: str, plot: str, names: list[str], value: float
) -> None:
    metadata = Metadata(title=title, plot=plot, genres=names, ratings={"tmdb": Rating(value, 3)}, ids={"tmdb": "7"})
    metadata.credits = [Credit(name, "actor", name) for name in names]
    metadata.set = SetInfo(title, 1, plot)
    item = Item(ItemRow(1, "movie", "scraped", "x", path="/films/x.mkv"), None, metadata)
    data = render([item], None)
    tree(data)
    assert render([item], data) == data
