"""Sixel pictures among text: a widget draws cells that stand for the picture, and its pixels follow in the same frame.

So a picture is cropped, scrolled and covered as text is: wherever a frame has some of its cells, they are written as
blanks, which erase what was there, and then the pixels of just these cells. It is done by the thread that writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from weakref import WeakValueDictionary

from rich.segment import Segment

from emm_tui.pipeline.previews import Thumb
from emm_tui.ui.sixel import Painting, painting, sixels

Cell = tuple[int, int]
"""How wide and high a cell is, in pixels."""
FIRST = 0xE000
"""The character of a picture's first column; those after it stand for the others. They are for private use."""
NUMBERS = 0xE0100
"""The first of the characters that take no room and number a cell: its line, and two for its picture."""
HIGHEST = 240
"""So many of these there are: no picture has more lines, or more columns."""
_NUMBER = f"[{chr(NUMBERS)}-{chr(NUMBERS + HIGHEST - 1)}]"
_COLUMN = f"[{chr(FIRST)}-{chr(FIRST + HIGHEST - 1)}]"
_CELLS = re.compile(f"({_COLUMN})({_NUMBER}{{3}})(?:{_COLUMN}\\2)*")
_idents = count()


class Standing(list[list[Segment]]):
    """The lines that stand for a picture, which lives as long as they do.

    They are known by their text alone: a screen below a dialog loses all but its text and colours.
    """

    def __init__(self, thumb: Thumb, cell: Cell) -> None:
        self.ident = next(_idents) % HIGHEST**2
        self.cell = cell
        self.painting: Painting = painting(thumb)
        wide, high = min(-(-thumb.width // cell[0]), HIGHEST), min(-(-thumb.height // cell[1]), HIGHEST)
        super().__init__([Segment(self._line(y, wide))] for y in range(high))
        self.whole = sixels(self.painting, (0, 0, thumb.width, thumb.height))
        _standing[self.ident] = self

    def _line(self, y: int, wide: int) -> str:
        numbers = "".join(chr(NUMBERS + number) for number in (y, *divmod(self.ident, HIGHEST)))
        return "".join(chr(FIRST + x) + numbers for x in range(wide))

    def sixels(self, x: int, y: int, wide: int, high: int) -> str:
        """The pixels of some of its cells."""
        across, down = self.cell
        right, bottom = min((x + wide) * across, self.painting.width), min((y + high) * down, self.painting.height)
        box = (x * across, y * down, right, bottom)
        return self.whole if box == (0, 0, self.painting.width, self.painting.height) else sixels(self.painting, box)


_standing: WeakValueDictionary[int, Standing] = WeakValueDictionary()


@dataclass(slots=True)
class _Piece:
    """Cells of a picture that lie below each other in a frame; `last` is the place of their last line in it."""

    ident: int
    x: int
    y: int
    wide: int
    high: int = 1
    last: int = 0


def painted(frame: str) -> str:
    """A frame with the pictures in place of the cells that stand for them."""
    lines = [] if frame.isascii() else list(_CELLS.finditer(frame))
    if not lines:
        return frame
    ends = {piece.last: piece for piece in _pieces(lines)}
    written, at = [], 0
    for place, line in enumerate(lines):
        written += [frame[at : line.start()], _line(len(line[0]) // 4, ends.get(place))]
        at = line.end()
    return "".join([*written, frame[at:]])


def _pieces(lines: Sequence[re.Match[str]]) -> list[_Piece]:
    """The fewest rectangles of cells; a frame goes line by line, so each grows downwards."""
    pieces: list[_Piece] = []
    growing: dict[tuple[int, int, int, int], list[_Piece]] = {}
    for place, line in enumerate(lines):
        y, upper, lower = (ord(number) - NUMBERS for number in line[2])
        ident, x, wide = upper * HIGHEST + lower, ord(line[1]) - FIRST, len(line[0]) // 4
        above = growing.get((ident, x, wide, y), [])
        if above:
            piece = above.pop(0)
            piece.high += 1
        else:
            piece = _Piece(ident, x, y, wide)
            pieces.append(piece)
        piece.last = place
        growing.setdefault((ident, x, wide, y + 1), []).append(piece)
    return pieces


def _line(wide: int, piece: _Piece | None) -> str:
    """Blanks; after the last line of a piece its pixels, from its first cell on."""
    blanks = " " * wide
    picture = _standing.get(piece.ident) if piece else None
    if piece is None or picture is None:
        return blanks
    up = f"\x1b[{piece.high - 1}A" if piece.high > 1 else ""
    return f"\x1b7{blanks}\x1b8{up}{picture.sixels(piece.x, piece.y, piece.wide, piece.high)}\x1b8\x1b[{wide}C"
