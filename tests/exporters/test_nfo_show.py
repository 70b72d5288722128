"""The NFO of a show and of its episodes: every tag that is read, a root for each episode, merged like a film's."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from emm_tui.domain.media import Item
from emm_tui.domain.metadata import Credit, Rating
from emm_tui.exporters import nfo_read
from emm_tui.exporters.nfo import render
from emm_tui.exporters.nfo_read import UnreadableNfoError, parse
from tests.exporters.conftest import episode
from tests.exporters.test_nfo import HOSTILE, texts, tree


def roots(data: bytes) -> list[etree._Element]:
    return parse(data).roots


def told(data: bytes) -> list[tuple[str | None, str | None, str | None]]:
    """(season, episode, title) of each root."""
    return [(one.findtext("season"), one.findtext("episode"), one.findtext("title")) for one in roots(data)]


# -- shows
def test_a_show_has_every_tag_that_is_read(show: Item) -> None:
    root = tree(render([show], None))
    assert root.tag == "tvshow"
    expected = {
        "title": "[REC] Harbour Lights",
        "originaltitle": "Hafenlichter",
        "plot": "Three lamps, one sea.",
        "tagline": "Keep them lit.",
        "runtime": "44",
        "mpaa": "TV-14",
        "premiered": "2011-04-17",
        "year": "2011",
        "status": "Continuing",
        "studio": "North/Sea One",
        "genre": "Drama",
        "trailer": "plugin://plugin.video.youtube/play/?video_id=aB3_-xYz012",
        "actor/role": "The Keeper",
        "tag": "lighthouse",
    }
    assert {path: root.findtext(path) for path in expected} == expected
    assert [one.get("type") for one in root.findall("uniqueid[@default='true']")] == ["tmdb"]
    assert root.find("thumb") is None and root.find("season") is None


def test_a_show_names_the_ids_by_which_its_episodes_are_found(show: Item) -> None:
    guide = json.loads(tree(render([show], None)).findtext("episodeguide") or "")
    assert guide == {"tmdb": "990200", "imdb": "tt9900200", "tvdb": "990400"}


def test_seasons_are_named_where_their_name_says_more_than_their_number(show: Item) -> None:
    root = tree(render([show], None))
    assert [(one.get("number"), one.text) for one in root.findall("namedseason")] == [("2", "The Long Night [/]")]


def test_names_that_somebody_gave_to_other_seasons_stay(show: Item) -> None:
    old = b"<tvshow><namedseason number='1'>Mine</namedseason><namedseason number='2'>Old</namedseason></tvshow>"
    root = tree(render([show], old))
    assert {one.get("number"): one.text for one in root.findall("namedseason")} == {
        "1": "Mine",
        "2": "The Long Night [/]",
    }


def test_what_others_wrote_of_a_show_stays(show: Item) -> None:
    old = (
        b"<tvshow><title>Old</title><season>-1</season><episode>9</episode><playcount>2</playcount>"
        b"<displayorder>dvd</displayorder><tag>mine</tag><status>Ended</status></tvshow>\n"
        b"https://www.themoviedb.org/tv/990200-harbour\n"
    )
    data = render([show], old)
    root = roots(data)[0]
    assert [root.findtext(n) for n in ("season", "episode", "playcount", "displayorder")] == ["-1", "9", "2", "dvd"]
    assert texts(root, "tag") == ["lighthouse", "mine"] and texts(root, "status") == ["Continuing"]
    assert data.endswith(b"\nhttps://www.themoviedb.org/tv/990200-harbour\n")
    assert render([show], data) is data


def test_what_was_said_of_another_show_goes(show: Item) -> None:
    show.metadata.tagline = None
    old = b"<tvshow><tagline>Wrong</tagline><uniqueid type='tmdb'>5</uniqueid><id>77</id></tvshow>\nthemoviedb.org/tv/5"
    data = render([show], old)
    assert b"Wrong" not in data and b"<id>" not in data and b"tv/5" not in data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"<tvshow><uniqueid type='tmdb'>12</uniqueid></tvshow>", {"tmdb": "12"}),
        (b"<tvshow><id>34</id></tvshow>", {"tvdb": "34"}),
        (b'<tvshow><episodeguide>{"tmdb": "12", "a": 1}</episodeguide></tvshow>', {"tmdb": "12"}),
        (b"<tvshow><episodeguide><url>http://guide.test/34.zip</url></episodeguide></tvshow>", {}),
        (b'<tvshow><episodeguide>["tmdb", {"tmdb": 1}]</episodeguide></tvshow>', {}),
        (b"https://www.themoviedb.org/tv/12-lights?language=de", {"tmdb": "12"}),
        (b"https://www.themoviedb.org/movie/12", {}),
        (b"https://thetvdb.com/dereferrer/series/34", {"tvdb": "34"}),
        (b"https://thetvdb.com/?tab=series&id=34", {"tvdb": "34"}),
        (b"<movie><uniqueid type='tmdb'>12</uniqueid></movie>", {}),
        (b"<episodedetails><uniqueid type='tmdb'>12</uniqueid></episodedetails>", {}),
    ],
)  # fmt: skip
def test_the_nfo_of_a_show_gives_its_ids(tmp_path: Path, text: bytes, expected: dict[str, str]) -> None:
    path = tmp_path / "tvshow.nfo"
    path.write_bytes(text)
    assert nfo_read.ids(str(path), "tvshow") == expected


# -- episodes
def test_an_episode_has_every_tag_that_is_read(show: Item) -> None:
    people = [
        Credit("Ada Lind", "actor", "The Keeper", 0),
        Credit("Cy Moe", "director"),
        Credit("Di Rask", "writer"),
        Credit("Ed Holt", "writer"),
    ]
    item = episode(
        show, 1, 2, plot="A lamp & a storm.", premiered="2011-04-24", runtime=52, credits=people,
        ratings={"tmdb": Rating(7.5, 12)}, ids={"tmdb": "990302", "imdb": "tt9900302"},
    )  # fmt: skip
    root = tree(render([item], None))
    assert root.tag == "episodedetails"
    expected = {
        "title": "Lamp 2",
        "showtitle": "Harbour Lights",
        "season": "1",
        "episode": "2",
        "plot": "A lamp & a storm.",
        "aired": "2011-04-24",
        "runtime": "52",
        "director": "Cy Moe",
        "actor/name": "Ada Lind",
        "ratings/rating/votes": "12",
    }
    assert {path: root.findtext(path) for path in expected} == expected
    assert texts(root, "credits") == ["Di Rask", "Ed Holt"]
    assert [one.text for one in root.findall("uniqueid[@default='true']")] == ["990302"]
    assert root.find("premiered") is None and root.find("thumb") is None and root.find("displayseason") is None


def test_a_special_says_that_it_is_one_and_where_it_is_shown(show: Item) -> None:
    before = tree(render([episode(show, 0, 1, airs_before_season=2, airs_before_episode=3)], None))
    assert [before.findtext(n) for n in ("season", "displayseason", "displayepisode")] == ["0", "2", "3"]
    first = tree(render([episode(show, 0, 2, airs_before_season=2)], None))
    assert [first.findtext(n) for n in ("displayseason", "displayepisode")] == ["2", "1"]
    after = tree(render([episode(show, 0, 3, airs_after_season=1)], None))
    assert [after.findtext(n) for n in ("displayseason", "displayepisode", "displayafterseason")] == [None, None, "1"]


def test_a_file_of_several_episodes_has_a_root_for_each_and_is_read_back(show: Item) -> None:
    items = [episode(show, 1, number, "/tv/x.mkv") for number in (9, 10)]
    data = render(items, None)
    assert told(data) == [("1", "9", "Lamp 9"), ("1", "10", "Lamp 10")]
    assert data.startswith(b"<?xml") and data.count(b"</episodedetails>\n<episodedetails>") == 1
    assert render(items, data) is data


@pytest.mark.parametrize("wrapped", [True, False])
def test_roots_of_others_are_merged_with_the_episodes_of_their_numbers(show: Item, wrapped: bool) -> None:
    body = (
        "<episodedetails><title>Old 10</title><season>1</season><episode>10</episode><mine>ten</mine></episodedetails>"
        "<!-- between --><episodedetails><season>1</season><episode>9</episode><mine>nine</mine></episodedetails>"
        "<episodedetails><title>Theirs</title><season>1</season><episode>11</episode></episodedetails>"
    )
    old = f"<xbmcmultiepisode>{body}</xbmcmultiepisode>" if wrapped else body
    items = [episode(show, 1, number, "/tv/x.mkv") for number in (9, 10)]
    data = render(items, old.encode())
    assert told(data) == [("1", "10", "Lamp 10"), ("1", "9", "Lamp 9"), ("1", "11", "Theirs")]
    assert [root.findtext("mine") for root in roots(data)] == ["ten", "nine", None]
    assert wrapped or b"<!-- between -->" in data
    assert render(items, data) is data


def test_an_episode_that_a_file_has_more_of_now_follows_the_one_before_it(show: Item) -> None:
    items = [episode(show, 1, number, "/tv/x.mkv") for number in (1, 2, 3)]
    data = render([items[0], items[2]], None)
    assert [number for _, number, _ in told(render(items, data))] == ["1", "2", "3"]


def test_the_only_root_of_a_file_is_about_its_only_episode(show: Item) -> None:
    item = episode(show, 1, 2)
    kept = render([item], b"<episodedetails><title>Old</title><mine/></episodedetails>")
    assert told(kept) == [("1", "2", "Lamp 2")] and b"<mine/>" in kept
    number = b"<season>1</season><episode>5</episode>"
    old = b"<episodedetails>" + number + b"<plot>Of another</plot><playcount>1</playcount></episodedetails>"
    renumbered = render([item], old)
    assert told(renumbered) == [("1", "2", "Lamp 2")]
    assert b"another" not in renumbered and b"<playcount>1</playcount>" in renumbered


def test_the_same_episode_under_other_numbers_keeps_what_was_said_of_it(show: Item) -> None:
    item = episode(show, 1, 2, ids={"tmdb": "77"})
    old = (
        b"<episodedetails><season>1</season><episode>5</episode><plot>Theirs</plot>"
        b"<uniqueid type='tmdb'>77</uniqueid></episodedetails>"
    )
    assert roots(render([item], old))[0].findtext("plot") == "Theirs"


def test_of_an_unknown_episode_the_file_name_says_less_than_an_older_nfo(show: Item) -> None:
    item = episode(show, 1, 99, ids={})
    item.row.state = "unmatched"
    assert told(render([item], None)) == [("1", "99", "Lamp 99")]
    old = b"<episodedetails><title>The Lost Reel</title><season>1</season><episode>99</episode><mine/></episodedetails>"
    assert told(render([item], old)) == [("1", "99", "The Lost Reel")]


def test_of_an_unknown_episode_nothing_stays_that_we_wrote_of_another_show(show: Item) -> None:
    known = episode(show, 1, 2)
    assert known.show
    known.show = replace(known.show, title="Another Shore")
    old = render([known], None).replace(b"</episodedetails>", b"<mine>kept</mine></episodedetails>")
    item = episode(show, 1, 2, ids={}, plot=None)
    item.row.state = "unmatched"
    [root] = roots(render([item], old))
    assert (root.findtext("showtitle"), root.findtext("mine")) == ("Harbour Lights", "kept")
    assert root.find("plot") is None and root.find("uniqueid") is None


def test_addresses_in_the_nfo_of_an_episode_are_those_of_its_show(show: Item) -> None:
    old = b"<episodedetails><plot>Theirs</plot></episodedetails>\nhttps://www.themoviedb.org/tv/1/season/1/episode/2\n"
    data = render([episode(show, 1, 2)], old)
    assert data.endswith(b"/episode/2\n") and roots(data)[0].findtext("plot") == "Theirs"


@pytest.mark.parametrize(
    "data",
    [
        b"<movie/>",
        b"<tvshow><title>x</title></tvshow>",
        b"<episodedetails/>words<episodedetails></episodedetails>",
        b"<xbmcmultiepisode></xbmcmultiepisode>",
        b"notes of a group",
    ],
)
def test_what_is_about_no_episode_is_refused(show: Item, data: bytes) -> None:
    with pytest.raises(UnreadableNfoError, match="Move it away"):
        render([episode(show, 1, 2)], data)


@pytest.mark.parametrize("data", [b"<episodedetails/>", b"<movie/>", b"<tvshow/><tvshow></tvshow>"])
def test_what_is_about_no_show_is_refused(show: Item, data: bytes) -> None:
    with pytest.raises(UnreadableNfoError):
        render([show], data)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_written_as_text(show: Item, text: str) -> None:
    show.metadata.title = show.seasons[2].title = show.row.title = text
    show.metadata.ids["imdb"] = text
    items = [episode(show, 1, number, "/tv/x.mkv", title=text, plot=text) for number in (1, 2)]
    for found in ([show], items):
        data = render(found, None)
        assert b"\x1b" not in data and b"\x00" not in data
        assert render(found, data) is data


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    there=st.lists(st.tuples(st.sampled_from(["", "0", "1", "x"]), st.sampled_from(["", "1", "2", "3"])), max_size=4),
    numbers=st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True),
    text=st.text(alphabet="ab \n&<\u00e9\U0001f600", max_size=8),
)
def test_merging_is_done_after_once_and_loses_no_root_or_tag(
    show: Item, there: list[tuple[str, str]], numbers: list[int], text: str
) -> None:
    old = b""
    for season, number in there:
        root = etree.Element("episodedetails")
        for name, value in (("season", season), ("episode", number), ("mine", text)):
            etree.SubElement(root, name).text = value
        old += etree.tostring(root)
    items = [episode(show, 1, number, "/tv/x.mkv") for number in numbers]
    once = render(items, old or None)
    assert render(items, once) is once
    assert [root.findtext("mine") for root in roots(once) if root.find("mine") is not None] == [text] * len(there)
    numbered = [(root.findtext("season"), root.findtext("episode")) for root in roots(once)]
    assert all(("1", str(number)) in numbered for number in numbers)


def test_an_address_of_another_show_after_our_own_nfo_goes(show: Item) -> None:
    ours = render([show], None)
    assert render([show], ours + b"https://www.themoviedb.org/tv/5\n") == ours


def test_one_episode_of_a_file_with_several_roots_takes_its_own(show: Item) -> None:
    old = b"".join(
        b"<episodedetails><title>Old %d</title><season>1</season><episode>%d</episode></episodedetails>" % (n, n)
        for n in (1, 2)
    )
    assert told(render([episode(show, 1, 2)], old)) == [("1", "1", "Old 1"), ("1", "2", "Lamp 2")]
    assert len(roots(render([episode(show, 1, 3)], old))) == 3


def test_roots_without_numbers_are_taken_in_their_order(show: Item) -> None:
    old = b"<episodedetails><mine>a</mine></episodedetails><episodedetails><mine>b</mine></episodedetails>"
    data = render([episode(show, 1, number, "/tv/x.mkv") for number in (4, 5)], old)
    assert [(root.findtext("episode"), root.findtext("mine")) for root in roots(data)] == [("4", "a"), ("5", "b")]
