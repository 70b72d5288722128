"""One line to type a question into: a title to search for, or an id."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input

from emm_tui.domain.display import display
from emm_tui.domain.told import told_id
from emm_tui.ui.keys import bindings
from emm_tui.ui.say import say

SEARCH = "a title, with or without its year"
IDENT = "tt0133093, tmdb 603, tvdb 81189, or an address"


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

    class Closed(Message):
        """Nothing is asked any more."""

    class Searched(Message):
        """The person wants to know what these words find."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Named(Message):
        """The person knows the id."""

        def __init__(self, provider: str, ident: str) -> None:
            super().__init__()
            self.provider, self.ident = provider, ident

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False  # it would send bytes for ever

    def ask_words(self, name: str) -> None:
        """Asks for a title; `name` stands there already."""
        self._ask(SEARCH, display(name))

    def ask_ident(self) -> None:
        """Asks for an id."""
        self._ask(IDENT, "")

    def _ask(self, placeholder: str, value: str) -> None:
        self.placeholder, self.value = placeholder, value
        self.cursor_position = len(value)
        self.add_class("-open")
        self.screen.set_focus(self)

    def close(self) -> None:
        """Goes away."""
        if self.has_class("-open"):
            self.remove_class("-open")
            self.post_message(self.Closed())

    def action_cancel(self) -> None:
        """Asks nothing."""
        self.close()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tells what was typed; what should be an id and is none stays to be mended."""
        event.stop()
        words = event.value.strip()
        if words and self.placeholder == IDENT:
            told = told_id(words)
            if told is None:
                say(self, f"{words} is no id: enter {IDENT}.", "warning")
                return
            self.post_message(self.Named(*told))
        elif words:
            self.post_message(self.Searched(words))
        self.close()

    def _on_paste(self, event: events.Paste) -> None:
        event.text = display(event.text.strip())
