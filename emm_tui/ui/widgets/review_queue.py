"""The items that need a person, as a list beside what is decided."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from emm_tui.domain.media import ItemRow
from emm_tui.ui.widgets.columns import Column
from emm_tui.ui.widgets.media_columns import title
from emm_tui.ui.widgets.row_source import PAGE, PagedRows
from emm_tui.ui.widgets.virtual_table import VirtualTable
from emm_tui.ui.words import sign


class ReviewQueue(VirtualTable[ItemRow]):
    """State and title; what is decided has a tick. It follows the screen and never has the focus."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"queue--done", "queue--open"}
    DEFAULT_CSS = """
    ReviewQueue {
        & > .queue--open { color: $text-warning; }
        & > .queue--done { color: $text-success; text-style: bold; }
    }
    """

    @dataclass
    class PageArrived(Message):
        """A page of rows came later than a frame could wait."""

        rows: PagedRows[ItemRow]
        page: int

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[ItemRow | None]],
        pool: Executor,
        decided: Collection[int],
    ) -> None:
        super().__init__(
            (
                Column("state", "St", 3, self._state, self._style_of),
                Column("title", "Needs you", 12, title, flexible=True),
            )
        )
        self._fetch = fetch
        self._pool = pool
        self._decided = decided

    def show_items(self, ids: array[int]) -> None:
        """Shows these items."""
        if isinstance(self.source, PagedRows):
            self.source.close()
        self.show(PagedRows[ItemRow](ids, len(ids), lambda _, part: self._fetch(part), self._pool, self._arrived))

    def redraw(self) -> None:
        """Shows what is decided by now."""
        self._strips.clear()
        self.refresh()

    def _state(self, row: ItemRow) -> str:
        return "✓" if row.id in self._decided else str(sign(row))

    def _style_of(self, row: ItemRow) -> str:
        return "queue--done" if row.id in self._decided else "queue--open"

    def _arrived(self, rows: PagedRows[ItemRow], page: int) -> None:
        if self.is_running:
            self.post_message(self.PageArrived(rows, page))

    def on_review_queue_page_arrived(self, event: PageArrived) -> None:
        """Draws the lines of the page."""
        if event.rows is self.source and event.rows.take(event.page):
            self.refresh_lines(event.page * PAGE + 1, PAGE)
