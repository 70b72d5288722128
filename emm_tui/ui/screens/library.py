"""The library: every film and show in one table, a filter above it, the details beside it."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from time import monotonic

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from emm_tui.domain.errors import EmmError
from emm_tui.domain.query import QueryError, Sort
from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.keys import bindings
from emm_tui.ui.nothing import nothing
from emm_tui.ui.reader import Reader
from emm_tui.ui.say import say
from emm_tui.ui.verbs import Verbs
from emm_tui.ui.view import View
from emm_tui.ui.widgets.detail import DetailPane
from emm_tui.ui.widgets.filter_bar import FilterBar
from emm_tui.ui.widgets.key_line import KeyLine
from emm_tui.ui.widgets.media_table import MediaTable
from emm_tui.ui.widgets.status_line import Shown, StatusLine, status

HEAD = 256  # rows that are shown before all of them are known
PATIENCE = 0.05  # seconds that the first paint waits for them
COUNTED = 1.0  # seconds between two looks at how much a scan has found
LEAST = (40, 10)  # columns and lines


class LibraryScreen(Screen[None]):
    """Films and shows; nothing here waits for the disk, and nothing moves under the cursor."""

    CSS_PATH = "library.tcss"
    BINDINGS = bindings("library")  # type: ignore[assignment]
    AUTO_FOCUS = "MediaTable"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.reader = Reader(desk.library)
        self.view = View()
        self._first = self.reader.soon(self.view.query, HEAD)
        self.verbs = Verbs(desk)
        self._deaf: Callable[[], None] = lambda: None
        self._complaint = ""
        self._counted = 0.0
        self.table = MediaTable(self.reader.rows, self.reader.rows_pool)
        self.details = DetailPane()
        self.filter_bar = FilterBar()
        self.status_line = StatusLine()
        self.nothing = Static("", id="nothing", markup=False)
        self.too_small = Static("", id="too-small", markup=False)

    def compose(self) -> ComposeResult:
        """Filter, table and details, status, keys."""
        yield self.filter_bar
        with Horizontal(id="body"):
            yield self.table
            yield self.nothing
            yield self.details
        yield self.status_line
        yield KeyLine()
        yield self.too_small

    def on_mount(self) -> None:
        """Reads the library."""
        self._deaf = self.desk.activity.listen(self._ticked)
        try:
            first = self._first.result(PATIENCE)
        except TimeoutError:  # a slow disk: the screen comes first
            self._order(head=True)
        else:
            self._show(first, len(first), complete=len(first) < HEAD)
            self._order(first)

    def on_unmount(self) -> None:
        """Ends the reading threads."""
        self._deaf()
        self.reader.close()

    @property
    def targets(self) -> list[int]:
        """The items that a verb is for: the marked ones, else the one under the cursor."""
        if self.table.marks.keys:
            return sorted(self.table.marks.keys)
        return [] if self.table.key is None else [self.table.key]

    # rows

    @work(exclusive=True, group="order")
    async def _order(self, first: array[int] | None = None, *, head: bool = False, at_top: bool = False) -> None:
        """Shows the rows of the view, with `head` the first ones at once; `first` are those that are shown already."""
        query = self.view.query
        try:
            if head:
                first = await self.reader.ids(query, HEAD)
                self._show(first, len(first), at_top=at_top, complete=len(first) < HEAD)
            if first is not None and len(first) < HEAD:
                return
            if first is not None and not self.view.text:
                self._show(first, await self.reader.count(query), complete=False)
            ids = await self.reader.ids(query)
            self._show(ids, len(ids), at_top=at_top and not head)
        except EmmError as error:
            self._complain(error)

    def _show(self, ids: array[int], total: int, *, at_top: bool = False, complete: bool = True) -> None:
        self.view.shown(ids, total, complete)
        self.set_class(total == 0, "-empty")
        if total == 0:
            self.nothing.update(Content(nothing(self.desk.session, bool(self.view.text))))
        self.table.sorted_by = self.view.sort
        self.table.show_ids(ids, total, at_top=at_top)
        self._status()

    def _ticked(self, changes: Changes) -> None:
        if changes.ids or changes.ended:
            self.table.renew(None if changes.ended else changes.ids)
            if changes.ended or self.table.key in changes.ids:
                self._load(self.table.key)
        if changes.ended or (changes.grew and monotonic() - self._counted > COUNTED):
            self._counted = monotonic()
            self._count_new()
        self._status()

    @work(exclusive=True, group="count")
    async def _count_new(self) -> None:
        """Counts what the view would have more; an empty or untouched table takes it in at once."""
        self.view.new = max(await self.reader.count(self.view.query) - self.table.source.total, 0)
        idle = self.table.cursor == 0 and not self.table.marks.keys and self.desk.activity.progress is None
        if self.view.new and (idle or not self.table.source.total):
            self._order()
        self._status()

    def _status(self) -> None:
        marks = self.table.marks
        shown = Shown(
            self.table.source.total,
            self.view.total,
            len(marks.keys),
            len(marks.span),
            self.view.text,
            self.view.order,
            self.view.new,
            self.view.complete,
        )
        self.status_line.show(status(shown, self.desk.activity, len(self.desk.jobs)))

    # details

    @work(exclusive=True, group="detail")
    async def _load(self, id: int | None) -> None:
        """Shows an item in the pane."""
        try:
            item = None if id is None else await self.reader.item(id)
        except EmmError as error:
            self._complain(error)
        else:
            self.details.show(item)

    def _complain(self, error: EmmError) -> None:
        """Says why something could not be read; the same again is not news."""
        if str(error) != self._complaint:
            self._complaint = str(error)
            say(self, str(error), "error")

    def on_virtual_table_row_highlighted(self, event: MediaTable.RowHighlighted) -> None:
        """The cursor rests: its item is read."""
        self._load(event.key)

    def on_virtual_table_row_opened(self) -> None:
        """A click on the cursor."""
        self.action_open()

    def on_virtual_table_marks_changed(self) -> None:
        """Other marks: the status says how many."""
        self._status()

    # filter and sort

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Another filter: the rows follow; one that cannot be read leaves them as they are."""
        try:
            cleared = self.view.filter(event.text)
        except QueryError as error:
            self.filter_bar.hint(str(error))
            return
        self.filter_bar.hint("")
        self._order(head=not cleared, at_top=not cleared)

    def on_filter_bar_left(self) -> None:
        """Back to the rows."""
        self.set_focus(self.table)

    def action_filter(self) -> None:
        """Into the filter."""
        self.set_focus(self.filter_bar.line)

    @work(exclusive=True, group="dialog")
    async def action_sort(self) -> None:
        """Asks for the order."""
        from emm_tui.ui.dialogs.sort import SortDialog

        chosen = await self.app.push_screen_wait(SortDialog(self.view.sort))
        if chosen is not None:
            self.view.sort_by(Sort(*chosen))
            self._order(at_top=True)

    def action_next_hit(self) -> None:
        """To the next row that the last filter had."""
        self._to_hit(1)

    def action_previous_hit(self) -> None:
        """To the one before."""
        self._to_hit(-1)

    def _to_hit(self, step: int) -> None:
        place = self.view.hit(self.table.ids, self.table.cursor, step)
        if place is not None:
            self.table.cursor = place

    # moving between the parts

    def action_open(self) -> None:
        """To the details."""
        self.add_class("-detail")
        self.set_focus(self.details)

    def action_back(self) -> None:
        """One step back: details, range, marks, filter."""
        marks = self.table.marks
        if self.has_class("-detail") or not self.table.has_focus:
            self.remove_class("-detail")
            self.set_focus(self.table)
        elif marks.ranging or marks.keys:
            marks.drop_range() if marks.ranging else marks.clear()
            self.table.marks_changed()
        elif self.filter_bar.text:
            self.filter_bar.clear()

    def on_resize(self, event: events.Resize) -> None:
        """Too small for a table: says so."""
        width, height = event.size
        self.set_class(width < LEAST[0] or height < LEAST[1], "-tiny")
        notice = f"{width}x{height} is too small;\nemm wants {LEAST[0]}x{LEAST[1]}"
        self.too_small.update(Content(notice))

    # verbs

    def action_scrape(self) -> None:
        """Scrapes the targets."""
        self.verbs.scrape(self.targets)

    def action_export(self) -> None:
        """Writes the targets' files."""
        self.verbs.export(self.targets)

    def action_rescan(self) -> None:
        """Takes new rows in; when there are none, scans."""
        if self.view.new:
            self._order()
        else:
            self.verbs.scan()

    @work(exclusive=True, group="dialog")
    async def action_identify(self) -> None:
        """Shows who the item may be and takes one."""
        from emm_tui.ui.dialogs.candidates import CandidatesDialog

        if (key := self.table.key) is None:
            return
        item = await self.reader.item(key)
        if item is not None:
            chosen = await self.app.push_screen_wait(CandidatesDialog(self.desk.session, item))
            if chosen is not None:
                self.verbs.match(key, chosen)

    @work(exclusive=True, group="copy")
    async def action_copy_path(self) -> None:
        """Copies the item's path to the clipboard."""
        item = None if self.table.key is None else await self.reader.item(self.table.key)
        if item and item.row.path:
            self.app.copy_to_clipboard(item.row.path.encode("utf-8", "replace").decode())
            say(self, f"Copied {item.row.path}")
