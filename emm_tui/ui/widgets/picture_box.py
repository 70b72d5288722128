"""One picture in the middle of its place."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.ui.thumbs import Shot, Thumbs


class PictureBox(Widget):
    """Shows a picture as large as its place; its owner asks for `shot` and tells when it has arrived."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"picture--empty"}  # noqa: RUF012
    DEFAULT_CSS = """
    PictureBox {
        & > .picture--empty { background: $background; color: $text-muted; }
        &:ansi > .picture--empty { background: ansi_default; color: ansi_default; }
    }
    """

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__()
        self._thumbs = thumbs
        self._candidate: ArtworkCandidate | None = None

    @property
    def shot(self) -> Shot | None:
        """What is shown, in the size of the place."""
        return Shot(self._candidate, *self.size) if self._candidate and self.size.area else None

    def show(self, candidate: ArtworkCandidate | None) -> None:
        """Shows another picture, or none."""
        self._candidate = candidate
        self.refresh()

    def arrived(self, shot: Shot) -> None:
        """Draws the picture when it is this one that has come."""
        if shot == self.shot:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Line `y`: the picture's, with as much room on both sides."""
        empty = self.get_component_rich_style("picture--empty")
        width, height = self.size
        shot = self.shot
        lines = self._thumbs.get(shot) if shot else []
        if not lines:
            text = ("no picture" if lines is not None else "…") if y == height // 2 else ""
            return Strip([Segment(text.center(width)[:width], empty)])
        line = lines[y - top] if (top := (height - len(lines)) // 2) <= y < top + len(lines) else []
        left = (width - sum(segment.cell_length for segment in line)) // 2
        return Strip([Segment(" " * left, empty), *line]).adjust_cell_length(width, empty)
