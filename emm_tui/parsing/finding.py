"""Finds what makes an episode of a name: its marker by the table, its date, or its number by the way it is set off."""

from __future__ import annotations

from emm_tui.parsing.absolute import fansub_number, leading_season_episode, lone_number_behind, number_in_brackets
from emm_tui.parsing.dates import Date, find_date
from emm_tui.parsing.marker_table import EPISODE_ONLY, PART, SEASON_AND_EPISODE, WHOLE_SEASON
from emm_tui.parsing.markers import Marker, Row, search
from emm_tui.parsing.name import Name
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.region import title_start
from emm_tui.parsing.years import years

_ALL = SEASON_AND_EPISODE + WHOLE_SEASON + EPISODE_ONLY
_DIGIT = Pattern(r"[0-9一二三四五六七八九十]| (?:e|pt|part|ep|episode|saison|season|staffel)[ ._]")
_MONTH = Pattern(r"\d(?:st|nd|rd|th)?[ ._-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")


def find_marker(name: Name) -> Marker | None:
    """The marker of a name that may be anything: only forms that no film has."""
    low = name.low
    if not _DIGIT.search(low):
        return None
    marker = search(_ALL, low)
    if marker is None:
        return None
    if marker.rule == "s01e02":
        return _repeated(marker, SEASON_AND_EPISODE[:1], low)
    if marker.rule in ("episode 2", "e02"):
        return _repeated(marker, EPISODE_ONLY[1:3], low)
    return _episode_of_season(marker, name) if marker.whole_season else marker


def _repeated(marker: Marker, rows: tuple[Row, ...], low: str) -> Marker:
    """`s01e01.title.s01e02.title`: a later marker of the same form and season belongs to it."""
    later = search(rows, low, marker.end)
    if later is None or later.season != marker.season or later.episodes[0] <= marker.episodes[-1]:
        return marker
    return marker._replace(episodes=marker.episodes + later.episodes, end=later.end)


def _episode_of_season(marker: Marker, name: Name) -> Marker:
    """The episode that is named apart from its season: `Season 2 ... ep13`, `S02 - E01`, `[第01集].Title.S01`."""
    second = search(EPISODE_ONLY[1:], name.low, marker.end) or number_in_brackets(name, marker.end)
    if second is None and not name.low.isascii():
        second = search(EPISODE_ONLY[4:], name.low)
        if second is not None:
            return marker._replace(episodes=second.episodes)
    if second is None:
        second = fansub_number(name, marker.end) if name.low.startswith("[") else None
    if second is None and marker.rule == "2nd season":
        second = fansub_number(name, marker.end) or lone_number_behind(name, marker.end)
    if second is None:
        part = search(PART, name.low, marker.end)
        second = part
    if second is None:
        return marker
    return Marker(
        marker.rule,
        min(marker.start, second.start),
        max(marker.end, second.end),
        marker.season,
        second.episodes or second.absolute,
    )


def sure_marker(name: Name) -> Marker | None:
    """The marker of a name without any hint at its kind, fansub style included."""
    marker = find_marker(name)
    if marker is None and name.low[:1].isdecimal():
        marker = leading_season_episode(name.low)
    if marker is None and name.low[:1] == "[" and any(t.field == "checksum" for t in name.tags):
        start = title_start(name)
        marker = fansub_number(name, start) or lone_number_behind(name, start)
    if marker is None and (name.low[:1] == "[" or ((" - 0" in name.low or " - 1" in name.low) and not years(name))):
        start = title_start(name)
        marker = fansub_number(name, start)
        if marker is None and name.low[:1] == "[":
            marker = lone_number_behind(name, start)
            marker = marker if marker is not None and name.low[marker.start] == "0" else None
    return marker


def date_of(name: Name) -> Date | None:
    """The date of a name; only names with enough digits are looked at."""
    if name.numbers >= 3 or name.long_number or (name.numbers and years(name) and _MONTH.search(name.low)):
        return find_date(name.low)
    return None
