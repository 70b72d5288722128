"""Names that say nothing: hashes, camera files, disc files, counters."""

from __future__ import annotations

import re

from emm_tui.parsing.patterns import Pattern

_HEX = Pattern(r"[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_UUID = Pattern(r"(?<![^\W_])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![^\W_])")
_CAMERA = Pattern(
    r"(?:mvi|img|dsc[fn]?|dscn|gopr|gx|gh|gp|vid|pxl|dji|mov|p|sam|cimg|hpim|imag|vts|video_ts|title|t|track|wp|"
    r"screen ?recording|signal|whatsapp video)"
    r"[_\- ]?\d{2,8}(?:[_\-]\d{1,8}){0,3}|video_ts|index|movieobject|\d{5}",
    re.IGNORECASE,
)
_PLACEHOLDER = frozenset("movie film video feature main index media play output untitled new unknown temp file".split())
_TURN = Pattern(r"[0-9](?=[a-z])|[a-z](?=[0-9])|[a-z](?=[A-Z]{1,3}[a-z0-9])")


def is_opaque(name: str) -> bool:
    """Whether a name (without extension) is a hash, a camera's or a disc's counter, or a mere placeholder."""
    if len(name) > 35 and _UUID.search(name):
        return True
    if "." in name or (" " in name and len(name) > 30):
        return False
    if _CAMERA.fullmatch(name) or name.lower() in _PLACEHOLDER or _HEX.fullmatch(name):
        return True
    if name.count("-") > 1 and all(sum(c.isdecimal() for c in piece) >= 3 for piece in name.split("-")):
        name = name.replace("-", "")
    return is_scrambled(name)


def is_scrambled(name: str) -> bool:
    """Whether a single word of 16 and more letters and digits changes between them as no title does."""
    if len(name) < 16 or not (name.isalnum() and name.isascii()) or name.isdecimal():
        return False
    turns = len(_TURN.findall(name))
    digits = sum(c.isdecimal() for c in name)
    return digits > 0 and (turns >= 5 or (turns >= 3 and digits >= 8)) and turns * 7 >= len(name)
