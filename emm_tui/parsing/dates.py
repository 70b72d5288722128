"""Dates in names, in all orders, as YYYY-MM-DD."""

from __future__ import annotations

import re
from typing import NamedTuple

from emm_tui.parsing.patterns import Pattern

_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_YEAR = r"(?:19|20)\d\d"
_PATTERN = Pattern(
    r"(?<!\d)(?:"
    rf"(?P<y1>{_YEAR})(?P<s1>[ ._\-/]{{1,3}})(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})(?P<s2>[ ._\-/])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>{_YEAR})"
    rf"|(?P<y6>{_YEAR})x(?P<m6>\d\d)[.](?P<d6>\d\d)"
    rf"|(?P<y3>{_YEAR})(?P<m3>\d\d)(?P<d3>\d\d)"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[ ._\-](?P<m4>{'|'.join(_MONTHS)})[a-z]{{0,6}}[ ._\-](?P<y4>{_YEAR})"
    r"|(?P<y5>\d\d)(?P<s5>[._]?)(?P<m5>\d\d)(?P=s5)(?P<d5>\d\d)"
    r")(?![\dx])"
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
        short = match["y5"] is not None
        value = _read(match)
        if value is not None:
            return Date(match.start(), match.end(), value, short)
    return None


def _read(match: re.Match[str]) -> str | None:
    if match["y5"]:
        if not match["s5"] and match["y5"] < "05" and int(match["d5"]) == int(match["m5"]) + 1:
            return None  # 010910 is season 1, episodes 9 and 10
        century = "20" if int(match["y5"]) < 70 else "19"
        return _day(century + match["y5"], int(match["m5"]), int(match["d5"]))
    if match["y4"]:
        return _day(match["y4"], _MONTHS[match["m4"]], int(match["d4"]))
    form = next(form for form in "1236" if match["y" + form])
    month, day = int(match["m" + form]), int(match["d" + form])
    return _day(match["y" + form], month, day) or _day(match["y" + form], day, month)


def _day(year: str, month: int, day: int) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year}-{month:02}-{day:02}"
