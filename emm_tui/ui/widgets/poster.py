"""A small picture of the item, drawn in half blocks from the file beside the media."""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import work
from textual.strip import Strip
from textual.widget import Widget

from emm_tui.ui.far import is_far

if TYPE_CHECKING:
    from emm_tui.domain.media import Item
    from emm_tui.ui.half_blocks import Lines

SIZE = 18, 13  # cells; a poster has two pixels of a cell's height for three of its width
FAR_SIZE = 12, 9  # over SSH and in a multiplexer: half the bytes
KEPT = 64  # drawn pictures
KINDS = ("poster", "thumb", "fanart")


class Poster(Widget):
    """Reads and shrinks its picture in a thread; without one it takes no room."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Poster { height: auto; margin-bottom: 1; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self._far = is_far(os.environ)
        self.styles.width = (FAR_SIZE if self._far else SIZE)[0]
        self._lines: Lines = []
        self._path: str | None = None
        self._drawn: OrderedDict[tuple[str, int], Lines] = OrderedDict()

    def show(self, item: Item | None) -> None:
        """Shows the picture of another item, or another picture of the same one."""
        self._path = picture_of(item) if item else None
        self._load(self._path)

    @work(exclusive=True)
    async def _load(self, path: str | None) -> None:
        lines = await self._read(path) if path else []
        if path != self._path or lines is self._lines:
            return
        self._lines = lines
        self.set_class(bool(lines), "-shown")
        self.styles.height = len(lines) or "auto"
        self.refresh()

    async def _read(self, path: str) -> Lines:
        """The drawn picture; the last ones are kept, as long as their files are the same."""
        drawn = await asyncio.to_thread(_draw, path, self._far, dict(self._drawn))
        if drawn is None:
            return []
        key, lines = drawn
        self._drawn[key] = lines
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return lines

    def render_line(self, y: int) -> Strip:
        """A line of the picture."""
        segments = list(self._lines[y]) if y < len(self._lines) else [Segment("")]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)


def picture_of(item: Item) -> str | None:
    """The file that shows what the item is, best its poster."""
    found = {kind: file.path for kind, file in item.artwork.items() if not file.pending}
    found |= {file.artwork_kind: file.path for file in item.files if file.role == "artwork" and file.artwork_kind}
    return next((found[kind] for kind in KINDS if kind in found), None)


def _draw(path: str, far: bool, drawn: dict[tuple[str, int], Lines]) -> tuple[tuple[str, int], Lines] | None:
    from emm_tui.pipeline.previews import placed
    from emm_tui.ui.half_blocks import ALIKE, ALIKE_FAR, half_blocks

    try:
        key = (path, os.stat(path).st_mtime_ns)
    except (OSError, ValueError):
        return None
    if key in drawn:
        return key, drawn[key]
    wide, high = FAR_SIZE if far else SIZE
    thumb = placed(path, wide, high * 2)
    return (key, half_blocks(thumb, ALIKE_FAR if far else ALIKE)) if thumb else None
