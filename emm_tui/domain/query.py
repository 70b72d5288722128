"""The query language of lists and filters: text in, a plain tree of terms out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Literal, NamedTuple, NoReturn

from emm_tui.domain.errors import UsageError
from emm_tui.domain.query_fields import DEEP, FIELDS, SORTS, Field, field_named

Operator = Literal["=", "..", "<", "<=", ">", ">=", "none"]

_MARKS = re.compile("[\u0300-\u036f]")
_NAME = re.compile(r"([A-Za-z_]+):(.*)", re.DOTALL)
_COMPARED = re.compile(r"(<=|>=|<|>)(.*)", re.DOTALL)
_LARGEST = 10**15


class QueryError(UsageError):
    """A query that says nothing; `position` is the offset of the part that is wrong."""

    def __init__(self, message: str, position: int, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.position = position


class Value(NamedTuple):
    """What a field is compared with: `low` alone, or `low`..`high` (either may be open, None) for `..`."""

    operator: Operator
    low: str | float | None = None
    high: str | float | None = None


class Term(NamedTuple):
    """One condition: the field is any of the values, or none of them when `negated`."""

    field: str
    values: tuple[Value, ...]
    negated: bool = False


class Sort(NamedTuple):
    """One key of the order."""

    field: str
    descending: bool = False


class Query(NamedTuple):
    """Any of `groups`, each of which wants all of its terms; no group at all wants everything."""

    groups: tuple[tuple[Term, ...], ...] = ()
    sort: tuple[Sort, ...] = ()

    @property
    def deep(self) -> bool:
        """Whether it may find more than films and shows."""
        return any(term.field in DEEP for group in self.groups for term in group)

    @property
    def by_title(self) -> bool:
        """Whether seasons and episodes follow their show in its order."""
        return not self.sort or self.sort[0].field == "title"

    def __and__(self, other: Query) -> Query:
        """What both want, in the order of the first that has one."""
        groups = tuple((*mine, *theirs) for mine in self.groups or ((),) for theirs in other.groups or ((),))
        return Query(groups if any(groups) else (), self.sort or other.sort)


class _Word(NamedTuple):
    position: int
    text: str


def fold(text: str) -> str:
    """`text` as words are compared: without case, accents and compatibility forms."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKC", _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())))


def parse_query(text: str) -> Query:
    """The query that `text` spells; raises QueryError with the position of what it cannot read.

    Words match titles, `"a phrase"` too; `field:value`, `field:a..b`, `field:>n`, `field:a,b`; `^` or `!` negates;
    a comma between words or terms is "or"; `sort:year-` sorts, last term wins.
    """
    groups: list[list[Term]] = [[]]
    sort: tuple[Sort, ...] = ()
    for word in _words(text):
        body = word.text.rstrip(",") if not word.text.endswith('"') else word.text
        if body.strip('",'):
            term = _term(_Word(word.position, body))
            if isinstance(term, Term):
                groups[-1].append(term)
            else:
                sort = term or sort
        if body != word.text:
            groups.append([])
    return Query(tuple(tuple(group) for group in groups if group), sort)


def _words(text: str) -> Iterator[_Word]:
    """Splits at white space outside of quotes; a quote that is not closed goes to the end."""
    start, quoted = None, False
    for position, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        if char.isspace() and not quoted:
            if start is not None:
                yield _Word(start, text[start:position])
            start = None
        elif start is None:
            start = position
    if start is not None:
        yield _Word(start, text[start:])


def _term(word: _Word) -> Term | tuple[Sort, ...]:
    body = word.text.lstrip("^!")
    negated = len(word.text) != len(body)
    if not body.strip('",'):
        raise QueryError(f"'{word.text}' negates nothing.", word.position, "Write ^word or ^field:value.")
    named = _NAME.fullmatch(body)
    if not named:
        return Term("title", tuple(Value("=", part) for part in _parts(body)), negated)
    name, rest = named[1].lower(), named[2]
    if name == "sort":
        return _sort(rest, word.position)
    field = field_named(name) or _unknown(name, word.position)
    parts = _parts(rest)
    if not parts:
        raise QueryError(f"'{name}:' wants a value.", word.position, field.hint)
    return Term(field.name, tuple(_value(field, part, word.position) for part in parts), negated)


def _parts(text: str) -> list[str]:
    """The alternatives between commas, without their quotes."""
    parts, quoted = [""], False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            parts.append("")
        else:
            parts[-1] += char
    return [part for part in parts if part]


def _value(field: Field, text: str, position: int) -> Value:
    if field.type in ("number", "date"):
        return _scalar(field, text, position)
    if field.type != "choice":
        return Value("=", text)
    folded = text.casefold()
    for choice in field.choices:
        if folded in (choice, choice + "s"):
            return Value("=", choice)
    near = get_close_matches(folded, field.choices, 1)
    hint = f"Did you mean '{near[0]}'?" if near else f"One of: {', '.join(field.choices)}."
    raise QueryError(f"'{field.name}:' knows no '{text}'.", position, hint)


def _scalar(field: Field, text: str, position: int) -> Value:
    """A number or a date, a comparison with one, a range of them, or `none`."""
    if text.casefold() == "none":
        return Value("none")
    compared = _COMPARED.fullmatch(text)
    if compared:
        operator: Operator = compared[1]  # type: ignore[assignment]
        return Value(operator, _point(field, compared[2], position))
    low, dots, high = text.partition("..")
    if not dots:
        return Value("=", _point(field, text, position))
    if not low and not high:
        raise QueryError(f"'{field.name}:..' wants at least one end.", position, field.hint)
    return Value("..", *(_point(field, end, position) if end else None for end in (low, high)))


def _point(field: Field, text: str, position: int) -> str | float:
    if field.type == "date":
        if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?|\d{1,5}[hdwmy]", text):
            return text
    elif re.fullmatch(r"\d{1,15}(\.\d{0,6})?", text) and float(text) < _LARGEST:
        return float(text) if "." in text else int(text)
    raise QueryError(f"'{field.name}:' cannot read '{text}'.", position, field.hint)


def _sort(text: str, position: int) -> tuple[Sort, ...]:
    keys = []
    for part in filter(None, text.split(",")):
        name = part.rstrip("+-").lower()
        if name not in SORTS:
            near = get_close_matches(name, SORTS, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Sort by one of: {', '.join(SORTS)}."
            raise QueryError(f"'sort:' knows no '{name}'.", position, hint)
        keys.append(Sort(name, part.endswith("-")))
    if not keys:
        raise QueryError("'sort:' wants a field.", position, f"Sort by one of: {', '.join(SORTS)}.")
    return tuple(keys)


def _unknown(name: str, position: int) -> NoReturn:
    near = get_close_matches(name, [*FIELDS, "sort"], 1)
    meant = f"Did you mean '{near[0]}:'? " if near else ""
    raise QueryError(f"There is no field '{name}'.", position, f'{meant}Quote a word with a colon in it: "{name}:…".')
