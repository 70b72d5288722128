"""Markers of season and episode: how a match of the table is read, and how the table is searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from emm_tui.parsing.numbers import LARGEST_RANGE, chain, count
from emm_tui.parsing.patterns import Pattern


class Marker(NamedTuple):
    """What a marker says and where it stands. `rule` names the row of the table; `season` None where it is not said."""

    rule: str
    start: int
    end: int
    season: int | None
    episodes: tuple[int, ...] = ()
    absolute: tuple[int, ...] = ()
    whole_season: bool = False


Reader = Callable[[str, "re.Match[str]", str], Marker | None]


class Hint:
    """A cheap test whether a row can match at all: the name has one of the words in it, or the pattern."""

    __slots__ = ("_pattern", "_words")

    def __init__(self, *words: str, pattern: str | None = None) -> None:
        self._words = words
        self._pattern = Pattern(pattern) if pattern is not None else None

    def is_in(self, low: str) -> bool:
        """Whether a name in lower case passes."""
        if self._pattern is not None:
            return self._pattern.search(low) is not None
        for word in self._words:  # a generator would cost more than the tests
            if word in low:
                return True
        return False


Row = tuple[str, Hint, Pattern, Reader]


def read_season_episode(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """Season in group 1, first episode in group 2, more of them behind."""
    start = match.start()
    if start and low[start - 1].isalpha() and not _stands_behind_word(match, low):
        return None
    episodes, end = chain(low, int(match[2]), match.end(), digits=len(match[2]))
    return Marker(rule, start, end, int(match[1]), tuple(episodes))


def _stands_behind_word(match: re.Match[str], low: str) -> bool:
    """Whether it is a marker though letters precede it: in full as in `moons01e11`, or after a script without case."""
    season, episode = match[1], match[2]
    full = match.end() - match.start() == len(season) + len(episode) + 2
    if not low[match.start() - 1].isascii() or ("ep" in match[0] and " " not in match[0]):
        return True
    return full and len(season) >= 2 and len(episode) >= 2


def read_cross(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """1x02; not 1920x1080."""
    season, episode = match[1], match[2]
    if len(season) == 3 or (len(season) == 4 and season[:2] not in ("19", "20")):
        return None
    if len(episode) > 2 and len(season) > 2:
        return None
    episodes, end = chain(low, int(episode), match.end(), digits=len(episode), cross=True)
    return Marker(rule, match.start(), end, int(season), tuple(episodes))


def read_season_then_number(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """A season in group 1, the first episode in one of the others."""
    number = match[2] or match[3]
    if len(number) == 4 and number[:2] in ("19", "20"):
        return None
    episodes, end = chain(low, int(number), match.end(), digits=len(number))
    return Marker(rule, match.start(), end, int(match[1]), tuple(episodes))


def read_episode_season(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """An episode in group 1 and its season in group 2."""
    return Marker(rule, match.start(), match.end(), int(match[2]), (int(match[1]),))


def read_special(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """The number of a special in group 2."""
    return Marker(rule, match.start(), match.end(), 0, (int(match[2]),))


def read_one_number(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """Spanish releases write season and episode as one number: Cap.102, Cap.1103."""
    season, first = int(match[1]), int(match[2])
    last = int(match[3]) if match[3] else first
    return Marker(rule, match.start(), match.end(), season, tuple(range(first, max(first, last) + 1)))


def read_whole_season(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """A season in one of the groups."""
    number = count(next(g for g in match.groups() if g).strip())
    return None if number is None else Marker(rule, match.start(), match.end(), number, whole_season=True)


def read_episode_number(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """A number, roman numeral or word in one of the groups, more episodes behind."""
    number = next(g for g in match.groups() if g)
    value = count(number)
    if value is None:
        return None
    episodes, end = chain(low, value, match.end(), digits=len(number) if number.isdecimal() else 2)
    return Marker(rule, match.start(), end, None, tuple(episodes))


def read_range(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """First episode in group 1, last in group 2 or none."""
    first = count(match[1])
    last = count(match[2]) if match[2] else first
    if first is None or last is None or not first <= last <= first + LARGEST_RANGE:
        return None
    return Marker(rule, match.start(), match.end(), None, tuple(range(first, last + 1)))


def search(rows: Iterable[Row], low: str, start: int = 0) -> Marker | None:
    """The first marker of the table that is in a name in lower case, from position `start` on."""
    passed: dict[Hint, bool] = {}
    for rule, hint, pattern, read in rows:
        if hint not in passed:
            passed[hint] = hint.is_in(low)
        if not passed[hint]:
            continue
        match = pattern.search(low, start)
        while match is not None:
            marker = read(rule, match, low)
            if marker is not None:
                return marker
            match = pattern.search(low, match.start() + 1)
    return None
