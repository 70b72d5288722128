"""One picture on offer, as large as its place."""

from __future__ import annotations

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.ui.keys import bindings
from emm_tui.ui.thumbs import Shot, Thumbs


class LargePicture(Widget, can_focus=True):
    """Shows a picture in the middle of its place; says when it is closed, taken, or another one is wanted."""

    BINDINGS = bindings("picture")  # type: ignore[assignment]
    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"picture--empty"}  # noqa: RUF012
    DEFAULT_CSS = """
    LargePicture {
        width: 1fr; height: 1fr; display: none;
        & > .picture--empty { background: $background; color: $text-muted; }
        &:ansi > .picture--empty { background: ansi_default; color: ansi_default; }
    }
    """

    class Closed(Message):
        """Enough seen."""

    class Taken(Message):
        """The person takes the picture."""

    class Stepped(Message):
        """The person wants the picture that is `step` further."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__()
        self._thumbs = thumbs
        self._candidate: ArtworkCandidate | None = None

    @property
    def shot(self) -> Shot | None:
        """What is shown, in the size of the place."""
        return Shot(self._candidate, *self.size) if self._candidate and self.size.area else None

    def show(self, candidate: ArtworkCandidate | None) -> None:
        """Shows another picture; none ends it."""
        self._candidate = candidate
        self._want()

    def arrived(self, shot: Shot) -> None:
        """Draws the picture when it is this one that has come."""
        if shot == self.shot:
            self.refresh()

    def on_resize(self) -> None:
        """Another size is another drawing."""
        self._want()

    def _want(self) -> None:
        if self.shot:
            self._thumbs.want([self.shot])
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Line `y`: the picture's, with as much room on both sides."""
        empty = self.get_component_rich_style("picture--empty")
        width, height = self.size
        lines = self._thumbs.get(self.shot) if self.shot else None
        if not lines:
            text = ("no picture" if lines is not None else "…") if y == height // 2 else ""
            return Strip([Segment(text.center(width), empty)])
        line = lines[y - top] if (top := (height - len(lines)) // 2) <= y < top + len(lines) else []
        left = (width - sum(segment.cell_length for segment in line)) // 2
        return Strip([Segment(" " * left, empty), *line]).adjust_cell_length(width, empty)

    def action_take(self) -> None:
        """Takes the picture."""
        self.post_message(self.Taken())

    def action_step(self, step: int) -> None:
        """Asks for another one."""
        self.post_message(self.Stepped(step))

    def action_close(self) -> None:
        """Closes it."""
        self.post_message(self.Closed())
