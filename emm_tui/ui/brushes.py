"""How pictures are drawn on this terminal: by half blocks anywhere, by Kitty's protocol where it is known to work.

Our pictures are lines of a grid that is cropped, scrolled and overlaid line by line, so a picture must be made of
cells. Kitty's placeholders and half blocks are. A sixel picture is not: it lies on the screen where it was drawn, every
line that changes has to send its part again, and a dialog above it has to be drawn around.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from emm_tui.pipeline.previews import Thumb
from emm_tui.ui import kitty
from emm_tui.ui.half_blocks import Lines, half_blocks

FAR = ("SSH_CONNECTION", "SSH_TTY", "TMUX", "STY")
"""Variables that tell of a slow line, or of a multiplexer between us and the terminal."""
BROWSER = "TEXTUAL_DRIVER"


@dataclass(slots=True, frozen=True)
class Brush:
    """`across` and `down` are the pixels of a cell; `draw` gives what to write to the terminal first, and the lines."""

    across: int
    down: int
    draw: Callable[[Thumb], tuple[str, Lines]]


HALF_BLOCKS = Brush(1, 2, lambda thumb: ("", half_blocks(thumb)))
KITTY = Brush(*kitty.CELL, kitty.drawn)


def brush(images: str, environ: Mapping[str, str]) -> Brush:
    """The brush for `[ui] images`: tgp is Kitty's protocol, auto that where the terminal is known to have it.

    Half blocks stand in for sixels.
    """
    wanted = images == "tgp" or (images == "auto" and _is_kitty(environ))
    return KITTY if wanted and not environ.get(BROWSER) else HALF_BLOCKS


def _is_kitty(environ: Mapping[str, str]) -> bool:
    near = not any(environ.get(name) for name in FAR)
    return near and environ.get("TERM") in ("xterm-kitty", "xterm-ghostty")
