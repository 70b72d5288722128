"""The frame of every numbered screen but the library: a heading, what it shows, the status, the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.keys import bindings
from emm_tui.ui.room import NeedsRoom
from emm_tui.ui.widgets.key_line import KeyLine
from emm_tui.ui.widgets.one_line import OneLine, Part
from emm_tui.ui.widgets.status_line import StatusLine, running


class ModeScreen(NeedsRoom[None]):
    """Shows its `body()`; `renew` is told at most four times a second, and only while a person sees the screen."""

    HEADING = ""
    BINDINGS = bindings("screen")  # type: ignore[assignment]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    ModeScreen {
        background: $background;
        & > #body { height: 1fr; }
        & > #nothing {
            display: none; width: 1fr; height: 1fr; content-align: center middle; text-align: center;
            color: $text-muted;
        }
        &.-empty > #body { display: none; }
        &.-empty > #nothing { display: block; }
        &.-tall > #heading { margin: 1 0; }
        &.-tall > StatusLine { margin-top: 1; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.heading = OneLine(id="heading")
        self.status_line = StatusLine()
        self._nothing = Static("", id="nothing", markup=False)
        self._said = ""
        self._deaf: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Heading, body, status, keys."""
        yield self.heading
        with Container(id="body"):
            yield from self.body()
        yield self._nothing
        yield self.status_line
        yield KeyLine()

    def body(self) -> Iterable[Widget]:
        """What the screen shows."""
        return ()

    def renew(self, changes: Changes) -> None:
        """Shows what is so now; `changes` says what has happened since the last time."""

    def head(self, *parts: Part) -> None:
        """Shows these parts beside the screen's name."""
        self.heading.show([Part(self.HEADING, style="bold"), *parts])

    def empty(self, text: str) -> None:
        """Shows `text`, which says the next key, in place of the body; "" shows the body."""
        if text and text != self._said:  # said again four times a second, and each time drawn
            self._nothing.update(Content(text))
        self._said = text
        self.set_class(bool(text), "-empty")

    def action_back(self) -> None:
        """Back to the library."""
        self.app.switch_mode("library")

    # inside

    def on_mount(self) -> None:
        """Follows what goes on."""
        self.head()
        self._deaf = self.desk.activity.listen(self._ticked)

    def on_unmount(self) -> None:
        """Follows it no more."""
        self._deaf()

    def on_screen_resume(self) -> None:
        """A person looks again: all may have changed."""
        self._show(Changes(ended=True))

    def _ticked(self, changes: Changes) -> None:
        if self.is_current:
            self._show(changes)

    def _show(self, changes: Changes) -> None:
        self.renew(changes)
        self.status_line.show(running(self.desk.activity, len(self.desk.jobs)))
