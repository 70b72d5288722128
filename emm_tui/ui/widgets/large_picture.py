"""One picture on offer, as large as the screen."""

from __future__ import annotations

from textual.message import Message

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.picture_box import PictureBox


class LargePicture(PictureBox, can_focus=True):
    """Asks for its picture itself; says when it is closed, taken, or another one is wanted."""

    BINDINGS = bindings("picture")  # type: ignore[assignment]
    DEFAULT_CSS = "LargePicture { width: 1fr; height: 1fr; display: none; }"

    class Closed(Message):
        """Enough seen."""

    class Taken(Message):
        """The person takes the picture."""

    class Stepped(Message):
        """The person wants the picture that is `step` further."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def show(self, candidate: ArtworkCandidate | None) -> None:
        """Shows another picture; none ends it."""
        super().show(candidate)
        self._want()

    def on_resize(self) -> None:
        """Another size is another drawing."""
        self._want()

    def _want(self) -> None:
        if self.shot:
            self._thumbs.want([self.shot])

    def action_take(self) -> None:
        """Takes the picture."""
        self.post_message(self.Taken())

    def action_step(self, step: int) -> None:
        """Asks for another one."""
        self.post_message(self.Stepped(step))

    def action_close(self) -> None:
        """Closes it."""
        self.post_message(self.Closed())
