"""One item to decide: what is known of it, the line to ask with, a note, and who it may be."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from emm_tui.domain.display import display
from emm_tui.domain.media import Item
from emm_tui.ui.clue import clue
from emm_tui.ui.suggestions import Suggestion
from emm_tui.ui.thumbs import Thumbs
from emm_tui.ui.widgets.ask_line import AskLine
from emm_tui.ui.widgets.cards import Cards


class Deciding(Vertical):
    """Shows an item with its candidates; `item` is the one that a person's keys mean."""

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__(id="deciding")
        self.item: Item | None = None
        self.clue = Static("", id="clue", markup=False)
        self.line = AskLine()
        self.note = Static("", id="note", markup=False)
        self.cards = Cards(thumbs)

    def compose(self) -> ComposeResult:
        """From above to below as one reads."""
        yield self.clue
        yield self.line
        yield self.note
        yield self.cards

    def show(self, found: Suggestion | None, note: str | None = None) -> None:
        """Shows an item and who it may be; without a note, what to do when that is nobody. None shows nothing."""
        self.item = found.item if found else None
        self.clue.update(clue(found.item) if found else "")
        self.cards.show(*(found.candidates, found.item.row.id, found.words) if found else ([], 0))
        self.tell((_unknown(found) if found else "") if note is None else note)

    def tell(self, note: str) -> None:
        """Says something above the candidates; "" nothing."""
        self.note.update(Content(display(note)))
        self.note.display = bool(note)

    def begin(self) -> None:
        """The hand is on the candidates; nothing is asked."""
        if self.is_running:  # not while the program ends
            self.line.close()
            self.screen.set_focus(self.cards)

    def ask_words(self) -> None:
        """Asks for a title to search for."""
        if self.item:
            guess = self.item.guess
            self.line.ask_words(guess.title if guess and guess.title else self.item.row.title)

    def on_ask_line_closed(self) -> None:
        """Back to the candidates."""
        self.screen.set_focus(self.cards)


def _unknown(found: Suggestion) -> str:
    """What to do about an item that nobody knows; "" for one that somebody may know."""
    if found.candidates:
        return ""
    if found.words:
        return f"Nobody knows {found.words}: / searches again."
    return "Nobody knows a title like that: / searches, i enters an id."
