"""What the name of a film says: title, year, part of a stack."""

from __future__ import annotations

import re

from emm_tui.parsing.dates import find_date
from emm_tui.parsing.name import Name, Year
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.reading import Reading
from emm_tui.parsing.region import title_end, title_start
from emm_tui.parsing.years import choose_year, years

_STACK = Pattern(
    r"[ ._\-(\[]{1,4}(?:cd|dvd|dis[ck])[ ._\-]?(\d{1,2}|[a-d])(?:of\d)?(?![^\W_])"
    r"|[ ._\-(\[]{1,4}(?:part|pt)(\d{1,2})(?![^\W_])"
    r"|(?<=\))[ ._\-]{1,4}(?:part|pt)[ ._\-](\d{1,2}|[a-d])(?![^\W_])"
)
_STACK_WORDS = ("cd", "dvd", "dis", "part", "pt")
_COMPLETE = Pattern(r"[ ._\-(\[]{1,4}(?:the[ ._])?complete[ ._](?:tv[ ._])?(?:series|collection|seasons?)[ ._\-)\]]*$")
_RECORDING = Pattern(r"_\d\d[.]\d\d[.]\d\d_\d\d-\d\d_")


def read_film(name: Name) -> Reading:
    """The reading of a name as that of a film."""
    reading = Reading()
    start = title_start(name)
    if start >= 6:
        _take_leading_day(reading, name, start)
    limit = title_end(name, start, len(name.low))
    year = choose_year(name, start, limit)
    stop = limit
    if year is None:
        year = next((y for y in years(name) if y.bracketed and y.end <= start), None)
    elif year.start > start:
        stop = title_end(name, start, min(year.start, limit))
    else:
        start = year.end
        stop = title_end(name, start, len(name.low))
    _take_year(reading, year)
    stop = _without_parts(reading, name.low, start, stop)
    reading.cut = stop
    reading.set_title(name, start, stop)
    return reading


def _take_leading_day(reading: Reading, name: Name, start: int) -> None:
    """The day of release that some put in front: `09.03.08.Title`."""
    day = find_date(name.low[:start])
    if day is not None:
        reading.date = day.value
        reading.span("date", day.start, day.end)


def _take_year(reading: Reading, year: Year | None) -> None:
    if year is not None:
        reading.year = year.value
        reading.year_bracketed = year.bracketed
        reading.span("year", year.start, year.end)


def _without_parts(reading: Reading, low: str, start: int, stop: int) -> int:
    """Where the title ends when a part, a recorder's stamp or `Complete Collection` follows it."""
    if any(map(low.__contains__, _STACK_WORDS)):
        stack = _STACK.search(low, start)
        if stack is not None and stack.start() > start:
            reading.part = _part(stack)
            reading.span("part", *stack.span())
            stop = min(stop, stack.start())
    if "tvoon" in low:
        recorded = _RECORDING.search(low, start)
        stop = min(stop, recorded.start()) if recorded is not None else stop
    if "complete" in low:
        tail = _COMPLETE.search(low, start, stop)
        stop = tail.start() if tail is not None and tail.start() > start else stop
    return stop


def _part(match: re.Match[str]) -> int:
    text = match[1] or match[2] or match[3]
    return int(text) if text.isdecimal() else "abcd".index(text) + 1
