"""A line of parts that leaves out the least important ones when it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

SEPARATOR = " · "


class Part(NamedTuple):
    """A piece of the line; the highest `rank` is left out first, 0 never."""

    text: str
    rank: int = 0
    style: str = ""


def fitting(parts: Sequence[Part], width: int, separator: int = len(SEPARATOR)) -> list[Part]:
    """The parts that fit into `width` cells, in their order."""
    shown = list(parts)
    while _width(shown, separator) > width and any(part.rank for part in shown):
        shown.remove(max(shown, key=lambda part: part.rank))
    return shown


def _width(parts: Sequence[Part], separator: int) -> int:
    return sum(cell_len(part.text) for part in parts) + separator * max(len(parts) - 1, 0)


class OneLine(Widget):
    """Draws its parts on one line; repaints only when they differ from what is shown."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    OneLine { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.parts: tuple[Part, ...] = ()

    def show(self, parts: Sequence[Part]) -> None:
        """Shows other parts."""
        said = tuple(part for part in parts if part.text)
        if said != self.parts:
            self.parts = said
            self.refresh()

    def render(self) -> Content:
        """The line, cut to the width."""
        shown = fitting(self.parts, self.content_size.width)
        return Content.styled(SEPARATOR, "dim").join(
            [Content.styled(part.text, part.style) if part.style else Content(part.text) for part in shown]
        )
