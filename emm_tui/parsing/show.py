"""What the name of an episode says: show, season, episodes, date, the episode's own title."""

from __future__ import annotations

from emm_tui.parsing.absolute import lone_numbers
from emm_tui.parsing.dates import find_date
from emm_tui.parsing.markers import EPISODE_ONLY, PART, SEASON_AND_EPISODE, WHOLE_SEASON, Marker, search
from emm_tui.parsing.name import Name
from emm_tui.parsing.reading import Reading
from emm_tui.parsing.region import title_end, title_start
from emm_tui.parsing.titles import clean, split_country
from emm_tui.parsing.years import years


def find_marker(name: Name) -> Marker | None:
    """The marker of a name that may be anything: only forms that no film has."""
    if not any(c.isdecimal() for c in name.low):
        return None
    return search(SEASON_AND_EPISODE, name.low) or search(WHOLE_SEASON, name.low) or search(EPISODE_ONLY, name.low)


def read_episode(name: Name, marker: Marker | None, *, in_season: bool) -> Reading:
    """The reading of a name as that of an episode; `in_season` when its folder is a season's."""
    reading = Reading()
    date = find_date(name.low)
    start = title_start(name)
    if marker is None and date is None:
        tags_at = title_end(name, start, len(name.low))
        marker = lone_numbers(name, start, tags_at, in_season) or search(PART, name.low)
    if marker is not None:
        _take_marker(reading, marker)
    if date is not None and not (date.short and marker is not None):
        reading.date = date.value
        reading.span("date", date.start, date.end)
    begins = [m.start for m in (marker, date) if m is not None and (m is not date or reading.date)]
    ends = [m.end for m in (marker, date) if m is not None and (m is not date or reading.date)]
    _take_title(reading, name, start, min(begins) if begins else len(name.low))
    if ends:
        _take_episode_title(reading, name, max(ends))
    return reading


def _take_marker(reading: Reading, marker: Marker) -> None:
    reading.season = marker.season
    reading.episodes = marker.episodes
    reading.absolute = marker.absolute
    reading.whole_season = marker.whole_season
    reading.marker = marker.rule
    reading.span(marker.rule, marker.start, marker.end)


def _take_title(reading: Reading, name: Name, start: int, stop: int) -> None:
    """The show's title before the marker, without its year and country."""
    if stop <= start:
        reading.cut = stop
        return
    end = title_end(name, start, stop)
    found = [y for y in years(name) if start < y.start < end]
    if found and (found[-1].bracketed or not any(found[-1].end <= s < end for s, _, _ in name.words)):
        year = found[-1]
        reading.year = year.value
        reading.span("year", year.start, year.end)
        end = year.start
    reading.cut = end
    reading.set_title(name, start, end)
    if reading.title:
        reading.title, reading.country = split_country(reading.title)


def _take_episode_title(reading: Reading, name: Name, start: int) -> None:
    """What stands between the marker and the tags."""
    stop = title_end(name, start, len(name.low))
    bracket = min((s for s, _ in name.brackets if s >= start), default=stop)
    title = clean(name.text[start : min(stop, bracket)])
    if title and not title.isdecimal():
        reading.episode_title = title
        reading.span("episode title", start, stop)
