"""What the name of a film says: title, year, edition, part."""

from __future__ import annotations

import re

from emm_tui.parsing.name import Name
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.reading import Reading
from emm_tui.parsing.region import title_end, title_start
from emm_tui.parsing.years import choose_year

_STACK_WORDS = ("cd", "dvd", "dis", "part", "pt")
_COMPLETE = Pattern(r"[ ._\-(\[]+(?:the[ ._])?complete[ ._](?:tv[ ._])?(?:series|collection|seasons?)[ ._\-)\]]*$")
_STACK = Pattern(
    r"[ ._\-(\[]+(?:cd|dvd|dis[ck])[ ._\-]?(\d{1,2}|[a-d])(?:of\d)?(?![^\W_])"
    r"|[ ._\-(\[]+(?:part|pt)(\d{1,2})(?![^\W_])"
    r"|(?<=\))[ ._\-]+(?:part|pt)[ ._\-](\d{1,2}|[a-d])(?![^\W_])"
)


def read_film(name: Name) -> Reading:
    """The reading of a name as that of a film."""
    reading = Reading()
    start = title_start(name)
    limit = title_end(name, start, len(name.low))
    year = choose_year(name, start, limit)
    stop = limit
    if year is not None:
        reading.year = year.value
        reading.year_bracketed = year.bracketed
        reading.span("year", year.start, year.end)
        if year.start > start:
            stop = title_end(name, start, min(year.start, limit))
        else:
            start = year.end
            limit = stop = title_end(name, start, len(name.low))
    stack = _STACK.search(name.low, start) if any(map(name.low.__contains__, _STACK_WORDS)) else None
    if stack is not None and stack.start() > start:
        reading.part = _part(stack)
        stop = min(stop, stack.start())
    tail = _COMPLETE.search(name.low, start, stop) if "complete" in name.low else None
    if tail is not None and tail.start() > start:
        stop = tail.start()
    reading.cut = stop
    reading.set_title(name, start, stop)
    return reading


def _part(match: re.Match[str]) -> int:
    text = match[1] or match[2] or match[3]
    return int(text) if text.isdecimal() else "abcd".index(text) + 1
