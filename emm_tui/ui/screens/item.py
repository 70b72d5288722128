"""Everything about one item: each field with where it comes from and whether it is locked, people, files, its NFO."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from emm_tui.domain.display import display
from emm_tui.domain.edits import FIELDS, LOCKABLE, LOCKS
from emm_tui.domain.errors import EmmError
from emm_tui.domain.media import Item
from emm_tui.ui import item_parts
from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.item_actions import ItemActions
from emm_tui.ui.item_parts import COLUMNS, PARTS, Row
from emm_tui.ui.keys import bindings
from emm_tui.ui.say import say
from emm_tui.ui.widgets.key_line import KeyLine
from emm_tui.ui.widgets.list_table import ListRows, ListTable
from emm_tui.ui.widgets.media_columns import title
from emm_tui.ui.widgets.one_line import OneLine, Part
from emm_tui.ui.widgets.status_line import StatusLine, running
from emm_tui.ui.words import sign


class PartTable(ListTable[Row]):
    """The rows of one part."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"plain", "quiet", "added", "removed"}
    DEFAULT_CSS = """
    PartTable {
        & > .quiet { text-style: dim; }
        & > .added { color: $text-success; }
        & > .removed { color: $text-error; }
    }
    """


class ItemScreen(ItemActions):
    """Shows one item; a change, by whomever, shows at once."""

    CSS_PATH = "item.tcss"
    BINDINGS = bindings("item")  # type: ignore[assignment]
    AUTO_FOCUS = "PartTable"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012

    def __init__(self, desk: Desk, id: int) -> None:
        super().__init__(desk)
        self.item_id = id
        self._part = PARTS[0]
        self._item: Item | None = None
        self._deaf: Callable[[], None] = lambda: None
        self.heading = OneLine(id="heading")
        self.rows = PartTable(COLUMNS[self._part])
        self.full = Static("", id="full", markup=False)
        self.status_line = StatusLine()

    def compose(self) -> ComposeResult:
        """Heading, rows, the whole of the value under the cursor, status, keys."""
        yield self.heading
        yield self.rows
        yield self.full
        yield self.status_line
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads the item."""
        self._deaf = self.desk.activity.listen(self._ticked)
        self._load()

    def on_screen_resume(self) -> None:
        """The item is what other screens show."""
        self.desk.hand.follow(lambda: self.item_id)

    def on_unmount(self) -> None:
        """Ends the reading threads."""
        self._deaf()
        self.reader.close()

    @property
    def targets(self) -> list[int]:
        """The item."""
        return [self.item_id]

    async def under_cursor(self) -> Item | None:
        """The item."""
        return await self.reader.item(self.item_id)

    @property
    def _row(self) -> Row | None:
        return self.rows.at_cursor

    # what it shows

    def _ticked(self, changes: Changes) -> None:
        if self.item_id in changes.ids or changes.ended:
            self._load()
        self.status_line.show(running(self.desk.activity, len(self.desk.jobs)))

    @work(exclusive=True, group="load")
    async def _load(self, *, at_top: bool = False) -> None:
        """Shows the part as it is now."""
        try:
            self._item = await self.reader.item(self.item_id)
            rows = await self._rows_of(self._part) if self._item else []
        except EmmError as error:
            rows = [Row((display(str(error)),), str(error), style="removed")]
        self._head()
        self.rows.choose(COLUMNS[self._part])
        self.rows.show(ListRows(rows), at_top=at_top)
        self._show_full()

    async def _rows_of(self, part: str) -> Sequence[Row]:
        if self._item is None:
            return []
        if part == "nfo":
            return item_parts.nfo(await self.desk.session.nfos(self.item_id))
        rows: list[Row] = getattr(item_parts, part)(self._item)
        return rows

    def _head(self) -> None:
        if self._item is None:
            self.heading.show([Part("It is gone; esc leads back to the rows.")])
            return
        row = self._item.row
        year = f" ({row.year})" if row.year and row.kind in ("movie", "show") else ""
        marked = [Part("marked", 3)] if row.marked else []
        parts = [Part(name, 1, "bold reverse" if name == self._part else "") for name in PARTS]
        self.heading.show([Part(f"{title(row)}{year}", 0, "bold"), Part(str(sign(row)), 2), *marked, *parts])

    def on_virtual_table_row_highlighted(self) -> None:
        """The cursor rests: the value under it is shown whole."""
        self._show_full()

    def _show_full(self) -> None:
        row = self._row
        lines = [Content(display(line)) for line in (row.full if row else "").split("\n")]
        self.full.update(Content("\n").join(lines))

    # keys

    def action_back(self) -> None:
        """Back to the rows."""
        self.dismiss()

    def action_part(self, step: int) -> None:
        """To the next part, or the one before."""
        self._part = PARTS[(PARTS.index(self._part) + step) % len(PARTS)]
        self._load(at_top=True)

    @work(exclusive=True, group="dialog")
    async def action_edit_field(self) -> None:
        """Edits the field under the cursor; where it cannot be edited, asks which."""
        from emm_tui.ui.dialogs.edit import EditDialog, editable

        if self._item is None or self._item.row.kind == "set":
            return
        field = self._row.field if self._row else None
        if field in LOCKABLE and field not in FIELDS:
            say(self, f"{field} cannot be edited; L locks it as it is.")
            return
        known = field if field in editable([self._item.row.kind]) else None
        chosen = await self.app.push_screen_wait(EditDialog(self.desk.session, [self._item], known))
        if chosen is not None:
            self.verbs.edit([self.item_id], *chosen)

    @work(exclusive=True, group="dialog")
    async def action_why(self) -> None:
        """Shows why the field under the cursor is what it is: who said what, and which rule decided."""
        from emm_tui.ui.dialogs.why import WhyDialog

        field, item = self._row.field if self._row else None, self._item
        if item is None or field not in LOCKS:
            self.app.bell()
            return
        try:
            why = await asyncio.to_thread(self.desk.session.why, item, field)
        except EmmError as error:
            say(self, str(error), "error")
            return
        await self.app.push_screen_wait(WhyDialog(why, item.lacking))

    def action_lock_field(self) -> None:
        """Locks the field under the cursor, or unlocks it."""
        field = self._row.field if self._row else None
        if field is not None and self._item is not None:
            locked = field in self._item.locked
            self.verbs.lock([self.item_id], [] if locked else [field], [field] if locked else [])

    def action_copy(self) -> None:
        """Copies the value."""
        if self._row is not None:
            self.app.copy_to_clipboard(self._row.full.encode("utf-8", "replace").decode())
            say(self, f"Copied {self._row.full[:60]}")
