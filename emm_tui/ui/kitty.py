"""Pictures by Kitty's graphics protocol: sent once, then shown by placeholder characters that are text to everybody."""

from __future__ import annotations

import zlib
from base64 import b64encode
from itertools import chain, count

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from emm_tui.pipeline.previews import Thumb

CELL = (10, 20)
"""The pixels that a cell is taken to have; the terminal fits the picture to its cells."""
LONGEST = 200
"""The most cells that a picture has in a line, and the most lines."""
_CHUNK = 4096
_PLACEHOLDER = "\U0010eeee"
_RANGES = (
    "305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599 59c-5a1 5a8-5a9 5ab-5ac"
    " 5af 5c4 610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec 730 732-733 735-736 73a 73d 73f-741 743 745"
    " 747 749-74a 7eb-7f1 7f3 816-819 81b-823 825-827 829-82d 951 953-954 f82-f83 f86-f87 135d-135f 17dd 193a 1a17"
    " 1a75-1a7c 1b6b 1b6d-1b73 1cd0-1cd2 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc 1dd1-1de6 1dfe 20d0-20d1"
)
_ids = count(0x45_4D_01)


def _numbers(text: str) -> list[str]:
    ends = [part.partition("-") for part in text.split()]
    return list(map(chr, chain.from_iterable(range(int(a, 16), int(b or a, 16) + 1) for a, _, b in ends)))


_NUMBERS = _numbers(_RANGES)
"""The combining characters that stand for 0, 1, 2 ... in a placeholder: its line, then its column."""


def drawn(thumb: Thumb) -> tuple[str, list[list[Segment]]]:
    """What must be written to the terminal once, and the lines that then show the picture."""
    ident = next(_ids) & 0xFFFFFF
    wide, high = min(-(-thumb.width // CELL[0]), LONGEST), min(-(-thumb.height // CELL[1]), LONGEST)
    style = Style(color=Color.from_rgb(ident >> 16, ident >> 8 & 255, ident & 255))
    lines = [[Segment(_line(y, wide), style)] for y in range(high)]
    return _sent(ident, thumb) + _command(f"a=p,U=1,i={ident},c={wide},r={high},q=2"), lines


def _line(y: int, wide: int) -> str:
    return "".join(_PLACEHOLDER + _NUMBERS[y] + _NUMBERS[x] for x in range(wide))


def _sent(ident: int, thumb: Thumb) -> str:
    data = b64encode(zlib.compress(thumb.rgb, 1)).decode()
    parts = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    head = f"i={ident},f=24,s={thumb.width},v={thumb.height},o=z,q=2,"
    return "".join(
        _command(f"{'' if place else head}m={int(place + 1 < len(parts))}", part) for place, part in enumerate(parts)
    )


def _command(keys: str, data: str = "") -> str:
    return f"\x1b_G{keys}{';' + data if data else ''}\x1b\\"
