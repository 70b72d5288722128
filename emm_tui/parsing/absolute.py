"""Bare numbers as episodes: ` - 12`, `[12]`, `_12_`, 103, `02 - Title` in a season's folder."""

from __future__ import annotations

from emm_tui.parsing.marker_table import PART
from emm_tui.parsing.markers import Marker, search
from emm_tui.parsing.name import Name
from emm_tui.parsing.numbers import LARGEST_RANGE
from emm_tui.parsing.patterns import Pattern

_VERSION = r"(?:v\d|[a-c](?![a-z0-9]))?(?:[.]\d(?:[.]\d)?)?"
_MORE = rf"([ ._][-~][ ._]\d{{1,4}}(?=[ ._]*(?:$|[\[(]))|(?:[-~,+&]\d{{1,4}}{_VERSION}(?![^\W_]))*)"
_DASHED = Pattern(
    rf"(?:[ ._][-–][ ._]{{1,2}}|[ ._]#|(?<=[^\W\d_])-(?=\d{{2,3}}[( \[_]))"
    rf"\(?(\d{{1,4}}){_VERSION}{_MORE}\)?(?:[ ._]?(?:end|fin))?(?![^\W_])"
)
_BRACKETED = Pattern(rf"[\[(【](?:第|ep?)?(\d{{1,4}}){_VERSION}{_MORE}(?:完|[(（ _]?(?:end|fin)[)）]?)?[\])】]")
_LEADING = Pattern(r"(\d{1,4})(?:v\d)?((?:-\d{1,3}(?!\d))*)(?=[ ._\-]|$)")
_SEASON_DASH_EPISODE = Pattern(r"(\d{1,2})-(\d{2})(?=[ ._])")
_COMPACT = Pattern(r"(?<![^\W_])(\d{1,2})(\d\d)(?![^\W_])")
_COMPACT_PAIR = Pattern(r"(?<![^\W_])(\d{1,2})(\d\d)(\d\d)(?![^\W_])")
_BEHIND_BRACKET = Pattern(r"[\])][ ._]{1,2}(\d{2,3})$")
_LAST = Pattern(rf"(?<![^\W_])(?<!\d[.])(?:(?:no|nr|vol|volume)[. ]{{1,2}})?(\d{{1,4}}){_VERSION}{_MORE}(?![^\W_])")
_SET_OFF = Pattern(r"[ ._]{0,3}(?:$|[\[(【]|[-–][ ._])")
_FIRST_OF_BATCH = Pattern(r"(?<![^\W_])(0{1,3}1)$")
_LINES = frozenset("1080 720 2160 480 576 540".split())
_FANSUB = Pattern(r"vost|[\[(] {8}[\])]|fansub|multi[ ._-]?sub")


def lone_numbers(name: Name, start: int, end: int, in_season: bool, titled: bool) -> Marker | None:
    """The episode that a number without any word states.

    `start` and `end` bound the part of the name before its tags; `titled` when a folder already has the title.
    """
    low = name.low
    leading = _leading(low, start, end, in_season, titled)
    if leading is not None and not (low.startswith("[") and fansub_number(name, leading.end)):
        return leading
    return (
        fansub_number(name, start)
        or _part(low, start)
        or (None if _FANSUB.search(low) or low.startswith("[") else _compact(low, start, end))
        or _last(low, start, end)
        or _trailing(low, end)
    )


def fansub_number(name: Name, start: int) -> Marker | None:
    """The number behind a dash or in brackets of its own, as fansubs write it."""
    for rule, pattern in (("- 12", _DASHED), ("[12]", _BRACKETED)):
        found = list(pattern.finditer(name.low, start))
        if len(found) > 1 and rule == "- 12":
            found.sort(key=lambda m: not _SET_OFF.match(name.low, m.end()))
        for match in found:
            if match.start() == 0 or _is_year(match[1]) or (match[1] in _LINES and rule == "[12]"):
                continue
            first = _FIRST_OF_BATCH.search(name.low[: match.start()]) if rule == "- 12" else None
            if first is not None:
                return Marker("01 - 12", first.start(), match.end(), None, absolute=_numbers(first[1], match[1]))
            numbers = _numbers(match[1], match[2])
            if numbers:
                return Marker(rule, match.start(), match.end(), None, absolute=numbers)
    return None


def leading_season_episode(low: str) -> Marker | None:
    """`4-13 Title` is season 4, episode 13."""
    match = _SEASON_DASH_EPISODE.match(low)
    return None if match is None else Marker("1-02", 0, match.end(), int(match[1]), (int(match[2]),))


def leads(low: str) -> bool:
    """Whether a name begins with a number that is set off from the rest: `02 - Title`."""
    match = _LEADING.match(low)
    return match is not None and _sets_off(low, match.end(), match[1], False) and not _is_year(match[1])


def _leading(low: str, start: int, end: int, in_season: bool, titled: bool) -> Marker | None:
    match = _LEADING.match(low, start)
    if match is None or _is_year(match[1]):
        return None
    first, more = match[1], match[2]
    second = more[1:]
    if more and not in_season:
        if not second.isdecimal() or len(second) < 2:
            return None
        if len(first) < 3:
            return Marker("1-02", start, match.end(), int(first), (int(second),))
    alone = match.end() >= end
    if low[match.end() : match.end() + 1] == "." and low[match.end() + 1 : match.end() + 2].isdecimal():
        return None
    if not alone and not in_season and not second and not _sets_off(low, match.end(), first, titled):
        return None
    if alone and not in_season and len(first) == 3:
        return None
    numbers = _numbers(first, more)
    if not numbers or (in_season and len(first) >= 3 and not alone and not _sets_off(low, match.end(), first, titled)):
        return None
    return Marker("02 - title", start, match.end(), None, numbers)


def _sets_off(low: str, position: int, number: str, titled: bool) -> bool:
    """Whether the number is set off from what follows: `02 - `, `003. `; with a titled folder a blank will do."""
    following = low[position : position + 3]
    if following[:2] in (" -", "_-", ".-", ". ", "- ", "-_"):
        return True
    return titled and len(number) == 2 and number[0] == "0"


def _part(low: str, start: int) -> Marker | None:
    return search(PART, low, start)


def _compact(low: str, start: int, end: int) -> Marker | None:
    """103 is season 1 episode 3 and 10304 its 3 and 4, where nothing else says what it is."""
    for match in _COMPACT_PAIR.finditer(low, start, end):
        first, second = int(match[2]), int(match[3])
        if second == first + 1:
            return Marker("10203", match.start(), match.end(), int(match[1]), (first, second))
    found = None
    for match in _COMPACT.finditer(low, start, end):
        if match.start() == start and match.end() < end and len(match[0]) == 3:
            continue
        if _is_year(match[0]) or match[0] in _LINES or not int(match[2]) or not int(match[1]):
            continue
        if found is not None and match[1] == found[1] and int(match[2]) == int(found[2]) + 1:
            return Marker("101 102", found.start(), match.end(), int(found[1]), (int(found[2]), int(match[2])))
        found = match
    return found and Marker("102", found.start(), found.end(), int(found[1]), (int(found[2]),))


def _trailing(low: str, start: int) -> Marker | None:
    """Behind the tags: scene names end in `xvid-101`, some fansubs in `[1080p] 01`."""
    alone = _BEHIND_BRACKET.search(low, start)
    if alone is not None:
        return Marker("12", alone.start(1), alone.end(), None, absolute=(int(alone[1]),))
    match = Pattern(r"[-.](\d)(\d\d)$").search(low, start)
    return match and Marker("x-102", match.start(), match.end(), int(match[1]), (int(match[2]),))


def _last(low: str, start: int, end: int) -> Marker | None:
    """The last number before the tags, or the one that is all of the name."""
    found = None
    for match in _LAST.finditer(low, start, end):
        number = match[1]
        if number == "0" or _is_year(number) or number in _LINES or low.startswith("×", match.end()):
            continue
        found = match
    if found is None:
        return None
    numbers = _numbers(found[1], found[2])
    return Marker("12", found.start(), found.end(), None, absolute=numbers) if numbers else None


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")


_NUMBER = Pattern(r"([-~,+&])?[ ._]?(\d{1,4})(?:v\d)?(?:[.]\d)*")


def _numbers(first: str, more: str | None) -> tuple[int, ...]:
    """`01` with `-02-03` or `~10` behind it as numbers; nothing when they do not rise."""
    numbers = [int(first)]
    for sign, text in _NUMBER.findall(more if more and not more[0].isdecimal() else f"-{more}" if more else ""):
        last, number = numbers[-1], int(text)
        if not last < number <= last + LARGEST_RANGE:
            return tuple(numbers) if len(numbers) > 1 else ()
        numbers += range(last + 1, number + 1) if sign in "-~" else [number]
    return tuple(numbers)


def lone_number_behind(name: Name, start: int) -> Marker | None:
    """The number that is the last word before the first bracket behind `start`: `Title 24 [1080p]`."""
    end = min((s for s, _ in name.brackets if s > start), default=len(name.low))
    marker = _last(name.low, start, end)
    if marker is None or name.low[marker.end : end].strip(" ._-"):
        return None
    return marker


def number_in_brackets(name: Name, position: int) -> Marker | None:
    """The number or range in brackets that directly follows a position: `S02 (01-10)`."""
    while name.low[position : position + 1] in (" ", ".", "_", "-"):
        position += 1
    match = _BRACKETED.match(name.low, position)
    if match is None or _is_year(match[1]) or match[1] in _LINES:
        return None
    numbers = _numbers(match[1], match[2])
    return Marker("[12]", match.start(), match.end(), None, absolute=numbers) if numbers else None
