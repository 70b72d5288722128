"""The titles that an item may be, side by side: poster, name, score with its reasons, plot."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.display import display
from emm_tui.domain.match import Candidate
from emm_tui.ui.keys import bindings
from emm_tui.ui.thumbs import Shot, Thumbs
from emm_tui.ui.widgets.picture_box import PictureBox
from emm_tui.ui.words import join

LETTERS = "abcdef"
NARROW = 26  # cells that a card has at least
MOST = len(LETTERS)


class Card(Vertical):
    """One candidate."""

    DEFAULT_CSS = """
    Card {
        width: 1fr; height: 100%; padding: 0 1; border-left: vkey $background;
        & PictureBox { width: 12; height: 8; }
        & Static { height: 1fr; width: 100%; }
        &.-chosen { border-left: vkey $accent; }
        &.-tall PictureBox { width: 21; height: 15; margin-bottom: 1; }
    }
    """

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__()
        self.poster = PictureBox(thumbs)
        self._text = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """The poster above the text."""
        yield self.poster
        yield self._text

    def show(self, letter: str, candidate: Candidate, chosen: bool) -> None:
        """Shows a candidate under its letter."""
        self.poster.show(poster(candidate))
        self._text.update(_told(letter, candidate, chosen))
        self.set_class(chosen, "-chosen")


class Cards(Horizontal, can_focus=True):
    """As many cards as fit, with a cursor; those that do not come when the cursor goes there."""

    BINDINGS = bindings("cards")  # type: ignore[assignment]
    DEFAULT_CSS = "Cards { height: 1fr; }"

    cursor: var[int] = var(0)

    class Taken(Message):
        """The person takes this candidate for that item."""

        def __init__(self, candidate: Candidate, item: int) -> None:
            super().__init__()
            self.candidate = candidate
            self.item = item

    class Laid(Message):
        """Other cards are in sight."""

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__()
        self.candidates: Sequence[Candidate] = ()
        self._asked = (0, "")
        self._cards = [Card(thumbs) for _ in range(MOST)]
        self._first = 0

    def compose(self) -> ComposeResult:
        """A fixed number of cards, which are filled."""
        yield from self._cards

    def show(self, candidates: Sequence[Candidate], item: int, words: str = "") -> None:
        """Shows who an item may be, by its name or by other `words`; what was under the cursor stays there."""
        asked, under = (item, words), self._under if self._asked == (item, words) else None
        ids = [(one.provider, one.id) for one in candidates]
        self.candidates, self._asked, self._first = candidates, asked, 0
        self.set_reactive(Cards.cursor, ids.index(under) if under in ids else 0)
        self._lay()
        if self.is_running:  # not while the program ends
            self.refresh_bindings()

    @property
    def _under(self) -> tuple[str, str] | None:
        here = self.candidates[self.cursor : self.cursor + 1]
        return (here[0].provider, here[0].id) if here else None

    def arrived(self, shot: Shot) -> None:
        """Draws a poster that has come."""
        for card in self._cards:
            card.poster.arrived(shot)

    @property
    def shots(self) -> list[Shot]:
        """The posters in sight."""
        return [card.poster.shot for card in self._cards if card.display and card.poster.shot]

    def shots_of(self, candidates: Sequence[Candidate]) -> list[Shot]:
        """The posters that will be in sight when these candidates are shown; none as long as no card has a place."""
        size = self._cards[0].poster.size
        posters = [poster(one) for one in candidates[: self.room]] if size.area else []
        return [Shot(one, *size) for one in posters if one]

    @property
    def room(self) -> int:
        """How many cards fit."""
        return max(1, min(self.size.width // NARROW, MOST))

    def _lay(self) -> None:
        self._first = max(min(self._first, self.cursor), self.cursor - self.room + 1)
        seen = self.candidates[self._first : self._first + self.room]
        for place, card in enumerate(self._cards):
            card.display = place < len(seen)
            card.set_class(self.app.size.height >= 32, "-tall")
            if place < len(seen):
                card.show(LETTERS[place], seen[place], self._first + place == self.cursor)
        self.call_after_refresh(self.post_message, self.Laid())

    def on_resize(self) -> None:
        """More or fewer cards fit."""
        self._lay()

    def validate_cursor(self, cursor: int) -> int:
        """Keeps the cursor on a card."""
        return max(min(cursor, len(self.candidates) - 1), 0)

    def watch_cursor(self) -> None:
        """Shows where it is."""
        self._lay()

    def action_choose(self, step: int) -> None:
        """Moves the cursor."""
        self.cursor += step

    def action_take(self) -> None:
        """Takes the candidate under the cursor."""
        self.action_take_card(self.cursor - self._first)

    def action_take_card(self, place: int) -> None:
        """Takes the candidate with the letter of that place."""
        if place < self.room and self._first + place < len(self.candidates):
            self.post_message(self.Taken(self.candidates[self._first + place], self._asked[0]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is there can be taken, and there is another one only beside it."""
        if action == "choose":
            return len(self.candidates) > 1
        return bool(self.candidates) if action in ("take", "take_card") else True

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor."""
        for place, card in enumerate(self._cards):
            if card.display and card.region.contains(event.screen_x, event.screen_y):
                self.cursor = self._first + place


def poster(candidate: Candidate) -> ArtworkCandidate | None:
    """A candidate's poster as a picture on offer; None when there is none."""
    return ArtworkCandidate("poster", candidate.provider, candidate.poster) if candidate.poster else None


def _told(letter: str, candidate: Candidate, chosen: bool) -> Content:
    """The text of a card; nothing in it is read as markup."""
    original = candidate.original_title if candidate.original_title != candidate.title else ""
    lines = [
        Content.assemble(
            (f"{letter} ", "$text-accent bold"),
            (display(candidate.title), "bold reverse" if chosen else "bold"),
            f" ({candidate.year or '?'})",
        ),
        Content.styled(display(original or ""), "dim italic") if original else None,
        Content.assemble(
            (f"{candidate.score:.0f} ", "$text-accent bold"),
            (display(join(candidate.reasons)), ""),
        ),
        Content.styled(display(f"{candidate.provider} {candidate.id}"), "dim"),
        Content.styled(display(candidate.overview or ""), "dim"),
    ]
    return Content("\n").join([line for line in lines if line is not None])
