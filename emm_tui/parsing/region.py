"""Where the title of a name begins and ends: behind leading brackets and sites, before the first tag that counts."""

from __future__ import annotations

import re

from emm_tui.parsing.name import Name, Tag
from emm_tui.parsing.titles import site_prefix
from emm_tui.parsing.vocabulary import MEDIUM, STRONG

_LEADING = re.compile(r"\s*(?:[\[【][^\[\]【】]{0,80}[\]】]|\((?:cd|dvd|disc) ?\d\))[ ._\-]{0,3}")
_WORDS_BETWEEN = re.compile(r"[^\W_]")
_ARTICLE = re.compile(r"(?:the|a|an|my|le|la|les|el|der|die|das)[ ._]")


def title_start(name: Name) -> int:
    """Where the title can begin at the earliest: behind sites, groups and tags in leading brackets."""
    start = site_prefix(name.text)
    while True:
        match = _LEADING.match(name.low, start)
        if match is None or match.end() >= len(name.low) or not _is_prefix(name, match):
            return start
        start = match.end()


def _is_prefix(name: Name, match: re.Match[str]) -> bool:
    """Whether a leading bracket is a label: not the title itself, as in `[REC] (2007)` and `[REC] 2`."""
    rest = name.low[match.end() :].lstrip(" ._-")
    word = re.match(r"[^\W_]+", rest)
    if word is None or (word[0].isdecimal() and len(rest) <= len(word[0]) + 8 and len(word[0]) in (1, 4)):
        return False
    return True


def title_end(name: Name, start: int, stop: int) -> int:
    """Where the title ends by the tags alone, at `stop` at the latest: the first that counts and all that lean on it."""
    tags = [t for t in name.tags if t.start >= start and t.start < stop]
    first = _first_sure(name, tags, start)
    end = stop if first is None else _before(name, tags[first], start)
    index = len(tags) if first is None else first
    return _lean(name, tags, index, end, start, first is None)


def _first_sure(name: Name, tags: list[Tag], start: int) -> int | None:
    """The first tag that ends a title by itself: a strong one, or a bracket full of tags."""
    for index, tag in enumerate(tags):
        if tag.start > start and (tag.strength == STRONG or _fills_bracket(name, tags, index)):
            return index
    return None


def _fills_bracket(name: Name, tags: list[Tag], index: int) -> bool:
    """Whether a tag begins a bracket in which there is nothing but tags, or a medium one begins a bracket."""
    tag = tags[index]
    opener = name.low[tag.start - 1 : tag.start]
    if opener not in ("[", "(", "{", "【"):
        return False
    if tag.strength == MEDIUM:
        return True
    end = next((e for s, e in name.brackets if s == tag.start - 1), None)
    if end is None:
        return False
    position = tag.start
    for inner in tags[index:]:
        if inner.start >= end:
            break
        if _WORDS_BETWEEN.search(name.low, position, inner.start):
            return False
        position = inner.end
    return not _WORDS_BETWEEN.search(name.low, position, end)


def _before(name: Name, tag: Tag, start: int) -> int:
    """The place before a tag, and before the bracket that it begins."""
    end = tag.start
    while end > start and name.low[end - 1] in " ._-[({【":
        end -= 1
    return end


def _lean(name: Name, tags: list[Tag], index: int, end: int, start: int, at_stop: bool) -> int:
    """Moves the end to the left over weak and medium tags that directly precede it."""
    leaned = False
    for tag in reversed(tags[:index]):
        if tag.end > end or _WORDS_BETWEEN.search(name.low, tag.end, end):
            break
        if tag.start <= start or (at_stop and not leaned and not _counts_at_stop(name, tag)):
            break
        end, leaned = _before(name, tag, start), True
    return end


def _counts_at_stop(name: Name, tag: Tag) -> bool:
    """Whether a tag right before the year or the end of the name is one: editions and release words are, a language only by chance."""
    if tag.strength >= MEDIUM:
        return True
    if tag.field == "edition":
        return tag.value in ("Extended", "Unrated", "Uncut", "IMAX", "Theatrical", "Redux") and _shouts(name, tag)
    return tag.field == "language" and len(tag.value) == 2 and tag.end - tag.start > 3 and not _ARTICLE.match(name.low)


def _shouts(name: Name, tag: Tag) -> bool:
    return True
