"""One line to type a question into: a title to search for, or an id."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from emm_tui.domain.display import display
from emm_tui.ui.keys import bindings


class AskLine(Input):
    """A line that is there while something is asked; what is pasted is made safe first."""

    BINDINGS = bindings("ask")  # type: ignore[assignment]
    DEFAULT_CSS = """
    AskLine {
        display: none; background: transparent; padding: 0 1;
        &:focus { background-tint: transparent; }
        &.-open { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False  # it would send bytes for ever

    def ask(self, placeholder: str, value: str = "") -> None:
        """Opens with what may be typed, and what stands there already."""
        self.placeholder, self.value = placeholder, value
        self.cursor_position = len(value)
        self.add_class("-open")
        self.screen.set_focus(self)

    def close(self) -> None:
        """Goes away."""
        self.remove_class("-open")

    def _on_paste(self, event: events.Paste) -> None:
        event.text = display(event.text.strip())
