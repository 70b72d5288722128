"""The table of all configuration keys: path, type, default, limits and the one line on each."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from emm_tui.config import Config, Secret

KeyPath = tuple[str, ...]
FILE_SUFFIX = "_file"
"""`token_file = "..."` reads the secret `token` from a file."""
REQUIRED: Any = object()
"""The default of a key that has none."""


class Key(NamedTuple):
    """One key of one section: `type` is bare, `limits` are what its annotation says besides the line on it."""

    name: str
    type: Any
    doc: str = ""
    limits: tuple[object, ...] = ()
    default: Any = REQUIRED

    @property
    def required(self) -> bool:
        """True when there is no default."""
        return self.default is REQUIRED

    @property
    def section(self) -> type | None:
        """The dataclass behind it when it is a table, or a list of tables."""
        inner = get_args(self.type)[0] if get_origin(self.type) is list else self.type
        return inner if is_dataclass(inner) else None

    @property
    def is_list(self) -> bool:
        """True for a list of values or of tables."""
        return get_origin(self.type) is list


@cache
def keys_of(section: type) -> types.MappingProxyType[str, Key]:
    """The keys of one section's dataclass, in order."""
    hints = get_type_hints(section, include_extras=True)
    return types.MappingProxyType({f.name: _key(f.name, hints[f.name], _default(f)) for f in fields(section)})


def all_keys(section: type = Config, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Key]]:
    """Every (path, key) that holds a value, depth first."""
    for key in keys_of(section).values():
        if key.section is None:
            yield (*path, key.name), key
        else:
            yield from all_keys(key.section, (*path, key.name))


def find(path: KeyPath) -> Key | None:
    """The key at a path; every name under a free table (keymap) is one."""
    section: type = Config
    for depth, name in enumerate(path):
        key = keys_of(section).get(name)
        last = depth == len(path) - 1
        if key is None or last:
            return key
        if get_origin(key.type) is dict:
            return Key(path[-1], get_args(key.type)[1]) if depth == len(path) - 2 else None
        if key.section is None or key.is_list:
            return None
        section = key.section
    return None


def type_text(kind: Any) -> str:
    """A type as a person reads it in an error or in `emm config keys`."""
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(map(str, get_args(kind)))
    if get_origin(kind) is list:
        return "a list of " + ("tables" if is_dataclass(get_args(kind)[0]) else "texts")
    if get_origin(kind) is dict or is_dataclass(kind):
        return "a table"
    return {str: "text", Secret: "text", int: "a whole number (int)", float: "a number", bool: "true or false"}[kind]


def _key(name: str, hint: Any, default: Any) -> Key:
    if get_origin(hint) is not Annotated:
        return Key(name, hint, default=default)
    kind, doc, *limits = get_args(hint)
    return Key(name, kind, doc, tuple(limits), default)


def _default(item: Any) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return REQUIRED if item.default is MISSING else item.default
