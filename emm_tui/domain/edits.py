"""What a person changes by hand: the fields, their values, and what a change comes to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from emm_tui.domain.artwork import RULES
from emm_tui.domain.errors import UsageError
from emm_tui.domain.fetched import Number

TITLES = ("movie", "show", "season", "episode")
FIELDS = {
    "title": TITLES,
    "plot": TITLES,
    "user_rating": TITLES,
    "year": ("movie", "show"),
    "order": ("show",),
}
"""What can be edited, and of which kinds."""
LOCKS = (
    *("title", "original_title", "sort_title", "year", "premiered", "runtime", "plot", "outline", "tagline"),
    *("certification", "status", "original_language", "trailer", "user_rating", "genres", "countries", "studios"),
    *("tags", "ratings", "ids", "set", "cast", "directors", "writers"),
)
"""The fields that can be locked against scrapes."""
PICTURES = tuple(RULES)
"""The kinds of pictures that can be locked: no scrape brings one, or replaces the one that lies there."""
LOCKABLE = (*LOCKS, *PICTURES)

Value = str | int | float | None


@dataclass(slots=True, frozen=True)
class Changed:
    """A field of an item, as it is and as it shall be."""

    item: int
    field: str
    old: Value
    new: Value


@dataclass(slots=True, frozen=True)
class Renumbered:
    """An episode file under another order: `old` is its number now, `new` None where nothing has that number."""

    item: int
    path: str
    old: tuple[int | None, int | None]
    new: Number | None
    reason: str


@dataclass(slots=True, frozen=True)
class Undone:
    """A part of an item that a change by hand reached, as it is `now` and as it was `then`.

    `part` is a field, `lock:FIELD`, marked, order or match; `problem` says why it stays as it is, None when it does
    not.
    """

    item: int
    title: str
    part: str
    now: Value
    then: Value
    problem: str | None = None


def parse_edits(given: Mapping[str, str]) -> dict[str, Value]:
    """The new values by field. UsageError for a field that cannot be edited or a value that it cannot have."""
    return {field: _value(field, text) for field, text in given.items()}


def check_locks(fields: Iterable[str]) -> None:
    """UsageError for what is neither a field nor a kind of picture."""
    for field in fields:
        if field not in LOCKABLE:
            raise UsageError(
                f"There is no field {field!a} to lock.{_meant(field, LOCKABLE)}", f"These are: {', '.join(LOCKABLE)}."
            )


def check_field(field: str) -> None:
    """UsageError for what is no field."""
    if field not in LOCKS:
        raise UsageError(f"There is no field {field!a}.{_meant(field, LOCKS)}", f"These are: {', '.join(LOCKS)}.")


def check_kind(item: int, kind: str, field: str) -> None:
    """UsageError when that kind of item has no such field."""
    if kind not in FIELDS[field]:
        fitting = ", ".join(name for name, kinds in FIELDS.items() if kind in kinds)
        raise UsageError(
            f"Item {item} ({kind}) has no {field} that could be edited.",
            f"It has {fitting}." if fitting else "Films, shows, seasons and episodes can be edited.",
        )


def _value(field: str, text: str) -> Value:
    match field:
        case "title":
            if not text.strip():
                raise UsageError("A title cannot be empty.")
            return text.strip()
        case "plot":
            return text.strip() or None
        case "year":
            return _year(text)
        case "user_rating":
            return _rating(text)
        case "order":
            return text.strip().casefold()
        case _:
            meant = _meant(field, FIELDS)
            raise UsageError(f"The field {field!a} cannot be edited.{meant}", f"These can: {', '.join(FIELDS)}.")


def _meant(field: str, known: Iterable[str]) -> str:
    close = get_close_matches(field, known, 1)
    return f" Did you mean {close[0]}?" if close else ""


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise UsageError(f"{text!a} is no year.", "It has four digits; an empty one takes the year away.")
    return int(text)


def _rating(text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 10:
        raise UsageError(f"{text!a} is no rating.", "It is a number from 0 to 10; an empty one takes it away.")
    return value
