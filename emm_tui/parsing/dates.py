"""Dates in names, in all orders, as YYYY-MM-DD."""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_PATTERN = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y>(?:19|20)\d\d)(?P<s>[ ._\-/]{1,3})(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?P<s2>[ ._\-/])(?P<m2>\d{1,2})(?P=s2)(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)(?P<m3>\d\d)(?P<d3>\d\d)"
    r"|(?P<d4>\d{1,2})[ ._\-](?P<m4>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ ._\-](?P<y4>(?:19|20)\d\d)"
    r"|(?P<y5>\d\d)(?P<s5>[._\-]?)(?P<m5>\d\d)(?P=s5)(?P<d5>\d\d)"
    r")(?!\d)"
)


class Date(NamedTuple):
    """A day as YYYY-MM-DD and where it stands; `short` when the year has two digits only."""

    start: int
    end: int
    value: str
    short: bool


def find_date(low: str) -> Date | None:
    """The first date of a name in lower case that the calendar knows."""
    for match in _PATTERN.finditer(low):
        value, short = _read(match)
        if value is not None:
            return Date(match.start(), match.end(), value, short)
    return None


def _read(match: re.Match[str]) -> tuple[str | None, bool]:
    if match["y"]:
        return _day(match["y"], match["m"], match["d"]), False
    if match["y2"]:
        return _day(match["y2"], match["m2"], match["d2"]), False
    if match["y3"]:
        return _day(match["y3"], match["m3"], match["d3"]), False
    if match["y4"]:
        return _day(match["y4"], str(_MONTHS[match["m4"]]), match["d4"]), False
    return _day(("20" if int(match["y5"]) < 70 else "19") + match["y5"], match["m5"], match["d5"], swap=False), True


def _day(year: str, month: str, day: str, swap: bool = True) -> str | None:
    """The date, with month and day changed places when only that is possible; None when there is no such day."""
    m, d = int(month), int(day)
    if swap and m > 12 >= d:
        m, d = d, m
    if not (1 <= m <= 12 and 1 <= d <= 31):
        return None
    return f"{year}-{m:02}-{d:02}"
