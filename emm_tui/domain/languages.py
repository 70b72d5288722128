"""Languages as IETF tags, and whether a text can be one of them at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_OTHER_SCRIPTS = frozenset(
    "am ar as be bg bn bo dv dz el fa gu he hi hy iw ja ka kk km kn ko ky lo mk ml mn mr my ne or pa ps ru sd si sr"
    " ta te tg th ti ug uk ur yi zh".split()
)


def primary(tag: str) -> str:
    """The language of a tag without its region: `de` of `de-DE`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def primaries(tags: Iterable[str]) -> list[str]:
    """The languages of a chain without regions and repetitions, in order."""
    return list(dict.fromkeys(primary(tag) for tag in tags if tag))


def is_foreign(text: str, language: str) -> bool:
    """Whether a text has no Latin letter though its language is written in them: it is no translation."""
    if text.isascii() or primary(language) in _OTHER_SCRIPTS:
        return False
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and not any(unicodedata.name(char, "").startswith("LATIN") for char in letters)
