"""A table of any length that draws only the lines on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.columns import GAP, Column, cell, filled, fit
from emm_tui.ui.widgets.marks import Marks
from emm_tui.ui.widgets.row_source import NoRows, RowSource

RowT = TypeVar("RowT")
SETTLED = 0.25  # seconds the cursor rests before `RowHighlighted` is sent


class VirtualTable(ScrollView, Generic[RowT], can_focus=True):
    """A header that stays, rows of one line, a cursor, and marks on rows by key; it knows nothing of what it shows."""

    BINDINGS = bindings("table")  # type: ignore[assignment]
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--header",
        "table--row",
        "table--cursor",
        "table--marked",
        "table--mark",
    }
    DEFAULT_CSS = """
    VirtualTable {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .table--header { text-style: dim; }
        & > .table--row { color: $foreground; }
        & > .table--cursor { background: $accent 18%; color: $foreground; }
        & > .table--marked { color: $foreground; }
        & > .table--mark { color: $accent; text-style: bold; }
        &:ansi > .table--cursor { background: ansi_default; color: ansi_default; text-style: reverse; }
        &:nocolor > .table--cursor { text-style: reverse; }
    }
    """

    cursor: var[int] = var(0)

    class RowHighlighted(Message):
        """The cursor rests on the row with `key`; None when there is no row."""

        def __init__(self, key: int | None) -> None:
            super().__init__()
            self.key = key

    class RowOpened(Message):
        """The row under the cursor was clicked again."""

        def __init__(self, key: int) -> None:
            super().__init__()
            self.key = key

    class MarksChanged(Message):
        """Other rows are marked than before."""

    def __init__(self, columns: Sequence[Column[RowT]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = columns
        self.source: RowSource[RowT] = NoRows()
        self.marks = Marks()
        self.sorted_by: tuple[str, bool] | None = None
        self._shown: list[tuple[Column[RowT], int]] = []
        self._fitted = -1
        self._strips: LRUCache[tuple[int, bool, bool], tuple[RowT, Strip]] = LRUCache(2048)
        self._cell_styles: dict[tuple[Style, str], Style] = {}
        self._rest: Timer | None = None
        self._told: int | None = -1

    # what it shows

    @property
    def key(self) -> int | None:
        """The key of the row under the cursor."""
        return self.source.key(self.cursor)

    @property
    def window(self) -> tuple[int, int]:
        """The first and the last row on the screen."""
        first = self.scroll_offset.y
        return first, min(first + max(self.size.height - 2, 0), max(self.source.total - 1, 0))

    def show(self, source: RowSource[RowT], *, at_top: bool = False, instead: Iterable[int] = ()) -> None:
        """Shows other rows; the cursor stays on its row, and that on its line, unless `at_top` or it is gone.

        The first of the keys in `instead` that is there takes the place of one that is gone.
        """
        key, line = self.key, self.cursor - self.scroll_offset.y
        self.source = source
        self.marks.drop_range()
        if not self.size and source.total >= self.app.size.height:  # one layout fewer before the first paint
            self.set_reactive(VirtualTable.show_vertical_scrollbar, True)
        self.virtual_size = _extent(source)
        keys = () if at_top or key is None else (key, *instead)
        places = (_find(source, one, self.cursor) for one in keys)
        place = next((place for place in places if place is not None), None)
        self.set_reactive(VirtualTable.cursor, self._clamp(0 if at_top else self.cursor if place is None else place))
        self.scroll_to(y=max(self.cursor - line, 0) if not at_top else 0, animate=False, force=True)
        self._follow()
        self.refresh()
        self._tell()

    def grown(self) -> None:
        """Its source has got another total; what is shown of it stays."""
        self.virtual_size = _extent(self.source)

    # drawing

    def render_line(self, y: int) -> Strip:
        """Line `y` of the window: the header, a row, or nothing."""
        if self._fitted != self.size.width:
            self._fit(self.size.width)
        if y == 0:
            return self._header()
        index = self.scroll_offset.y + y - 1
        if index >= self.source.total:
            return Strip.blank(self.size.width, self._style("table--row"))
        return self._row(index)

    def _fit(self, width: int) -> None:
        """Another width: other columns; found out when it is drawn, which is sooner than it is told."""
        self._fitted = width
        self._shown = fit(self.columns, width - 2 * GAP)
        self._strips.clear()

    def _row(self, index: int) -> Strip:
        key, row = self.source.key(index), self.source.row(index)
        at_cursor = index == self.cursor
        if key is None or row is None:
            return self._placeholder(at_cursor)
        marked = self.marks.has(key, index)
        known = self._strips.get((key, at_cursor, marked))
        if known is not None and known[0] is row:
            return known[1]
        strip = self._draw(row, at_cursor, marked)
        self._strips[(key, at_cursor, marked)] = (row, strip)
        return strip

    def _draw(self, row: RowT, at_cursor: bool, marked: bool) -> Strip:
        base = self._style("table--cursor" if at_cursor else "table--marked" if marked else "table--row")
        segments = [Segment(f"{'▌' if marked else ' '}{self.badge(row)}", self._cell_style(base, "table--mark"))]
        for column, text, width in filled(self._shown, row):
            style = self._cell_style(base, column.style(row)) if column.style else base
            segments.append(Segment(cell(text, width, column.right) + " " * GAP, style))
        return Strip(segments).simplify().adjust_cell_length(self.size.width, base)

    def badge(self, row: RowT) -> str:
        """What stands on one cell before the row."""
        return " "

    def _placeholder(self, at_cursor: bool) -> Strip:
        style = self._style("table--cursor" if at_cursor else "table--row")
        return Strip([Segment("  …", style)]).adjust_cell_length(self.size.width, style)

    def _header(self) -> Strip:
        style = self._style("table--header")
        names = [(cell(self._label(column, width), width, column.right)) for column, width in self._shown]
        return Strip([Segment("  " + (" " * GAP).join(names), style)]).adjust_cell_length(self.size.width, style)

    def _label(self, column: Column[RowT], width: int) -> str:
        if self.sorted_by is None or self.sorted_by[0] != column.name:
            return column.label
        arrow = "▼" if self.sorted_by[1] else "▲"
        return f"{column.label} {arrow}" if len(column.label) + 2 <= width else arrow

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)

    def _cell_style(self, base: Style, name: str) -> Style:
        """The style of a cell on a line of style `base`; a reversed line keeps to its two colours."""
        if base.reverse:
            return base
        style = self._cell_styles.get((base, name))
        if style is None:
            style = self._cell_styles[base, name] = base + self.get_component_rich_style(name, partial=True)
        return style

    def notify_style_update(self) -> None:
        """Other colours: everything is drawn anew."""
        super().notify_style_update()
        self._cell_styles.clear()
        self._strips.clear()

    def choose(self, columns: Sequence[Column[RowT]]) -> None:
        """Shows other columns."""
        self.columns = columns
        self._fitted = -1
        self.refresh()

    def on_resize(self) -> None:
        """Another height: the cursor stays in sight."""
        self._follow()

    # the cursor

    def validate_cursor(self, cursor: int) -> int:
        """Keeps the cursor on a row."""
        return self._clamp(cursor)

    def watch_cursor(self, old: int, new: int) -> None:
        """Draws the two lines that changed and keeps the cursor in sight."""
        if self.marks.ranging:
            self.marks.extend(new)
            self.refresh()
        self.refresh_line(old + 1)
        self.refresh_line(new + 1)
        self._follow()
        self._tell()

    def _clamp(self, cursor: int) -> int:
        return max(min(cursor, self.source.total - 1), 0)

    def _follow(self) -> None:
        first, rows = self.scroll_offset.y, max(self.size.height - 1, 1)
        if self.cursor < first:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= first + rows:
            self.scroll_to(y=self.cursor - rows + 1, animate=False)

    def _tell(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(SETTLED, self._rested)

    def _rested(self) -> None:
        if self.key != self._told:
            self._told = self.key
            self.post_message(self.RowHighlighted(self.key))

    # keys and mouse

    def action_move(self, rows: int) -> None:
        """Moves the cursor by `rows`."""
        self.cursor += rows

    def action_page(self, pages: float) -> None:
        """Moves the cursor and the window by `pages` of the window's height."""
        rows = int(max(self.size.height - 1, 1) * pages)
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self.cursor += rows

    def action_first(self) -> None:
        """Moves the cursor to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Moves the cursor to the last row."""
        self.cursor = self.source.total - 1

    def action_select(self) -> None:
        """Marks the row, or the range, or takes the mark away."""
        if self.marks.ranging:
            self.action_range()
        elif (key := self.key) is not None:
            self.marks.toggle(key)
            self.marks_changed()
            self.cursor += 1

    def action_range(self) -> None:
        """Starts a range at the cursor; the second time, marks its rows."""
        if self.marks.ranging:
            self.marks.take_range(self.source)
        else:
            self.marks.start(self.cursor)
        self.marks_changed()

    def marks_changed(self) -> None:
        """Draws the marks and tells."""
        self.refresh()
        self.post_message(self.MarksChanged())

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; one on the cursor opens the row."""
        index = self.scroll_offset.y + event.y - 1
        if event.y == 0 or index >= self.source.total:
            return
        if event.ctrl and (key := self.source.key(index)) is not None:
            self.marks.toggle(key)
            self.marks_changed()
        elif index == self.cursor and self.key is not None:
            self.post_message(self.RowOpened(self.key))
        self.cursor = index


def _extent(source: RowSource[RowT]) -> Size:
    """The header and the rows; the width is that of the window, whatever it is."""
    return Size(1, source.total + 1)


def _find(source: RowSource[RowT], key: int, near: int) -> int | None:
    return near if source.key(near) == key else source.find(key)
