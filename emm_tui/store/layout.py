"""Names, numbers and small rules that both sides of the library agree on."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import get_args

from emm_tui.domain.artwork_kinds import ArtworkKind
from emm_tui.domain.query import fold

APPLICATION_ID = 0x454D4D31  # "EMM1"
ARTWORK_BITS = {kind: 1 << bit for bit, kind in enumerate(get_args(ArtworkKind))}

TIERS = {"movie": 0, "show": 0, "season": 1, "episode": 2, "set": 3}
"""Which list a kind belongs to; the plain list is tier 0. Every sort index begins with it."""

REVIEWED = ("ambiguous", "unmatched", "failed")
"""States that need a person."""

TEXTS = (
    "original_title",
    "sort_title",
    "premiered",
    "plot",
    "outline",
    "tagline",
    "certification",
    "status",
    "original_language",
    "trailer",
)
"""The texts of `details` that a provider gives, as their columns and as the fields of the metadata are called."""

AIRS = ("airs_before_season", "airs_before_episode", "airs_after_season")
"""Where a special belongs, likewise."""

_ARTICLE = re.compile(r"(?:the|an?|der|die|das|le|la|les|l'|el|los|las|il|lo|gli)(?:\s+|(?<='))(?=\S)")
_NUMBER = re.compile(r"\d+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def now() -> str:
    """This second, ISO 8601 in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def storable(text: str) -> str:
    """`text` without what a database cannot hold: a stray byte of a file name becomes its Latin-1 letter."""
    return _UNSTORABLE.sub(_letter, text) if _UNSTORABLE.search(text) else text


def _letter(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(code - 0xDC00) if 0xDCA0 <= code <= 0xDCFF else "\ufffd" if code else ""


def sort_key(title: str) -> str:
    """What titles are ordered by: folded, without a leading article, numbers by their value."""
    key = _ARTICLE.sub("", folded, count=1) if _ARTICLE.match(folded := fold(title).strip()) else folded
    return _NUMBER.sub(lambda number: number[0].zfill(5), key)


def season_key(show: str, season: int | None) -> str:
    """Where a season of the show with that sort key stands; seasons without a number come last."""
    return f"{show}\x1f{9999 if season is None else season:04}"


def episode_key(show: str, season: int | None, episode: int | None) -> str:
    """Where an episode of the show with that sort key stands."""
    return f"{season_key(show, season)}\x1f{99999 if episode is None else episode:05}"
