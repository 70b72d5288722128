"""The language chain: which of a title's translations is shown, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from emm_tui.domain.languages import is_foreign, primaries, primary

__all__ = ["Chosen", "Version", "choose", "is_foreign", "primaries", "primary"]


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


def choose(name: str, chain: Sequence[str], versions: Sequence[Version], original_title: str | None) -> Chosen | None:
    """The first text of field `name` along the chain: the very region first, then the language's others.

    A text that is the original title in a foreign script does not satisfy a language written in Latin letters.
    """
    for wanted in chain:
        for version in _of_language(wanted, versions):
            text = version.texts.get(name)
            if text and not (text == original_title and is_foreign(text, wanted)):
                return Chosen(text, version.language)
    return None


def _of_language(wanted: str, versions: Sequence[Version]) -> Iterator[Version]:
    same = [version for version in versions if primary(version.language) == primary(wanted)]
    yield from (version for version in same if version.language == wanted)
    yield from (version for version in same if version.language != wanted)
