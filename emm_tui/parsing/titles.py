"""The text between two marks of a name as a title: separators, brackets, acronyms, countries, other names."""

from __future__ import annotations

import re
import unicodedata

from emm_tui.parsing.patterns import Pattern

_OUTER = " ._-–—,;:~|+/\\*·★"
_OUTER_END = " _-–—,;:~|+/\\*·★([{【（「"
_ACRONYM = Pattern(r"(?<![^\W_])(?:[^\W\d_][.]){2,}(?:[^\W\d_](?![^\W_]))?")
_ARTICLE_LAST = Pattern(r", ?(the|a|an)$", re.IGNORECASE)
_BLANKS = Pattern(r"[ _]+")
_COUNTRIES = {"us": "US", "uk": "GB", "gb": "GB", "au": "AU", "nz": "NZ", "ca": "CA"}
_COUNTRY = Pattern(
    r"(?:[ ._\-]+(US|UK|GB|AU|NZ|CA)|[ ._\-]*[(\[](US|UK|GB|AU|NZ|CA|us|uk|gb|au|nz|ca)[)\]])$",
)
_ABBREVIATED = Pattern(r"(?:^|[ .])(?:[^\W\d_]|jr|sr|dr|mr|mrs|vol|st)[.]$", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", "}": "{", "】": "【", "）": "（", "」": "「"}
_AKA = Pattern(r"[ ._]+(?:aka|a[.]k[.]a[.]?)[ ._]+", re.IGNORECASE)
_OTHER_NAME = Pattern(r"(?<=[^\s._])[ ._]+\(([^()]{2,80})\)[ ._]*$")


def clean(text: str) -> str:
    """A title as a person writes it: blanks for dots and underscores where those stand for blanks."""
    if " " in text.strip(_OUTER):
        text = text.replace("_", " ")
    elif "." in text or "_" in text:
        text = _undot(text.replace("_", " "))
    return _article_first(_trim(_BLANKS.sub(" ", text)))


def _article_first(title: str) -> str:
    """`Title, The` as it is spoken."""
    match = _ARTICLE_LAST.search(title) if "," in title else None
    return title if match is None else f"{match[1]} {title[: match.start()]}"


def _undot(text: str) -> str:
    """Dots as blanks, but acronyms and an ellipsis keep theirs."""
    parts: list[str] = []
    last = 0
    for match in _ACRONYM.finditer(text):
        acronym = match[0] if match[0].endswith(".") else match[0] + "."
        parts += (text[last : match.start()].replace(".", " "), acronym, " ")
        last = match.end()
    parts.append(text[last:].replace(".", " "))
    return "".join(parts)


def _trim(text: str) -> str:
    """The text without separators and half brackets at its ends."""
    while True:
        before = text
        text = text.lstrip(_OUTER).rstrip(_OUTER_END)
        if text[:1].isalnum() and text[-1].isalnum():
            return text
        if text.endswith(".") and not text.endswith("..") and not _ABBREVIATED.search(text[-6:]):
            text = text[:-1]
        if text[-1:] in _PAIRS and _PAIRS[text[-1]] not in text:
            text = text[:-1]
        if text[:1] in _PAIRS or (text[:1] in _PAIRS.values() and not any(c in text for c in _PAIRS)):
            text = text[1:]
        if text == before:
            return text


def split_country(title: str) -> tuple[str, str | None]:
    """A show's title without the country at its end, and that country as ISO 3166."""
    match = _COUNTRY.search(title[-6:])
    if match is None or len(title) < 5 or title.isupper():
        return title, None
    return title[: len(title) - len(match[0])].rstrip(_OUTER), _COUNTRIES[(match[1] or match[2]).lower()]


def country_code(text: str) -> str | None:
    """The country, as ISO 3166, that is all of a text."""
    return _COUNTRIES.get(text.lower()) if len(text) == 2 else None


def split_other_name(text: str) -> tuple[str, str | None]:
    """A title and the other name that comes with it: `Title AKA Other`, `Title (Other)`."""
    if "(" in text:
        bracket = _OTHER_NAME.search(text)
        if bracket is not None and bracket.start() > 0 and any(c.isalpha() for c in bracket[1]):
            return text[: bracket.start()], _AKA.sub("", f" {bracket[1]}").strip()
    if "k" in text or "K" in text:
        match = _AKA.search(text)
        if match is not None and match.start() > 0:
            return text[: match.start()], text[match.end() :]
    return text, None


def letters(title: str) -> str:
    """A title reduced to its letters and digits, for comparing."""
    if not title.isascii():
        title = unicodedata.normalize("NFKD", title)
    return "".join(filter(str.isalnum, title.casefold()))
