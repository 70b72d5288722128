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

STEP = 4
"""Colours that are nearer than this are one: fewer bytes for a slow line."""
_UPPER = "▀"


def half_blocks(thumb: Thumb) -> Lines:
    """The picture on `thumb.width` cells and half as many lines as it is high."""
    return [list(_line(thumb, top)) for top in range(0, thumb.height, 2)]


def _line(thumb: Thumb, top: int) -> Iterator[Segment]:
    """One line; neighbours of the same two colours are one segment."""
    below = top + 1 < thumb.height
    length, before = 0, None
    for x in range(thumb.width):
        pair = (_pixel(thumb, x, top), _pixel(thumb, x, top + 1) if below else None)
        if pair != before and before is not None:
            yield Segment(_UPPER * length, _style(*before))
            length = 0
        length, before = length + 1, pair
    if before is not None:
        yield Segment(_UPPER * length, _style(*before))


def _pixel(thumb: Thumb, x: int, y: int) -> tuple[int, int, int]:
    at = (y * thumb.width + x) * 3
    red, green, blue = thumb.rgb[at : at + 3]
    return red // STEP * STEP, green // STEP * STEP, blue // STEP * STEP


@lru_cache(16_384)
def _style(upper: tuple[int, int, int], lower: tuple[int, int, int] | None) -> Style:
    return Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower) if lower else None)
