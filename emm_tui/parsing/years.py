"""The year of a film or show among the numbers of its name."""

from __future__ import annotations

from emm_tui.parsing.name import Name, Year

FIRST_YEAR, LAST_YEAR = 1900, 2034
_FIRST_IN_BRACKETS, _LAST_IN_BRACKETS = 1880, 2099


def years(name: Name) -> list[Year]:
    """All numbers of a name that can be years, in order; found once."""
    if name.years is None:
        name.years = _find_years(name)
    return name.years


def _find_years(name: Name) -> list[Year]:
    found: list[Year] = []
    low = name.low
    for start, end, word in name.words:
        if word[0] not in "12" or (end - start != 4 and word[4:] != "г") or not word[:4].isdecimal():
            continue
        value = int(word[:4])
        if found and (start < found[-1].end or (found[-1].end == start - 1 and low[start - 1] == "-")):
            continue  # the second year of a range
        before, after = low[start - 1 : start], low[end : end + 1]
        if before in ("(", "[") or after in (")", "]"):
            if _FIRST_IN_BRACKETS <= value <= _LAST_IN_BRACKETS:
                opened, closed = next(((s, e) for s, e in name.brackets if s < start < e), (start, end))
                found.append(Year(opened, closed, value, True))
        elif FIRST_YEAR <= value <= LAST_YEAR:
            found.append(Year(start, end, value, False))
    return found


def choose_year(name: Name, start: int, limit: int) -> Year | None:
    """The year of a film: a bracketed one, else the last before the tags; a number that begins the title is none."""
    found = [y for y in years(name) if y.start >= start]
    inside = [y for y in found if y.bracketed]
    for year in reversed(inside):
        if year.start > start or not _only_year(name, year):
            return year
    bare = [y for y in found if start < y.start <= limit]
    if bare:
        return bare[-1]
    behind = [y for y in found if y.start > limit]
    return behind[0] if behind else None


def _only_year(name: Name, year: Year) -> bool:
    """Whether nothing follows the year: then it is the title."""
    return not any(start >= year.end for start, _, _ in name.words)
