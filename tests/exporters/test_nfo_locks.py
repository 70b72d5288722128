"""What is locked in an NFO is read as a person's, and what a person locked is written for who reads it."""

from __future__ import annotations

import pytest

from emm_tui.domain.media import Item, ItemRow
from emm_tui.domain.metadata import Metadata
from emm_tui.exporters.nfo import render
from emm_tui.exporters.nfo_locks import read_locks

LOCKED = b"""<movie><title>[REC] ours</title><plot>Mine &amp; yours.</plot><runtime>78</runtime><mpaa>R</mpaa>
<genre>Horror</genre><genre>Horror</genre>
<actor><name>Ada Invented</name><role>The Keeper</role><order>0</order></actor>
%s</movie>"""


def film(*locked: str) -> Item:
    facts = Metadata(title="[REC]", plot="A hum.", ids={"tmdb": "5"})
    return Item(ItemRow(1, "movie", "scraped", "[REC]", 2007), None, facts, locked=list(locked))


def test_locked_fields_are_read_with_what_they_hold() -> None:
    told = read_locks(LOCKED % b"<lockedfields>Overview|Genres| Cast|Backdrops|Tags</lockedfields>", "movie")
    assert told is not None
    assert set(told.providers) == {"plot", "genres", "cast"}, "a field that holds nothing locks nothing"
    assert (told.plot, told.genres, told.title) == ("Mine & yours.", ["Horror"], None)
    assert [(one.name, one.role, one.order) for one in told.credits] == [("Ada Invented", "The Keeper", 0)]


def test_a_locked_item_locks_all_that_is_there() -> None:
    told = read_locks(LOCKED % b"<lockdata>true</lockdata>", "movie")
    assert told is not None
    assert set(told.providers) == {"title", "plot", "runtime", "certification", "genres", "cast"}
    assert (told.runtime, told.certification) == (78, "R")


@pytest.mark.parametrize("data", [LOCKED % b"<lockdata>false</lockdata>", b"<movie>", b"notes", b"<tvshow/>"])
def test_what_locks_nothing_is_nothing(data: bytes) -> None:
    assert read_locks(data, "movie") is None


def test_locks_are_written_for_jellyfin_alone() -> None:
    item = film("plot", "title", "user_rating")
    assert b"lockedfields" not in render([item], None, ["kodi"])
    assert b"<lockedfields>Name|Overview</lockedfields>" in render([item], None, ["kodi", "jellyfin"])


def test_names_that_only_jellyfin_knows_stay() -> None:
    old = LOCKED % b'<uniqueid type="tmdb">5</uniqueid><lockedfields>Backdrops|Overview</lockedfields>'
    once = render([film("title")], old, ["jellyfin"])
    assert b"<lockedfields>Name|Backdrops</lockedfields>" in once
    assert render([film("title")], once, ["jellyfin"]) == once
    assert b"<lockedfields>Backdrops</lockedfields>" in render([film()], once, ["jellyfin"])
