"""Turns plain TOML data into the typed configuration and says everything that is wrong with it."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, get_args, get_origin

from emm_tui.config import NO_SECRET, Config, Secret
from emm_tui.config_file.keys import FILE_SUFFIX, Key, KeyPath, keys_of, type_text
from emm_tui.config_limits import TIME_UNITS, Above, AtLeast, LongestDays, OneOf, Shape

WRONG: Any = object()
"""What a value that cannot be used becomes; the problem says why."""


class Problem(NamedTuple):
    """One thing that is wrong: at which key, and what was expected there."""

    path: KeyPath
    text: str


def build(data: dict[str, Any]) -> tuple[Config | None, list[Problem]]:
    """The configuration and no problems, or None and all of them. Secrets are values by now, not files."""
    problems: list[Problem] = []
    config = _section(Config, data, (), problems)
    problems += _doubled_names(data)
    return (None if problems else config), problems


def problems_of(key: Key, value: Any, path: KeyPath) -> list[Problem]:
    """What is wrong with the value of one key by itself."""
    problems: list[Problem] = []
    _value(key, value, path, problems)
    return problems


def nearest(name: str, known: Iterable[str]) -> str:
    """A question that names the known word most like `name`, or all of them when none is."""
    known = list(known)
    close = difflib.get_close_matches(name, known, 1, 0.5)
    return f"did you mean {close[0]}?" if close else f"known here: {', '.join(known)}."


def _section(kind: type, data: Any, path: KeyPath, problems: list[Problem]) -> Any:
    if not isinstance(data, dict):
        problems.append(Problem(path, f"expected a table, got {_shown(data)}."))
        return WRONG
    keys = keys_of(kind)
    for name in sorted(data.keys() - keys.keys()):
        problems.append(Problem((*path, name), f"unknown key; {nearest(name, _offered(keys.values()))}"))
    given: dict[str, Any] = {}
    for name, key in keys.items():
        if name in data:
            given[name] = _value(key, data[name], (*path, name), problems)
        elif key.required:
            problems.append(Problem((*path, name), f"missing; expected {type_text(key.type)}: {key.doc}."))
    return WRONG if problems else kind(**given)


def _value(key: Key, value: Any, path: KeyPath, problems: list[Problem]) -> Any:
    if key.section is not None:
        if not key.is_list:
            return _section(key.section, value, path, problems)
        if isinstance(value, list):
            return [_section(key.section, one, (*path, str(n)), problems) for n, one in enumerate(value)]
    converted = _typed(key.type, value)
    if converted is WRONG:
        got = _kind(value) if key.type is Secret else _shown(value)
        problems.append(Problem(path, f"expected {type_text(key.type)}, got {got}."))
        return WRONG
    problems += [Problem(path, text) for text in _broken_limits(key, converted)]
    return converted


def _typed(kind: Any, value: Any) -> Any:
    """The value as its type wants it, or WRONG."""
    origin = get_origin(kind)
    if origin is Literal:
        return value if value in get_args(kind) else WRONG
    if origin is list:
        return _all_typed(get_args(kind)[0], value)
    if origin is dict:
        return _table(get_args(kind)[1], value)
    if kind is Secret:
        return (Secret(value) if value else NO_SECRET) if isinstance(value, str) else WRONG
    if kind is float:
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        return float(value) if number else WRONG
    return value if type(value) is kind else WRONG


def _all_typed(kind: Any, value: Any) -> Any:
    if not isinstance(value, list):
        return WRONG
    entries = [_typed(kind, one) for one in value]
    return WRONG if any(one is WRONG for one in entries) else entries


def _table(kind: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        return WRONG
    entries = {name: _typed(kind, one) for name, one in value.items()}
    return WRONG if any(one is WRONG for one in entries.values()) else entries


def _broken_limits(key: Key, value: Any) -> Iterable[str]:
    for limit in key.limits:
        match limit:
            case AtLeast(least) if value < least:
                yield f"expected {least} or more, got {value}."
            case Above(least) if value <= least:
                yield f"expected a number above {least}, got {value:g}."
            case LongestDays(days) if _seconds(value) > days * TIME_UNITS["d"]:
                yield f"expected at most {days} days, got {_shown(value)}."
            case OneOf(known):
                yield from (f"unknown entry {_shown(one)}; {nearest(one, known)}" for one in value if one not in known)
            case Shape(pattern, text):
                entries = value if isinstance(value, list) else [value] if value or key.required else []
                yield from (f"expected {text}, got {_shown(one)}." for one in entries if not re.fullmatch(pattern, one))
            case _:
                pass


def _seconds(time: str) -> float:
    """Seconds of a time as `24h`; 0 for what is none, whose shape is told."""
    number, unit = time[:-1].strip(), time[-1:]
    try:
        return float(number) * TIME_UNITS.get(unit, 0)
    except ValueError:
        return 0.0


def _doubled_names(data: dict[str, Any]) -> list[Problem]:
    sources = data.get("sources")
    names = [one.get("name") for one in sources if isinstance(one, dict)] if isinstance(sources, list) else []
    doubled = [n for n, name in enumerate(names) if name is not None and name in names[:n]]
    return [Problem(("sources", str(n), "name"), f"there is another source named {names[n]!a}.") for n in doubled]


def _offered(keys: Iterable[Key]) -> Iterable[str]:
    for key in keys:
        yield key.name
        if key.type is Secret:
            yield key.name + FILE_SUFFIX


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value[:60]}"'
    return f"{_kind(value)} {value}" if isinstance(value, int | float) else _kind(value)


def _kind(value: Any) -> str:
    names = {
        str: "text",
        bool: "true or false",
        int: "the number",
        float: "the number",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), f"a {type(value).__name__}")
