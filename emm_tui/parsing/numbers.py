"""Numbers as names write them: digits, roman numerals, words, and chains and ranges of episodes."""

from __future__ import annotations

import re

from emm_tui.parsing.patterns import Pattern

_ROMAN = {r: n for n, r in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(), 1)}
_WORDS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_CJK = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
ROMAN = r"x?(?:ix|iv|v?i{1,3}|v|x)"
COUNT = rf"(?:\d{{1,2}}(?!\d)|(?:{'|'.join(_WORDS)}|{ROMAN})(?![^\W_]))"
CJK_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})"
LARGEST_RANGE = 400
_LARGEST_SPACED = 40


def count(text: str) -> int | None:
    """The value of `7`, `vii`, `seven` or `十一`; None for anything else."""
    if text.isdecimal():
        return int(text)
    return _WORDS.get(text) or _ROMAN.get(text) or _cjk(text)


def _cjk(text: str) -> int | None:
    tens, ten, ones = text.partition("十")
    if any(c not in _CJK for c in tens + ones):
        return None
    if not ten:
        return _CJK[text] if len(text) == 1 else None
    return 10 * _CJK.get(tens, 1) + _CJK.get(ones, 0)


# What may stand between two episodes of one file: a dash or tilde makes a range, anything else a list.
_NEXT = Pattern(
    r"(?P<gap>[ ._]{0,2}(?:[-~+&,/–]|(?:to|and|en|et|und|y|à|a)(?=[ ._]))?[ ._]{0,2})"
    r"(?:(?:s\d{1,4}[ ._]?)?(?P<mark>e(?:ps?)?[.]? ?|x)|(?P<season>\d{1,4})x)?"
    r"(?P<number>\d{1,5})(?=$|[^0-9a-z.]|v\d|e?[epx]\d|of[ ._]?\d|[.](?!\d(?!\d)))"
)
_RANGE = ("-", "~", "–", "to", "à", "a")


def chain(low: str, first: int, end: int, *, digits: int, cross: bool = False) -> tuple[list[int], int]:
    """The episodes that follow `first` from position `end` on, ranges filled in, and where the chain ends.

    `digits` is how many digits the first was written with: a bare number must have as many to belong to it.
    `cross` when it is in the form 1x02, which goes on as x03 and as _03.
    """
    numbers = [first]
    while len(numbers) <= LARGEST_RANGE:
        match = _NEXT.match(low, end)
        if match is None:
            break
        sign, number, mark = match["gap"].strip(" ._"), int(match["number"]), match["mark"]
        last = numbers[-1]
        if sign in _RANGE and " " in match["gap"] and number > last + _LARGEST_SPACED:
            break
        if not cross and (match["season"] or (mark == "x" and (match["gap"] or number > 99))):
            break
        if not mark and not match["season"] and not _bare_goes_on(match, sign, last, digits, cross):
            break
        if sign in _RANGE and last < number <= last + LARGEST_RANGE:
            numbers += range(last + 1, number + 1)
        elif number > last or (mark and number not in numbers):
            numbers.append(number)
        elif number != last or not mark:
            break
        end = match.end()
    return numbers, end


def _bare_goes_on(match: re.Match[str], sign: str, last: int, digits: int, cross: bool) -> bool:
    """Whether an unmarked number still is an episode: `-03`, `+02`, `&3`, `.22` behind 21; not ` - 100` or `-720`."""
    gap, number = match["gap"], match["number"]
    if len(number) > max(digits, 2) and not (gap == "-" and len(number) == digits + 1):
        return False
    if len(number) < min(digits, 2):
        return False
    if sign in _RANGE:
        return (gap == sign or sign not in "-~–") and (
            len(number) < 3 or len(number) == digits or int(number) - last < 100
        )
    if sign:
        return True
    return (cross and gap == "_") or (gap == "." and len(number) == 2 and int(number) == last + 1)
