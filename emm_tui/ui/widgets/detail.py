"""The detail pane beside the table: everything about the row under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from emm_tui.ui.detail_text import detail
from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.poster import Poster

if TYPE_CHECKING:
    from emm_tui.domain.media import Item

BESIDE = 60  # cells that are enough for the picture beside the text


class DetailText(Static):
    """The text, wrapped to whatever width it has."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._item: Item | None = None

    def show(self, item: Item | None) -> None:
        """Shows another item."""
        self._item = item
        self.on_resize()

    def on_resize(self) -> None:
        """Wraps anew."""
        width = self.size.width
        self.update(detail(self._item, width) if self._item is not None and width else "")


class DetailPane(VerticalScroll):
    """Shows one item with its picture if `pictures`; scrolls when it has the focus."""

    BINDINGS = bindings("detail")  # type: ignore[assignment]
    DEFAULT_CSS = """
    DetailPane {
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        padding: 0 1 0 2;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.item: Item | None = None
        self.pictures = True
        self._poster = Poster()
        self._text = DetailText()

    def compose(self) -> ComposeResult:
        """The picture, then one text, however long."""
        yield self._poster
        yield self._text

    def show(self, item: Item | None) -> None:
        """Shows another item, from its top; the same one keeps its place."""
        same = item is not None and self.item is not None and item.row.id == self.item.row.id
        self.item = item
        self._text.show(item)
        if self.pictures:
            self._poster.show(item)
        if not same:
            self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Where there is room, the picture stands beside the text."""
        self.set_class(self.size.width >= BESIDE, "-roomy")
