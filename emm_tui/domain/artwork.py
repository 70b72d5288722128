"""Kinds of artwork, and which picture of many is the right one."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(slots=True, frozen=True)
class ArtworkCandidate:
    """A picture that a provider offers. `language` is ISO 639-1, None for textless; sizes in pixels, 0 unknown."""

    kind: str
    provider: str
    url: str
    preview: str | None = None
    width: int = 0
    height: int = 0
    language: str | None = None
    votes: int = 0
    score: float = 0.0


@dataclass(slots=True)
class ArtworkFile:
    """A picture beside the media. `url` is None when it was there before us; `sha256` in hex; `chosen` by a person."""

    kind: str
    path: str
    url: str | None = None
    width: int | None = None
    height: int | None = None
    language: str | None = None
    provider: str | None = None
    sha256: str | None = None
    size: int | None = None
    mtime_ns: int | None = None
    pending: bool = False
    chosen: bool = False
