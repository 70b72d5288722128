"""A picture in the middle of its place, line by line; before it has come, and where it cannot be had, a word."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style

from emm_tui.ui.half_blocks import Lines

COMING = "…"
LACKING = "no picture"


def framed(lines: Lines | None, y: int, width: int, height: int, empty: Style) -> list[Segment]:
    """Line `y` of a place of `width` cells and `height` lines; no lines are a picture that cannot be had."""
    if not lines:
        text = (COMING if lines is None else LACKING) if y == height // 2 else ""
        return [Segment(text.center(width)[:width], empty)]
    above = (height - len(lines)) // 2
    if not above <= y < above + len(lines):
        return [Segment(" " * width, empty)]
    line = [_grounded(segment, empty) for segment in lines[y - above]]
    wide = sum(segment.cell_length for segment in line)
    left = (width - wide) // 2
    return [Segment(" " * left, empty), *line, Segment(" " * (width - wide - left), empty)]


def _grounded(segment: Segment, empty: Style) -> Segment:
    """Where a picture ends within a cell, the ground of its place is seen."""
    style = segment.style or Style.null()
    return segment if style.bgcolor else Segment(segment.text, Style(bgcolor=empty.bgcolor) + style)
