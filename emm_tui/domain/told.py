"""What a person types to say which title it is: a name with or without a year, an id, or an address."""

from __future__ import annotations

import re

from emm_tui.domain.ids import is_id

_YEAR = re.compile(r"^(?P<title>.*\S)\s+[(\[]?(?P<year>(?:18|19|20)\d\d)[)\]]?$", re.DOTALL)
_NAMED = re.compile(r"(tmdb|imdb|tvdb)(?:id)?\s*[:=\-\s]\s*(\w+)", re.ASCII | re.IGNORECASE)
_ADDRESSES = (
    ("tmdb", re.compile(r"themoviedb\.org/(?:movie|tv)/(\d+)", re.ASCII)),
    ("imdb", re.compile(r"imdb\.com/(?:[a-z]{2}/)?title/(tt\d+)", re.ASCII)),
)


def title_and_year(text: str) -> tuple[str, int | None]:
    """`The Lamp (1961)` and `The Lamp 1961` as a title and its year; a year alone is a title."""
    found = _YEAR.match(text.strip())
    return (found["title"], int(found["year"])) if found else (text.strip(), None)


def told_id(text: str) -> tuple[str, str] | None:
    """The provider and the id that `tt0133093`, `603`, `tvdb:81189` or an address name; a bare number is TMDB's."""
    text = text.strip()
    for provider, pattern in _ADDRESSES:
        if found := pattern.search(text):
            return provider, found[1]
    named = _NAMED.fullmatch(text)
    provider, ident = (named[1].lower(), named[2]) if named else ("imdb" if text.startswith("tt") else "tmdb", text)
    return (provider, ident) if is_id(provider, ident) else None
