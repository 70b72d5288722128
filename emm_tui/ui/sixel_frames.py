"""Sixel pictures among text: a widget draws cells that stand for the picture, and its pixels follow in the same frame.

So a picture is cropped, scrolled and covered as text is: wherever a frame has some of its cells, they are written as
blanks, which erase what was there, and then the pixels of just these cells. It is done by the thread that writes.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from weakref import WeakValueDictionary

from rich.segment import Segment

from emm_tui.pipeline.previews import Thumb
from emm_tui.ui.sixel import Painting, painting, sixels

Cell = tuple[int, int]
"""How wide and high a cell is, in pixels."""
FIRST, LAST = 0xF2000, 0x10FFFD
"""Characters for private use, above those that fonts have icons for. Each cell of a picture has one of its own, so
whoever compares frames sees that it is the same, or another."""
_CELLS = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]+")


class Standing(list[list[Segment]]):
    """The lines that stand for a picture, which lives as long as they do.

    They are known by their text alone: a screen below a dialog loses all but its text and colours.
    """

    def __init__(self, thumb: Thumb, cell: Cell) -> None:
        self.cell = cell
        self.painting: Painting = painting(thumb)
        self.whole = sixels(self.painting, (0, 0, thumb.width, thumb.height))
        self.wide, high = -(-thumb.width // cell[0]), -(-thumb.height // cell[1])
        self.cells = self.wide * high
        self.first = _standing.add(self)
        lines = range(self.first, self.first + self.cells, self.wide)
        super().__init__([Segment("".join(map(chr, range(line, line + self.wide))))] for line in lines)

    def sixels(self, x: int, y: int, wide: int, high: int) -> str:
        """The pixels of some of its cells."""
        across, down = self.cell
        right, bottom = min((x + wide) * across, self.painting.width), min((y + high) * down, self.painting.height)
        box = (x * across, y * down, right, bottom)
        return self.whole if box == (0, 0, self.painting.width, self.painting.height) else sixels(self.painting, box)


class _Register:
    """The pictures that there are, by their first character; asked and told by threads."""

    def __init__(self) -> None:
        self._pictures: WeakValueDictionary[int, Standing] = WeakValueDictionary()
        self._next = FIRST
        self._lock = Lock()

    def add(self, picture: Standing) -> int:
        """Gives a picture its characters, the first of which is returned; those given longest ago come last."""
        with self._lock:
            first = self._room(picture.cells)
            self._pictures[first] = picture
            self._next = first + picture.cells
        return first

    def _room(self, cells: int) -> int:
        for start in (self._next, FIRST):
            for one in sorted(self._pictures.values(), key=lambda one: one.first):
                if one.first < start + cells and one.first + one.cells > start:
                    start = one.first + one.cells
            if start + cells <= LAST:
                return start
        self._pictures.clear()  # none of them is seen as more than blanks until it is drawn anew
        return FIRST

    def sorted(self) -> list[Standing]:
        """All of them by their first character."""
        with self._lock:
            return sorted(self._pictures.values(), key=lambda one: one.first)


_standing = _Register()


@dataclass(slots=True)
class _Piece:
    """Cells of a picture that lie below each other in a frame; `at` is where their last line is in it."""

    picture: Standing
    x: int
    y: int
    wide: int
    at: int
    high: int = 1


def painted(frame: str) -> str:
    """A frame with the pictures in place of the cells that stand for them."""
    if frame.isascii() or not _CELLS.search(frame):
        return frame
    written, at = [], 0
    for piece in sorted(_pieces(frame), key=lambda piece: piece.at):
        written += [_blank(frame[at : piece.at]), _pixels(piece)]
        at = piece.at + piece.wide
    return "".join([*written, _blank(frame[at:])])


def _lines(frame: str) -> Iterator[_Piece]:
    """The cells of pictures, a piece of a line each."""
    pictures = _standing.sorted()
    firsts = [one.first for one in pictures]
    for run in _CELLS.finditer(frame):
        at = run.start()
        while at < run.end():
            code = ord(frame[at])
            place = bisect(firsts, code) - 1
            picture = pictures[place] if place >= 0 else None
            if picture is None or code >= picture.first + picture.cells:
                at += 1
                continue
            y, x = divmod(code - picture.first, picture.wide)
            wide = 1
            while at + wide < run.end() and x + wide < picture.wide and ord(frame[at + wide]) == code + wide:
                wide += 1
            yield _Piece(picture, x, y, wide, at)
            at += wide


def _pieces(frame: str) -> list[_Piece]:
    """The fewest rectangles of cells; a frame goes line by line, so each grows downwards."""
    pieces: list[_Piece] = []
    growing: dict[tuple[int, int, int, int], list[_Piece]] = {}
    for line in _lines(frame):
        key = (line.picture.first, line.x, line.wide, line.y)
        if above := growing.get(key):
            piece = above.pop(0)
            piece.high, piece.at = piece.high + 1, line.at
        else:
            piece = line
            pieces.append(piece)
        growing.setdefault((*key[:3], line.y + 1), []).append(piece)
    return pieces


def _blank(text: str) -> str:
    return _CELLS.sub(lambda cells: " " * len(cells[0]), text)


def _pixels(piece: _Piece) -> str:
    """Blanks for the last line of a piece, then its pixels, from its first cell on."""
    up = f"\x1b[{piece.high - 1}A" if piece.high > 1 else ""
    pixels = piece.picture.sixels(piece.x, piece.y, piece.wide, piece.high)
    return f"\x1b7{' ' * piece.wide}\x1b8{up}{pixels}\x1b8\x1b[{piece.wide}C"
