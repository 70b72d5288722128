"""Every way in which one field of an answer can go wrong: gone, null, or of another type."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import Any

DROPPED = object()
WRONG: list[object] = [
    DROPPED,
    None,
    "",
    "x\x00\ud800",
    0,
    -1,
    10**30,
    1.5,
    True,
    [],
    {},
    [None],
    {"id": None},
    [[1]],
    "\x1b]8;;",
]

FEW: list[object] = [DROPPED, None, "x\x00\ud800", -1, [None], {"id": None}]
"""For long documents."""

Path = tuple[str | int, ...]


def places(value: object, here: Path = ()) -> Iterator[Path]:
    """The paths of all fields and rows in a document."""
    children: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    for key, child in children:
        yield (*here, key)
        yield from places(child, (*here, key))


def changed(document: dict[str, Any], path: Path, wrong: object) -> dict[str, Any]:
    """The document with one field dropped or replaced."""
    copied = copy.deepcopy(document)
    parent: Any = copied
    for key in path[:-1]:
        parent = parent[key]
    if wrong is DROPPED:
        del parent[path[-1]]
    else:
        parent[path[-1]] = wrong
    return copied


def mutants(document: dict[str, Any], path: Path, ways: Iterable[object] = WRONG) -> Iterator[dict[str, Any]]:
    """The document with the field at `path` wrong in each way."""
    return (changed(document, path, wrong) for wrong in ways)


def named(path: Path) -> str:
    """A path as the id of a test."""
    return ".".join(map(str, path))
