"""The library: every film and show in one table, a filter above it, the details beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from emm_tui.domain.errors import EmmError
from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.filtered_screen import FilteredScreen
from emm_tui.ui.folds import Folds
from emm_tui.ui.keys import bindings
from emm_tui.ui.nothing import nothing
from emm_tui.ui.outline import Outline
from emm_tui.ui.say import say
from emm_tui.ui.widgets.detail import DetailPane
from emm_tui.ui.widgets.key_line import KeyLine
from emm_tui.ui.widgets.media_table import MediaTable
from emm_tui.ui.widgets.row_source import PAGE
from emm_tui.ui.widgets.status_line import Shown, StatusLine, status

if TYPE_CHECKING:
    from emm_tui.domain.rows import ItemRow

HEAD = 256  # rows that are shown before all of them are known
PATIENCE = 0.05  # seconds that the first paint waits for them
COUNTED = 1.0  # seconds between two looks at how much a scan has found
LEAST = (40, 10)  # columns and lines


class LibraryScreen(FilteredScreen):
    """Films and shows; nothing here waits for the disk, and nothing moves under the cursor."""

    BINDINGS = bindings("library")  # type: ignore[assignment]
    AUTO_FOCUS = "MediaTable"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (28, "-medium"), (32, "-tall")]  # noqa: RUF012

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        width, height = self.app.size  # the breakpoints come with the first layout, which then would be done again
        reached = _reached(self.HORIZONTAL_BREAKPOINTS, width), _reached(self.VERTICAL_BREAKPOINTS, height)
        self.add_class(*reached, update=False)
        self._first = self.reader.soon(self.view.query, HEAD, PAGE)
        self._deaf: Callable[[], None] = lambda: None
        self._complaint = ""
        self._counted = 0.0
        self.folds = Folds(self.table, self.reader, self.view)
        self.details = DetailPane()
        self.details.pictures = desk.session.config.ui.images != "off"
        self.status_line = StatusLine()
        self.nothing = Static("", id="nothing", markup=False)

    def compose(self) -> ComposeResult:
        """Filter, table and details, status, keys."""
        yield self.filter_bar
        with Horizontal(id="body"):
            yield self.table
            yield self.nothing
            yield self.details
        yield self.status_line
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads the library."""
        self._deaf = self.desk.activity.listen(self._ticked)
        try:
            first, rows = self._first.result(PATIENCE)
        except TimeoutError:  # a slow disk: the screen comes first
            self._order(head=True)
        else:
            head = Outline(first)
            self._show(head, len(first), complete=len(first) < HEAD, rows=rows)
            self._order(head)

    def on_screen_resume(self) -> None:
        """The row under the cursor is what other screens show."""
        self.desk.hand.follow(lambda: self.table.key)

    def on_unmount(self) -> None:
        """Ends the reading threads."""
        self._deaf()
        self.reader.close()

    # rows

    def reorder(self, *, head: bool = False, at_top: bool = False) -> None:
        """Shows the rows of the view, with `head` the first ones at once."""
        self._order(head=head, at_top=at_top)

    @work(exclusive=True, group="order")
    async def _order(self, first: Outline | None = None, *, head: bool = False, at_top: bool = False) -> None:
        """Shows the rows of the view, with `head` the first ones at once; `first` are those that are shown already."""
        query, opened = self.view.query, self.view.opened
        hits = 0 if first is None else len(first.ids)
        try:
            if head:
                first, hits = await self.reader.rows_of(query, HEAD, set(opened))
                self._show(first, hits, at_top=at_top, complete=hits < HEAD)
            if first is not None and hits < HEAD:
                return
            if first is not None and not self.view.text:
                self._show(self.table.outline, await self.reader.count(query), complete=False)
            outline, hits = await self.reader.rows_of(query, None, set(opened))
            self._show(outline, hits, at_top=at_top and not head)
        except EmmError as error:
            self._complain(error)

    def _show(
        self,
        outline: Outline,
        hits: int,
        *,
        at_top: bool = False,
        complete: bool = True,
        rows: Sequence[ItemRow | None] = (),
    ) -> None:
        """Shows rows, those of the first page as `rows`; there are more `hits` while only their head is known."""
        self.view.shown(outline.ids, hits, complete)
        self.set_class(hits == 0, "-empty")
        if hits == 0:
            self.nothing.update(Content(nothing(self.desk.session, bool(self.view.text))))
        self.table.sorted_by = self.view.sort
        self.table.show_outline(outline, max(hits, len(outline.ids)), at_top=at_top, rows=rows)
        self._status()

    def _ticked(self, changes: Changes) -> None:
        if changes.ids or changes.ended:
            self.table.renew(None if changes.ended else changes.ids)
            if changes.ended or self.table.key in changes.ids:
                self._load(self.table.key)
        if not self.view.opened.isdisjoint(changes.ids) or (changes.ended and self.view.opened):
            self._refold()
        if changes.ended or (changes.grew and monotonic() - self._counted > COUNTED):
            self._counted = monotonic()
            self._count_new()
        self._status()

    @work(exclusive=True, group="count")
    async def _count_new(self) -> None:
        """Counts what the view would have more; an empty or untouched table takes it in at once."""
        self.view.new = max(await self.reader.count(self.view.query) - self.view.hits, 0)
        idle = self.table.cursor == 0 and not self.table.marks.keys and self.desk.activity.progress is None
        if self.view.new and (idle or not self.table.source.total):
            self._order()
        self._status()

    def _status(self) -> None:
        marks = self.table.marks
        shown = Shown(
            self.view.hits,
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
        """A click on the cursor: what is open is closed."""
        if self.table.outline.is_open(self.table.cursor):
            self.folds.close(self.table.cursor)
        else:
            self.action_open()

    def on_virtual_table_marks_changed(self) -> None:
        """Other marks: the status says how many."""
        self._status()

    # moving between the parts

    def action_item(self) -> None:
        """Opens a show or a season; a set as its films, a film on a screen of its own."""
        if self.table.folding is not None:
            self.action_open()
        else:
            self._open_item()

    @work(exclusive=True, group="open")
    async def _open_item(self) -> None:
        """Shows the films of a set, or everything about what is something else."""
        item = await self.under_cursor()
        if item is not None and item.row.kind == "set":
            self.filter_bar.show(f'set:"{item.row.title.replace(chr(34), "")}"')
        elif item is not None:
            self.action_whole()

    def action_whole(self) -> None:
        """Everything about the row, on a screen of its own."""
        from emm_tui.ui.screens.item import ItemScreen

        if self.table.key is not None:
            self.app.push_screen(ItemScreen(self.desk, self.table.key))

    def action_open(self) -> None:
        """Opens a show or a season, in full where only hits of it are shown; else to the details."""
        key, folding = self.table.key, self.table.folding
        closed = folding is False or (folding and key not in self.view.opened)
        if key is not None and closed and self.table.has_focus:
            self._unfold(key)
        else:
            self._to_details()

    def _to_details(self) -> None:
        self.add_class("-detail")
        self.set_focus(self.details)

    @work(exclusive=True, group="fold")
    async def _unfold(self, key: int) -> None:
        """Opens a row; when there is nothing more below it, its details."""
        try:
            if not await self.folds.open(key):
                self._to_details()
        except EmmError as error:
            self._complain(error)

    @work(exclusive=True, group="refold")
    async def _refold(self) -> None:
        """Shows what is open as it is now."""
        try:
            await self.folds.renew()
        except EmmError as error:
            self._complain(error)

    def action_close(self) -> None:
        """Closes what is open at the cursor; where nothing is, one step back."""
        fold = self.table.fold if self.table.has_focus else None
        if fold is None:
            self.action_back()
        else:
            self.folds.close(fold)

    def action_back(self) -> None:
        """One step back: details, range, marks, filter, what is open at the cursor."""
        marks = self.table.marks
        if self.has_class("-detail") or not self.table.has_focus:
            self.remove_class("-detail")
            self.set_focus(self.table)
        elif marks.ranging or marks.keys:
            marks.drop_range() if marks.ranging else marks.clear()
            self.table.marks_changed()
        elif self.filter_bar.text:
            self.filter_bar.clear()
        elif self.table.fold is not None:
            self.folds.close(self.table.fold)

    def action_rescan(self) -> None:
        """Takes new rows in; when there are none, scans."""
        if self.view.new:
            self._order()
        else:
            self.verbs.scan()


def _reached(breakpoints: list[tuple[int, str]], cells: int) -> str:
    """The class of the last breakpoint that so many cells reach."""
    return max(found for found in breakpoints if found[0] <= cells)[1]
