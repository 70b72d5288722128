"""Bare numbers as episodes: ` - 12`, `[12]`, `_12_`, 103, `02 - Title` in a season's folder."""

from __future__ import annotations

import re

from emm_tui.parsing.markers import Marker
from emm_tui.parsing.name import Name
from emm_tui.parsing.numbers import LARGEST_RANGE

_NUMBER = r"(\d{1,4})(?:v\d|[a-c])?(?:[.]\d(?:[.]\d)?)?(?![^\W_])"
_MORE = r"(?:[ ._]?[-~][ ._]?(\d{1,4})(?:v\d)?(?![^\W_]))?"
_DASHED = re.compile(
    rf"(?:[ ._][-–][ ._]{{1,2}}|(?<=[^\W\d_])-(?=\d{{2,3}}[( \[])){_NUMBER}{_MORE}(?:[ ._]?end)?(?=[ ._]*(?:$|[\[(\-–【]|[ ._]))"
)
_BRACKETED = re.compile(
    r"[\[(【](?:第|ep?)?" + _NUMBER.replace("(?![^\\W_])", "") + r"(?:[-~](\d{1,4}))?(?:v\d)?(?:完|end|fin)?[\])】]"
)
_LEADING = re.compile(r"(\d{1,4})(?:v\d)?(?:-(\d{1,3}))?(?=[ ._\-]|$)")
_COMPACT = re.compile(r"(?<![^\W_])(\d{1,2})(\d\d)(?![^\W_])")


def lone_numbers(name: Name, start: int, end: int, in_season: bool) -> Marker | None:
    """The episode that a number without any word states; `start` and `end` bound the part of the name before its tags."""
    return (
        _leading(name, start, end, in_season)
        or _dashed(name, start)
        or _bracketed(name, start)
        or _compact(name, start, end)
        or _last(name, start, end)
    )


def _leading(name: Name, start: int, end: int, in_season: bool) -> Marker | None:
    match = _LEADING.match(name.low, start)
    if match is None or (not in_season and match.end() < end and not _dash_follows(name.low, match.end())):
        return None
    first, second = match[1], match[2]
    if second and not in_season:
        return Marker("1-02", match.start(), match.end(), int(first), (int(second),))
    if not in_season and len(first) >= 3 and match.end() >= end:
        return None
    return Marker("02 - title", match.start(), match.end(), None, _numbers(first, second), () if in_season else ())


def _dash_follows(low: str, position: int) -> bool:
    return low[position : position + 2] in (" -", "_-", ".-") or low[position : position + 1] == "-"


def _dashed(name: Name, start: int) -> Marker | None:
    for match in _DASHED.finditer(name.low, start + 1):
        if _is_year(match[1]):
            continue
        numbers = _numbers(match[1], match[2])
        if numbers:
            return Marker("- 12", match.start(), match.end(), None, absolute=numbers)
    return None


def _bracketed(name: Name, start: int) -> Marker | None:
    for match in _BRACKETED.finditer(name.low, start):
        if _is_year(match[1]) or match[1] in ("1080", "720", "2160", "480", "576"):
            continue
        numbers = _numbers(match[1], match[2])
        if numbers:
            return Marker("[12]", match.start(), match.end(), None, absolute=numbers)
    return None


def _compact(name: Name, start: int, end: int) -> Marker | None:
    """103 is season 1 episode 3, where nothing else says what it is."""
    if name.low.startswith("["):
        return None
    for match in _COMPACT.finditer(name.low, start, end):
        if _is_year(match[0]) or match[0] in ("1080", "2160", "720", "480", "576", "264", "265") or int(match[2]) == 0:
            continue
        return Marker("102", match.start(), match.end(), int(match[1]), (int(match[2]),))
    return None


def _last(name: Name, start: int, end: int) -> Marker | None:
    """The last number before the tags, or the one that is all of the name."""
    for at, until, word in reversed(name.words):
        if at < start or until > end:
            continue
        digits = word.split("v")[0]
        if not digits.isdecimal() or len(digits) > 4 or _is_year(digits):
            continue
        return Marker("12", at, until, None, absolute=(int(digits),))
    return None


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")


def _numbers(first: str, last: str | None) -> tuple[int, ...]:
    low, high = int(first), int(last or first)
    if not low <= high <= low + LARGEST_RANGE:
        return ()
    return tuple(range(low, high + 1))
