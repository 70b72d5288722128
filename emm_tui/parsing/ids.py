"""Ids and the edition that a name states outright: {tmdb-603}, [imdbid-tt0133093], tt0133093, {edition-Final Cut}."""

from __future__ import annotations

import re
from typing import NamedTuple

from emm_tui.parsing.patterns import Pattern

_BRACED = Pattern(
    r"[{\[(] ?(?:(?P<key>tmdb|imdb|tvdb|themoviedb|thetvdb)(?:id)?[ \-=:]{1,2}(?P<id>tt\d{5,10}|\d{1,9})"
    r"|edition-(?P<edition>[^{}\[\]]{1,80})) ?[}\])]",
    re.IGNORECASE,
)
_BARE = Pattern(r"(?<![a-zA-Z0-9])tt\d{7,9}(?![a-zA-Z0-9])")


class Stated(NamedTuple):
    """What a name states outright, and the name with that blanked out, character for character."""

    text: str
    tmdb: int | None = None
    imdb: str | None = None
    tvdb: int | None = None
    edition: str | None = None


def take_ids(text: str) -> Stated:
    """The ids and the edition of a name; the same name with nothing stated when there are none."""
    low = text.lower()
    if "db" not in low and "tt" not in low and "edition-" not in low:
        return Stated(text)
    values: dict[str, str] = {}
    for match in _BRACED.finditer(text):
        text = _blank(text, match)
        if match["edition"]:
            values["edition"] = match["edition"].strip()
        else:
            key = match["key"].lower().replace("the", "").replace("movie", "m")
            values[key] = match["id"].lower()
    bare = _BARE.search(text)
    if bare is not None:
        values.setdefault("imdb", bare[0])
        text = _blank(text, bare)
    return Stated(
        text, _number(values.get("tmdb")), _imdb(values.get("imdb")), _number(values.get("tvdb")), values.get("edition")
    )


def _blank(text: str, match: re.Match[str]) -> str:
    start, end = match.span()
    return text[:start] + " " * (end - start) + text[end:]


def _number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isdecimal() else None


def _imdb(value: str | None) -> str | None:
    if value is None:
        return None
    return value if value.startswith("tt") else f"tt{value:0>7}"


def stated_places(text: str) -> list[tuple[str, int, int]]:
    """Where a name states its ids and edition, as (rule, start, end)."""
    low = text.lower()
    if "db" not in low and "tt" not in low and "edition-" not in low:
        return []
    found = [("edition" if m["edition"] else f"{m['key'].lower()} id", *m.span()) for m in _BRACED.finditer(text)]
    bare = _BARE.search(text)
    if bare is not None and not any(start <= bare.start() < end for _, start, end in found):
        found.append(("imdb id", *bare.span()))
    return found
