"""The language chain: which of a title's translations is shown, field by field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

_OTHER_SCRIPTS = frozenset(
    "am ar as be bg bn bo dv dz el fa gu he hi hy iw ja ka kk km kn ko ky lo mk ml mn mr my ne or pa ps ru sd si sr"
    " ta te tg th ti ug uk ur yi zh".split()
)


@dataclass(slots=True, frozen=True)
class Version:
    """The texts of a title in one language: `language` is an IETF tag, `texts` field -> clean text."""

    language: str
    texts: dict[str, str | None] = field(default_factory=dict)


@dataclass(slots=True, frozen=True)
class Chosen:
    """The text that won, and the tag of its language."""

    text: str
    language: str


def primary(tag: str) -> str:
    """The language of a tag without its region: `de` of `de-DE`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def primaries(tags: Iterable[str]) -> list[str]:
    """The languages of a chain without regions and repetitions, in order."""
    return list(dict.fromkeys(primary(tag) for tag in tags if tag))


def choose(name: str, chain: Sequence[str], versions: Sequence[Version], original_title: str | None) -> Chosen | None:
    """The first text of field `name` along the chain: the very region first, then the language's others.

    A text that is the original title in a foreign script does not satisfy a language written in Latin letters.
    """
    for wanted in chain:
        for version in _of_language(wanted, versions):
            text = version.texts.get(name)
            if text and not (text == original_title and _is_foreign(text, wanted)):
                return Chosen(text, version.language)
    return None


def _of_language(wanted: str, versions: Sequence[Version]) -> Iterator[Version]:
    same = [version for version in versions if primary(version.language) == primary(wanted)]
    yield from (version for version in same if version.language == wanted)
    yield from (version for version in same if version.language != wanted)


def _is_foreign(text: str, language: str) -> bool:
    if primary(language) in _OTHER_SCRIPTS:
        return False
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and not any(unicodedata.name(char, "").startswith("LATIN") for char in letters)
