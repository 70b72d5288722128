"""The filter: one line in the query language, live; a hint under it when it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from emm_tui.domain.display import display
from emm_tui.ui.keys import bindings

PLACEHOLDER = "words, year:1990..1999, missing:poster, state:failed …"
SETTLED = 0.1  # seconds without a key before the filter is applied


class FilterInput(Input):
    """The line itself; what is pasted is made safe first."""

    BINDINGS = bindings("filter")  # type: ignore[assignment]

    def on_mount(self) -> None:
        """No blinking: it would send bytes for ever."""
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        event.text = display(event.text.strip())  # the handler of Input comes after this one and inserts it

    def action_accept(self) -> None:
        """Applies the filter and goes to the rows."""
        self.screen.query_one(FilterBar).apply()
        self.post_message(FilterBar.Left())

    def action_clear(self) -> None:
        """Empties the line; an empty one is left."""
        if self.value:
            self.value = ""
        else:
            self.post_message(FilterBar.Left())


class FilterBar(Vertical):
    """The line, its sign and its hint."""

    DEFAULT_CSS = """
    FilterBar {
        height: auto;
        & Horizontal { height: 1; padding: 0 1; }
        & #sign { width: 2; color: $accent; text-style: bold; }
        & FilterInput { width: 1fr; background: transparent; &:focus { background-tint: transparent; } }
        & #hint { height: auto; max-height: 2; padding: 0 3; color: $text-warning; display: none; }
        & #hint.-shown { display: block; }
    }
    """

    @dataclass
    class Changed(Message):
        """Another text stands in the line."""

        text: str

    class Left(Message):
        """The person wants back to the rows."""

    def __init__(self, placeholder: str = PLACEHOLDER) -> None:
        super().__init__()
        self._rest: Timer | None = None
        self._told = ""
        self.line = FilterInput(placeholder=placeholder, compact=True, select_on_focus=False)
        self._hint = Static("", id="hint", markup=False)

    def compose(self) -> ComposeResult:
        """Sign and line, the hint below."""
        with Horizontal():
            yield Static("/", id="sign")
            yield self.line
        yield self._hint

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.line.value

    def clear(self) -> None:
        """Empties the line at once."""
        self.line.value = ""
        self.apply()

    def hint(self, text: str) -> None:
        """Shows what cannot be read; an empty text takes the hint away."""
        self._hint.update(Content(display(text)))
        self._hint.set_class(bool(text), "-shown")

    def apply(self) -> None:
        """Tells the text now, if it is another one."""
        if self._rest is not None:
            self._rest.stop()
        if self.text != self._told:
            self._told = self.text
            self.post_message(self.Changed(self.text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Waits until the fingers rest."""
        event.stop()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(SETTLED, self.apply)
