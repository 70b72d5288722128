"""The pictures on offer: the kinds, those of one kind side by side, and any of them alone as large as it goes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from emm_tui.pipeline.choose import Offer
from emm_tui.ui.offered import Choice
from emm_tui.ui.thumbs import Shot, Thumbs
from emm_tui.ui.widgets.kind_list import KindList
from emm_tui.ui.widgets.large_picture import LargePicture
from emm_tui.ui.widgets.thumb_grid import ThumbGrid


class Gallery(Horizontal):
    """Says when another picture is at hand, and when the person takes it."""

    DEFAULT_CSS = """
    Gallery {
        height: 1fr;
        &.-alone KindList, &.-alone ThumbGrid { display: none; }
        &.-alone LargePicture { display: block; }
    }
    """

    class Moved(Message):
        """Another picture is at hand."""

    class Taken(Message):
        """The person takes the picture at hand."""

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__()
        self.thumbs = thumbs
        self.kinds = KindList()
        self.grid = ThumbGrid(thumbs)
        self.picture = LargePicture(thumbs)

    def compose(self) -> ComposeResult:
        """The kinds left of the pictures."""
        yield self.kinds
        yield self.grid
        yield self.picture

    @property
    def choice(self) -> Choice | None:
        """The picture at hand."""
        return self.grid.choice

    @property
    def problem(self) -> str:
        """Why the picture at hand cannot be had; "" when it can."""
        return self.thumbs.why(self.choice.candidate) if self.choice else ""

    @property
    def alone(self) -> bool:
        """Whether one picture has all the room."""
        return self.has_class("-alone")

    def show(self, offers: Sequence[Offer], offer: Offer, choices: Sequence[Choice], cursor: int) -> None:
        """Shows the choices of a kind."""
        self.kinds.show(offers, offer)
        self.grid.show(offer.kind, choices, cursor)

    def arrived(self, shot: Shot) -> None:
        """Draws a picture that has come; why one cannot be had is told when it is at hand."""
        self.picture.arrived(shot) if self.alone else self.grid.arrived(shot)
        if self.choice and self.choice.candidate == shot.candidate and self.thumbs.why(shot.candidate):
            self.post_message(self.Moved())

    def list(self) -> None:
        """Shows lines instead of pictures."""
        if not self.grid.listed:
            self.grid.action_list()

    def close(self) -> None:
        """Shows all of them again."""
        if self.alone:
            self.remove_class("-alone")
            self.picture.show(None)
            self.screen.set_focus(self.grid)

    # what a person does

    def on_thumb_grid_moved(self) -> None:
        """Another one is at hand."""
        if self.alone:
            self.picture.show(self.choice.candidate if self.choice else None)
        self.post_message(self.Moved())

    def on_thumb_grid_viewed(self) -> None:
        """Shows one alone."""
        if self.choice:
            self.add_class("-alone")
            self.picture.show(self.choice.candidate)
            self.screen.set_focus(self.picture)

    def on_large_picture_stepped(self, event: LargePicture.Stepped) -> None:
        """Shows the next one, or the one before."""
        self.grid.cursor += event.step

    def on_large_picture_closed(self) -> None:
        """Enough seen."""
        self.close()

    def on_thumb_grid_taken(self) -> None:
        """The one at the cursor."""
        self.post_message(self.Taken())

    def on_large_picture_taken(self) -> None:
        """The one that is shown."""
        self.close()
        self.post_message(self.Taken())
