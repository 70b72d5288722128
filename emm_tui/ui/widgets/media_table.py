"""The library's rows: a virtual table with media columns over ids in the library's order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence, Set
from concurrent.futures import Executor
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from emm_tui.ui.outline import Outline
from emm_tui.ui.widgets.media_columns import COLUMNS, MARKED, Line, lines
from emm_tui.ui.widgets.row_source import PAGE, PagedRows
from emm_tui.ui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from emm_tui.domain.media import ItemRow


class MediaTable(VirtualTable[Line]):
    """Films, and shows that open into seasons and episodes; `fetch` reads rows by id on `pool`."""

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

    class PageArrived(Message):
        """A page of rows came later than a frame could wait."""

        def __init__(self, rows: PagedRows[Line], page: int) -> None:
            super().__init__()
            self.rows = rows
            self.page = page

    def __init__(
        self, fetch: Callable[[Sequence[int]], Sequence[ItemRow | None]], pool: Executor, *, id: str | None = None
    ) -> None:
        super().__init__(COLUMNS, id=id)
        self.outline = Outline(array("q"))
        self._fetch = fetch
        self._pool = pool

    @property
    def ids(self) -> array[int]:
        """The ids in the order of the rows, as far as they are known."""
        return self.outline.ids

    @property
    def folding(self) -> bool | None:
        """Whether the row under the cursor is open; None when it is neither that nor closed."""
        line = self.source.row(self.cursor)
        return None if line is None else line.open

    @property
    def fold(self) -> int | None:
        """The position of what can be closed at the cursor: the row itself, else the one that it stands below."""
        if self.outline.is_open(self.cursor):
            return self.cursor
        return next(iter(self.outline.above(self.cursor)), None)

    def show_outline(
        self, outline: Outline, total: int, *, at_top: bool = False, rows: Sequence[ItemRow | None] = ()
    ) -> None:
        """Shows these items; `total` is more than they are while only their head is known.

        `rows` are those of the first page, when somebody has read them already.
        When the row under the cursor is gone, the cursor goes to the row that it stood below.
        """
        old = self.source if isinstance(self.source, PagedRows) else None
        if old and outline is self.outline and not at_top:
            old.total = total
            return self.grown()
        above = [self.ids[index] for index in self.outline.above(self.cursor)]

        def fetch(start: int, ids: Sequence[int]) -> list[Line | None]:
            return lines(outline, start, self._fetch(ids))

        source = PagedRows[Line](outline.ids, total, fetch, self._pool, self._page_arrived)
        if rows:
            source.give(0, lines(outline, 0, rows))
        elif old and outline.plain and self.outline.plain:
            source.keep(old)
        if old:
            old.close()
        self.outline = outline
        self.show(source, at_top=at_top, instead=above)

    def refold(self, outline: Outline) -> None:
        """Shows the same items with others open or closed."""
        self.show_outline(outline, self.source.total + len(outline.ids) - len(self.ids))

    def badge(self, row: Line) -> str:
        """The sign of what a person has marked."""
        return MARKED if row.item.marked else " "

    def renew(self, ids: Set[int] | None) -> None:
        """Reads rows again that have changed, None for any; those on the screen are replaced in place."""
        if isinstance(self.source, PagedRows):
            self.source.renew(ids, *self.window)

    def action_select_all(self) -> None:
        """Marks every row of the view that is there for its own sake; when all are, takes the marks away."""
        ids = set(self.ids)
        ids -= self.outline.context  # in place: there may be a million
        if ids <= self.marks.keys:
            self.marks.clear()
        else:
            self.marks.add(ids)
        self.marks_changed()

    def _page_arrived(self, rows: PagedRows[Line], page: int) -> None:
        if self.is_running:
            self.post_message(self.PageArrived(rows, page))

    def on_media_table_page_arrived(self, event: PageArrived) -> None:
        """Draws the lines of the page."""
        if event.rows is self.source and event.rows.take(event.page):
            self.refresh_lines(event.page * PAGE + 1, PAGE)
