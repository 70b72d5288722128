"""Where a name says which season and episode it is: one table of patterns, tried in order, first hit wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from emm_tui.parsing.numbers import COUNT, LARGEST_RANGE, chain, count

_SEASON = r"(?:seasons?|series|saison|staffel|temporada|temp|stagione|seizoen|sezon|sez[oó]na|säsong|sæson|kausi|évad|сезоны?|se)"
_EPISODE = (
    r"(?:episodes?|epis[oó]dio|epis[oó]dul|epizoda?|épisode|folgen?|aflevering|afl|cap[ií]tulo|chapter|cap|"
    r"сери[яи]|эпизод|выпуск|eps?|e)"
)
_OF = r"(?:of|de|van|din|von|из|sur|di)"
_GAP = r"[ ._\-–:,№#\[(]"
_START = r"(?<![a-z0-9])"


class Marker(NamedTuple):
    """What a marker says and where it stands. `rule` names the row of the table; `season` None where it is not said."""

    rule: str
    start: int
    end: int
    season: int | None
    episodes: tuple[int, ...] = ()
    absolute: tuple[int, ...] = ()
    whole_season: bool = False


class Row(NamedTuple):
    """One row of the table: `read` makes a Marker of a match, or None when it is none after all."""

    rule: str
    pattern: re.Pattern[str]
    read: Callable[[str, re.Match[str], str], Marker | None]


def _season_episode(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """Season in group 1, first episode in group 2, more of them behind."""
    start = match.start()
    if start and low[start - 1].isalpha() and not _stands_behind_word(match, low):
        return None
    episodes, end = chain(low, int(match[2]), match.end(), digits=len(match[2]))
    return Marker(rule, start, end, int(match[1]), tuple(episodes))


def _stands_behind_word(match: re.Match[str], low: str) -> bool:
    """Whether it is a marker though letters precede it: the full form as in `zoos01e11`, or after a script without case."""
    season, episode = match[1], match[2]
    full = match.end() - match.start() == len(season) + len(episode) + 2
    return (full and len(season) >= 2 and len(episode) >= 2) or not low[match.start() - 1].isascii()


def _cross(rule: str, match: re.Match[str], low: str) -> Marker | None:
    season, episode = match[1], match[2]
    if len(season) == 3 or (len(season) == 4 and season[:2] not in ("19", "20")):
        return None
    if len(episode) > 2 and len(season) > 2:
        return None
    episodes, end = chain(low, int(episode), match.end(), digits=len(episode), underscore=True)
    return Marker(rule, match.start(), end, int(season), tuple(episodes))


def _season_then_number(rule: str, match: re.Match[str], low: str) -> Marker | None:
    number = next(g for g in match.groups()[1:] if g)
    if len(number) == 4 and number[:2] in ("19", "20"):
        return None
    episodes, end = chain(low, int(number), match.end(), digits=len(number))
    return Marker(rule, match.start(), end, int(match[1]), tuple(episodes))


def _episode_then_season(rule: str, match: re.Match[str], low: str) -> Marker | None:
    return Marker(rule, match.start(), match.end(), int(match[2]), (int(match[1]),))


def _one_number(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """Spanish releases write season and episode as one number: Cap.102, Cap.1103."""
    season, first = int(match[1]), int(match[2])
    last = int(match[3]) if match[3] else first
    return Marker(rule, match.start(), match.end(), season, tuple(range(first, max(first, last) + 1)))


def _whole_season(rule: str, match: re.Match[str], low: str) -> Marker | None:
    number = next(g for g in match.groups() if g)
    return Marker(rule, match.start(), match.end(), int(number), whole_season=True)


def _episode(rule: str, match: re.Match[str], low: str) -> Marker | None:
    number = match[1]
    value = count(number)
    if value is None:
        return None
    if not number.isdecimal():
        return Marker(rule, match.start(), match.end(), None, (value,))
    episodes, end = chain(low, value, match.end(), digits=len(number))
    return Marker(rule, match.start(), end, None, tuple(episodes))


def _range(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """First episode in group 1, last in group 2 or none."""
    first = count(match[1])
    last = count(match[2]) if match[2] else first
    if first is None or last is None or not first <= last <= first + LARGEST_RANGE:
        return None
    return Marker(rule, match.start(), match.end(), None, tuple(range(first, last + 1)))


def _season_row(rule: str, pattern: str, read: Callable[[str, re.Match[str], str], Marker | None]) -> Row:
    return Row(rule, re.compile(pattern), read)


_MANY = r"(?:[ ._]?(?:-{1,2}|,|&|\+|~|to|and)[ ._]?(?:s|season[ ._]?)?\d{1,2}(?![0-9pi]))"

SEASON_AND_EPISODE = (
    _season_row(
        "s01e02",
        r"(?<!\d)s ?(\d{1,4})(?:[ ._\-\])]{0,3}[ex](?:p(?:isode)?s?)?|[ ._]?xe)[ ._\-]{0,2}(\d{1,5})(?!\d)",
        _season_episode,
    ),
    _season_row("1x02", r"(?<![0-9])(?<![a-z] )(?<![a-z]\d)(\d{1,4}) ?[x×] ?(\d{1,4})(?!\d|[a-z]{2}|p)", _cross),
    _season_row(
        "season 1 episode 2",
        rf"{_START}{_SEASON}{_GAP}{{0,2}}(\d{{1,4}})(?!\d){_GAP}{{0,4}}{_EPISODE}{_GAP}{{0,2}}(\d{{1,5}})(?!\d)",
        _season_episode,
    ),
    _season_row(
        "1 season 2 episode",
        r"(?<!\d)(\d{1,3})(?:-?(?:й|го|я|st|nd|rd|th))?[ ._\-]{1,2}(?:сезон|season)[ ._\-,]{1,3}(\d{1,4})[ ._\-]{1,2}(?:сери[яи]|episode)",
        _season_episode,
    ),
    _season_row("t02e22", rf"{_START}t(\d{{1,2}})[ ._\-]?e(\d{{1,4}})(?!\d)", _season_episode),
    _season_row("cap.102", rf"{_START}cap[ ._]?(\d{{1,2}})(\d\d)(?:[_\-]\d{{1,2}}(\d\d))?(?!\d)", _one_number),
    _season_row("s0102", rf"{_START}s(\d\d)(\d\d)(?![0-9a-z])", _season_episode),
    _season_row(
        "s1 - 02",
        rf"{_START}(?:s|season ?)(\d{{1,2}})(?:[ ._]{{0,2}}-[ ._]{{0,2}}(?:ep?\.?)?(\d{{1,4}})|[ ._](\d{{3,4}}))(?:v\d|end)?(?![0-9a-z])",
        _season_then_number,
    ),
    _season_row(
        "season 1, 2 of 12",
        rf"{_START}{_SEASON}{_GAP}{{0,2}}(\d{{1,4}}){_GAP}{{1,3}}(\d{{1,3}})[ ._]?{_OF}[ ._]?\d{{1,3}}(?!\d)",
        _season_then_number,
    ),
)

WHOLE_SEASON = (
    _season_row(
        "season 1",
        rf"{_START}(?:s(\d{{1,4}})|{_SEASON}[ ._\-]{{0,2}}№?(\d{{1,4}})|(\d{{1,2}})[ ._\-]{{0,2}}(?:st|nd|rd|th|-?[йя])?[ ._\-]?(?:season|staffel|сезон))(?![0-9a-z]){_MANY}{{0,30}}",
        _whole_season,
    ),
    _season_row("1xall", r"(?<!\d)(\d{1,2})xall(?![a-z])", _whole_season),
)

EPISODE_ONLY = (
    _season_row("2 of 12", rf"(?<!\d)(\d{{1,3}})[ ._]?(?:-[ ._]?(\d{{1,3}})[ ._]?)?{_OF}[ ._]?\d{{1,3}}(?!\d)", _range),
    _season_row(
        "episode 2", rf"(?:{_START}{_EPISODE}[ ._\-№]{{0,3}}|(?<!\w)#)({COUNT}|\d{{1,5}})(?!\d|p(?![a-z]))", _episode
    ),
    _season_row(
        "2 episode",
        r"(?<!\d)(\d{1,4})(?:-?(\d{1,4}))?(?:-?[йяа])?[ ._]{0,2}(?:сери[яи]|эпизод|выпуск)(?![а-я])",
        _range,
    ),
    _season_row("第02話", r"(?<![0-9])第?[ ]?(\d{1,4})(?:[-~](\d{1,4}))?[ ]?(?:話|话|集|回|화|完)", _range),
)

PART = (
    _season_row(
        "part 2",
        rf"{_START}(?:part|pt|parte|teil|partie)[ ._\-]{{0,2}}({COUNT})(?:[ ._]?(?:-|to)[ ._]?({COUNT}))?",
        _range,
    ),
)


def search(rows: Iterable[Row], low: str) -> Marker | None:
    """The first marker of the table that is in a name in lower case."""
    for row in rows:
        match = row.pattern.search(low)
        while match is not None:
            marker = row.read(row.rule, match, low)
            if marker is not None:
                return marker
            match = row.pattern.search(low, match.start() + 1)
    return None
