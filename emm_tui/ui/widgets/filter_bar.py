"""The filter: one line in the query language, live; a hint lies over the line below it, so that nothing moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from emm_tui.domain.display import display
from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.columns import cell
from emm_tui.ui.widgets.line_input import LineInput
from emm_tui.ui.widgets.one_line import SEPARATOR

if TYPE_CHECKING:
    from emm_tui.ui.completion import Completion

PLACEHOLDER = "words, year:1990..1999, missing:poster, state:failed …"
INDENT, LINES = 3, 2  # cells on both sides of the hint; its lines
SETTLED = 0.1  # seconds without a key before the filter is applied


class FilterInput(LineInput):
    """The line itself."""

    BINDINGS = bindings("filter")  # type: ignore[assignment]

    def action_accept(self) -> None:
        """Applies the filter and goes to the rows."""
        self.screen.query_one(FilterBar).apply()
        self.post_message(FilterBar.Left())

    def action_complete(self) -> None:
        """Goes on to the first of the words on offer."""
        self.screen.query_one(FilterBar).complete()

    def action_clear(self) -> None:
        """Empties the line; an empty one is left."""
        if self.value:
            self.value = ""
        else:
            self.post_message(FilterBar.Left())


class FilterBar(Vertical):
    """The line, its sign and its hint; with `fields` it knows the names and values of the library's."""

    DEFAULT_CSS = """
    FilterBar {
        height: auto;
        & Horizontal { height: 1; padding: 0 1; }
        & #sign { width: 2; color: $accent; text-style: bold; }
        & FilterInput { width: 1fr; background: transparent; &:focus { background-tint: transparent; } }
        & #hint { height: auto; max-height: 2; padding: 0 3; color: $text-warning; display: none;
                  overlay: screen; background: $background; }
        & #hint.-shown { display: block; }
        & #hint.-offer { color: $text-muted; }
        &.-typing #hint.-offer { display: block; }
    }
    """

    class Changed(Message):
        """Another text stands in the line."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The person wants back to the rows."""

    def __init__(self, placeholder: str = PLACEHOLDER, *, fields: bool = False) -> None:
        super().__init__()
        self._rest: Timer | None = None
        self._told = ""
        self._fields = fields
        self.line = FilterInput(placeholder)
        self._hint = Static("", id="hint", markup=False)
        self._offered: list[Completion] = []

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
        self._hint.update(self._cut(text))
        self._hint.set_class(bool(text), "-shown")
        self._hint.remove_class("-offer")

    def offer(self, found: Sequence[tuple[Completion, int | None]]) -> None:
        """Shows what the last word can go on to, with how many items each has, None where that is not known."""
        self._offered = [completion for completion, _ in found]
        words = [f"{one.word} {count:,}" if count is not None else one.word for one, count in found]
        self._hint.update(self._cut(SEPARATOR.join(words)))
        self._hint.remove_class("-shown")
        self._hint.set_class(bool(found), "-offer")

    def _cut(self, text: str) -> Content:
        """The text on as many lines as the hint has; what is left out leaves an ellipsis."""
        width = max(self.size.width - 2 * INDENT, 1)
        lines = Content(display(text)).wrap(width)
        if len(lines) > LINES:
            last = cell(lines[LINES - 1].plain.rstrip() + "…", width).rstrip()
            lines = [*lines[: LINES - 1], Content(last)]
        return Content("\n").join(lines)

    def complete(self) -> None:
        """Takes the first of the words on offer; one that needs no value is followed by a blank."""
        if self._offered:
            first = self._offered[0]
            self.line.value = first.line if first.line.endswith(":") else f"{first.line} "
            self.line.cursor_position = len(self.line.value)

    def show(self, text: str) -> None:
        """Puts a text into the line and applies it."""
        self.line.value = text
        self.apply()

    def apply(self) -> None:
        """Tells the text now, if it is another one."""
        if self._rest is not None:
            self._rest.stop()
        if self.text != self._told:
            self._told = self.text
            self.post_message(self.Changed(self.text))

    def on_descendant_focus(self) -> None:
        """A person types: words are on offer."""
        self.add_class("-typing")

    def on_descendant_blur(self) -> None:
        """Nobody types."""
        self.remove_class("-typing")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Waits until the fingers rest; the names of fields are there at once."""
        event.stop()
        if self._fields:
            from emm_tui.ui.completion import completions

            self.offer([(one, None) for one in completions(self.text)])
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(SETTLED, self.apply)
