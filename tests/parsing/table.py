"""Reads the tables of names: `path => field=value; ...`, grouped under comments that say what they teach."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from emm_tui.domain.guess import Guess, SourceKind

TABLES = Path(__file__).with_name("tables")
_CODE_POINT = re.compile(r"\{U\+([0-9A-F]{4,6})\}")
_FIELDS = {
    "s": "season",
    "e": "episodes",
    "abs": "absolute",
    "et": "episode_title",
    "ed": "edition",
    "alt": "alternative_title",
    "res": "resolution",
    "src": "source",
    "grp": "release_group",
}
_NUMBERS = {"year", "season", "part", "tmdb", "tvdb"}
_LISTS = {"episodes", "absolute"}


class Case(NamedTuple):
    """One row: a path, what its source holds, and the fields that must come out of it."""

    path: str
    kind: SourceKind | None
    fields: dict[str, object]
    place: str


def cases() -> list[Case]:
    """All rows of all tables."""
    return [case for table in sorted(TABLES.glob("*.txt")) for case in _rows(table)]


def _rows(table: Path) -> list[Case]:
    kind: SourceKind | None = None
    rows = []
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("kind: "):
            kind = "movies" if line == "kind: movies" else "tv"
        elif " => " in line:
            path, _, fields = line.rpartition(" => ")
            path = _CODE_POINT.sub(lambda m: chr(int(m[1], 16)), path)
            rows.append(Case(path, kind, _fields(fields), f"{table.stem}:{number}"))
        elif line and not line.startswith("# "):
            raise ValueError(f"{table.name}:{number}: neither a row nor a comment")
    return rows


def _fields(text: str) -> dict[str, object]:
    pairs = (item.partition("=") for item in text.split("; "))
    return {_FIELDS.get(key, key): _value(_FIELDS.get(key, key), value) for key, _, value in pairs}


def _value(field: str, text: str) -> object:
    if field in _LISTS:
        return () if text == "-" else tuple(map(int, text.split(",")))
    if text == "-":
        return None
    return int(text) if field in _NUMBERS else text


def said(guess: Guess, fields: dict[str, object]) -> dict[str, object]:
    """The fields of a guess that a row asks for."""
    return {field: getattr(guess, field) for field in fields}
