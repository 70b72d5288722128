"""What a word of the filter can go on to: names of fields, then the values that a field can have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from emm_tui.domain.query import QueryError, parse_query
from emm_tui.domain.query_fields import FIELDS, SORTS, field_named

MOST = 8  # that are shown at once


class Completion(NamedTuple):
    """A word that the last one can become: `query` is the whole filter with it, None when it needs a value yet."""

    word: str
    line: str
    query: str | None


def completions(line: str) -> list[Completion]:
    """What the last word of `line` can become; nothing when it is a plain word or ends in a quote."""
    head, word = line[: len(line) - len(_last(line))], _last(line)
    bare = word.lstrip("^!")
    if not bare or '"' in bare:
        return []
    sign = word[: len(word) - len(bare)]
    found = [sign + one for one in _words(bare)]
    return [Completion(one, head + one, _query(head + one)) for one in found if one != word][:MOST]


def _last(line: str) -> str:
    return "" if not line or line[-1].isspace() else line.split()[-1]


def _words(word: str) -> Iterator[str]:
    name, colon, value = word.partition(":")
    if not colon:
        yield from (f"{field}:" for field in (*FIELDS, "sort") if field.startswith(name.lower()))
        return
    earlier, comma, last = value.rpartition(",")
    for choice in _choices(name.lower()):
        if choice.startswith(last.lower()) and choice not in earlier.split(","):
            yield f"{name}:{earlier}{comma}{choice}"


def _choices(name: str) -> tuple[str, ...]:
    if name == "sort":
        return SORTS
    field = field_named(name)
    return field.choices if field else ()


def _query(line: str) -> str | None:
    try:
        parse_query(line)
    except QueryError:
        return None
    return line
