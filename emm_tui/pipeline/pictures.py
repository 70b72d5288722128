"""Looks into pictures: what they are, how large, and whether every byte of them can be decoded."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Literal

from PIL import Image, UnidentifiedImageError

from emm_tui.domain.artwork import shapely
from emm_tui.domain.errors import ExportError

FORMATS = ("JPEG", "PNG", "WEBP")
ENDINGS = {"JPEG": "jpg", "PNG": "png"}
PIXELS = 50_000_000
"""Decoding more than these would take the memory of a small machine."""

Condition = Literal["whole", "broken", "none"]

_END_OF_PNG = b"IEND\xaeB`\x82"
_OUR_STARTS = (b"\xff\xd8", b"\x89PNG", b"RIFF")
_OTHER_STARTS = (b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\xff\x0a", b"\0\0\0\x0cJXL ")

warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)  # we have a lower limit of our own


class BadPictureError(ExportError):
    """The bytes are no picture that could be put in place; what was there stays."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The picture cannot be used: {reason}.")


class DamagedPictureError(BadPictureError):
    """The bytes did not arrive as they were meant; another time they may."""


@dataclass(slots=True, frozen=True)
class Picture:
    """A picture's size in pixels, and the ending that its own bytes ask for."""

    extension: str
    width: int
    height: int


def inspect(data: bytes, kind: str) -> Picture:
    """Decodes a downloaded picture as a whole; raises DamagedPictureError, BadPictureError for a wrong shape or size.

    WEBP is refused: not every center shows it, and a picture is stored as it was sent or not at all.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            name, width, height = image.format or "", image.width, image.height
            if name not in ENDINGS:
                raise BadPictureError(f"it is {name}, not JPEG or PNG")
            if width * height > PIXELS:
                raise BadPictureError(f"it has {width} x {height} pixels")
            if not shapely(kind, width, height):
                raise BadPictureError(f"{width} x {height} is no shape for a {kind}")
            _decode(image)
    except UnidentifiedImageError as error:
        raise DamagedPictureError("it is no picture") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DamagedPictureError(f"it is damaged ({error})") from error
    if name == "PNG" and _END_OF_PNG not in data[-4096:]:
        raise DamagedPictureError("its end is missing")
    return Picture(ENDINGS[name], width, height)


def size(path: str) -> tuple[int, int] | None:
    """Width and height of a picture that lies somewhere, from its first bytes; None when they are not known."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            return image.width, image.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def condition(path: str) -> Condition:
    """Is a file a "whole" picture, a "broken" one (it breaks off, or is empty), or "none" at all?

    One that we may not read, or of a format that we do not decode, is taken for whole.
    """
    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.width * image.height <= PIXELS:
                _decode(image)
    except UnidentifiedImageError:
        return _by_its_start(path)
    except Image.DecompressionBombError:
        return "whole"
    except (OSError, ValueError, SyntaxError) as error:
        return "whole" if isinstance(error, OSError) and error.errno else "broken"
    return "whole"


def _decode(image: Image.Image) -> None:
    """Reads every byte; a JPEG only makes an eighth of its pixels of them, which is five times as quick."""
    image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()


def _by_its_start(path: str) -> Condition:
    with open(path, "rb") as file:
        start = file.read(16)
    if not start or start.startswith(_OUR_STARTS):
        return "broken"
    return "whole" if start.startswith(_OTHER_STARTS) or start[4:8] == b"ftyp" else "none"
