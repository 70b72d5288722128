"""Pictures on offer as a grid of small pictures, or as a list: only what is on the screen is drawn and asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from emm_tui.domain.artwork import ArtworkCandidate, base_kind
from emm_tui.domain.display import display
from emm_tui.ui.framed import framed
from emm_tui.ui.keys import bindings
from emm_tui.ui.thumbs import Shot, Thumbs
from emm_tui.ui.widgets.columns import cell
from emm_tui.ui.words import join

GUTTER = 2  # cells left of a picture
CAPTION = 2  # lines below a picture
LIST = (0, 0)
TOGETHER = 0.1  # seconds in which pictures come together: each sends those left of it again
TALL = 32  # lines from which on pictures are larger

_SIZES: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "poster": ((12, 8), (18, 13)),
    "fanart": ((25, 7), (32, 9)),
    "clearlogo": ((25, 5), (32, 7)),
    "banner": ((42, 4), (48, 5)),
    "discart": ((14, 7), (22, 11)),
}
"""Kind -> cells and lines of its pictures on a short and on a tall screen."""
_LIKE = {"keyart": "poster", "characterart": "poster", "landscape": "fanart", "clearart": "fanart", "thumb": "fanart"}


@dataclass(slots=True, frozen=True)
class Choice:
    """A picture on offer; `now` says that it lies beside the item: "" not, else how, as `now` or `kept`."""

    candidate: ArtworkCandidate
    now: str = ""


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
        self._picture = LIST
        self._across = 1
        self._come: set[ArtworkCandidate] = set()

    @property
    def choice(self) -> Choice | None:
        """The card under the cursor."""
        return self.choices[self.cursor] if self.cursor < len(self.choices) else None

    def show(self, kind: str, choices: Sequence[Choice], cursor: int = 0) -> None:
        """Shows the choices of a kind with the cursor on one of them."""
        self._kind, self.choices = base_kind(kind), choices
        self.set_reactive(ThumbGrid.cursor, self.validate_cursor(cursor))
        self._arrange()
        self.post_message(self.Moved())

    def arrived(self, shot: Shot) -> None:
        """Draws a picture that has come, together with those that come at the same time."""
        if not self._come:
            self.set_timer(TOGETHER, self._draw_come)
        self._come.add(shot.candidate)

    def _draw_come(self) -> None:
        for index, choice in enumerate(self.choices):
            if choice.candidate in self._come:
                self.refresh(self._region(index))
        self._come.clear()

    # where the cards are

    def _arrange(self) -> None:
        kind = _LIKE.get(self._kind, self._kind)
        self._picture = LIST if self.listed else _SIZES[kind][self.app.size.height >= TALL]
        width = self.scrollable_content_region.width
        self._across = 1 if self.listed else max(width // (self._picture[0] + GUTTER), 1)
        self.virtual_size = Size(width, -(-len(self.choices) // self._across) * self._high)
        self._follow()
        self.refresh()
        self._want()

    @property
    def _high(self) -> int:
        """The lines of a card."""
        if self.listed:
            return 1
        return self._picture[1] + CAPTION + (self.app.size.height >= TALL)

    @property
    def _wide(self) -> int:
        """The cells of a card without its gutter."""
        return self.scrollable_content_region.width - GUTTER if self.listed else self._picture[0]

    def _region(self, index: int) -> Region:
        """Where a card is in the window."""
        row, column = divmod(index, self._across)
        wide = GUTTER + self._wide
        return Region(column * wide, row * self._high - self.scroll_offset.y, wide, self._high)

    def _caption(self, index: int) -> Region:
        """The part of a card that the cursor changes: never its picture, which is many bytes."""
        card, high = self._region(index), 0 if self.listed else self._picture[1]
        return Region(card.x, card.y + high, card.width, card.height - high)

    def _want(self) -> None:
        """Asks for the pictures in sight."""
        first = self.scroll_offset.y // self._high * self._across
        rows = -(-self.size.height // self._high)
        seen = self.choices[first : first + rows * self._across]
        self.thumbs.want([] if self.listed else [Shot(one.candidate, *self._picture) for one in seen])

    def _follow(self) -> None:
        top = self.cursor // self._across * self._high
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        elif top + self._high > self.scroll_offset.y + self.size.height:
            below = top + self._high - self.size.height
            self.scroll_to(y=-(-below // self._high) * self._high, animate=False, force=True)

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
        row, inner = divmod(self.scroll_offset.y + y, self._high)
        first = row * self._across
        segments: list[Segment] = []
        for index, choice in enumerate(self.choices[first : first + self._across], first):
            segments += self._card(choice, index == self.cursor, inner)
        return Strip(segments).adjust_cell_length(self.size.width, self._style("grid--caption"))

    def _card(self, choice: Choice, at_cursor: bool, inner: int) -> Iterator[Segment]:
        plain, mark = self._style("grid--caption"), self._style("grid--mark")
        told = self.listed or self._picture[1] <= inner < self._picture[1] + CAPTION
        yield Segment("▌ " if at_cursor and told else "  ", mark)
        if self.listed:
            yield self._text(_facts(choice), at_cursor, "grid--caption")
            return
        if inner < self._picture[1]:
            yield from self._picture_line(choice, inner)
        elif inner == self._picture[1]:
            yield self._text(_size(choice), at_cursor, "grid--caption")
        elif inner == self._picture[1] + 1:
            yield self._text(_votes(choice), at_cursor, "grid--mark" if choice.now else "grid--quiet")
        else:
            yield Segment(" " * self._wide, plain)

    def _text(self, text: str, at_cursor: bool, name: str) -> Segment:
        return Segment(cell(text, self._wide), self._style("grid--cursor" if at_cursor else name))

    def _picture_line(self, choice: Choice, inner: int) -> Iterable[Segment]:
        lines = self.thumbs.get(Shot(choice.candidate, *self._picture))
        return framed(lines, inner, *self._picture, self._style("grid--empty"))

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)

    # keys and mouse

    def validate_cursor(self, cursor: int) -> int:
        """Keeps the cursor on a card."""
        return max(min(cursor, len(self.choices) - 1), 0)

    def watch_cursor(self, old: int, new: int) -> None:
        """Draws the two cards that changed and keeps the cursor in sight."""
        self.refresh(self._caption(old), self._caption(new))
        self._follow()
        self.post_message(self.Moved())

    def action_move(self, cards: int) -> None:
        """Moves the cursor by `cards`."""
        self.cursor += cards

    def action_row(self, rows: int) -> None:
        """Moves the cursor by rows; past the last row to the last card."""
        self.cursor += rows * self._across

    def action_page(self, pages: int) -> None:
        """Moves the cursor by what is in sight."""
        self.cursor += pages * max(self.size.height // self._high, 1) * self._across

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

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; one on the cursor shows the picture large."""
        row = (self.scroll_offset.y + event.y) // self._high
        column = 0 if self.listed else event.x // (self._picture[0] + GUTTER)
        index = row * self._across + column
        if column < self._across and index < len(self.choices):
            if index == self.cursor:
                self.action_view()
            self.cursor = index


def _size(choice: Choice) -> str:
    """`1000x1500 en`."""
    one = choice.candidate
    return f"{f'{one.width}x{one.height}' if one.width else ''} {display(one.language or '-')}".strip()


def _votes(choice: Choice) -> str:
    """`● now tmdb`, `12 votes tmdb`."""
    one = choice.candidate
    return display(f"● {choice.now}" if choice.now else f"{one.votes}♥ {one.provider}")


def _facts(choice: Choice) -> str:
    """All of it on one line."""
    one = choice.candidate
    size = f"{one.width}x{one.height}" if one.width and one.height else "?"
    mark = f"● {choice.now}" if choice.now else ""
    return display(f"{mark:<8}{size:<11}{one.language or 'no text':<9}{one.votes:>5} votes  {one.provider}")


def facts(choice: Choice) -> str:
    """What a card says, in words."""
    one = choice.candidate
    size = f"{one.width}x{one.height}" if one.width and one.height else ""
    votes = f"{one.votes:,} votes" if one.votes else ""
    return display(join([size, one.language or "no text", votes, one.provider, choice.now]))
