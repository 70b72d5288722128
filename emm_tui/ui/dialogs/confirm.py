"""Yes or no."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.domain.display import display
from emm_tui.ui.dialogs.dialog import Dialog


class ConfirmDialog(Dialog[bool]):
    """Asks one question of some lines; `y` and enter say yes, everything else no."""

    BINDINGS = [  # noqa: RUF012
        Binding("y,enter", "answer(True)", "yes", id="confirm.yes"),
        Binding("n", "answer(False)", "no", id="confirm.no"),
    ]
    BLIND = frozenset({"close", "answer"})
    DEFAULT_CSS = "ConfirmDialog #box { width: 56; }"

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text

    def body(self) -> Iterable[Widget]:
        """The question."""
        lines = [Content(display(line)) for line in self._text.split("\n")]
        yield Static(Content("\n").join(lines), id="text")

    def blind_text(self) -> str:
        """The question fits wherever there is a terminal."""
        return f"{self._title}\ny or n"

    def action_answer(self, answer: bool) -> None:
        """Answers."""
        self.dismiss(answer)
