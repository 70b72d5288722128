"""Titles in names that are nothing but brackets, as East Asian fansubs write them, and titles in two scripts."""

from __future__ import annotations

import re

from emm_tui.parsing.patterns import Pattern

_BRACKET = Pattern(r"[\[【]([^\[\]【】]{1,160})[\]】]")
_SEPARATORS = " ._-★+&"
_NEWS = Pattern(
    r"\d{0,4}年?\d{1,2}月新?番|国漫|新番|完结|(?:19|20)\d\d|剧场版|合集|[a-z0-9_-]{0,12}raws?", re.IGNORECASE
)
_LATIN_TAIL = Pattern(r"[A-Za-z][A-Za-z0-9 ,.:'!?~()&\-]{3,}$")
_LATIN_HEAD = Pattern(r"[A-Za-z][A-Za-z0-9 ,.:'!?~()&\-]{3,}(?=[ ._])")
EAST_ASIAN = Pattern(r"[\u2e80-\u9fff\uac00-\ud7af]")
_LATIN = Pattern(r"[A-Za-z]{3}")


def bracket_title(text: str) -> str | None:
    """The title among the brackets that `text` consists of; None when there is anything beside them."""
    text = text.rstrip("[【(第 ._-")
    if _BRACKET.sub("", text).strip(_SEPARATORS):
        return None
    inner = _BRACKET.findall(text)
    if len(inner) < 2:
        return None
    inner = inner[1:]
    inner = [b for b in inner if not _NEWS.fullmatch(b)] or inner
    if not inner:
        return None
    latin = next((b for b in inner if _LATIN.search(b)), None)
    return latin_tail(latin.replace("_", " ")) if latin is not None else inner[-1]


def latin_tail(text: str) -> str:
    """The part in Latin letters of a title that gives both scripts, one behind the other; otherwise all of it."""
    if text.isascii() or not EAST_ASIAN.search(text):
        return text
    match = _LATIN_TAIL.search(text)
    if match is not None and not _LATIN.search(text[: match.start()]):
        return match[0]
    match = _LATIN_HEAD.match(text)
    if match is not None and not _LATIN.search(text[match.end() :]):
        return match[0]
    return text


def behind_brackets(text: str) -> str:
    """Of `標題[第01集].Title` the part behind the brackets, when only that is in Latin letters."""
    closed = max(text.rfind("]"), text.rfind("】"))
    if closed < 0 or _LATIN.search(text[: text.find("[") if "[" in text else closed]):
        return text
    return text[closed + 1 :] if _LATIN.search(text, closed + 1) else text
