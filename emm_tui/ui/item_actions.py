"""What the keys of a screen do with items: the selected ones, the one under the cursor, or the one it shows."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from emm_tui.ui.reader import Reader
from emm_tui.ui.room import NeedsRoom
from emm_tui.ui.say import say
from emm_tui.ui.verbs import Verbs

if TYPE_CHECKING:
    from emm_tui.domain.media import Item
    from emm_tui.ui.desk import Desk

DETAILED = 200  # items that are read whole, to show what an edit or a lock changes


class ItemActions(NeedsRoom[None]):
    """Asks what has to be asked, and starts the verbs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.reader = Reader(desk.library)
        self.verbs = Verbs(desk)

    @property
    def targets(self) -> list[int]:
        """The items that a verb is for."""
        return []

    async def under_cursor(self) -> Item | None:
        """The one item that a key means, None when there is none."""
        return None

    async def items(self, ids: Sequence[int]) -> list[Item]:
        """The items, of many only the first."""
        found = [await self.reader.item(id) for id in ids[:DETAILED]]
        return [item for item in found if item is not None]

    def action_scrape(self) -> None:
        """Scrapes the targets."""
        self.verbs.scrape(self.targets)

    def action_artwork(self) -> None:
        """Shows the pictures on offer for the row."""
        self.app.switch_mode("artwork")

    def action_export(self) -> None:
        """Writes the targets' files."""
        self.verbs.export(self.targets)

    @work(exclusive=True, group="mark")
    async def action_mark(self) -> None:
        """Marks the targets; when all are, takes the marks away."""
        targets = self.targets
        rows = await asyncio.to_thread(self.reader.rows, targets)
        if targets:
            self.verbs.mark(targets, not all(row.marked for row in rows if row))

    @work(exclusive=True, group="dialog")
    async def action_edit(self) -> None:
        """Asks for another value of a field; of one item on its own screen."""
        from emm_tui.ui.dialogs.edit import EditDialog

        ids = self.targets
        items = await self.items(ids)
        if items:
            chosen = await self.app.push_screen_wait(EditDialog(self.desk.session, items))
            if chosen is not None:
                self.verbs.edit(ids, *chosen)

    @work(exclusive=True, group="dialog")
    async def action_lock(self) -> None:
        """Asks which fields are locked."""
        from emm_tui.ui.dialogs.lock import LockDialog

        ids = self.targets
        items = await self.items(ids)
        if items:
            chosen = await self.app.push_screen_wait(LockDialog(items))
            if chosen is not None:
                self.verbs.lock(ids, *chosen)

    @work(exclusive=True, group="dialog")
    async def action_undo(self) -> None:
        """Shows what undoing the last change by hand means, and undoes it."""
        from emm_tui.ui.undoing import undo_last

        await undo_last(self, self.desk)

    @work(exclusive=True, group="dialog")
    async def action_identify(self) -> None:
        """Shows who the item may be and takes one; a season and an episode are what their show is."""
        from emm_tui.ui.dialogs.candidates import CandidatesDialog

        item = await self.under_cursor()
        if item is not None and item.show is not None:
            item = await self.reader.item(item.show.id)
        if item is not None:
            chosen = await self.app.push_screen_wait(CandidatesDialog(self.desk.session, item))
            if chosen is not None:
                self.verbs.match(item.row.id, chosen)

    @work(exclusive=True, group="copy")
    async def action_copy_path(self) -> None:
        """Copies the item's path to the clipboard."""
        item = await self.under_cursor()
        if item and item.row.path:
            self._copy(item.row.path)

    @work(exclusive=True, group="copy")
    async def action_open_folder(self) -> None:
        """Opens the item's folder on the desktop; where there is none, copies its path."""
        from emm_tui.ui.desktop import open_folder

        item = await self.under_cursor()
        if item and item.row.path and not await asyncio.to_thread(open_folder, item.row.path):
            self._copy(item.row.path, "There is no desktop here. ")

    def action_rename(self) -> None:
        """Says that files keep their names."""
        say(self, "Files keep their names: renaming is not in this version. o opens the folder, y copies the path.")

    def _copy(self, path: str, why: str = "") -> None:
        self.app.copy_to_clipboard(path.encode("utf-8", "replace").decode())
        say(self, f"{why}Copied {path}")
