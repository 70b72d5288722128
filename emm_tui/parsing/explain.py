"""Which rule took which characters of a path: the spans of a guess, in the order of the path."""

from __future__ import annotations

import unicodedata

from emm_tui.domain.guess import Guess, SourceKind, Span
from emm_tui.parsing.folders import read_folders, season_folder
from emm_tui.parsing.ids import stated_places
from emm_tui.parsing.name import Name
from emm_tui.parsing.paths import plain, start_of_name
from emm_tui.parsing.reading import Reading


def spans(path: str, guess: Guess, name: Name, reading: Reading, kind: SourceKind | None) -> tuple[Span, ...]:
    """The rules that made a guess, as places in the path; folders first."""
    offset = start_of_name(path)
    rules = list(reading.rules)
    rules += [(tag.field, tag.start, tag.end) for tag in name.tags if tag.start >= reading.cut]
    composed = plain(path[offset:])
    rules += stated_places(composed)
    rules += _group(guess, composed)
    rules.sort(key=_place)
    origins = _origins(path[offset:])
    found: list[Span] = []
    for rule, first, last in rules:
        start, end = (offset + origins[min(i, len(origins) - 1)] for i in (first, last))
        found.append(Span(rule, start, end, path[start:end]))
    return tuple(_folders(path[:offset], guess, reading, kind) + found)


def _origins(name: str) -> list[int]:
    """For each character of the composed name, and its end, where it stands in the name as it is on disk."""
    if name.isascii():
        return list(range(len(name) + 1))
    starts = [i for i, c in enumerate(name) if not unicodedata.combining(c)] or [0]
    origins: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(name)], strict=True):
        origins += [start] * len(unicodedata.normalize("NFC", name[start:end]))
    return [*origins, len(name)]


def _place(rule: tuple[str, int, int]) -> int:
    return rule[1]


def _group(guess: Guess, name: str) -> list[tuple[str, int, int]]:
    start = name.rfind(guess.release_group) if guess.release_group else -1
    return [("group", start, start + len(guess.release_group or ""))] if start >= 0 else []


def _folders(above: str, guess: Guess, reading: Reading, kind: SourceKind | None) -> list[Span]:
    """The folders that gave the title, the season or the ids."""
    found: list[Span] = []
    start = 0
    for piece in above.replace("\\", "/").split("/"):
        end = start + len(piece)
        folder = read_folders((plain(piece),), kind)
        if guess.season is not None and reading.season is None and season_folder(plain(piece)) == guess.season:
            found.append(Span("season folder", start, end, above[start:end]))
        elif folder.title is not None and folder.title == guess.title:
            found.append(Span("title folder", start, end, above[start:end]))
        found += [Span(rule, start + s, start + e, piece[s:e]) for rule, s, e in stated_places(piece)]
        start = end + 1
    return found
