"""Lines of figures that change while one looks: only a line that is another is drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from emm_tui.ui.keys import bindings

Cell = tuple[str, str]
"""A text that is safe to show, and the name of its style."""
Line = tuple[Cell, ...]


class Board(ScrollView, can_focus=True):
    """Draws lines of cells; scrolls when there are more than it has room for."""

    BINDINGS = bindings("board")  # type: ignore[assignment]
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"figure", "label", "title", "good", "warn", "bad", "chart"}
    DEFAULT_CSS = """
    Board {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        padding: 0 1;
        & > .figure { color: $foreground; }
        & > .label { color: $foreground; text-style: dim; }
        & > .title { color: $text-accent; text-style: bold; }
        & > .chart { color: $text-accent; }
        & > .good { color: $text-success; }
        & > .warn { color: $text-warning; }
        & > .bad { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Shows other lines; what is scrolled to stays."""
        before, self.lines = self.lines, tuple(lines)
        if len(before) != len(self.lines):
            self.virtual_size = Size(self.size.width, len(self.lines))
        for y in range(max(len(before), len(self.lines))):
            if before[y : y + 1] != self.lines[y : y + 1]:
                self.refresh_lines(y)

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width, index = self.scrollable_content_region.width, self.scroll_offset.y + y
        base = self.rich_style
        if index >= len(self.lines):
            return Strip.blank(width, base)
        segments = [Segment(text, base + self.get_component_rich_style(name)) for text, name in self.lines[index]]
        return Strip(segments).adjust_cell_length(width, base)

    def on_resize(self) -> None:
        """Another width."""
        self.virtual_size = Size(self.size.width, len(self.lines))

    def action_scroll_by(self, rows: int) -> None:
        """Scrolls by `rows`."""
        self.scroll_relative(y=rows, animate=False)

    def action_scroll_by_page(self, pages: float) -> None:
        """Scrolls by `pages` of the height."""
        self.scroll_relative(y=int(self.size.height * pages), animate=False)

    def action_first_line(self) -> None:
        """To the first line."""
        self.scroll_home(animate=False)

    def action_last_line(self) -> None:
        """To the last line."""
        self.scroll_end(animate=False)


def plain(lines: Sequence[Line]) -> str:
    """The texts alone."""
    return "\n".join("".join(text for text, _ in line) for line in lines)
