"""Where a name says which season and episode it is: one table of patterns, tried in order, first hit wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from emm_tui.parsing.numbers import CJK_NUMBER, COUNT, LARGEST_RANGE, chain, count

_SEASON = (
    r"(?:seasons?|series|saison|staffel|temporadas?|temp|stagione|seizoen|sezon|sez[oó]na|säsong|sæson|kausi|évad|"
    r"сезоны?|sn|se)"
)
_EPISODE = (
    r"(?:episodes?|epis[oó]dio|epis[oó]dul|epizoda?|épisode|folgen?|aflevering|afl|cap[ií]tulo|chapter|cap|"
    r"сери[яи]|эпизод|выпуск|eps?)"
)
_OF = r"(?:of|de|van|din|von|из|sur|di)"
_GAP = r"[ ._\-–:,№#\[(]"
_START = r"(?<![a-z0-9])"
_MANY = r"(?:[ ._]?(?:-{1,2}|,|&|\+|~|to|and)?[ ._]?(?:s|season[ ._]?)?\d{1,2}(?![0-9a-z]))"


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
Row = tuple[str, tuple[str, ...], "re.Pattern[str]", Reader]


def _season_episode(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """Season in group 1, first episode in group 2, more of them behind."""
    start = match.start()
    if start and low[start - 1].isalpha() and not _stands_behind_word(match, low):
        return None
    episodes, end = chain(low, int(match[2]), match.end(), digits=len(match[2]))
    return Marker(rule, start, end, int(match[1]), tuple(episodes))


def _stands_behind_word(match: re.Match[str], low: str) -> bool:
    """Whether it is a marker though letters precede it: in full as in `zoos01e11`, or after a script without case."""
    season, episode = match[1], match[2]
    full = match.end() - match.start() == len(season) + len(episode) + 2
    return (full and len(season) >= 2 and len(episode) >= 2) or "ep" in match[0] or not low[match.start() - 1].isascii()


def _cross(rule: str, match: re.Match[str], low: str) -> Marker | None:
    season, episode = match[1], match[2]
    if len(season) == 3 or (len(season) == 4 and season[:2] not in ("19", "20")):
        return None
    if len(episode) > 2 and len(season) > 2:
        return None
    episodes, end = chain(low, int(episode), match.end(), digits=len(episode), cross=True)
    return Marker(rule, match.start(), end, int(season), tuple(episodes))


def _season_then_number(rule: str, match: re.Match[str], low: str) -> Marker | None:
    number = match[2] or match[3]
    if len(number) == 4 and number[:2] in ("19", "20"):
        return None
    episodes, end = chain(low, int(number), match.end(), digits=len(number))
    return Marker(rule, match.start(), end, int(match[1]), tuple(episodes))


def _one_number(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """Spanish releases write season and episode as one number: Cap.102, Cap.1103."""
    season, first = int(match[1]), int(match[2])
    last = int(match[3]) if match[3] else first
    return Marker(rule, match.start(), match.end(), season, tuple(range(first, max(first, last) + 1)))


def _whole_season(rule: str, match: re.Match[str], low: str) -> Marker | None:
    number = count(next(g for g in match.groups() if g))
    return None if number is None else Marker(rule, match.start(), match.end(), number, whole_season=True)


def _episode(rule: str, match: re.Match[str], low: str) -> Marker | None:
    number = next(g for g in match.groups() if g)
    value = count(number)
    if value is None:
        return None
    episodes, end = chain(low, value, match.end(), digits=len(number) if number.isdecimal() else 2)
    return Marker(rule, match.start(), end, None, tuple(episodes))


def _range(rule: str, match: re.Match[str], low: str) -> Marker | None:
    """First episode in group 1, last in group 2 or none."""
    first = count(match[1])
    last = count(match[2]) if match[2] else first
    if first is None or last is None or not first <= last <= first + LARGEST_RANGE:
        return None
    return Marker(rule, match.start(), match.end(), None, tuple(range(first, last + 1)))


def _row(rule: str, hints: str, pattern: str, read: Reader) -> Row:
    """A row of the table; its pattern is only tried on names that have one of the `hints` in them."""
    return rule, tuple(hints.split()), re.compile(pattern), read


SEASON_AND_EPISODE = (
    _row(
        "s01e02",
        "s",
        r"(?<!\d)s ?(\d{1,4})(?:[ ._\-\])]{0,3}e(?:p(?:isode)?s?)?|[ ._\-]{0,2}xe?)[ ._\-(]{0,2}(\d{1,5})(?!\d)",
        _season_episode,
    ),
    _row("1x02", "x ×", r"(?<!\d)(\d{1,4})(?:[x×]| x )(\d{1,4})(?!\d|[a-z]{2}|p)", _cross),
    _row(
        "season 1 episode 2",
        "seas seri sais staf temp stag seiz sez säs sæs kausi évad сезон se sn",
        rf"{_START}{_SEASON}{_GAP}{{0,2}}(\d{{1,4}})(?!\d){_GAP}{{0,4}}(?:{_EPISODE}|e){_GAP}{{0,2}}(\d{{1,5}})(?!\d)",
        _season_episode,
    ),
    _row(
        "1 season 2 episode",
        "сезон season",
        r"(?<!\d)(\d{1,3})(?:-?(?:й|го|я|st|nd|rd|th))?[ ._\-]{1,2}(?:сезон|season)[ ._\-,]{1,3}(\d{1,4})(?:-?[йяа])?"
        r"[ ._\-]{1,2}(?:сери[яи]|episode)",
        _season_episode,
    ),
    _row("t02e22", "e", rf"{_START}(?:t)?(\d{{1,2}})[ ._\-]?e(\d{{2,4}})(?![0-9a-z])", _season_episode),
    _row("cap.102", "cap", rf"{_START}cap[ ._]?(\d{{1,2}})(\d\d)(?:[_\-]\d{{1,2}}(\d\d))?(?!\d)", _one_number),
    _row("s0102", "s", rf"{_START}s(\d\d)(\d\d)(?![0-9a-z])", _season_episode),
    _row("[1.02]", "[ episode", r"(?:\[|episode )(\d{1,2})[.](\d{2,3})(?![0-9.])", _season_episode),
    _row(
        "s1 - 02",
        "s",
        rf"{_START}(?:s(?=\d)|season[ .]?(?=\d{{1,2}}[ ._]-[ ._]\d\d))(\d{{1,2}})"
        r"(?:[ ._]{1,2}-[ ._]{1,2}(?:ep?\.?)?(\d{1,4})|[ ._](\d{3,4}))(?=v\d|end|[^0-9a-z]|$)",
        _season_then_number,
    ),
    _row(
        "season 1, 2 of 12",
        "seas seri sais staf temp stag seiz sez säs sæs kausi évad сезон se sn",
        rf"{_START}{_SEASON}{_GAP}{{0,2}}(\d{{1,4}}){_GAP}{{1,3}}(\d{{1,3}})[ ._]?{_OF}[ ._]?(\d{{1,3}})(?!\d)",
        _season_then_number,
    ),
)

WHOLE_SEASON = (
    _row(
        "s01",
        "s",
        rf"{_START}s(\d{{1,2}}|(?:19|20)\d\d)(?:d(?:isc)?\d{{1,2}})?(?![0-9a-z]){_MANY}{{0,20}}",
        _whole_season,
    ),
    _row(
        "season 1",
        "seas seri sais staf temp stag seiz sez säs sæs kausi évad сезон se sn 第",
        rf"{_START}{_SEASON}[ ._\-(]{{0,2}}№?(\d{{1,2}})(?![0-9a-z]){_MANY}{{0,20}}|第({CJK_NUMBER})[季期]",
        _whole_season,
    ),
    _row(
        "1st season",
        "season staffel сезон temporada",
        r"(?<!\d)(\d{1,2})[ ._\-]{0,2}(?:st|nd|rd|th|-?[йя]|[aª]|[.])?[ ._\-]{0,2}"
        r"(?:season|staffel|сезон|temporada)(?![a-z])",
        _whole_season,
    ),
    _row("1xall", "xall", r"(?<!\d)(\d{1,2})xall(?![a-z])", _whole_season),
)

EPISODE_ONLY = (
    _row(
        "2 of 12",
        "of de van din von из sur di",
        rf"(?:{_EPISODE}[ ._]?|(?<![a-z0-9/]))(\d{{1,3}})[ ._]?(?:-[ ._]?(\d{{1,3}})[ ._]?)?{_OF}[ ._]?\d{{1,3}}(?!\d)",
        _range,
    ),
    _row(
        "episode 2",
        "e # afl cap cha выпуск эпизод сери fol",
        rf"(?:{_START}{_EPISODE}[ ._\-№]{{0,3}}|{_START}#)({COUNT}|\d{{1,5}})(?=v\d|[abce\-](?![a-z])|[^0-9a-z]|$)"
        r"|(?:(?<![a-z0-9])e(?=\d\d)|^e)(\d{1,5})(?=v\d|[abce\-](?![a-z])|[^0-9a-z]|$)",
        _episode,
    ),
    _row(
        "2 episode",
        "сер эпизод выпуск bölüm blm",
        r"(?<!\d)(\d{1,4})(?:-?(\d{1,4}))?(?:-?[йяа])?[ ._]{0,2}"
        r"(?:сер[.]|сери[яи]|эпизод|выпуск|[.]?bölüm|[.]?blm)(?![а-яa-z])",
        _range,
    ),
    _row(
        "第02話",
        "話 话 集 回 화 完",
        rf"(?<![0-9全共])第?[ ]?({CJK_NUMBER})(?:[-~]({CJK_NUMBER}))?[ ]?(?:話|话|集|回|화|完)",
        _range,
    ),
)

PART = (
    _row(
        "part 2",
        "p teil",
        rf"{_START}(?:part|pt|parte|teil|partie)[ ._\-]{{0,2}}({COUNT})(?:[ ._]?(?:-|to)[ ._]?({COUNT}))?",
        _range,
    ),
)


def search(rows: Iterable[Row], low: str, start: int = 0) -> Marker | None:
    """The first marker of the table that is in a name in lower case, from position `start` on."""
    for rule, hints, pattern, read in rows:
        if hints and not any(map(low.__contains__, hints)):
            continue
        match = pattern.search(low, start)
        while match is not None:
            marker = read(rule, match, low)
            if marker is not None:
                return marker
            match = pattern.search(low, match.start() + 1)
    return None
