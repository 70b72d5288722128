"""How pictures are drawn on this terminal: by half blocks anywhere, by its graphics where it is known to have any.

Our pictures are lines of a grid that is cropped, scrolled and overlaid line by line, so a picture is made of cells:
those that are half blocks, those that Kitty's protocol knows, or those that a frame of text turns into sixels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from emm_tui.pipeline.previews import Thumb
from emm_tui.ui import kitty, sixel_frames
from emm_tui.ui.answers import Graphics
from emm_tui.ui.far import is_far
from emm_tui.ui.half_blocks import ALIKE_FAR, Lines, half_blocks

CELL = (10, 20)
"""The pixels of a cell where nobody says how many they are."""


@dataclass(slots=True, frozen=True)
class Brush:
    """`across` and `down` are the pixels of a cell; `draw` gives what to write to the terminal first, and the lines."""

    name: str
    across: int
    down: int
    draw: Callable[[Thumb], tuple[str, Lines]] = field(compare=False)


HALF_BLOCKS = Brush("halfcell", 1, 2, lambda thumb: ("", half_blocks(thumb)))
FAR_HALF_BLOCKS = Brush("halfcell", 1, 2, lambda thumb: ("", half_blocks(thumb, ALIKE_FAR)))
KITTY = Brush("tgp", *kitty.CELL, kitty.drawn)


def sixels(graphics: Graphics) -> Brush:
    """Sixels for the cells of a terminal."""
    cell = graphics.cell or CELL
    return Brush("sixel", *cell, partial(_stand, cell))


def _stand(cell: tuple[int, int], thumb: Thumb) -> tuple[str, Lines]:
    return "", sixel_frames.Standing(thumb, cell)


def asks(images: str, environ: Mapping[str, str]) -> bool:
    """Whether `[ui] images` leaves it to the terminal: with sixels for the size of its cells."""
    return images == "sixel" or (images == "auto" and not is_far(environ) and not _is_kitty(environ))


def brush(images: str, environ: Mapping[str, str], graphics: Graphics) -> Brush:
    """The brush for `[ui] images` on a terminal.

    `tgp` and `sixel` are taken at their word; `auto` is the best that the terminal is known to have, and half blocks
    over SSH and in a multiplexer.
    """
    if images == "tgp" or (images == "auto" and not is_far(environ) and _is_kitty(environ)):
        return KITTY
    if images == "sixel" or (asks(images, environ) and graphics.sixel):
        return sixels(graphics)
    return FAR_HALF_BLOCKS if is_far(environ) else HALF_BLOCKS


def _is_kitty(environ: Mapping[str, str]) -> bool:
    return environ.get("TERM") in ("xterm-kitty", "xterm-ghostty")
