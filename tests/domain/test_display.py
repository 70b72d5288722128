"""Foreign text: nothing in it can be obeyed by a terminal, everything plain in it is shown as it is."""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emm_tui.domain.display import clean, display

anything = st.text(st.characters(codec=None, exclude_categories=[]), max_size=60)


@given(anything)
def test_what_is_shown_has_no_character_that_a_terminal_obeys(text: str) -> None:
    shown = display(text)
    shown.encode("utf-8")
    for char in shown:
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(char) not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@pytest.mark.parametrize(
    "title", ["[REC]", "[/]", "[bold red]x", "M*A*S*H", "映画 千と千", "مرحبا", "Ä\u0301 ☃️ 👨‍👩‍👧"]
)
def test_plain_titles_are_shown_as_they_are(title: str) -> None:
    assert display(title) == title


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]52;c;UEE=\x07", "␛]52;c;UEE=␇"),
        ("two\nlines\r", "two␊lines␍"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        (os.fsdecode(b"caf\xe9"), "caf\\xe9"),
        ("half \ud83d emoji", "half \\ud83d emoji"),
        ("\x7f", "␡"),
    ],
)
def test_what_a_terminal_would_obey_is_visible(hostile: str, shown: str) -> None:
    assert display(hostile) == shown


@given(anything)
def test_stored_text_fits_a_database_and_an_xml_file(text: str) -> None:
    stored = clean(text)
    stored.encode("utf-8")
    assert clean(stored) == stored
    assert all(char == "\n" or char >= " " for char in stored)


def test_stored_text_keeps_its_lines_and_marks() -> None:
    assert clean("  A\tplot.\r\nIn two lines.\x00 ") == "A plot.\nIn two lines."
    assert clean("\u200fשלום") == "\u200fשלום"
