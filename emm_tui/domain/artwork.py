"""Kinds of artwork, and which picture of many is the right one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal


@dataclass(slots=True, frozen=True)
class ArtworkCandidate:
    """A picture that a provider offers. `language` is ISO 639-1, None for textless; sizes in pixels, 0 unknown."""

    kind: str
    provider: str
    url: str
    preview: str | None = None
    width: int = 0
    height: int = 0
    language: str | None = None
    votes: int = 0
    score: float = 0.0


@dataclass(slots=True)
class ArtworkFile:
    """A picture beside the media. `url` is None when it was there before us; `sha256` in hex; `chosen` by a person."""

    kind: str
    path: str
    url: str | None = None
    width: int | None = None
    height: int | None = None
    language: str | None = None
    provider: str | None = None
    sha256: str | None = None
    size: int | None = None
    mtime_ns: int | None = None
    pending: bool = False
    chosen: bool = False


@dataclass(slots=True, frozen=True)
class Rule:
    """What a picture of a kind must be.

    `sources` are the candidates' kinds it may be taken from; `textless` says where pictures without text stand in the
    chain of languages; `width` in pixels is what a screen asks for; `strict` pictures that are smaller, or in none of
    these languages, are not taken at all; `shape` is the least and the greatest width for a height of 1.
    """

    sources: tuple[str, ...]
    textless: Literal["first", "last", "never", "only"]
    width: int
    strict: bool
    shape: tuple[float, float]


RULES: dict[str, Rule] = {
    "poster": Rule(("poster",), "last", 1000, False, (0.55, 0.8)),
    "fanart": Rule(("fanart",), "first", 1920, False, (1.5, 2.0)),
    "clearlogo": Rule(("clearlogo",), "never", 0, True, (0.2, 20.0)),
    "clearart": Rule(("clearart",), "last", 0, True, (1.4, 2.2)),
    "banner": Rule(("banner",), "last", 0, True, (4.0, 7.0)),
    "landscape": Rule(("landscape", "fanart"), "never", 1280, True, (1.5, 2.0)),
    "discart": Rule(("discart",), "last", 0, True, (0.9, 1.1)),
    "keyart": Rule(("keyart", "poster"), "only", 1000, True, (0.55, 0.8)),
    "characterart": Rule(("characterart",), "last", 0, True, (0.4, 1.6)),
    "thumb": Rule(("thumb",), "first", 0, False, (1.2, 2.4)),
}

OF_ALL_SEASONS = "season-all-"
"""What the kinds of pictures begin with that stand for all seasons of a show together."""

RULES |= {
    f"{OF_ALL_SEASONS}{kind}": replace(RULES[kind], sources=(f"{OF_ALL_SEASONS}{kind}",))
    for kind in ("poster", "fanart", "banner", "landscape")
}

KINDS: dict[str, tuple[str, ...]] = {
    "movie": tuple(kind for kind in RULES if not kind.startswith(OF_ALL_SEASONS)),
    "show": tuple(kind for kind in RULES if kind not in ("discart", "thumb")),
    "season": ("poster", "fanart", "banner", "landscape"),
    "episode": ("thumb",),
}
"""Kind of item -> the kinds of pictures that lie beside it."""

_FOREIGN = 99
_TEXTLESS = frozenset({"fanarttv"})
"""Whose backgrounds have no text, whatever language they are filed under."""


def base_kind(kind: str) -> str:
    """`fanart` for `fanart2`: a numbered picture is one of its kind."""
    return kind.rstrip("0123456789")


def chain(languages: Iterable[str], original: str | None) -> tuple[str, ...]:
    """The languages of pictures, best first: the preferred ones, the title's own, English (ISO 639-1)."""
    wanted = [tag.replace("_", "-").split("-")[0].lower() for tag in (*languages, original or "en", "en")]
    return tuple(dict.fromkeys(wanted))


def ranked(
    candidates: Iterable[ArtworkCandidate], kind: str, languages: Iterable[str], original: str | None
) -> list[ArtworkCandidate]:
    """The fitting pictures for a kind, best first: by language and wanted size, then votes, then width, then score."""
    order = chain(languages, original)
    keyed = [(standing(kind, c.kind, c.width, c.language, order), c) for c in fitting(candidates, kind)]
    right = [(key, c) for key, c in keyed if key is not None]
    right.sort(key=lambda pair: (pair[0], -pair[1].votes, -pair[1].width, -pair[1].score))
    return [c for _, c in right]


def fitting(candidates: Iterable[ArtworkCandidate], kind: str) -> list[ArtworkCandidate]:
    """The pictures of a shape for a kind, whatever their language and size, in their order."""
    return [candidate for candidate in candidates if _fits(candidate, kind)]


def shapely(kind: str, width: int, height: int) -> bool:
    """Has a picture of this size the shape of its kind?"""
    least, greatest = RULES[kind].shape
    return height > 0 and least <= width / height <= greatest


def standing(kind: str, source: str, width: int, language: str | None, order: Sequence[str]) -> tuple[int, int] | None:
    """Where a picture stands among those of its kind, (0, 0) being best; None when it does not fit.

    `source` is the kind it is offered as. The first figure is about its size, the second about its language.
    """
    rule = RULES[kind]
    place = _place(rule, language, order)
    if rule.strict:
        borrowed = source != kind
        return (0, place) if place < _FOREIGN and (not borrowed or width >= rule.width) else None
    if place == _FOREIGN:
        return (3, place)
    for tier, least in enumerate((rule.width, rule.width * 2 // 3)):
        if not width or width >= least:
            return (tier, place)
    return (2, place)


def _place(rule: Rule, language: str | None, order: Sequence[str]) -> int:
    if language is None:
        return {"first": 0, "only": 0, "last": len(order) + 1, "never": _FOREIGN}[rule.textless]
    if rule.textless == "only" or language not in order:
        return _FOREIGN
    return order.index(language) + 1


def _fits(candidate: ArtworkCandidate, kind: str) -> bool:
    if kind == "landscape" and candidate.kind == "fanart" and candidate.provider in _TEXTLESS:
        return False
    if candidate.kind not in RULES[kind].sources or candidate.url.lower().endswith(".svg"):
        return False
    return not (candidate.width and candidate.height) or shapely(kind, candidate.width, candidate.height)
