"""A table of items with a filter above it: what is shown, in which order, in which columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from emm_tui.domain.errors import EmmError
from emm_tui.domain.query import QueryError, Sort, parse_query
from emm_tui.ui.remembered import Remembered
from emm_tui.ui.say import say
from emm_tui.ui.table_screen import TableScreen
from emm_tui.ui.view import View
from emm_tui.ui.widgets.filter_bar import FilterBar
from emm_tui.ui.widgets.media_columns import LABELS, chosen

if TYPE_CHECKING:
    from emm_tui.ui.desk import Desk


class FilteredScreen(TableScreen):
    """Holds the view and the filter line; `reorder` shows what the view has become."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = View()
        self.filter_bar = FilterBar(fields=True)
        self.remembered = Remembered(desk.session.paths.state)
        self.table.columns = chosen(self.remembered.columns)

    def reorder(self, *, head: bool = False, at_top: bool = False) -> None:
        """Shows the rows of the view, with `head` the first ones at once."""

    # filter

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Another filter: the rows follow; one that cannot be read leaves them as they are."""
        self._count_completions(event.text)
        try:
            cleared = self.view.filter(event.text)
        except QueryError as error:
            from emm_tui.ui.completion import completions

            if not completions(event.text):
                self.filter_bar.hint(str(error))
            return
        self.reorder(head=not cleared, at_top=not cleared)

    @work(exclusive=True, group="completions")
    async def _count_completions(self, line: str) -> None:
        """Says how many items each word on offer would have."""
        from emm_tui.ui.completion import completions

        offered = completions(line)
        if not offered:
            return
        try:
            counts = [await self.reader.count(parse_query(one.query)) if one.query else None for one in offered]
        except EmmError:
            return
        if self.filter_bar.text == line and self.filter_bar.line.has_focus:
            self.filter_bar.offer(list(zip(offered, counts, strict=True)))

    def on_filter_bar_left(self) -> None:
        """Back to the rows; what cannot be read is said, though a word of it could still be completed."""
        self.set_focus(self.table)
        try:
            parse_query(self.filter_bar.text)
        except QueryError as error:
            self.filter_bar.hint(str(error))

    def action_filter(self) -> None:
        """Into the filter."""
        self.set_focus(self.filter_bar.line)

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
        elif not self.view.text:
            say(self, "No filter has found anything yet; / begins one.")

    # order, views, columns

    @work(exclusive=True, group="dialog")
    async def action_sort(self) -> None:
        """Asks for the order."""
        from emm_tui.ui.dialogs.sort import SortDialog

        order = await self.app.push_screen_wait(SortDialog(self.view.sort))
        if order is not None:
            self.view.sort_by(Sort(*order))
            self.reorder(at_top=True)

    @work(exclusive=True, group="dialog")
    async def action_views(self) -> None:
        """Asks which view to show."""
        from emm_tui.ui.dialogs.views import ViewsDialog

        saved = self.remembered.views
        query = await self.app.push_screen_wait(ViewsDialog(saved, self.view.spelled))
        if saved != self.remembered.views:
            self.remembered.keep_views(saved)
        if query is not None:
            self.filter_bar.show(query)

    @work(exclusive=True, group="dialog")
    async def action_columns(self) -> None:
        """Asks for the columns."""
        from emm_tui.ui.dialogs.columns import ColumnsDialog

        shown = [column.name for column in self.table.columns]
        names = await self.app.push_screen_wait(ColumnsDialog(LABELS, shown))
        if names is not None:
            self.remembered.keep_columns(names)
            self.table.choose(chosen(names))

    @work(exclusive=True, group="dialog")
    async def action_bulk(self) -> None:
        """Asks what to scrape of many items."""
        from emm_tui.ui.dialogs.bulk import BulkDialog

        items = self.targets if self.table.marks.keys else []
        bulk = await self.app.push_screen_wait(BulkDialog(self.desk.session, items, self.view.text))
        if bulk is not None:
            self.verbs.bulk(bulk)
