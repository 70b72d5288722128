"""The rows of a table as an outline: items in an order, seasons and episodes below their shows."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Branch = tuple[int, int]
"""An id and how deep it stands: 0 a film or a show, 1 below a show, 2 below a season."""


class Outline(NamedTuple):
    """Ids in the order of the rows and how deep each stands; never changed, only replaced.

    `levels` is empty while nothing is open. `context` are the rows that are only there because of one below them.
    `flat` rows come in an order that tears shows apart, so that nothing can be opened among them.
    """

    ids: array[int]
    levels: bytes = b""
    context: frozenset[int] = frozenset()
    flat: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing is open in it, and nothing there for the sake of something else."""
        return not (self.levels or self.context or self.flat)

    def level(self, index: int) -> int:
        """How deep the row stands."""
        return self.levels[index] if index < len(self.levels) else 0

    def is_open(self, index: int) -> bool:
        """Whether rows below the row are shown."""
        return self.level(index + 1) > self.level(index)

    def above(self, index: int) -> list[int]:
        """The positions of the rows that the row stands below, the nearest first."""
        found, level = [], self.level(index)
        while level and index:
            index -= 1
            if self.level(index) < level:
                level = self.level(index)
                found.append(index)
        return found

    def opened(self, index: int, below: Sequence[Branch]) -> Outline:
        """With other rows below the row."""
        start, end = index + 1, self._end(index)
        ids = self.ids[:start] + array("q", [id for id, _ in below]) + self.ids[end:]
        levels = self.levels or bytes(len(self.ids))
        return Outline(ids, levels[:start] + bytes(level for _, level in below) + levels[end:], self.context)

    def closed(self, index: int) -> Outline:
        """With no rows below the row."""
        return self.opened(index, ())

    def _end(self, index: int) -> int:
        """The position after the last row below the row."""
        end, level = index + 1, self.level(index)
        while end < len(self.levels) and self.levels[end] > level:
            end += 1
        return end


def grouped(ids: array[int], parents: Sequence[int], shows: Sequence[int]) -> Outline:
    """The outline of hits: each below its season and its show, which are added where they are no hits themselves.

    A show stands where the first of its hits does; an id in `parents` and `shows` is 0 where there is none.
    """
    if not any(shows):
        return Outline(ids)
    roots: dict[int, None] = {}
    nodes: dict[int, dict[int, list[int]]] = {}
    for id, parent, show in zip(ids, parents, shows, strict=True):
        roots[show or id] = None
        if show and parent in (0, show):
            nodes.setdefault(show, {}).setdefault(id, [])
        elif show:
            nodes.setdefault(show, {}).setdefault(parent, []).append(id)
    return _flattened(roots, nodes, ids)


def _flattened(roots: Iterable[int], nodes: Mapping[int, Mapping[int, Sequence[int]]], hits: array[int]) -> Outline:
    ids, levels = array("q"), bytearray()
    for root in roots:
        ids.append(root)
        levels.append(0)
        for node, leaves in nodes.get(root, {}).items():
            ids.append(node)
            ids.extend(leaves)
            levels += b"\1" + b"\2" * len(leaves)
    added = frozenset(ids).difference(hits) if len(ids) > len(hits) else frozenset()
    return Outline(ids, bytes(levels), added)
