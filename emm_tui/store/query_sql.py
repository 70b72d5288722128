"""A query as SQL with bound parameters: nothing that a user typed becomes part of the statement."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from emm_tui.domain.ids import PROVIDERS
from emm_tui.domain.query import Query, Sort, Term, Value, fold
from emm_tui.domain.query_fields import DEEP
from emm_tui.store.layout import ARTWORK_BITS, TIERS, storable

Sql = tuple[str, tuple[object, ...]]

_NUMBERS = {name: f"i.{name}" for name in ("year", "season", "episode", "rating", "runtime", "id")}
_PLAIN = {"source": "i.source", "edition": "i.edition", "resolution": "i.resolution"}
_DETAILS = {"certification": "certification", "error": "error"}
_TERMS = {"genre": "genres", "tag": "tags", "studio": "studios", "country": "countries"}
_PEOPLE = ("actor", "director", "writer")
_SORT_COLUMNS = {"title": "sort_key", **{name: name for name in ("year", "added", "rating", "runtime", "state")}}
_AGES = {"h": 1 / 24, "d": 1, "w": 7, "m": 30.44, "y": 365.25}
_ALL_OF_DATE = "~"  # sorts after everything that follows a date in ISO 8601


def where(query: Query) -> Sql:
    """The condition on items `i` and its parameters; without a kind it wants movies and shows."""
    groups = [_group(group) for group in query.groups] or [_group(())]
    return " OR ".join(f"({sql})" for sql, _ in groups), tuple(value for _, values in groups for value in values)


def order(query: Query) -> str:
    """The order of a query, by title where it asks for none; the last key makes it definite."""
    keys = [*query.sort, Sort("title")] if all(key.field != "title" for key in query.sort) else list(query.sort)
    parts = [f"i.{_SORT_COLUMNS[key.field]}{' DESC' if key.descending else ''}" for key in keys]
    same_way = all(key.descending for key in keys)
    return ", ".join([*parts, "i.id DESC" if same_way else "i.id"])


def _group(terms: tuple[Term, ...]) -> Sql:
    searched = [term for term in terms if _searchable(term)]
    parts = [_term(term) for term in terms if term not in searched]
    if searched and _parts_only(terms):
        parts += [_search_above(_alternatives(term)) for term in searched]
    elif searched:
        parts.append(_search(" AND ".join(_alternatives(term) for term in searched)))
    if all(term.field not in DEEP for term in terms):
        parts.insert(0, ("i.tier = 0", ()))
    return " AND ".join(sql for sql, _ in parts), tuple(value for _, values in parts for value in values)


def _parts_only(terms: tuple[Term, ...]) -> bool:
    """Does a query want seasons and episodes alone? They go by the title of their show as well."""
    kinds = [{str(value.low) for value in term.values} for term in terms if term.field == "kind" and not term.negated]
    return any(wanted <= {"season", "episode"} for wanted in kinds)


def _search_above(expression: str) -> Sql:
    found = "SELECT rowid FROM titles WHERE titles MATCH ?"
    return f"(i.id IN ({found}) OR i.show IN ({found}))", (expression, expression)


def _term(term: Term) -> Sql:
    if term.field == "kind":
        return _kinds([str(value.low) for value in term.values], term.negated)
    if term.field == "state" and not term.negated:
        return _any_of("i.state", [value.low for value in term.values])
    parts = [_value(term.field, value) for value in term.values]
    sql = " OR ".join(part for part, _ in parts)
    values = tuple(value for _, values in parts for value in values)
    if term.negated:
        return f"NOT coalesce(({sql}), 0)", values
    return (sql if len(parts) == 1 else f"({sql})"), values


def _any_of(column: str, values: list[object]) -> Sql:
    if len(values) == 1:
        return f"{column} = ?", (values[0],)
    return f"{column} IN ({', '.join('?' * len(values))})", tuple(values)


def _kinds(kinds: list[str], negated: bool) -> Sql:
    """Kinds by their tier first, with which every index begins."""
    wanted = [kind for kind in TIERS if "any" in kinds or (kind in kinds) != negated]
    if len(wanted) == len(TIERS) and not negated:
        return "1", ()
    tiers, (sql, values) = sorted({TIERS[kind] for kind in wanted}), _any_of("i.kind", list(wanted))
    tier_sql, tier_values = _any_of("i.tier", list(tiers))
    whole = len(wanted) == sum(tier in tiers for tier in TIERS.values())
    return (tier_sql, tier_values) if whole else (f"{tier_sql} AND {sql}", (*tier_values, *values))


def _value(field: str, value: Value) -> Sql:
    if field in _NUMBERS:
        return _compared(_NUMBERS[field], value)
    if field in ("tmdb", "tvdb"):
        own, values = _compared(f"i.{field}", value)
        return f"({own} OR i.show IN (SELECT id FROM items i WHERE i.tier = 0 AND {own}))", (*values, *values)
    if field == "added":
        return _added(value)
    text = storable(str(value.low))
    if field in _TERMS:
        inner = "SELECT x.item FROM terms t JOIN item_terms x ON x.term = t.id WHERE t.field = ? AND instr(t.folded, ?)"
        return f"i.id IN ({inner})", (_TERMS[field], fold(text))
    if field in _PEOPLE:
        inner = "SELECT id FROM people WHERE instr(folded, ?)"
        return f"i.id IN (SELECT item FROM credits WHERE person IN ({inner}) AND job = ?)", (fold(text), field)
    return _FIELDS[field](text) if field in _FIELDS else _column(field, text)


def _column(field: str, text: str) -> Sql:
    """A text column that is compared as a whole, or a part of one of the details."""
    if field in _PLAIN:
        return f"{_PLAIN[field]} = ? COLLATE NOCASE", (text,)
    column = _DETAILS[field]
    return (
        f"EXISTS (SELECT 1 FROM details d WHERE d.item = i.id AND instr(lower(d.{column}), lower(?)))",
        (text,),
    )


def _searchable(term: Term) -> bool:
    """Whether the search alone can answer it: it knows parts of three characters and more."""
    return term.field == "title" and not term.negated and all(len(_compact(value)) > 2 for value in term.values)


def _compact(value: Value) -> str:
    return fold(storable(str(value.low))).strip()


def _alternatives(term: Term) -> str:
    quoted = (_compact(value).replace('"', '""') for value in term.values)
    return "(" + " OR ".join(f'"{text}"' for text in quoted) + ")"


def _search(expression: str) -> Sql:
    return "i.id IN (SELECT rowid FROM titles WHERE titles MATCH ?)", (expression,)


def _title(text: str) -> Sql:
    """A part of any title; one or two characters are looked for in the sort key, which is short and indexed."""
    value = Value("=", text)
    folded = _compact(value)
    return _search(_alternatives(Term("title", (value,)))) if len(folded) > 2 else ("instr(i.sort_key, ?)", (folded,))


def _path(text: str) -> Sql:
    part = os.fsencode(text)
    return "(instr(i.path, ?) OR i.id IN (SELECT item FROM files WHERE role = 'video' AND instr(path, ?)))", (
        part,
        part,
    )


def _named(column: str, condition: str) -> Callable[[str], Sql]:
    """Items that belong to another one, whose title is looked for."""

    def named(text: str) -> Sql:
        sql, values = _title(text)
        return f"i.{column} IN (SELECT i.id FROM items i WHERE {condition} AND {sql})", values

    return named


def _missing(text: str) -> Sql:
    if text in _LACKED:
        own, values = (f"{_MISSING[text]} OR ", (text,)) if text in _MISSING else ("", (text,))
        return f"({own}EXISTS (SELECT 1 FROM lacking l WHERE l.item = i.id AND l.provider = ?))", values
    if text in ARTWORK_BITS:
        return "i.artwork & ? = 0", (ARTWORK_BITS[text],)
    return _MISSING[text], ()


def _no_details(column: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM details d WHERE d.item = i.id AND d.{column} <> '')"


_LIES_NOWHERE = (
    "k.season > 0 AND k.aired <= date('now') AND NOT EXISTS (SELECT 1 FROM items e"
    " WHERE e.show = k.show AND e.season = k.season AND e.episode = k.episode AND e.missing_since IS NULL)"
)
"""Of an episode `k` of a show `o`: it has aired, and no folder of the show has it; specials are never missed."""

MISSING_EPISODES = f"FROM items o JOIN known_episodes k ON k.show = o.id WHERE {_LIES_NOWHERE}"


_LACKED = frozenset(PROVIDERS)
_MISSING = {
    "provider": "EXISTS (SELECT 1 FROM lacking l WHERE l.item = i.id)",
    "episode": "CASE i.tier WHEN 0 THEN EXISTS (SELECT 1 " + MISSING_EPISODES + " AND o.id = i.id)"
    " WHEN 1 THEN EXISTS (SELECT 1 " + MISSING_EPISODES + " AND o.id = i.show AND k.season = i.season) ELSE 0 END",
    "file": "i.missing_since IS NOT NULL",
    "nfo": "i.nfo = 0",
    "set": "i.set_id IS NULL",
    "genre": "NOT EXISTS (SELECT 1 FROM item_terms x JOIN terms t ON t.id = x.term"
    " WHERE x.item = i.id AND t.field = 'genres')",
    **{name: f"i.{name} IS NULL" for name in ("year", "rating", "runtime", "tmdb", "imdb", "tvdb")},
    **{name: _no_details(name) for name in ("plot", "premiered", "certification", "trailer")},
    **{
        name: f"NOT EXISTS (SELECT 1 FROM credits c WHERE c.item = i.id AND c.job = '{name}')"
        for name in ("actor", "director")
    },
}
_TWICE = " OR ".join(
    f"(i.{name} IN (SELECT {name} FROM items WHERE {name} IS NOT NULL GROUP BY {name} HAVING count(*) > 1)"
    f" AND EXISTS (SELECT 1 FROM items d WHERE d.{name} = i.{name} AND d.kind = i.kind AND d.id <> i.id))"
    for name in ("tmdb", "imdb", "tvdb")
)
"""Another item of its kind has one of its ids."""

_FIELDS: dict[str, Callable[[str], Sql]] = {
    "title": _title,
    "path": _path,
    "missing": _missing,
    "state": lambda text: ("i.state = ?", (text,)),
    "imdb": lambda text: ("i.imdb = ?", (text.lower(),)),
    "set": _named("set_id", "i.tier = 3"),
    "show": _named("show", "i.tier = 0 AND i.kind = 'show'"),
    "marked": lambda text: ("i.marked = ?", (int(text == "yes"),)),
    "duplicate": lambda text: (f"({_TWICE})" if text == "yes" else f"NOT coalesce(({_TWICE}), 0)", ()),
    "locked": lambda text: ("EXISTS (SELECT 1 FROM locks l WHERE l.item = i.id AND l.field = ?)", (text,)),
}


def _compared(column: str, value: Value) -> Sql:
    if value.operator == "none":
        return f"{column} IS NULL", ()
    if value.operator != "..":
        return f"{column} {value.operator} ?", (value.low,)
    ends = [(">=", value.low), ("<=", value.high)]
    given = [(sign, end) for sign, end in ends if end is not None]
    return " AND ".join(f"{column} {sign} ?" for sign, _ in given), tuple(end for _, end in given)


def _added(value: Value) -> Sql:
    """Dates are compared as text: `2026-03` means all of March, an age the time since then."""
    low, high = (None if end is None else _date(str(end)) for end in (value.low, value.high))
    if value.operator == "=":
        aged = re.fullmatch(r"\d+[hdwmy]", str(value.low))
        value = Value("..", low, None if aged else low)
        high = value.high if value.high is None else str(value.high)
    if value.operator == "..":
        return _compared("i.added", Value("..", low, None if high is None else high + _ALL_OF_DATE))
    after = _ALL_OF_DATE if value.operator in (">", "<=") else ""
    return _compared("i.added", Value(value.operator, None if low is None else low + after))


def _date(text: str) -> str:
    if text[-1] not in _AGES:
        return text
    try:
        then = datetime.now(UTC) - timedelta(days=int(text[:-1]) * _AGES[text[-1]])
    except OverflowError:
        return ""
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")
