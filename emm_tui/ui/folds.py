"""Opening and closing shows and seasons in the table."""

from __future__ import annotations

from emm_tui.ui.outline import Outline
from emm_tui.ui.reader import Reader
from emm_tui.ui.view import View
from emm_tui.ui.widgets.media_table import MediaTable


class Folds:
    """Changes which rows of the table are open; the view remembers them."""

    def __init__(self, table: MediaTable, reader: Reader, view: View) -> None:
        self._table = table
        self._reader = reader
        self._view = view

    async def open(self, key: int) -> bool:
        """Opens a show or a season, the only season of a show with it; False when there is nothing more below it."""
        below = await self._reader.children(key)
        if below:
            self._view.opened.update((key, *below) if len(below) == 1 else (key,))
        return bool(below) and await self.renew()

    async def renew(self) -> bool:
        """Shows what is open as it is now; False when that changes nothing."""
        before: Outline | None = None
        while before is not self._table.outline:  # other rows may have come meanwhile
            before = self._table.outline
            after = await self._reader.opened(before, set(self._view.opened))
        changed = after.ids != before.ids
        if changed:
            self._table.refold(after)
        return changed

    def close(self, index: int) -> None:
        """Closes the row at `index`; the cursor goes there."""
        self._table.cursor = index
        self._view.opened.discard(self._table.ids[index])
        self._table.refold(self._table.outline.closed(index))
