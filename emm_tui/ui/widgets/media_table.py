"""The library's rows: a virtual table with media columns over ids in the library's order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence, Set
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from emm_tui.domain.media import ItemRow
from emm_tui.ui.widgets.media_columns import COLUMNS
from emm_tui.ui.widgets.row_source import PAGE, PagedRows
from emm_tui.ui.widgets.virtual_table import VirtualTable


class MediaTable(VirtualTable[ItemRow]):
    """Films and shows; `fetch` reads rows by id on `pool`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "title",
        "title-gone",
        "quiet",
        "state-new",
        "state-matched",
        "state-scraped",
        "state-ambiguous",
        "state-unmatched",
        "state-failed",
        "state-gone",
    }
    DEFAULT_CSS = """
    MediaTable {
        & > .title-gone { text-style: dim; }
        & > .quiet { text-style: dim; }
        & > .state-new { color: $foreground; }
        & > .state-matched { color: $text-accent; }
        & > .state-scraped { color: $text-success; }
        & > .state-ambiguous { color: $text-warning; }
        & > .state-unmatched { color: $text-warning; }
        & > .state-failed { color: $text-error; text-style: bold; }
        & > .state-gone { text-style: dim; }
    }
    """

    @dataclass
    class PageArrived(Message):
        """A page of rows came later than a frame could wait."""

        rows: PagedRows[ItemRow]
        page: int

    def __init__(
        self, fetch: Callable[[Sequence[int]], Sequence[ItemRow | None]], pool: Executor, *, id: str | None = None
    ) -> None:
        super().__init__(COLUMNS, id=id)
        self._fetch = fetch
        self._pool = pool

    @property
    def ids(self) -> array[int]:
        """The ids in the order of the rows, as far as they are known."""
        return self.source.ids if isinstance(self.source, PagedRows) else array("q")

    def show_ids(self, ids: array[int], total: int, *, at_top: bool = False) -> None:
        """Shows these items; `total` is more than `ids` while only their head is known."""
        if isinstance(self.source, PagedRows):
            self.source.close()
        rows = PagedRows[ItemRow](ids, total, self._fetch, self._pool, self._page_arrived)
        self.show(rows, at_top=at_top)

    def renew(self, ids: Set[int] | None) -> None:
        """Reads rows again that have changed, None for any; those on the screen are replaced in place."""
        if isinstance(self.source, PagedRows):
            self.source.renew(ids, *self.window)

    def action_select_all(self) -> None:
        """Marks every row of the view; when all are, takes the marks away."""
        ids = set(self.ids)
        if ids <= self.marks.keys:
            self.marks.clear()
        else:
            self.marks.add(ids)
        self.marks_changed()

    def _page_arrived(self, rows: PagedRows[ItemRow], page: int) -> None:
        if self.is_running:
            self.post_message(self.PageArrived(rows, page))

    def on_media_table_page_arrived(self, event: PageArrived) -> None:
        """Draws the lines of the page."""
        if event.rows is self.source and event.rows.take(event.page):
            self.refresh_lines(event.page * PAGE + 1, PAGE)
