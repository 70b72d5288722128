"""The detail pane beside the table: everything about the row under the cursor."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from emm_tui.domain.media import Item
from emm_tui.ui.detail_text import detail
from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.poster import Poster


class DetailPane(VerticalScroll):
    """Shows one item, wrapped to its width, with its picture if `pictures`; scrolls when it has the focus."""

    BINDINGS = bindings("detail")  # type: ignore[assignment]
    DEFAULT_CSS = """
    DetailPane {
        scrollbar-size-vertical: 1;
        padding: 0 1 0 2;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.item: Item | None = None
        self.pictures = True
        self._poster = Poster()
        self._text = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """The picture, then one text, however long."""
        yield self._poster
        yield self._text

    def show(self, item: Item | None) -> None:
        """Shows another item, from its top; the same one keeps its place."""
        same = item is not None and self.item is not None and item.row.id == self.item.row.id
        self.item = item
        self._draw()
        if self.pictures:
            self._poster.show(item)
        if not same:
            self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Wraps anew."""
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        if self.item is None or width < 1:
            self._text.update("")
        else:
            self._text.update(detail(self.item, width))
