"""One picture in the middle of its place."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.ui.framed import framed
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
        shot = self.shot
        lines = self._thumbs.get(shot) if shot else []
        return Strip(framed(lines, y, *self.size, self.get_component_rich_style("picture--empty")))
