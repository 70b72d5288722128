"""What the screens remember."""

from __future__ import annotations

from pathlib import Path

import pytest

from emm_tui.ui.remembered import FILE, Remembered
from emm_tui.ui.widgets.media_columns import COLUMNS, chosen


def test_columns_and_views_are_there_the_next_time(tmp_path: Path) -> None:
    first = Remembered(tmp_path / "state")
    assert (first.columns, first.views) == (None, {})
    first.keep_columns(("title", "imdb"))
    first.keep_views({"[/] mine": "year:1999 sort:rating-", "Größe": "state:new"})
    again = Remembered(tmp_path / "state")
    assert again.columns == ("title", "imdb")
    assert again.views == {"[/] mine": "year:1999 sort:rating-", "Größe": "state:new"}
    assert [path.name for path in (tmp_path / "state").iterdir()] == [FILE]


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"columns": 3, "views": ["x"]}', "\x00\xff"])
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, "latin-1")
    found = Remembered(tmp_path)
    assert (found.columns, found.views) == (None, {})


def test_a_folder_that_cannot_be_written_costs_nothing() -> None:
    Remembered(Path("/proc/nowhere")).keep_columns(("title",))


def test_unknown_columns_are_left_out_and_the_title_stays() -> None:
    assert [column.name for column in chosen(("title", "length", "imdb"))] == ["title", "imdb"]
    assert chosen(("imdb",)) == chosen(None) == COLUMNS
