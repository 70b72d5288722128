"""Pictures on offer as a grid of small pictures, or as a list: only what is on the screen is drawn and asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.ui import card_grid
from emm_tui.ui.card_grid import CardGrid
from emm_tui.ui.framed import framed
from emm_tui.ui.keys import bindings
from emm_tui.ui.offered import Choice, indices
from emm_tui.ui.thumbs import Shot, Thumbs
from emm_tui.ui.widgets.columns import cell

TOGETHER = 0.1  # seconds in which pictures come together: each sends those left of it again


class ThumbGrid(ScrollView, can_focus=True):
    """Cards with a cursor: a small picture, its size and language, its votes and provider."""

    BINDINGS = bindings("grid")  # type: ignore[assignment]
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--caption",
        "grid--quiet",
        "grid--cursor",
        "grid--mark",
        "grid--empty",
    }
    DEFAULT_CSS = """
    ThumbGrid {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 25%;
        scrollbar-color-hover: $foreground 40%;
        scrollbar-color-active: $accent;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        & > .grid--caption { color: $foreground; }
        & > .grid--quiet { color: $foreground; text-style: dim; }
        & > .grid--cursor { background: $accent 35%; color: $foreground; text-style: bold; }
        & > .grid--mark { color: $text-accent; text-style: bold; }
        & > .grid--empty { background: $foreground 6%; color: $text-muted; }
        &:ansi > .grid--cursor { background: ansi_default; color: ansi_default; text-style: reverse; }
        &:ansi > .grid--empty { background: ansi_default; color: ansi_default; text-style: dim; }
        &:nocolor > .grid--cursor { text-style: reverse; }
    }
    """

    cursor: var[int] = var(0)

    class Moved(Message):
        """The cursor is on another card."""

    class Taken(Message):
        """The person takes the picture under the cursor."""

    class Viewed(Message):
        """The person wants to see the picture under the cursor as large as it goes."""

    def __init__(self, thumbs: Thumbs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.thumbs = thumbs
        self.choices: Sequence[Choice] = ()
        self.listed = False
        self._kind = "poster"
        self._cards = CardGrid()
        self._come: set[ArtworkCandidate] = set()

    @property
    def choice(self) -> Choice | None:
        """The card under the cursor."""
        return self.choices[self.cursor] if self.cursor < len(self.choices) else None

    def show(self, kind: str, choices: Sequence[Choice], cursor: int = 0) -> None:
        """Shows the choices of a kind with the cursor on one of them."""
        self._kind, self.choices = kind, choices
        self.set_reactive(ThumbGrid.cursor, self.validate_cursor(cursor))
        self._arrange()
        if self.is_running:  # not while the program ends
            self.refresh_bindings()
        self.post_message(self.Moved())

    def arrived(self, shot: Shot) -> None:
        """Draws a picture that has come, together with those that come at the same time."""
        if not self._come:
            self.set_timer(TOGETHER, self._draw_come)
        self._come.add(shot.candidate)

    def _draw_come(self) -> None:
        for index in indices(self.choices, self._come):
            self.refresh(self._cards.card(index).translate(-self.scroll_offset))
        self._come.clear()

    # where the cards are

    def _arrange(self) -> None:
        width = self.scrollable_content_region.width
        self._cards = card_grid.lines(width) if self.listed else card_grid.grid(self._kind, width, self.app.size.height)
        self.virtual_size = Size(width, self._cards.lines(len(self.choices)))
        self._follow()
        self.refresh()
        self._want()

    def _want(self) -> None:
        """Asks for the pictures in sight."""
        seen = [] if self.listed else self.choices[self._cards.seen(self.scroll_offset.y, self.size.height)]
        self.thumbs.want([Shot(one.candidate, *self._cards.picture) for one in seen])

    def _follow(self) -> None:
        top = self._cards.top(self.cursor, self.scroll_offset.y, self.size.height)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def on_resize(self) -> None:
        """Another number of cards a row."""
        self._arrange()

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Others are in sight."""
        super().watch_scroll_y(old, new)
        if round(old) != round(new):
            self._want()

    # drawing

    def render_line(self, y: int) -> Strip:
        """Line `y` of the window."""
        row, inner = divmod(self.scroll_offset.y + y, self._cards.high)
        first = row * self._cards.across
        segments: list[Segment] = []
        for index, choice in enumerate(self.choices[first : first + self._cards.across], first):
            segments += self._card(choice, index == self.cursor, inner)
        return Strip(segments).adjust_cell_length(self.size.width, self._style("grid--caption"))

    def _card(self, choice: Choice, at_cursor: bool, inner: int) -> Iterator[Segment]:
        """Line `inner` of a card."""
        under = inner - self._cards.picture[1]
        told = self._told(choice, under)
        yield Segment("▌ " if at_cursor and told else "  ", self._style("grid--mark"))
        if under < 0:
            lines = self.thumbs.get(Shot(choice.candidate, *self._cards.picture))
            yield from framed(lines, inner, *self._cards.picture, self._style("grid--empty"))
        else:
            text, name = told or ("", "grid--caption")
            yield Segment(cell(text, self._cards.wide), self._style("grid--cursor" if at_cursor and told else name))

    def _told(self, choice: Choice, under: int) -> tuple[str, str] | None:
        """What stands on a line below a picture, and in which style."""
        if self.listed:
            return choice.line, "grid--caption"
        if under == 0:
            return choice.shape, "grid--caption"
        return (choice.standing, "grid--mark" if choice.now else "grid--quiet") if under == 1 else None

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)

    # keys and mouse

    def validate_cursor(self, cursor: int) -> int:
        """Keeps the cursor on a card."""
        return max(min(cursor, len(self.choices) - 1), 0)

    def watch_cursor(self, old: int, new: int) -> None:
        """Draws the two cards that changed and keeps the cursor in sight."""
        self.refresh(*(self._cards.caption(index).translate(-self.scroll_offset) for index in (old, new)))
        self._follow()
        self.post_message(self.Moved())

    def action_move(self, cards: int) -> None:
        """Moves the cursor by `cards`."""
        self.cursor += cards

    def action_row(self, rows: int) -> None:
        """Moves the cursor by rows; past the last row to the last card."""
        self.cursor += rows * self._cards.across

    def action_page(self, pages: int) -> None:
        """Moves the cursor by what is in sight."""
        self.cursor += pages * max(self.size.height // self._cards.high, 1) * self._cards.across

    def action_first(self) -> None:
        """To the first card."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last card."""
        self.cursor = len(self.choices) - 1

    def action_take(self) -> None:
        """Takes the picture."""
        if self.choice:
            self.post_message(self.Taken())

    def action_view(self) -> None:
        """Shows the picture large."""
        if self.choice:
            self.post_message(self.Viewed())

    def action_list(self) -> None:
        """Shows a list instead of pictures, or pictures again."""
        self.listed = not self.listed
        self._arrange()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to take or to look at where nothing is on offer."""
        return bool(self.choices) if action in ("take", "view") else True

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; one on the cursor shows the picture large."""
        index = self._cards.at(event.x, self.scroll_offset.y + event.y)
        if index is not None and index < len(self.choices):
            if index == self.cursor:
                self.action_view()
            self.cursor = index
