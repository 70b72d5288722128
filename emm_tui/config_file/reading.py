"""Reads config.toml and the EMM_ variables into a checked configuration."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from emm_tui.config import Config, Secret
from emm_tui.config_file.check import Problem, build
from emm_tui.config_file.environment import overlay
from emm_tui.config_file.keys import FILE_SUFFIX, KeyPath, find, keys_of
from emm_tui.config_limits import Location
from emm_tui.domain.errors import ConfigError
from emm_tui.paths import Paths

MOST_BYTES = 1 << 20


def load(paths: Paths, environ: Mapping[str, str]) -> Config:
    """The configuration of file and environment, defaults where neither speaks.

    An empty variable counts as not set. Raises ConfigError with every problem, each naming its file and line or its
    variable, its key, what was expected, and the nearest known key.
    """
    return checked(paths.config_file, text_of(paths.config_file), environ)


def checked(file: Path, text: str, environ: Mapping[str, str]) -> Config:
    """The configuration that `text` would be in `file`, as `load` reads it."""
    data = parsed(file, text)
    variables = dict(overlay(data, environ))
    problems = _read_secrets(data, file.parent)
    config, wrong = build(data)
    problems += wrong
    if config is None or problems:
        places = [_place(problem, file, text, variables) for problem in problems]
        raise ConfigError("\n".join(places))
    _resolve_locations(config, data, file.parent)
    return config


def exposed(path: Path) -> bool:
    """True when the file holds a secret and others than its owner may read it."""
    try:
        if not stat.S_IMODE(path.stat().st_mode) & 0o077:
            return False
        data = parsed(path, text_of(path))
    except (OSError, ConfigError):
        return False
    return any(value and _is_secret(where) for where, value in _given(data))


def text_of(path: Path) -> str:
    """What a config file says, nothing when there is none. ConfigError when it cannot be read."""
    try:
        with open(path, "rb") as file:
            raw = file.read(MOST_BYTES)
        return raw.decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: expected UTF-8 text, got the byte {raw[error.start]:#04x}.") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from None


def parsed(path: Path, text: str) -> dict[str, Any]:
    """The plain data of a config file's text. ConfigError names the line of what is no TOML."""
    if not text:
        return {}
    import tomllib  # where there is no file, nothing of it is loaded

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"^(.*) \(at (?:line (\d+), column (\d+)|(end of document))\)$", str(error), re.S)
        said, line, column = (found[1], found[2], found[3]) if found else (str(error), None, None)
        line = line or str(text.count("\n") + 1)
        raise ConfigError(f"{path}:{line}{':' + column if column else ''}: not valid TOML: {said}.") from None
    except RecursionError:
        raise ConfigError(f"{path}: not valid TOML: nested too deeply.") from None


def _read_secrets(data: dict[str, Any], folder: Path) -> list[Problem]:
    """Replaces each `xyz_file` by the secret `xyz` that the file holds."""
    problems = []
    for where, given in [one for one in _given(data) if one[0][-1].endswith(FILE_SUFFIX)]:
        path = (*where[:-1], where[-1].removesuffix(FILE_SUFFIX))
        if not _is_secret(path):
            continue
        table = _at(data, where[:-1])
        del table[where[-1]]
        if table.get(path[-1]):
            problems.append(Problem(where, f"expected one of {path[-1]} and {where[-1]}, got both."))
        elif isinstance(given, str):
            problems += _read_secret(table, path[-1], where, folder / Path(given).expanduser())
        else:
            problems.append(Problem(where, "expected text: the name of a file that holds the secret."))
    return problems


def _given(data: dict[str, Any], path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Every (path, value) that is no table; only what is there is looked up, which most keys are not."""
    for name, value in data.items():
        if isinstance(value, dict) and not name.endswith(FILE_SUFFIX):
            yield from _given(value, (*path, name))
        else:
            yield (*path, name), value


def _is_secret(path: KeyPath) -> bool:
    key = find(path)
    return key is not None and key.type is Secret


def _read_secret(table: dict[str, Any], name: str, where: KeyPath, file: Path) -> list[Problem]:
    try:
        with open(file, "rb") as opened:
            table[name] = opened.read(MOST_BYTES).decode("utf-8").strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        return [Problem(where, f"{file} cannot be read: {reason}.")]
    return [] if table[name] else [Problem(where, f"expected a file that holds the secret, and {file} is empty.")]


def _at(data: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    """The table at a path, an empty one when there is none."""
    for name in path:
        data = data.get(name, {}) if isinstance(data, dict) else {}
    return data if isinstance(data, dict) else {}


def _place(problem: Problem, file: Path, text: str, variables: Mapping[KeyPath, str]) -> str:
    path = problem.path
    variable = next((name for given, name in variables.items() if path[: len(given)] == given), None)
    dotted = ".".join(path)
    if variable:
        return f"{variable}: {dotted}: {problem.text}"
    line = _line(text, path)
    return f"{file}{f':{line}' if line else ''}: {dotted}: {problem.text}"


_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")


def _line(text: str, path: KeyPath) -> int | None:
    """The line of a key, or of its table, as far as a plain reading of the text can tell."""
    table: tuple[str, ...] = ()
    seen: dict[str, int] = {}
    best: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = tuple(part.strip(" \"'") for part in header[2].split("."))
            if header[1] == "[[":
                seen[header[2]] = seen.get(header[2], -1) + 1
                table += (str(seen[header[2]]),)
            best = number if table == path[: len(table)] else best
        elif table == path[:-1] and re.match(rf"\s*[\"']?{re.escape(path[-1])}[\"']?\s*=", line):
            return number
    return best


def _resolve_locations(section: Any, data: dict[str, Any], folder: Path) -> None:
    """Makes the files and folders that `data` gave absolute: `~` is the home, the rest counts from the config's folder.

    Defaults have none.
    """
    kind: type = type(section)
    keys = keys_of(kind)
    for name, given in data.items():
        key, value = keys[name], getattr(section, name)
        if key.section is not None:
            for one, its in zip(value, given, strict=True) if key.is_list else [(value, given)]:
                _resolve_locations(one, its, folder)
        elif value and any(isinstance(limit, Location) for limit in key.limits):
            setattr(section, name, os.path.normpath(folder / Path(value).expanduser()))
