"""A table of rows that are all in memory, a few hundred at most; nothing in it can be marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from emm_tui.ui.widgets.virtual_table import VirtualTable

RowT = TypeVar("RowT")


class ListRows(Generic[RowT]):
    """Rows whose key is their place."""

    def __init__(self, rows: Sequence[RowT]) -> None:
        self.rows = rows

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.rows)

    def key(self, index: int) -> int | None:
        """The place itself, None beyond the end."""
        return index if 0 <= index < len(self.rows) else None

    def row(self, index: int) -> RowT | None:
        """The row at a place."""
        return self.rows[index] if 0 <= index < len(self.rows) else None

    def find(self, key: int) -> int | None:
        """The place itself."""
        return self.key(key)


class ListTable(VirtualTable[RowT]):
    """Shows a list."""

    def list(self, rows: Sequence[RowT]) -> None:
        """Shows other rows; the cursor stays on its line."""
        self.show(ListRows(rows))

    @property
    def at_cursor(self) -> RowT | None:
        """The row under the cursor."""
        return self.source.row(self.cursor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No marks, so nothing to select."""
        return action not in ("select", "range", "select_all")
