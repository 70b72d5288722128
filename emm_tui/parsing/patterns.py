"""Regular expressions that are compiled when they are first used, so that importing the parser costs little."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any


class Pattern:
    """A regular expression with the methods of `re.Pattern`; after the first use a call costs the same."""

    __slots__ = ("_flags", "_source", "findall", "finditer", "fullmatch", "match", "search", "sub")

    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    fullmatch: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: re.RegexFlag | int = 0) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, method: str) -> object:
        compiled = re.compile(self._source, self._flags)
        for name in ("findall", "finditer", "fullmatch", "match", "search", "sub"):
            setattr(self, name, getattr(compiled, name))
        return getattr(compiled, method)
