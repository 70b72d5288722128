"""Who released it: `-GROUP` at the end, `[Group]` in front, `(... Group)` and `[Group]` behind the tags."""

from __future__ import annotations

from emm_tui.parsing.name import Name, Tag
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.vocabulary import TERMS

# What posters and indexers append to a name that was complete before.
_SUFFIXES = frozenset(
    "postbot xpost obfuscated scrambled altezachen rp buymore chamele0n 4p 4planet whiterev asrequested gerov nzbgeek "
    "z0ids3n cpp bulmer sample rakuv rakuvfinhel".split()
)
_INDEXERS = frozenset(
    "eztv ettv rartv rarbg tgx etrg ethd vtv eztvx eztvx.to glodls galaxytv ctrlhd.com utr sev rarbg.com torrenting "
    "www.torrenting.com tvu.org.ru".split()
)
_GROUP = Pattern(r" ?([^\s\[\](){}/.]{1,40}(?:[.][A-Za-z]{2,4})?(?:\[[^\[\]]{1,20}\])?)\s?")
_LEADING = Pattern(r"[\[【(]([^\[\]【】()]{1,40})[\]】)]")
_CHECKSUM = Pattern(r"[0-9a-fA-F]{8}")
_PART = Pattern(r"(?:cd|pt|part|disc|dvd) ?\d{1,2}")
_MOST_DASHES = 6


def release_group(name: Name, cut: int) -> str | None:
    """The group of a name whose title ends at `cut`."""
    text = _without_suffixes(name.text.rstrip(" ._-"))
    last = _last_tag(name, cut, len(text))
    if last is not None:
        return _behind_tags(text[last.end :]) or _leading(text)
    return _leading(text) or _dashed(text[cut:], glued=True)


def _without_suffixes(text: str) -> str:
    """The name without what indexers put behind it: `-postbot`, `[eztv]`, a checksum."""
    for _ in range(4):
        if text.endswith("]"):
            start = text.rfind("[")
            inner = text[start + 1 : -1]
            if start < 1 or not (inner.strip().lower() in _INDEXERS or _CHECKSUM.fullmatch(inner)):
                return text
            text = text[:start].rstrip(" ._-")
            continue
        head, dash, last = text.rpartition("-")
        if not dash or last.lower() not in _SUFFIXES:
            return text
        text = head
    return text


def _last_tag(name: Name, cut: int, end: int) -> Tag | None:
    """The last tag of substance behind the title."""
    for tag in reversed(name.tags):
        if tag.end <= cut:
            return None
        if tag.strength > 1 and tag.end <= end:
            return tag
    return None


def _behind_tags(tail: str) -> str | None:
    """The group in what follows the last tag."""
    dashed = _dashed(tail)
    if dashed is not None:
        return dashed
    if tail.endswith("]"):
        inner = tail[tail.rfind("[") + 1 : -1].strip()
        known = _is_group(inner) and " " not in inner and not inner.isdecimal()
        return inner if known and len(inner) <= 40 else None
    words = tail.strip(" ._-)]}([{").split(None, 2)
    if len(words) == 1 and 1 < len(words[0]) <= 40 and _is_group(words[0]) and not words[0].isdecimal():
        return words[0].strip("()[]{}")
    return None


def _dashed(tail: str, *, glued: bool = False) -> str | None:
    """What stands behind the first dash from which on there is nothing else; `glued` when no blank may precede it."""
    dash = tail.find("-")
    for _ in range(_MOST_DASHES):
        if dash < 0:
            return None
        match = _GROUP.fullmatch(tail, dash + 1)
        if match is not None and _is_group(match[1]) and not (glued and _is_loose(tail, dash, match[1])):
            return match[1]
        dash = tail.find("-", dash + 1)
    return None


def _is_loose(tail: str, dash: int, word: str) -> bool:
    return word.isdecimal() or not tail[dash - 1 : dash].strip()


def _leading(text: str) -> str | None:
    match = _LEADING.match(text)
    if match is None or not _is_group(match[1]) or match[1].isdecimal():
        return None
    return match[1].strip()


def _is_group(word: str) -> bool:
    low = word.strip().lower()
    term = TERMS.get(low) or TERMS.get(low.partition("-")[0])
    if term is not None and term.field != "release":
        return False
    return bool(low) and not _PART.fullmatch(low) and not _CHECKSUM.fullmatch(word) and not low.startswith("www.")
