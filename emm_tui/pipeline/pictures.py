"""Looks into pictures: what they are, how large, and whether every byte of them can be decoded."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from emm_tui.domain.artwork import shapely
from emm_tui.domain.errors import ExportError

FORMATS = ("JPEG", "PNG", "WEBP")
ENDINGS = {"JPEG": "jpg", "PNG": "png"}
PIXELS = 50_000_000
"""Decoding more than these would take the memory of a small machine."""

_END_OF_PNG = b"IEND\xaeB`\x82"

warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)  # we have a lower limit of our own


class BadPictureError(ExportError):
    """The bytes are no picture that could be put in place; what was there stays."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The picture cannot be used: {reason}.")


@dataclass(slots=True, frozen=True)
class Picture:
    """A picture's size in pixels, and the ending that its own bytes ask for."""

    extension: str
    width: int
    height: int


def inspect(data: bytes, kind: str) -> Picture:
    """Decodes a downloaded picture as a whole; raises BadPictureError when it is damaged, huge or of a wrong shape.

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
        raise BadPictureError("it is no picture") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadPictureError(f"it is damaged ({error})") from error
    if name == "PNG" and _END_OF_PNG not in data[-4096:]:
        raise BadPictureError("its end is missing")
    return Picture(ENDINGS[name], width, height)


def size(path: str) -> tuple[int, int] | None:
    """Width and height of a picture that lies somewhere, from its first bytes; None when they are not known."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            return image.width, image.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def is_damaged(path: str) -> bool:
    """Is it a picture that breaks off, or an empty file? One of a format that we don't know is not."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.width * image.height <= PIXELS:
                _decode(image)
    except UnidentifiedImageError:
        return _is_empty(path)
    except Image.DecompressionBombError:
        return False
    except (OSError, ValueError, SyntaxError):
        return True
    return False


def _decode(image: Image.Image) -> None:
    """Reads every byte; a JPEG only makes an eighth of its pixels of them, which is five times as quick."""
    image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()


def _is_empty(path: str) -> bool:
    with open(path, "rb") as file:
        return not file.read(1)
