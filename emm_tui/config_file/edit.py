"""Changes one key of config.toml; comments, order and everything else stay as they are."""

from __future__ import annotations

import os
import tempfile
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable, InlineTable

from emm_tui.config_file.keys import KeyPath
from emm_tui.config_file.reading import text_of
from emm_tui.domain.errors import ConfigError, StorageError
from emm_tui.paths import private_folder


def with_value(text: str, path: KeyPath, value: Any) -> str:
    """The text of a config file with another value at a key; ConfigError when that would change anything else.

    A number in the path is the place of a table in a list, as in `sources.0.name`.
    """
    by_hand = ConfigError(f"{'.'.join(path)} cannot be changed here.", "Write it into the file by hand.")
    try:
        document = tomlkit.parse(text)
        _set(_table(document, path[:-1]), path[-1], value)
        changed = document.as_string()
        wanted = tomllib.loads(text)
        _put(wanted, path, value)
    except (TOMLKitError, tomllib.TOMLDecodeError, KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise by_hand from None
    if tomllib.loads(changed) != wanted:
        raise by_hand
    return changed


def write(file: Path, text: str, before: str | None = None) -> None:
    """Puts a config file in place as a whole; a new one is for its owner alone. StorageError when it cannot be written.

    With `before`, the text that was read: ConfigError, and nothing is written, when the file says something else by
    now.
    """
    target = Path(os.path.realpath(file))
    if why := hindrance(file):
        raise StorageError(f"{file} cannot be written: {why}.")
    try:
        private_folder(target.parent)
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o600
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with open(handle, "w", encoding="utf-8") as out:
                out.write(text)
                out.flush()
                os.fchmod(out.fileno(), mode)
                os.fsync(out.fileno())
            if before is not None and text_of(file) != before:
                raise ConfigError(f"Another program has changed {file} meanwhile.", "Nothing was written.")
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise StorageError(f"{file} cannot be written: {error.strerror}.") from None


def hindrance(file: Path) -> str:
    """Why a config file cannot be written, as far as its rights tell; nothing when it can."""
    target = Path(os.path.realpath(file))
    try:
        if target.exists() and not (target.stat().st_mode & 0o222 and os.access(target, os.W_OK)):
            return "it is read-only"
        folder = next(folder for folder in target.parents if folder.exists())
    except OSError as error:
        return error.strerror or type(error).__name__
    return "" if os.access(folder, os.W_OK | os.X_OK) else f"nothing can be written in {folder}"


def _table(document: Any, path: KeyPath) -> Any:
    """The table at a path, made where there is none."""
    for depth, name in enumerate(path):
        if isinstance(document, list):
            document = document[int(name)]
            continue
        if name not in document:
            document[name] = tomlkit.table(is_super_table=depth < len(path) - 1)
        document = document[name]
    return document


def _set(table: Any, name: str, value: Any) -> None:
    before = table.get(name)
    if not isinstance(value, dict):
        table[name] = value
    elif isinstance(before, AbstractTable) and not isinstance(before, InlineTable):
        for gone in before.keys() - value.keys():
            del before[gone]
        before.update(value)
    else:
        inline = tomlkit.inline_table()
        inline.update(value)
        table[name] = inline


def _put(data: Any, path: KeyPath, value: Any) -> None:
    for name in path[:-1]:
        data = data[int(name)] if isinstance(data, list) else data.setdefault(name, {})
    data[path[-1]] = value
