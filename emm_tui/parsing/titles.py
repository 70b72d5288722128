"""The text between two marks of a name as a title: separators, brackets, acronyms, countries."""

from __future__ import annotations

import re

_OUTER = " ._-–—,;:~|+/\\*·"
_ACRONYM = re.compile(r"(?<![^\W_])(?:[^\W\d_][.]){2,}(?:[^\W\d_](?![^\W_]))?")
_BLANKS = re.compile(r"[ _]+")
_SITE = re.compile(
    r"^[\[【({ ]{0,3}(?:www?[ .][^ \]】)}]{1,40}|[a-z0-9\-]{2,30}[.](?:com|org|net|to|me|cc|in|sbs|world|info|tv)(?=\W))[^\]】)}\-]{0,20}[\]】)} ]{0,3}\s*[-–_.]*\s*",
    re.IGNORECASE,
)
_COUNTRIES = {"us": "US", "uk": "GB", "gb": "GB", "au": "AU", "nz": "NZ", "ca": "CA"}
_COUNTRY = re.compile(
    r"(?:[ ._\-]+[(\[]?(US|UK|GB|AU|NZ|CA)[)\]]?|[ ._\-]*[(\[]([Uu][SsKk]|[Aa][Uu]|[Nn][Zz]|[Cc][Aa])[)\]])$"
)


def clean(text: str) -> str:
    """A title as a person writes it: blanks for dots and underscores where those stand for blanks."""
    if " " in text.strip(_OUTER):
        text = text.replace("_", " ")
    elif "." in text or "_" in text:
        text = _undot(text.replace("_", " ") if "_" in text else text)
    text = _BLANKS.sub(" ", text).strip()
    return _trim(text)


def _undot(text: str) -> str:
    """Dots as blanks, but acronyms keep theirs."""
    parts: list[str] = []
    last = 0
    for match in _ACRONYM.finditer(text):
        parts += (text[last : match.start()].replace(".", " "), match[0])
        if not match[0].endswith("."):
            parts.append(".")
        last = match.end()
        parts.append(" ")
    parts.append(text[last:].replace(".", " "))
    return "".join(parts)


_PAIRS = {")": "(", "]": "[", "}": "{", "】": "【", "）": "（"}
_OPENERS = "([{【（「"


def _trim(text: str) -> str:
    """The text without separators and half brackets at its ends."""
    while text:
        before = text
        text = text.lstrip(_OUTER).rstrip(" _-–—,;:~|+/\\*·" + _OPENERS)
        if (
            text.endswith(".")
            and not text.endswith("..")
            and not re.search(r"(?:^|[ .])[^\W\d_][.]$|(?:^| )(?:jr|sr|dr|mr|mrs|vol|st)[.]$", text, re.IGNORECASE)
        ):
            text = text[:-1]
        last = text[-1:]
        if last in _PAIRS and _PAIRS[last] not in text:
            text = text[:-1]
        if text[:1] in ")]}】）":
            text = text[1:]
        if text[:1] in _OPENERS and text[:1] and not any(c in text for c in ")]}】）」"):
            text = text[1:]
        if text == before:
            break
    return text


def site_prefix(text: str) -> int:
    """How many characters at the front name a web site."""
    match = _SITE.match(text)
    return match.end() if match is not None else 0


def split_country(title: str) -> tuple[str, str | None]:
    """A show's title without the country at its end, and that country as ISO 3166."""
    match = _COUNTRY.search(title)
    if match is None or match.start() < 2 or title.isupper():
        return title, None
    return title[: match.start()].rstrip(_OUTER), _COUNTRIES[(match[1] or match[2]).lower()]


_AKA = re.compile(r"[ ._]+(?:a\.?k\.?a\.?|AKA)[ ._]+", re.IGNORECASE)


def split_aka(text: str) -> tuple[str, str | None]:
    """A title and the other name it is also known as: `Title AKA Other`."""
    match = _AKA.search(text)
    if match is None or match.start() == 0:
        return text, None
    return text[: match.start()], text[match.end() :] or None
