"""Puts the EMM_ environment variables over what config.toml says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, get_origin

from emm_tui.config import Config, Secret
from emm_tui.config_file.keys import FILE_SUFFIX, Key, KeyPath, find

PREFIX = "EMM_"


def overlay(data: dict[str, Any], environ: Mapping[str, str]) -> Iterator[tuple[KeyPath, str]]:
    """Puts the EMM_ variables over the data; yields (key path, variable) of each."""
    tops = {section.name for section in fields(Config)}
    for variable in sorted(environ):
        if not variable.startswith(PREFIX) or not environ[variable]:
            continue
        path = tuple(variable[len(PREFIX) :].lower().split("__"))
        if len(path) == 1 and path[0] not in tops:
            continue
        _put(data, path, environ[variable])
        yield path, variable


def _put(data: dict[str, Any], path: KeyPath, text: str) -> None:
    table = data
    for name in path[:-1]:
        below = table.setdefault(name, {})
        if not isinstance(below, dict):
            below = table[name] = {}
        table = below
    name = path[-1]
    key = find(path)
    if key is None and name.endswith(FILE_SUFFIX):
        table.pop(name.removesuffix(FILE_SUFFIX), None)
    elif key is not None and key.type is Secret:
        table.pop(name + FILE_SUFFIX, None)
    table[name] = plain(key, text)


def plain(key: Key | None, text: str) -> Any:
    """A text from outside of the file as the TOML value it stands for; left as text when it is none."""
    if key is None or key.type in (str, Secret):
        return text
    if get_origin(key.type) is list and not text.lstrip().startswith("["):
        return [one.strip() for one in text.split(",")]
    import tomllib

    try:
        return tomllib.loads(f"value = {text.lower() if key.type is bool else text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        return text
