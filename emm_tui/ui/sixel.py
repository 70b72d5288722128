"""Pictures as sixels: few colours, six lines of pixels a band, one pass of a band for each of its colours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from emm_tui.pipeline.previews import Thumb

COLOURS = 128
"""As many as look like all of them in a small picture; terminals know 256."""
BAND = 6
_RUN = re.compile(rb"(.)\1{3,}")
_NOTHING = b"?"

Box = tuple[int, int, int, int]
"""Left, top, right and bottom of a part, in pixels; right and bottom are outside."""


@dataclass(slots=True, frozen=True)
class Painting:
    """A picture in few colours: `pixels` has a byte a pixel, which is the place of its colour in `colours`."""

    width: int
    height: int
    pixels: bytes
    colours: tuple[bytes, ...]
    """Each as the terminal is told of it, in percent."""


def painting(thumb: Thumb) -> Painting:
    """A picture in its most needed colours, not dithered: runs are short, and noise is many bytes."""
    image = Image.frombytes("RGB", (thumb.width, thumb.height), thumb.rgb)
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    percent = [(value * 100 + 127) // 255 for value in few.getpalette() or ()]
    colours = tuple(b"2;%d;%d;%d" % tuple(percent[at : at + 3]) for at in range(0, len(percent), 3))
    return Painting(thumb.width, thumb.height, few.tobytes(), colours)


def sixels(painting: Painting, box: Box) -> str:
    """What draws a part of the picture at the cursor; what is behind it stays where the picture ends."""
    left, top, right, bottom = box
    rows = [painting.pixels[y * painting.width :][left:right] for y in range(top, bottom)]
    used = sorted(set(b"".join(rows)))
    head = b'\x1bP0;1q"1;1;%d;%d' % (right - left, bottom - top)
    palette = b"".join(b"#%d;%b" % (colour, painting.colours[colour]) for colour in used)
    bands = [_band(rows[at : at + BAND]) for at in range(0, len(rows), BAND)]
    return (head + palette + b"-".join(bands) + b"\x1b\\").decode("ascii")


def _band(rows: list[bytes]) -> bytes:
    """Up to six lines of pixels: for each colour, which of the six a column has in it."""
    pixels, width = b"".join(rows), len(rows[0])
    return b"$".join(_pass(pixels, width, colour) for colour in sorted(set(pixels)))


def _pass(pixels: bytes, width: int, colour: int) -> bytes:
    """The columns of one colour: a bit a line, added up for all columns at once as one long number."""
    there = pixels.translate(_only(colour))
    columns = int.from_bytes(_NOTHING * width)
    for line in range(len(pixels) // width):
        columns += int.from_bytes(there[line * width : (line + 1) * width]) << line
    return b"#%d" % colour + _RUN.sub(_counted, columns.to_bytes(width).rstrip(_NOTHING))


def _counted(run: re.Match[bytes]) -> bytes:
    return b"!%d%b" % (run.end() - run.start(), run[1])


@lru_cache(256)
def _only(colour: int) -> bytes:
    """Makes 1 of a colour and 0 of all others."""
    return bytes(colour) + b"\1" + bytes(255 - colour)
