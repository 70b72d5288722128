"""The kinds of artwork, as the config, the filter and the database name them."""

from __future__ import annotations

from typing import Literal

ArtworkKind = Literal[
    "poster",
    "fanart",
    "clearlogo",
    "clearart",
    "banner",
    "landscape",
    "discart",
    "keyart",
    "characterart",
    "thumb",
]
