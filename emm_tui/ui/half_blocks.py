"""Pictures as text: two pixels a cell, the upper one in the colour of a half block, the lower one behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from emm_tui.pipeline.previews import Thumb

Lines = list[list[Segment]]
"""A drawn picture, line by line; every line is equally wide."""
Pixel = tuple[int, int, int]

ALIKE = 12
"""A colour that is no further than this from the one before, of 255 in red, green and blue each, is that one: it is
hardly seen, and a third of the bytes."""
ALIKE_FAR = 20
"""The same at the end of a slow line, where it may be seen."""
_UPPER = "▀"


def half_blocks(thumb: Thumb, alike: int = ALIKE) -> Lines:
    """The picture on `thumb.width` cells and half as many lines as it is high."""
    return [list(_line(thumb, top, alike)) for top in range(0, thumb.height, 2)]


def _line(thumb: Thumb, top: int, alike: int) -> Iterator[Segment]:
    """One line; neighbours of the same two colours are one segment."""
    length, before = 0, None
    for pair in _pairs(thumb, top, alike):
        if pair != before and before is not None:
            yield _segment(length, *before)
            length = 0
        length, before = length + 1, pair
    if before is not None:
        yield _segment(length, *before)


def _pairs(thumb: Thumb, top: int, alike: int) -> Iterator[tuple[Pixel, Pixel | None]]:
    """The upper and the lower pixel of each cell; None below an odd last row."""
    wide = thumb.width * 3
    above, below = thumb.rgb[top * wide : (top + 1) * wide], thumb.rgb[(top + 1) * wide : (top + 2) * wide]
    upper = lower = None
    for at in range(0, wide, 3):
        upper = _like((above[at], above[at + 1], above[at + 2]), upper, alike)
        if not below:
            yield upper, None
            continue
        lower = _like((below[at], below[at + 1], below[at + 2]), lower, alike)
        if upper != lower:
            upper = _like(upper, lower, alike)
        yield upper, lower


def _like(pixel: Pixel, other: Pixel | None, alike: int) -> Pixel:
    """The other pixel when one hardly sees the difference."""
    if other is None or any(abs(a - b) >= alike for a, b in zip(pixel, other, strict=True)):
        return pixel
    return other


def _segment(length: int, upper: Pixel, lower: Pixel | None) -> Segment:
    """Cells of two colours; of one colour they are blanks, whose foreground need not be sent."""
    return Segment(" " * length, _ground(lower)) if upper == lower else Segment(_UPPER * length, _style(upper, lower))


@lru_cache(16_384)
def _style(upper: Pixel, lower: Pixel | None) -> Style:
    return Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower) if lower else None)


@lru_cache(4096)
def _ground(colour: Pixel) -> Style:
    return Style(bgcolor=Color.from_rgb(*colour))
