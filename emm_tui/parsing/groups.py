"""Who released it: `-GROUP` at the end, `[Group]` in front, `(... Group)` and `[Group]` behind the tags."""

from __future__ import annotations

import re

from emm_tui.parsing.name import Name, Tag
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.vocabulary import TERMS

_SUFFIX = Pattern(
    r"[-_. ](?:postbot|xpost|obfuscated|scrambled|rakuv\w*|altezachen|rp|buymore|chamele0n|4p|4planet|whiterev|"
    r"asrequested|gerov|nzbgeek|z0ids3n|cpp|bulmer|sample|1)$|\.(?:mkv|mp4|avi)$",
    re.IGNORECASE,
)
_INDEXERS = frozenset(
    "eztv ettv rartv rarbg tgx etrg ethd vtv eztvx eztvx.to glodls galaxytv ctrlhd.com utr sev rarbg.com torrenting "
    "www.torrenting.com tvu.org.ru".split()
)
_TRAILING_BRACKETS = Pattern(r"(?:[ ._\-]*\[([^\[\]]{1,40})\])$")
_DASHED = Pattern(
    r"[-–](?:[ .]?)([^\s\[\](){}/.]+(?:[.][A-Za-z]{2,4})?(?:-[^\s\[\](){}/.]+)?(?: ?\[[^\[\]]{1,20}\])?)$"
)
_LEADING = Pattern(r"^[\[【(]([^\[\]【】()]{1,40})[\]】)]")
_CRC = Pattern(r"[0-9a-fA-F]{8}")


def release_group(name: Name, cut: int) -> str | None:
    """The group of a name whose title ends at `cut`."""
    text = _without_suffixes(name.text.rstrip(" ._-"))
    last = _last_tag(name, cut)
    if last is not None:
        tail = _behind_tags(text[last.end :])
        if tail is not None:
            return tail
    leading = _leading(text)
    if leading is not None:
        return leading
    if last is None:
        match = _DASHED.search(text)
        if match is not None and match.start() >= cut and _is_group(match[1]):
            return match[1]
    return None


def _without_suffixes(text: str) -> str:
    for _ in range(4):
        shorter = _SUFFIX.sub("", text)
        bracket = _TRAILING_BRACKETS.search(shorter)
        if (
            bracket is not None
            and bracket.start() > 0
            and (bracket[1].strip().lower() in _INDEXERS or _CRC.fullmatch(bracket[1]))
        ):
            shorter = shorter[: bracket.start()]
        if shorter == text:
            break
        text = shorter
    return text


def _last_tag(name: Name, cut: int) -> Tag | None:
    """The last tag of substance behind the title."""
    for tag in reversed(name.tags):
        if tag.end <= cut:
            return None
        if tag.strength > 1:
            return tag
    return None


def _behind_tags(tail: str) -> str | None:
    """The group in what follows the last tag."""
    match = _DASHED.search(tail)
    if match is not None and _is_group(match[1]):
        return match[1].strip()
    bracket = _TRAILING_BRACKETS.search(tail)
    if bracket is not None and _is_group(bracket[1]) and " " not in bracket[1].strip():
        return bracket[1].strip()
    words = tail.strip(" ._-)]}([{").split()
    if len(words) == 1 and _is_group(words[0]) and not words[0].isdecimal() and len(words[0]) > 1:
        return words[0].strip("()[]{}")
    return None


def _leading(text: str) -> str | None:
    match = _LEADING.match(text)
    if match is None or not _is_group(match[1]) or match[1].isdecimal():
        return None
    return match[1].strip()


def _is_group(word: str) -> bool:
    low = word.strip().lower()
    term = TERMS.get(low)
    return (
        bool(low)
        and (term is None or term.field == "release")
        and not _CRC.fullmatch(word)
        and not low.startswith("www.")
    )
