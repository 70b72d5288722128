"""Columns of a table, and which of them fit into a width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from rich.cells import cell_len, set_cell_size

RowT = TypeVar("RowT")
GAP = 2


class Column(NamedTuple, Generic[RowT]):
    """One column: `text` makes the cell, `style` names the table's component class for it.

    `width` is in cells, for a flexible column the least. When space is short, the highest `rank` goes first; 0 stays.
    """

    name: str
    label: str
    width: int
    text: Callable[[RowT], str]
    style: Callable[[RowT], str] | None = None
    right: bool = False
    rank: int = 0
    flexible: bool = False


def fit(columns: Sequence[Column[RowT]], width: int) -> list[tuple[Column[RowT], int]]:
    """The columns that fit into `width` cells, in order, with their widths; flexible ones share what is left."""
    shown = list(columns)
    while _needed(shown) > width and any(column.rank for column in shown):
        shown.remove(max(shown, key=lambda column: column.rank))
    spare = max(width - _needed(shown), 0)
    flexible = sum(column.flexible for column in shown) or 1
    return [(column, column.width + (spare // flexible if column.flexible else 0)) for column in shown]


def filled(columns: Sequence[tuple[Column[RowT], int]], row: RowT) -> list[tuple[Column[RowT], str, int]]:
    """The texts of a row with their widths; one on the right that is too long takes room from a flexible neighbour."""
    cells = [(column, column.text(row), width) for column, width in columns]
    for place, ((left, before, room), (column, text, width)) in enumerate(pairwise(cells)):
        excess = cell_len(text) - width
        if left.flexible and column.right and 0 < excess < room:
            cells[place : place + 2] = [(left, before, room - excess), (column, text, width + excess)]
    return cells


def _needed(columns: Sequence[Column[RowT]]) -> int:
    return sum(column.width for column in columns) + GAP * max(len(columns) - 1, 0)


def cell(text: str, width: int, right: bool = False) -> str:
    """`text` on exactly `width` cells; what is cut off leaves an ellipsis."""
    length = cell_len(text)
    if length > width:
        return set_cell_size(set_cell_size(text, max(width - 1, 0)).rstrip() + "…", width)
    return " " * (width - length) + text if right else text + " " * (width - length)
