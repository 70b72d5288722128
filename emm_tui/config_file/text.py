"""Writes a configuration as TOML: the commented example, a first file for `emm init`, and the masked effective one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from emm_tui.config import Config, Secret
from emm_tui.config_file.keys import Key, KeyPath, keys_of, type_text

MASK = "***"
_PASSWORD = re.compile(r"(?<=:)[^:/@\s]+(?=@)")
COLUMN = 36
WIDTH = 118

HEADER = """\
# emm-tui: every key with its default. Uncomment a source, put in a key for TMDB, and run: emm scan
# Each key can also be given by environment, as EMM_SCRAPE__CONCURRENCY=8, and each secret `xyz` be read from a file by
# `xyz_file = "..."`. "emm config check" says what is wrong, "emm config keys" lists all.
"""
SOURCE = """\
# One block for each folder of films or shows:
# [[sources]]
# name = "Movies"                   # what it is called in lists and on the command line
# path = "/media/movies"            # the folder
# kind = "movies"                   # what lies in it: movies | tv
"""


def example(config: Config | None = None) -> str:
    """config.toml with every key and one line on each; of the defaults, or of a given configuration (secrets open)."""
    config = config or Config()
    parts = [HEADER]
    for name, key in keys_of(Config).items():
        value = getattr(config, name)
        if key.is_list:
            parts.append("\n" + (SOURCE if not value else "\n".join(_source(one) for one in value)))
        else:
            parts += [f"\n{table}" for table in _tables(key, (name,), value, comments=True)]
    return "".join(parts)


def render(config: Config) -> str:
    """The effective configuration as TOML, secrets masked."""
    parts: list[str] = []
    for name, key in keys_of(Config).items():
        value = getattr(config, name)
        if key.is_list:
            parts += ["[[sources]]\n" + "".join(_lines(type(one), one, False)) for one in value]
        else:
            parts += _tables(key, (name,), value, comments=False)
    return "\n".join(parts)


def masked(config: Config) -> dict[str, Any]:
    """The effective configuration as plain data, secrets masked."""
    return {name: mask(value) for name, value in asdict(config, dict_factory=dict).items()}


def default_text(key: Key) -> str:
    """A key's default as it stands in the file."""
    return "" if key.required else toml(key.default)


def toml(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, Secret):
        return toml(value.reveal())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml(k)} = {toml(v)}" for k, v in value.items()) + " }" if value else "{}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _tables(key: Key, path: KeyPath, value: Any, *, comments: bool) -> Iterator[str]:
    """The `[a.b]` blocks of a section, those below it after it."""
    heading = f"[{'.'.join(path)}]"
    if key.section is None:
        free = "".join(f"{name} = {toml(one)}\n" for name, one in value.items())
        yield (_commented(heading, key.doc) if comments else heading + "\n") + free
        return
    below = [one for one in keys_of(key.section).values() if one.section]
    if len(below) < len(keys_of(key.section)):
        note = _commented(heading, (key.section.__doc__ or "").rstrip(".")) if comments else heading + "\n"
        yield note + "".join(_lines(key.section, value, comments))
    for one in below:
        yield from _tables(one, (*path, one.name), getattr(value, one.name), comments=comments)


def _lines(section: type, values: Any, comments: bool) -> Iterator[str]:
    own = [key for key in keys_of(section).values() if not key.section]
    for key in sorted(own, key=lambda key: key.type is not Secret):  # what a person must fill in comes first
        value = getattr(values, key.name)
        if comments:
            yield _commented(f"{key.name} = {toml(value)}", key.doc)
        else:
            yield f"{key.name} = {toml(mask(value))}\n"


def _source(source: Any) -> str:
    return "[[sources]]\n" + "".join(_lines(type(source), source, comments=True))


def _commented(line: str, doc: str) -> str:
    """A line with its comment at a column, or above it when it does not fit."""
    if len(line) + 2 > COLUMN and len(line) + len(doc) + 5 > WIDTH:
        return f"# {doc}\n{line}\n"
    return f"{line:<{COLUMN - 2}}  # {doc}\n"


def mask(value: Any) -> Any:
    """A value as it may be shown: without the secrets in it."""
    if isinstance(value, Secret):
        return MASK if value else ""
    if isinstance(value, str):
        return _PASSWORD.sub(MASK, value)
    if isinstance(value, dict):
        return {name: mask(one) for name, one in value.items()}
    return [mask(one) for one in value] if isinstance(value, list) else value


def key_row(path: KeyPath, key: Key) -> dict[str, str]:
    """What `emm config keys` says of one key."""
    return {"key": ".".join(path), "type": type_text(key.type), "default": default_text(key), "doc": key.doc}
