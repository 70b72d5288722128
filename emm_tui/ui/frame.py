"""What the terminal shows: of each picture only the cells that are others are sent, and of a style what is another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, cast

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import SGR_STYLES, Strip

NEAR = 3  # cells that are sent once more rather than skipped
MOST = 20_000  # styles that are remembered
ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""Attributes that are seen where there is no character."""


class Pen(NamedTuple):
    """How a terminal writes: attributes and colours as SGR parameters, "" for the terminal's own."""

    attributes: str = ""
    colour: str = ""
    ground: str = ""

    @property
    def shows_on_blanks(self) -> bool:
        """Whether more than its ground is seen of it in an empty cell."""
        return bool(self.attributes) and not ON_BLANKS.isdisjoint(self.attributes.split(";"))


Cell = tuple[str, Pen]
"""What one cell shows; the text is empty in a cell that the character before it covers too. Equal ones are the same."""
Known = list[Cell | None]
"""A line, None where nobody knows what it shows."""
PLAIN = Pen()
_TEXT, _PEN = itemgetter(0), itemgetter(1)


class Cells(dict[str, Cell]):
    """The cells that one pen has written, by their text."""

    def __init__(self, pen: Pen, blank: Cell | None) -> None:
        self._pen = pen
        if blank is not None:
            self[" "] = blank

    def __missing__(self, text: str) -> Cell:
        self[text] = cell = (text, self._pen)
        return cell


class Frame:
    """The cells of one terminal as they were sent; `forget()` when something else may stand there."""

    def __init__(self) -> None:
        self._lines: list[Known] = []
        self._size = Size(0, 0)
        self._cells: dict[Style | None, Cells] = {}
        self._blanks: dict[str, Cell] = {}
        self._system = ColorSystem.TRUECOLOR

    def forget(self) -> None:
        """The next picture is sent whole."""
        self._lines = []

    def only_new(self, update: CompositorUpdate, size: Size) -> CompositorUpdate:
        """The same update, as what differs from what a terminal of that size shows."""
        if isinstance(update, LayoutUpdate | ChopsUpdate):
            return _Difference(self, update, size)
        return update

    def sent(self, patches: Iterable[tuple[int, int, Iterable[Segment]]], size: Size, system: ColorSystem) -> str:
        """Takes the patches (line, column, what stands there) in; the sequences that bring the terminal there."""
        if (size, system) != (self._size, self._system) or len(self._lines) != size.height:
            self._size, self._system = size, system
            self._lines = [[None] * size.width for _ in range(size.height)]
        after: dict[int, Known] = {}
        for y, x, segments in patches:
            if 0 <= y < size.height and x < size.width:
                line = after.setdefault(y, list(self._lines[y]))
                cells = self._line(segments)[: size.width - x]
                line[x : x + len(cells)] = cells
        written: list[str] = []
        pen = PLAIN
        for y, line in after.items():
            for x, end in _runs(self._lines[y], line):
                written.append(f"\x1b[{y + 1};{x + 1}H")
                pen = _write(written, [cell for cell in line[x:end] if cell], pen)
            self._lines[y] = line
        return "".join([*written, "\x1b[0m"] if pen != PLAIN else written)

    def _line(self, segments: Iterable[Segment]) -> list[Cell]:
        line: list[Cell] = []
        for text, style, control in segments:
            if not control:
                cells = self._cells.get(style)
                if cells is None:
                    cells = self._written_with(style)
                line += map(cells.__getitem__, _split(text))
        return line

    def _written_with(self, style: Style | None) -> Cells:
        if len(self._cells) > MOST:
            self._cells.clear()
        pen = _pen(style, self._system) if style else PLAIN
        blank = None if pen.shows_on_blanks else self._blanks.setdefault(pen.ground, (" ", Pen("", "", pen.ground)))
        self._cells[style] = cells = Cells(pen, blank)
        return cells


class _Difference(CompositorUpdate):
    """An update that is worked out when it is written, and taken in only then."""

    def __init__(self, frame: Frame, update: LayoutUpdate | ChopsUpdate, size: Size) -> None:
        self._frame, self._update, self._size = frame, update, size

    def render_segments(self, console: Console) -> str:
        """The sequences to write."""
        update = self._update
        patches = _whole(update) if isinstance(update, LayoutUpdate) else _pieces(update)
        return self._frame.sent(patches, self._size, console._color_system or ColorSystem.TRUECOLOR)


def _whole(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, strips in enumerate(update.strips, update.region.y):
        yield y, update.region.x, Strip.join(list(strips))


def _pieces(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, start, end in update.spans:
        for stop, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < end and stop > start:
                first = max(start, x)
                yield y, first, strip.crop(first - x, min(stop, end) - x)


def _pen(style: Style, system: ColorSystem) -> Pen:
    set_ones: Any = style._attributes & style._set_attributes
    attributes = ";".join(name for bit, name in enumerate(SGR_STYLES) if set_ones & (1 << bit))
    colour = ";".join(style.color.downgrade(system).get_ansi_codes()) if style.color else ""
    ground = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(False)) if style.bgcolor else ""
    return Pen(attributes, colour, ground)


@lru_cache(4096)
def _split(text: str) -> Sequence[str]:
    """What each cell shows; what cannot be told apart stands in its first cell."""
    if text.isascii():
        return text
    cells: list[str] = []
    for char in text:
        wide = cell_len(char)
        if wide:
            cells += [char, *[""] * (wide - 1)]
        elif cells:
            at = len(cells) - 1 - (cells[-1] == "")
            cells[at] += char
    return cells if len(cells) == cell_len(text) else [text, *[""] * (cell_len(text) - 1)]


def _runs(before: Known, after: Known) -> list[tuple[int, int]]:
    """Where the lines differ; all of a line that has characters on whose width terminals do not agree."""
    if before == after:
        return []
    if not any(before) and all(after):  # the first picture
        return [(0, len(after))]
    again = _loose(before) or _loose(after)
    other = [x for x, new in enumerate(after) if new is not None and (again or new is not before[x])]
    runs: list[tuple[int, int]] = []
    start = end = other[0] if other else 0
    for x in other:
        if x - end > NEAR or None in after[end:x]:
            runs.append((start, end))
            start = x
        end = x + 1
    return [*runs, (start, end)] if other else []


def _loose(line: Known) -> bool:
    texts = [cell[0] for cell in line if cell]
    text = "".join(texts)
    return len(text) != len(texts) or not (text.isascii() or "" not in texts)


def _write(written: list[str], cells: list[Cell], pen: Pen) -> Pen:
    """Adds what writes the cells; the pen that the terminal has afterwards."""
    if _loose(cast(Known, cells)):
        cells = list(_whole_characters(cells))
    for wanted, group in groupby(cells, _PEN):
        text = "".join(map(_TEXT, group))
        plain = not (wanted.attributes or wanted.colour)
        needed = _blank(pen, wanted) if plain and text.isspace() else wanted
        if needed is not pen and needed != pen:
            written.append(_change(pen, needed))
            pen = needed
        written.append(text)
    return pen


def _blank(pen: Pen, wanted: Pen) -> Pen:
    """The pen for a blank on that ground which changes least."""
    if pen.shows_on_blanks:
        return wanted
    return pen if pen.ground == wanted.ground else pen._replace(ground=wanted.ground)


def _whole_characters(cells: list[Cell]) -> Iterator[Cell]:
    """The cells with a blank for each character whose other cells have been written over."""
    for place, (text, pen) in enumerate(cells):
        covered = place + 1
        while covered < len(cells) and not cells[covered][0]:
            covered += 1
        if text:
            yield text if covered - place == max(cell_len(text), 1) else " " * (covered - place), pen


@lru_cache(4096)
def _change(pen: Pen, wanted: Pen) -> str:
    parts: list[str] = []
    if pen.attributes and pen.attributes != wanted.attributes:
        parts, pen = ["0"], PLAIN
    if wanted.attributes != pen.attributes:
        parts.append(wanted.attributes)
    if wanted.colour != pen.colour:
        parts.append(wanted.colour or "39")
    if wanted.ground != pen.ground:
        parts.append(wanted.ground or "49")
    return f"\x1b[{';'.join(parts)}m"
