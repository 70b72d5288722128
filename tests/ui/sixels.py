"""Reads sixels back, and a small terminal that shows them among text: what is written over a cell erases its pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.cells import cell_len

Colour = tuple[int, int, int]
Rows = list[list[Colour | None]]

_HEAD = re.compile(r"\x1bP\d*;1;?\d*q\"1;1;(\d+);(\d+)")
_PART = re.compile(r"#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|([$-])")
_TOKEN = re.compile(
    r"(?P<sixel>\x1bP[^\x1b]*\x1b\\)|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b\[(?P<numbers>[\d;]*)(?P<do>[A-Za-z])|\x1b\[\?2026(?P<frame>[hl])|\x1b\[[?>=][\d;]*\$?[a-zA-Z]"
    r"|\x1b(?P<short>[78=>cM])|(?P<text>[^\x00-\x1f\x1b]+)|[\x00-\x1a\x1c-\x1f]",
    re.S,
)


def decoded(sixels: str) -> Rows:
    """The pixels, row by row; None where nothing is drawn."""
    head = _HEAD.match(sixels)
    assert head is not None and sixels.endswith("\x1b\\"), sixels[:40]
    width, height = int(head[1]), int(head[2])
    rows: Rows = [[None] * width for _ in range(height)]
    for x, y, bits, colour in _columns(sixels[head.end() : -2]):
        for line in range(6):
            if bits >> line & 1:
                assert x < width and y + line < height, "a pixel outside the picture"
                rows[y + line][x] = colour
    return rows


def _columns(body: str) -> Iterator[tuple[int, int, int, Colour]]:
    """Each column of six: where it is, its bits, its colour."""
    palette: dict[int, Colour] = {}
    x = y = colour = end = 0
    for part in _PART.finditer(body):
        assert part.start() == end, body[end : end + 20]
        end = part.end()
        number, *percent, chosen, times, repeated, single, control = part.groups()
        if number:
            red, green, blue = (round(int(value) * 255 / 100) for value in percent)
            palette[int(number)] = (red, green, blue)
        elif chosen:
            colour = int(chosen)
        elif control:
            x, y = 0, y + 6 * (control == "-")
        else:
            for _ in range(int(times or 1)):
                yield x, y, ord(repeated or single) - 63, palette[colour]
                x += 1
    assert end == len(body)


@dataclass
class Shown:
    """A terminal of `width` times `height` cells of `cell` pixels."""

    width: int
    height: int
    cell: tuple[int, int]
    drawn: int = 0
    """Sixel pictures so far."""
    amid_frame: bool = False
    _at: tuple[int, int] = (0, 0)
    _saved: tuple[int, int] = (0, 0)
    _rest: str = ""
    text: list[list[str]] = field(default_factory=list)
    pixels: Rows = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Nothing is on it any more."""
        self.text = [[" "] * self.width for _ in range(self.height)]
        self.pixels = [[None] * (self.width * self.cell[0]) for _ in range(self.height * self.cell[1])]

    def feed(self, text: str) -> None:
        """Shows what is written; what has only begun waits."""
        text, at = self._rest + text, 0
        for token in _TOKEN.finditer(text):
            if token.start() != at:
                break
            at = token.end()
            self._show(token)
        self._rest = text[at:]

    def line(self, y: int) -> str:
        """The text of a line."""
        return "".join(self.text[y])

    def block(self, x: int, y: int, wide: int, high: int) -> Rows:
        """The pixels of some cells."""
        across, down = self.cell
        return [row[x * across : (x + wide) * across] for row in self.pixels[y * down : (y + high) * down]]

    @property
    def lit(self) -> set[tuple[int, int]]:
        """The cells with pixels on them."""
        across, down = self.cell
        seen = enumerate(self.pixels)
        return {(x // across, y // down) for y, row in seen for x, pixel in enumerate(row) if pixel}

    def _show(self, token: re.Match[str]) -> None:
        x, y = self._at
        if token["frame"]:
            self.amid_frame = token["frame"] == "h"
        elif token["sixel"]:
            self._draw(token["sixel"], x, y)
        elif token["short"] == "7":
            self._saved = self._at
        elif token["short"] == "8":
            self._at = self._saved
        elif token["do"]:
            self._move([int(part or 0) for part in token["numbers"].split(";")], token["do"])
        elif token["text"]:
            for char in token["text"]:
                self._put(char)

    def _move(self, numbers: list[int], do: str) -> None:
        x, y = self._at
        if do == "H":
            row, column = (*numbers, 1)[:2]
            x, y = max(column, 1) - 1, max(row, 1) - 1
        elif do in "ABCD":
            by = max(numbers[0], 1)
            x, y = x + by * ((do == "C") - (do == "D")), y + by * ((do == "B") - (do == "A"))
        self._at = min(max(x, 0), self.width - 1), min(max(y, 0), self.height - 1)

    def _put(self, char: str) -> None:
        assert not 0xF2000 <= ord(char) <= 0x10FFFD, "a cell that stands for a picture came out"
        x, y = self._at
        wide = cell_len(char)
        for place in range(x, min(x + wide, self.width)):
            self.text[y][place] = char if place == x else ""
            for row in self.pixels[y * self.cell[1] : (y + 1) * self.cell[1]]:
                row[place * self.cell[0] : (place + 1) * self.cell[0]] = [None] * self.cell[0]
        self._at = x + wide, y

    def _draw(self, sixels: str, x: int, y: int) -> None:
        self.drawn += 1
        top, left = y * self.cell[1], x * self.cell[0]
        for down, row in enumerate(decoded(sixels)):
            assert top + down < len(self.pixels), "the screen would scroll"
            for across, pixel in enumerate(row):
                if pixel:
                    self.pixels[top + down][left + across] = pixel
