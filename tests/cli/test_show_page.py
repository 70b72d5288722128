"""The page of one item: complete, within the terminal, and safe whatever a provider sent."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from emm_tui.cli.show_page import show_page
from emm_tui.cli.terminal import Terminal
from emm_tui.cli.text import width
from emm_tui.cli.why_page import why_page
from emm_tui.domain.media import Item, ItemRow, KnownEpisode
from emm_tui.domain.merge import Rules
from emm_tui.domain.metadata import Credit, Metadata, Provenance
from emm_tui.domain.why import why
from tests.cli.test_views import BARE, FULL

TERMINAL = Terminal(True, 80, styled=True, coloured=True)
OWN_CODES = re.compile("\x1b\\[[0-9;]*m")
HOSTILE = [
    "[REC]",
    "[/]",
    "[bold red]x",
    "M*A*S*H",
    "100% {x} %s",
    "\x1b[2J\x1b[Hclear",
    "\x1b]52;c;QUFB\x07",
    "\x9b31m",
    "two\nlines",
    "tab\tbed",
    "null\x00",
    "\u202egnp.exe",
    "lone \ud800",
    "x" * 5000,
    "مرحبا",
    "映画 灯台",
    "👨\u200d👩",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_hostile_text_is_shown_as_text(text: str) -> None:
    facts = Metadata(text, text, tagline=text, plot=text, genres=[text], credits=[Credit(text, "actor", text)])
    lines = show_page(Item(ItemRow(1, "movie", "scraped", text, 2007), None, facts, error=text), TERMINAL)
    bare = [OWN_CODES.sub("", line) for line in lines]
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e\ud800-\udfff]", "".join(bare))
    assert all(width(line) <= 80 for line in bare)
    if text.isprintable():
        assert "".join(text.split()) in "".join("".join(bare).split())


def test_the_page_tells_what_the_document_tells() -> None:
    text = "\n".join(show_page(FULL, Terminal()))
    for fact in (
        "The Lamp Keeper (1961)",
        "1h 37m",
        "tmdb 7.5 of 10 by 120",
        "Ada Vik as The Lamp",
        "Cy Dunn",
        "The Lamps",
        "tt0000077",
        "lamp-poster.jpg",
        "lamp.srt",
        "same year",
        "score 98",
    ):
        assert fact in text


def test_sections_without_facts_are_left_out() -> None:
    assert "People" not in "\n".join(show_page(BARE, Terminal()))


def test_a_show_tells_its_seasons_and_the_episodes_that_are_missing() -> None:
    show = Item(ItemRow(1, "show", "scraped", "Tides", 2011), None, Metadata("Tides"))
    below = [
        ItemRow(2, "season", "scraped", "The Long Night", season=1, show="Tides"),
        ItemRow(9, "episode", "unmatched", "[REC]\x1b[2J", season=99, episode=9, show="Tides"),
    ]
    missing = [KnownEpisode(1, number, "Ebb", "2011-05-06") for number in range(1, 20)]
    text = "\n".join(show_page(show, Terminal(), below, missing))
    assert "The Long Night · scraped  #2" in text
    assert "S99E09 [REC]" in text and "\x1b" not in text
    assert "S01E12 Ebb · 2011-05-06" in text
    assert "and 7 more" in text


def test_a_season_tells_its_episodes_with_their_days() -> None:
    show = ItemRow(1, "show", "scraped", "Tides", 2011)
    season = Item(ItemRow(2, "season", "scraped", "Season 1", season=1, show="Tides"), None, Metadata(), show=show)
    below = [ItemRow(3, "episode", "scraped", "Ebb", season=1, episode=1, show="Tides", aired="2011-05-06")]
    text = "\n".join(show_page(season, Terminal(), below))
    assert "Tides (2011)  #1" in text
    assert "S01E01 Ebb · 2011-05-06 · scraped  #3" in text


def test_an_item_that_is_gone_says_so() -> None:
    gone = replace(FULL, row=replace(FULL.row, missing_since="2026-01-02T03:04:05Z"))
    assert "gone since 2026-01-02 03:04:05" in "\n".join(show_page(gone, Terminal()))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_why_a_value_is_there_stays_within_the_terminal(text: str) -> None:
    facts = Metadata(plot=text, genres=[text] * 20)
    item = Item(ItemRow(1, "movie", "scraped", text, 2007), None, facts, lacking={"omdb": text})
    item.provenance = {"plot": Provenance("tmdb", "en", "2026-01-02T03:04:05Z")}
    for name in ("plot", "genres"):
        lines = why_page(item, why(name, item, (("tmdb", facts), ("omdb", facts)), Rules()), TERMINAL)
        assert all(width(OWN_CODES.sub("", line)) <= 80 for line in lines)
        assert not any("\x1b" in OWN_CODES.sub("", line) for line in lines)
    assert any("Not asked" in line for line in lines)
