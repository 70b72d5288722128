"""Which columns fit, and cells of an exact width."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from emm_tui.ui.widgets.columns import Column, cell, fit

COLUMNS = (
    Column[str]("state", "St", 3, str),
    Column[str]("title", "Title", 10, str, flexible=True),
    Column[str]("year", "Year", 4, str, rank=1),
    Column[str]("added", "Added", 10, str, rank=2),
)


@pytest.mark.parametrize(
    ("width", "names"),
    [(80, "state title year added"), (33, "state title year added"), (32, "state title year"), (12, "state title")],
)
def test_the_least_important_columns_go_first(width: int, names: str) -> None:
    assert [column.name for column, _ in fit(COLUMNS, width)] == names.split()


def test_the_title_takes_what_is_left() -> None:
    widths = {column.name: width for column, width in fit(COLUMNS, 80)}
    assert sum(widths.values()) + 2 * 3 == 80
    assert widths["title"] == 10 + 80 - 33


@pytest.mark.parametrize(
    "text", ["", "short", "七人の灯台守と港の猫", "👩\u200d🚀 family", "e\u0301te\u0301", "x" * 300]
)
@pytest.mark.parametrize("right", [False, True])
def test_a_cell_is_exactly_as_wide_as_its_column(text: str, right: bool) -> None:
    assert cell_len(cell(text, 12, right)) == 12


def test_what_is_cut_off_leaves_an_ellipsis() -> None:
    assert cell("Northern Meridian", 9) == "Northern…"
    assert cell("七人の灯台守", 6) == "七人… "
