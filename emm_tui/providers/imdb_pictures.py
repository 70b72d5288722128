"""IMDb's pictures: one address holds every size, by what stands before its ending."""

from __future__ import annotations

import re

HOSTS = frozenset({"m.media-amazon.com", "images-na.ssl-images-amazon.com", "ia.media-imdb.com"})

_SIZE = re.compile(r"\._V1_[^/]*(?=\.\w+$)")
_WIDTH = re.compile(r"\._V1_.*?[SU]X(\d{2,5})")
_PREVIEW = 342


def original(address: str | None) -> str | None:
    """The address of a picture in its full size."""
    return _SIZE.sub("._V1_", address) if address else None


def preview(address: str | None) -> str | None:
    """The address of a picture that is small enough to look through many, None when it has no sizes."""
    return _SIZE.sub(f"._V1_UX{_PREVIEW}_", address) if address and _SIZE.search(address) else None


def width(address: str) -> int:
    """The width in pixels that an address asks for, 0 when it asks for none."""
    found = _WIDTH.search(address)
    return int(found[1]) if found else 0
