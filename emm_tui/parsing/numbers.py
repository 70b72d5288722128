"""Numbers as names write them: digits, roman numerals, words, and chains and ranges of episodes."""

from __future__ import annotations

import re

_ROMAN = {
    r: n for n, r in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), 1)
}
_WORDS = {
    w: n
    for n, words in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
    for w in words.split()
}
ROMAN = r"x{0,1}(?:ix|iv|v?i{1,3}|v|x)"
COUNT = rf"(?:\d{{1,2}}(?!\d)|(?:{'|'.join(_WORDS)}|{ROMAN})(?![^\W_]))"
LARGEST_RANGE = 400


def count(text: str) -> int | None:
    """The value of `7`, `vii` or `seven`; None for anything else."""
    if text.isdecimal():
        return int(text)
    return _WORDS.get(text) or _ROMAN.get(text)


# What may stand between two episodes of one file: a dash or tilde makes a range, anything else a list.
_NEXT = re.compile(
    r"(?P<gap>[ ._]{0,2}(?:[-~+&,/–]|to(?=[ ._])|and(?=[ ._])|en(?=[ ._])|et(?=[ ._])|und(?=[ ._])|y(?=[ ._]))?[ ._]{0,2})"
    r"(?:(?:s\d{1,4}[ ._]?)?(?P<mark>e(?:p(?:isode)?)?s?\.? ?|x)|(?P<season>\d{1,2})x)?"
    r"(?P<number>\d{1,5})(?:v\d)?(?![0-9a-z]|[.]\d(?!\d))"
)
_NEXT_GLUED = re.compile(r"(?P<gap>)(?:s\d{1,4})?(?P<mark>e|x)(?P<season>(?!))?(?P<number>\d{1,5})(?=[a-z]|v\d)")
_DASH = re.compile(r"[-~–]|to")


def chain(low: str, first: int, end: int, *, digits: int, underscore: bool = False) -> tuple[list[int], int]:
    """The episodes that follow `first` from position `end` on, ranges filled in, and where the chain ends.

    `digits` is how many digits the first was written with: a bare number must have as many to belong to it.
    """
    numbers = [first]
    while True:
        match = _NEXT.match(low, end) or _NEXT_GLUED.match(low, end)
        if match is None:
            return numbers, end
        gap, number = match["gap"], int(match["number"])
        marked = bool(match["mark"] or match["season"])
        dash = bool(_DASH.search(gap))
        if not marked and not _bare_goes_on(gap, match["number"], digits, underscore):
            return numbers, end
        if marked and not dash and not gap.strip(" ._") and match["mark"] and match["mark"][0] == "x" and " " in gap:
            return numbers, end
        last = numbers[-1]
        if number == last and marked:
            end = match.end()
            continue
        if dash and last < number <= last + LARGEST_RANGE:
            numbers += range(last + 1, number + 1)
        elif marked or number > last:
            numbers.append(number)
        else:
            return numbers, end
        if len(numbers) > LARGEST_RANGE:
            return numbers, end
        end = match.end()


def _bare_goes_on(gap: str, number: str, digits: int, underscore: bool) -> bool:
    """Whether an unmarked number after `gap` still is an episode: `-03`, `+02`, `&3`, `-3-4`; not ` - 100` or `-720`."""
    if len(number) > max(digits, 2) or len(number) < min(digits, 2):
        return False
    sign = gap.strip(" ._")
    if sign in ("-", "~", "–"):
        return gap == sign
    if sign:
        return True
    return underscore and gap == "_"
