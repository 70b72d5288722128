"""Text in the cells of a terminal: how wide it is, how it is cut, wrapped and set in tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from emm_tui.cli.terminal import Terminal
from emm_tui.domain.display import display

GAP = "  "
NARROWEST = 8
WIDEST_PIPED = 60
MEASURED = 1000
"""So many rows are looked at to set the columns; the rest of a long list is not held."""


def width(text: str) -> int:
    """How many cells a text takes: two for wide letters, none for combining marks and joiners."""
    if text.isascii():
        return len(text)
    return sum(_cells(char) for char in text)


def cut(text: str, cells: int, mark: str = "…") -> str:
    """The text in at most `cells` cells, with a mark where something is left out."""
    if width(text) <= cells:
        return text
    room, kept = cells - len(mark), []
    for char in text:
        room -= _cells(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept) + mark[:cells]


def wrap(text: str, cells: int) -> Iterator[str]:
    """The lines of a text, broken at spaces, within words only where one is longer than a line."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer) <= cells:
            line = longer
            continue
        if line:
            yield line
        line = word
        while width(line) > cells:
            head = cut(line, cells, "") or line[0]
            yield head
            line = line[len(head) :]
    yield line


def _cells(char: str) -> int:
    if unicodedata.combining(char) or char in "\u200b\u200c\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


@dataclass(slots=True, frozen=True)
class Column:
    """One column of a table: `role` as in Terminal.paint ("state": by its value), `flexible` ones give way first."""

    heading: str
    right: bool = False
    role: str = ""
    flexible: bool = False


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]], terminal: Terminal) -> Iterator[str]:
    """The lines of a table of foreign text: within the width of a terminal, uncut everywhere else."""
    cells = ([display(cell) for cell in row] for row in rows)
    first = list(islice(cells, MEASURED))
    widths = _widths(columns, first, terminal)
    yield terminal.paint("dim", _line(columns, [column.heading for column in columns], widths, terminal, plain=True))
    for row in chain(first, cells):
        yield _line(columns, row, widths, terminal)


def _widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], terminal: Terminal) -> list[int]:
    widths = [
        max([len(column.heading), *(width(row[n]) for row in cells)], default=0) for n, column in enumerate(columns)
    ]
    if not terminal.tty:
        return [min(one, WIDEST_PIPED) for one in widths]
    excess = sum(widths) + len(GAP) * (len(widths) - 1) - terminal.width
    flexible = [n for n, column in enumerate(columns) if column.flexible] or list(range(len(columns)))
    while excess > 0:
        widest = max(flexible, key=lambda n: widths[n])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
        excess -= 1
    return widths


def _line(
    columns: Sequence[Column], row: Sequence[str], widths: Sequence[int], terminal: Terminal, plain: bool = False
) -> str:
    parts = []
    for column, cell, room in zip(columns, row, widths, strict=True):
        text = cut(cell, room, "…" if terminal.unicode else "~") if terminal.tty else cell
        pad = " " * max(0, room - width(text))
        if not plain:
            text = terminal.state(cell, text) if column.role == "state" else terminal.paint(column.role, text)
        parts.append(pad + text if column.right else text + pad)
    return GAP.join(parts).rstrip()
