"""A screen with a table of items: what its keys do with the marked ones, or with the one under the cursor."""

from __future__ import annotations

from textual import work
from textual.screen import Screen

from emm_tui.ui.desk import Desk
from emm_tui.ui.reader import Reader
from emm_tui.ui.say import say
from emm_tui.ui.verbs import Verbs
from emm_tui.ui.widgets.media_table import MediaTable


class ItemScreen(Screen[None]):
    """Holds the table and what reads for it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.reader = Reader(desk.library)
        self.verbs = Verbs(desk)
        self.table = MediaTable(self.reader.rows, self.reader.rows_pool)

    @property
    def targets(self) -> list[int]:
        """The items that a verb is for: the marked ones, else the one under the cursor."""
        if self.table.marks.keys:
            return sorted(self.table.marks.keys)
        return [] if self.table.key is None else [self.table.key]

    def action_scrape(self) -> None:
        """Scrapes the targets."""
        self.verbs.scrape(self.targets)

    def action_artwork(self) -> None:
        """Shows the pictures on offer for the row."""
        self.app.switch_mode("artwork")

    def action_export(self) -> None:
        """Writes the targets' files."""
        self.verbs.export(self.targets)

    @work(exclusive=True, group="dialog")
    async def action_identify(self) -> None:
        """Shows who the item may be and takes one; a season and an episode are what their show is."""
        from emm_tui.ui.dialogs.candidates import CandidatesDialog

        item = None if self.table.key is None else await self.reader.item(self.table.key)
        if item is not None and item.show is not None:
            item = await self.reader.item(item.show.id)
        if item is not None:
            chosen = await self.app.push_screen_wait(CandidatesDialog(self.desk.session, item))
            if chosen is not None:
                self.verbs.match(item.row.id, chosen)

    @work(exclusive=True, group="copy")
    async def action_copy_path(self) -> None:
        """Copies the item's path to the clipboard."""
        item = None if self.table.key is None else await self.reader.item(self.table.key)
        if item and item.row.path:
            self.app.copy_to_clipboard(item.row.path.encode("utf-8", "replace").decode())
            say(self, f"Copied {item.row.path}")
