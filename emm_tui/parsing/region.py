"""Where the title of a name begins and ends: behind leading brackets and sites, before the first tag that counts."""

from __future__ import annotations

from emm_tui.parsing.dates import find_date
from emm_tui.parsing.name import Name, Tag
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.terms import MEDIUM, STRONG

_LEADING = Pattern(r"\s*(?:[\[【][^\[\]【】]{0,80}[\]】]|\((?:cd|dvd|disc) ?\d\))[ ._\-★]{0,4}")
_BRACKETED = Pattern(r"[\[【][^\[\]【】]{0,160}[\]】]")
_OPEN, _CLOSED = ("[", "【"), ("]", "】")
_WORD = Pattern(r"[^\W_]+")
_THE = (" the", ".the", "_the")
_ALONE = Pattern(r"(?:the|a|an|le|la|der|die|das)")
_COMMON = frozenset(
    "festival real final special limited line red max stars convert custom fixed fix extras pack raw clean full bonus "
    "commentary dual".split()
)
_NUMBER_THEN_BRACKET = Pattern(r"\d{1,3}(?:v\d)?[ ._]{0,2}[\[(]")
_LIBRARY_STYLE = Pattern(r" (?:[(\[]\d{4}[)\]]|- )")
_ARTICLE = Pattern(r"(?:the|a|an|my|le|la|les|el|der|die|das)[ ._]")
_SITE = Pattern(
    r"(?:[\[【({ ]{0,3}ww[w1]?[ .,][a-z0-9\-]{1,40}[. ][a-z]{2,10}(?:[.][a-z]{2,3}(?=[^a-z]))?[\]】)} ]{0,3}"
    r"|[a-z0-9\-]{2,30}[.](?:com|org|net|to|cc|sbs|world|info)(?= ?- ))\s*[-–_. ]*"
)
_LEADING_DATE = Pattern(r"(?:\d\d[._]\d\d[._]\d\d|\d{6})[ ._\-]+(?=[^\W\d_])")
_EMPTY_EDITIONS = frozenset(
    ("Extended", "Unrated", "Uncut", "IMAX", "Theatrical", "Redux", "Remastered", "Director's Cut")
)


def title_start(name: Name) -> int:
    """Where the title can begin at the earliest: behind sites, groups, tags in brackets and a day in short form."""
    site = _SITE.match(name.low)
    start = site.end() if site is not None else 0
    if name.low[:1] in _OPEN and name.low[-1:] in _CLOSED and not _BRACKETED.sub("", name.low).strip(" ._-★"):
        first = _LEADING.match(name.low)
        return first.end() if first is not None and len(_BRACKETED.findall(name.low)) > 2 else 0
    while True:
        match = _LEADING.match(name.low, start)
        if match is None or match.end() >= len(name.low) or not _is_label(name.low[match.end() :]):
            break
        if start > 0 and _NUMBER_THEN_BRACKET.match(name.low, match.end()):
            break
        start = match.end()
    day = _LEADING_DATE.match(name.low, start)
    if day is not None and find_date(day[0]) is not None:
        return day.end()
    return start


def _is_label(rest: str) -> bool:
    """Whether a leading bracket is a label by what follows it: not in `[REC] (2007)` and `[REC] 2`."""
    rest = rest.lstrip(" ._-")
    if not rest or rest[0] == "(":
        return False
    word = _WORD.match(rest)
    if word is not None and len(word[0]) == 4 and word[0][:2] in ("19", "20") and word[0].isdecimal():
        return False
    return word is None or not word[0].isdecimal() or len(rest) > len(word[0]) + 8 or len(word[0]) not in (1, 4)


def title_end(name: Name, start: int, stop: int) -> int:
    """Where the title ends, at `stop` at the latest: before the first tag that counts and all that lean on it."""
    tags = [t for t in name.tags if start <= t.start < stop]
    if not tags:
        return stop
    first = _first_sure(name, tags, start)
    if first is None:
        return _lean(name, tags, stop, start, at_stop=True)
    return _lean(name, tags[:first], _before(name, tags[first], start), start, at_stop=False)


def _first_sure(name: Name, tags: list[Tag], start: int) -> int | None:
    """The first tag that ends a title by itself: a strong one, or a bracket full of tags."""
    for index, tag in enumerate(tags):
        if tag.start > start and (tag.strength == STRONG or _fills_bracket(name, tags, index)):
            return index
    return None


def _fills_bracket(name: Name, tags: list[Tag], index: int) -> bool:
    """Whether a tag begins a bracket in which there is nothing but tags, or a medium one begins a bracket."""
    tag = tags[index]
    if name.low[tag.start - 1 : tag.start] not in ("[", "(", "{", "【"):
        return False
    if tag.strength == MEDIUM:
        return True
    end = next((e for s, e in name.brackets if s == tag.start - 1), None)
    if end is None:
        return False
    position = tag.start
    for inner in tags[index:]:
        if inner.start >= end or _WORD.search(name.low, position, inner.start):
            break
        position = inner.end
    return not _WORD.search(name.low, position, end)


def _before(name: Name, tag: Tag, start: int) -> int:
    """The place before a tag, or before the bracket that it is in."""
    end = tag.start
    for opened, closed in name.brackets:
        if start < opened < end < closed:
            end = opened
    return len(name.low[start:end].rstrip(" ._-[({【")) + start


def _lean(name: Name, tags: list[Tag], end: int, start: int, *, at_stop: bool) -> int:
    """Moves the end to the left over weak and medium tags that directly precede it."""
    for tag in reversed(tags):
        if tag.end > end:
            continue
        if tag.start <= start or _WORD.search(name.low, tag.end, end):
            break
        if (at_stop and not _counts_at_stop(name, tag)) or _is_plain_word(name, tag):
            break
        before = _before(name, tag, start)
        if tag.field == "edition" and name.low.endswith(_THE, start, before):
            before = len(name.low[start : before - 3].rstrip(" ._-")) + start
        if _ALONE.fullmatch(name.low, start, before):
            break
        end, at_stop = before, False
    return end


def _is_plain_word(name: Name, tag: Tag) -> bool:
    """Whether a tag that also is a common word of titles is written like one: Festival, but not FESTiVAL."""
    return name.low[tag.start : tag.end] in _COMMON and name.text[tag.start : tag.end].istitle()


def _counts_at_stop(name: Name, tag: Tag) -> bool:
    """Whether a tag right before the year, the episode or the end is one; a language only by chance.

    In front of ` (1999)` and ` - S01E02`, where a person wrote the title, only sure editions are.
    """
    if _LIBRARY_STYLE.match(name.low, tag.end):
        return tag.field == "edition" and tag.strength == MEDIUM
    if tag.field == "language":
        return _language_counts(name, tag)
    if tag.strength >= MEDIUM:
        return True
    if tag.value == "3d":
        return name.low[tag.end : tag.end + 1] == "."
    if tag.field in ("source", "resolution") and tag.value not in ("SDTV", "Screener"):
        return name.text[tag.start : tag.end].isupper() and not name.text.isupper()
    return tag.field == "edition" and tag.value in _EMPTY_EDITIONS


def _language_counts(name: Name, tag: Tag) -> bool:
    """Whether a language in front of the year is one: a code in capitals, a word unless the language is told again."""
    if tag.strength >= MEDIUM:
        return name.text[tag.start : tag.end].isupper()
    if tag.end - tag.start == 2 and tag.end >= len(name.low.rstrip()) and not name.text.isupper():
        return name.text[tag.start : tag.end].isupper() and name.low[tag.start - 1] in ".-_ "
    again = any(t.field == "language" and t.start > tag.end for t in name.tags)
    return tag.end - tag.start > 3 and not again and not _ARTICLE.match(name.low)
