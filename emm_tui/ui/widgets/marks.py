"""Which rows are marked: by key, so that marks stay with their rows, and the range that is being drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class _Keys(Protocol):
    def key(self, index: int) -> int | None: ...


class Marks:
    """Marked keys and a range of positions that is not taken yet."""

    def __init__(self) -> None:
        self.keys: set[int] = set()
        self._anchor: int | None = None
        self._end = 0

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def ranging(self) -> bool:
        """True while a range is being drawn."""
        return self._anchor is not None

    @property
    def span(self) -> range:
        """The positions of the range that is being drawn."""
        if self._anchor is None:
            return range(0)
        return range(min(self._anchor, self._end), max(self._anchor, self._end) + 1)

    def has(self, key: int, index: int) -> bool:
        """True for a row that is marked, or lies in the range."""
        return key in self.keys or index in self.span

    def toggle(self, key: int) -> None:
        """Marks a row, or takes its mark away."""
        self.keys ^= {key}

    def add(self, keys: Iterable[int]) -> None:
        """Marks many rows."""
        self.keys.update(keys)

    def clear(self) -> None:
        """Takes all marks away."""
        self.keys.clear()
        self._anchor = None

    def start(self, index: int) -> None:
        """Begins a range."""
        self._anchor = self._end = index

    def extend(self, index: int) -> None:
        """Draws the range up to `index`."""
        self._end = index

    def take_range(self, source: _Keys) -> None:
        """Marks the rows of the range."""
        self.keys.update(key for key in map(source.key, self.span) if key is not None)
        self._anchor = None

    def drop_range(self) -> None:
        """Forgets the range."""
        self._anchor = None
