"""What the name of an episode says: show, season, episodes, date, the episode's own title."""

from __future__ import annotations

from emm_tui.parsing.absolute import leads, lone_numbers
from emm_tui.parsing.dates import Date
from emm_tui.parsing.finding import date_of
from emm_tui.parsing.markers import Marker
from emm_tui.parsing.name import Name, Year
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.reading import Reading
from emm_tui.parsing.region import title_end, title_start
from emm_tui.parsing.terms import MEDIUM
from emm_tui.parsing.titles import clean, split_country
from emm_tui.parsing.years import choose_year, years

_TAIL = Pattern(
    r"[ ._\-(\[]{1,6}(?:the[ ._]|l')?(?:complete|completa|coffret|int[ée]grale?|full)"
    r"(?:[ ._](?:tv[ ._])?(?:series?|seasons?|collection|pack))?[ ._\-)\]]*$"
    r"|[ ._\-(\[]{1,6}(?:temporadas?|temp|seasons?|saison|staffel|stagione|livre|book|serie)"
    r"[ ._]?(?:\d{1,2}|[ivx]{1,4})[ ._\-)\]]*$"
    r"|[ ._\-]+seasons?[ ._\-]*$"
)
_VERSION = Pattern(r"(?:v\d|[a-c])(?![^\W_])|[ ._]?(?:of|из)[ ._]?\d{1,3}(?!\d)")
_TAIL_WORDS = (
    "complet",
    "coffret",
    "gral",
    "full",
    "temp",
    "season",
    "sais",
    "staffel",
    "stagion",
    "livre",
    "book",
    "serie",
)
_ABSOLUTE_BEHIND = Pattern(r"[ ._]{1,2}(?:-[ ._])?\(?(\d{2,4})(?:-(\d{2,4}))?\)?(?=[ ._]*(?:$|[-\[(]|[ ._]-))")
_ABSOLUTE_BEFORE = Pattern(
    r"(?:[ ._]-[ ._](\d{2,4})(?:[.]\d)?(?:-(\d{2,4}))?|[ ._](\d{2,4})-(\d{2,4}))[ ._]*-?[ ._(\[]*$"
)


def read_episode(name: Name, marker: Marker | None, *, in_season: bool, titled: bool) -> Reading:
    """The reading of a name as that of an episode; `in_season` when its folder is a season's, `titled` a show's."""
    reading = Reading()
    start = title_start(name)
    date = date_of(name)
    if date is not None and (date.start < start or (date.short and marker is not None)):
        date = None
    if marker is not None and marker.whole_season and date is not None and marker.start < date.start < marker.end:
        marker = None
    if in_season and marker is not None and marker.season is None and leads(name.low):
        marker = None
    if marker is None and date is None:
        marker = lone_numbers(name, start, title_end(name, start, len(name.low)), in_season, titled)
    if marker is None and date is None:
        return _without_number(reading, name, start)
    if marker is not None:
        _take_marker(reading, marker, name)
    if date is not None:
        reading.date = date.value
        reading.short_date = date.short
        reading.span("date", date.start, date.end)
    found = [m for m in (marker, date) if m is not None]
    _take_title(reading, name, start, min(m.start for m in found))
    if in_season and reading.absolute and not reading.episodes:
        reading.episodes, reading.absolute = reading.absolute, ()
    _take_episode_title(reading, name, _episode_title_start(name, marker, date))
    return reading


def _without_number(reading: Reading, name: Name, start: int) -> Reading:
    """A special or a film among episodes: the title ends at the year, what follows is the episode's own."""
    limit = title_end(name, start, len(name.low))
    year = choose_year(name, start, limit)
    if year is None or year.start <= start:
        if "complete" in name.low:
            limit = _without_tail(name.low, start, limit)
        reading.cut = limit
        reading.set_title(name, start, limit)
        return reading
    _take_year(reading, year)
    reading.cut = year.start
    reading.set_title(name, start, year.start)
    _take_episode_title(reading, name, year.end)
    return reading


def _episode_title_start(name: Name, marker: Marker | None, date: Date | None) -> int:
    """Behind marker and date; between them when only that has words."""
    if marker is None or date is None:
        return max(m.end for m in (marker, date) if m is not None)
    first, last = sorted((marker.end, date.end))
    between = name.low[first : max(marker.start, date.start)]
    return first if sum(map(str.isalpha, between)) > 3 else last


def _take_marker(reading: Reading, marker: Marker, name: Name) -> None:
    reading.season = marker.season
    reading.episodes = marker.episodes
    reading.absolute = marker.absolute or _absolute_beside(marker, name.low)
    reading.whole_season = marker.whole_season
    reading.marker = marker.rule
    reading.span(marker.rule, marker.start, marker.end)


def _absolute_beside(marker: Marker, low: str) -> tuple[int, ...]:
    """The absolute numbers that stand beside a full marker: `s16e03-05 - 313-315`, ` - 05 - S01E05`."""
    if marker.season is None or not marker.episodes:
        return ()
    match = _ABSOLUTE_BEHIND.match(low, marker.end)
    if match is None and low[: marker.start].rstrip(" ._-([")[-1:].isdecimal():
        match = _ABSOLUTE_BEFORE.search(low, 0, marker.start)
    if match is None:
        return ()
    numbers = [g for g in match.groups() if g]
    first, last = int(numbers[0]), int(numbers[-1])
    if last - first + 1 != len(marker.episodes) or (len(numbers[0]) == 4 and numbers[0][:2] in ("19", "20")):
        return ()
    if match.start() >= marker.end and len(numbers[0]) < 3:
        return ()
    return tuple(range(first, last + 1))


def _take_title(reading: Reading, name: Name, start: int, stop: int) -> None:
    """The show's title before the marker, without its year, country, season and absolute number."""
    if stop <= start:
        reading.cut = stop
        return
    end = title_end(name, start, stop)
    if reading.absolute and reading.episodes:
        before = _ABSOLUTE_BEFORE.search(name.low[:end])
        end = before.start() if before is not None else end
    if not (reading.sure and name.low[stop - 3 : stop] == " - ") and any(map(name.low.__contains__, _TAIL_WORDS)):
        end = _without_tail(name.low, start, _without_tail(name.low, start, end))
    year = _closing_year(name, start, end)
    if year is not None:
        _take_year(reading, year)
        end = year.start
    reading.cut = end
    reading.set_title(name, start, end)
    if reading.title and reading.country is None:
        reading.title, reading.country = split_country(reading.title)


def _without_tail(low: str, start: int, end: int) -> int:
    """The end of a title without a `Complete Series` or `Season 2` at its end."""
    tail = _TAIL.search(low, start, end)
    return end if tail is None or tail.start() <= start else tail.start()


def _closing_year(name: Name, start: int, end: int) -> Year | None:
    """The year of the show: in brackets, or the last word of its title."""
    found = [y for y in years(name) if start < y.start and y.end <= end + 1]
    if not found:
        return None
    last = found[-1]
    closes = not any(last.end <= s < end for s, _, _ in name.words)
    return last if last.bracketed or closes else None


def _take_year(reading: Reading, year: Year) -> None:
    reading.year = year.value
    reading.year_bracketed = year.bracketed
    reading.span("year", year.start, year.end)


def _take_episode_title(reading: Reading, name: Name, start: int) -> None:
    """What stands between the marker and the tags; a year before the tags is the show's, behind a dash its own."""
    own_year = reading.sure and name.low.startswith(" - ", start)
    stop = title_end(name, start, len(name.low))
    year = next(
        (y for y in years(name) if y.start >= start and (y.bracketed or y.end >= stop - 1) and y.start <= stop), None
    )
    if year is not None and not own_year and reading.year is None and reading.date is None:
        _take_year(reading, year)
        stop = min(stop, year.start)
    if not own_year and reading.year is None and reading.date is None:
        inside = next((y for y in years(name) if y.bracketed and y.start > reading.cut and y.end - y.start == 6), None)
        if inside is not None:
            _take_year(reading, inside)
    kept = {y.start for y in years(name)} if own_year else set()
    bracket = min(
        (s for s, _ in name.brackets if s >= start and s not in kept and name.text[start:s].strip(" ._-")), default=stop
    )
    for tag in name.tags:
        if start <= tag.start and tag.strength == MEDIUM and not name.low[start : tag.start].strip(" ._-"):
            start = tag.end
    version = _VERSION.match(name.low, start)
    title = clean(name.text[version.end() if version is not None else start : min(stop, bracket)])
    if title and title[0] != "[" and any(c.isalnum() for c in title):
        reading.episode_title = title
        reading.span("episode title", start, stop)
