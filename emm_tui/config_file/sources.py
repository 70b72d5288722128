"""Adds a source to the text of config.toml, or takes one out; comments and everything else stay as they are."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from emm_tui.config import SourceConfig
from emm_tui.config_file.text import toml
from emm_tui.domain.errors import ConfigError

_HEADER = re.compile(r"\s*\[")
_SOURCE = re.compile(r"\s*\[\[\s*[\"']?sources[\"']?\s*\]\]")
_EXAMPLE = re.compile(r"#\s*\[\[sources\]\]")


def with_source(text: str, source: SourceConfig) -> str:
    """The text with one more source, after the others. ConfigError when it has to be written by hand."""
    wanted = _read(text)
    wanted["sources"] = [*wanted.get("sources", []), asdict(source)]
    if isinstance(_read(text).get("sources"), list) and not _starts(text.splitlines()):
        return _sure(_inline(text, lambda sources: sources.append(_inline_table(source))), wanted)
    lines = text.splitlines(keepends=True)
    at = _place(lines)
    if at and not lines[at - 1].endswith("\n"):
        lines[at - 1] += "\n"
    said = "".join(f"{name} = {toml(value)}\n" for name, value in asdict(source).items())
    before = "\n" if at and lines[at - 1].strip() else ""
    after = "\n" if at < len(lines) and lines[at].strip() else ""
    block = f"{before}[[sources]]\n{said}{after}"
    if "\r\n" in text:
        block = block.replace("\n", "\r\n")
    return _sure("".join([*lines[:at], block, *lines[at:]]), wanted)


def without_source(text: str, place: int) -> str:
    """The text without the source at a place of the list. ConfigError when it has to be taken out by hand."""
    wanted = _read(text)
    try:
        del wanted["sources"][place]
    except (KeyError, IndexError, TypeError):
        raise _by_hand() from None
    if not wanted["sources"]:
        del wanted["sources"]
    lines = text.splitlines(keepends=True)
    starts = _starts(lines)
    if not starts:
        return _sure(_inline(text, lambda sources: sources.pop(place)), wanted)
    begin = starts[place]
    end = _end(lines, begin)
    while end < len(lines) and not lines[end].strip() and (not begin or not lines[begin - 1].strip()):
        end += 1  # one empty line is enough where it stood
    return _sure("".join([*lines[:begin], *lines[end:]]), wanted)


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise _by_hand() from None


def _sure(changed: str, wanted: dict[str, Any]) -> str:
    """`changed`, when it says what is wanted and nothing else."""
    got = _read(changed)
    if {"sources": [], **got} != {"sources": [], **wanted}:
        raise _by_hand()
    return changed


def _by_hand() -> ConfigError:
    return ConfigError("The sources cannot be changed here.", "Write them into the file by hand.")


def _starts(lines: list[str]) -> list[int]:
    """The lines where the tables of sources begin."""
    return [number for number, line in enumerate(lines) if _SOURCE.match(line)]


def _end(lines: list[str], start: int) -> int:
    """The line after the last one of a table that says something; comments below it are not its own."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        if _HEADER.match(lines[number]):
            break
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            end = number + 1
    return end


def _place(lines: list[str]) -> int:
    """The line before which a new source goes: after the last one, after the example of one, or at the end."""
    if starts := _starts(lines):
        return _end(lines, starts[-1])
    for number, line in enumerate(lines):
        if _EXAMPLE.match(line):
            return next((n for n in range(number, len(lines)) if not lines[n].startswith("#")), len(lines))
    return len(lines)


def _inline(text: str, change: Any) -> str:
    """The text with another `sources = [...]`."""
    try:
        document = tomlkit.parse(text)
        change(document["sources"])
        return document.as_string()
    except (TOMLKitError, KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise _by_hand() from None


def _inline_table(source: SourceConfig) -> Any:
    table = tomlkit.inline_table()
    table.update(asdict(source))
    return table
