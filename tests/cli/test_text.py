"""Cells of a terminal: widths, cuts, wraps and tables."""

from __future__ import annotations

import pytest

from emm_tui.cli.terminal import Terminal
from emm_tui.cli.text import Column, cut, table, width, wrap
from emm_tui.cli.words import minutes, seconds, size, title
from emm_tui.domain.media import ItemRow


@pytest.mark.parametrize(("text", "cells"), [("abc", 3), ("灯台", 4), ("e\u0301", 1), ("👨\u200d👩", 4), ("", 0)])
def test_width_counts_cells_not_characters(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "expected"), [("lighthouse", 6, "light…"), ("灯台守り", 5, "灯台…"), ("lamp", 4, "lamp")]
)
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, cells: int, expected: str) -> None:
    assert cut(text, cells) == expected
    assert width(cut(text, cells)) <= cells


def test_wrapping_loses_nothing() -> None:
    text = "a lamp keeper " + "x" * 95 + " 灯台" * 30
    lines = list(wrap(text, 20))
    assert all(width(line) <= 20 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


COLUMNS = [Column("id", right=True), Column("title", flexible=True), Column("year", right=True)]


def test_a_table_fits_its_terminal() -> None:
    rows = [["1", "x" * 5000, "1999"], ["20", "灯台 " * 60, ""]]
    lines = list(table(COLUMNS, rows, Terminal(tty=True, width=40)))
    assert len(lines) == 3
    assert all(width(line) <= 40 for line in lines)


def test_a_piped_table_is_not_cut() -> None:
    (_, line) = table(COLUMNS, [["1", "x" * 5000, "1999"]], Terminal())
    assert "x" * 5000 in line


def test_a_table_shows_foreign_text_without_what_a_terminal_obeys() -> None:
    lines = "\n".join(table(COLUMNS, [["1", "two\nlines \x1b]52;c;x\x07 \u202egnp", "1"]], Terminal(True, 80)))
    assert "\x1b" not in lines
    assert "\u202e" not in lines
    assert lines.count("\n") == 1


def test_colours_need_a_terminal_that_wants_them() -> None:
    assert Terminal(True, 80, styled=True, coloured=True).paint("bad", "x") == "\x1b[31mx\x1b[0m"
    assert Terminal(True, 80, styled=True).paint("bad", "x") == "x"
    assert Terminal(True, 80, styled=True).paint("bold", "x") == "\x1b[1mx\x1b[0m"
    assert Terminal().paint("bold", "x") == "x"


def test_figures_are_written_for_people() -> None:
    assert [size(n) for n in (0, 999, 1500, 2_500_000_000)] == ["0 bytes", "999 bytes", "1.5 KB", "2.5 GB"]
    assert [minutes(n) for n in (None, 45, 107)] == ["", "45m", "1h 47m"]
    assert [seconds(n) for n in (0.84, 200)] == ["0.8 s", "3:20 min"]


def test_an_items_name_says_where_it_belongs() -> None:
    assert title(ItemRow(1, "movie", "new", "[REC]", 2007)) == "[REC] (2007)"
    assert title(ItemRow(1, "episode", "new", "Dusk", season=1, episode=2, show="Tides")) == "Tides S01E02 Dusk"
    assert title(ItemRow(1, "episode", "new", "Dusk", season=None, episode=None, show="Tides")) == "Tides S??E?? Dusk"
    assert title(ItemRow(1, "season", "new", "", season=0, show="Tides")) == "Tides Season 0"
