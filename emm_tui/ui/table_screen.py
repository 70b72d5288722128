"""A screen with a table of items: its keys mean the selected ones, or the one under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emm_tui.ui.item_actions import ItemActions
from emm_tui.ui.widgets.media_table import MediaTable

if TYPE_CHECKING:
    from emm_tui.domain.media import Item
    from emm_tui.ui.desk import Desk


class TableScreen(ItemActions):
    """Holds the table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = MediaTable(self.reader.rows, self.reader.rows_pool)

    @property
    def targets(self) -> list[int]:
        """The selected items, else the one under the cursor."""
        if self.table.marks.keys:
            return sorted(self.table.marks.keys)
        return [] if self.table.key is None else [self.table.key]

    async def under_cursor(self) -> Item | None:
        """The item under the cursor, None when there is none."""
        return None if self.table.key is None else await self.reader.item(self.table.key)
