"""One line of a form: a label, and what can be chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from emm_tui.ui.keys import bindings

LABEL = 8  # cells of the left column


class Choice(Widget, can_focus=True):
    """Left and right go from one to the next; with `several`, space chooses each or not, else the one is chosen."""

    BINDINGS = bindings("choice")  # type: ignore[assignment]
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Choice { height: auto; &:focus { background: $accent 12%; } &:ansi:focus { text-style: bold; } }
    """

    class Changed(Message):
        """Something else is chosen."""

    def __init__(self, label: str, options: Sequence[str], chosen: Collection[str], *, several: bool = False) -> None:
        super().__init__()
        self._label = label
        self._options = tuple(options)
        self._chosen = set(chosen)
        self._several = several
        self._at = next((place for place, option in enumerate(options) if option in chosen), 0)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is chosen, in the order of the options."""
        return tuple(option for option in self._options if option in self._chosen)

    def render(self) -> Content:
        """The line; what is chosen has a sign, and the place of the cursor is reversed."""
        parts = [Content.styled(f"{self._label:<{LABEL}}", "dim")]
        for place, option in enumerate(self._options):
            signs = ("■", "□") if self._several else ("●", "○")
            text = f" {signs[option not in self._chosen]} {option} "
            here = self.has_focus and place == self._at
            parts.append(Content.styled(text, "reverse" if here else "" if option in self._chosen else "dim"))
        return Content("").join(parts)

    def on_focus(self, _event: events.Focus) -> None:
        """Shows its cursor."""
        self.refresh()

    def on_blur(self, _event: events.Blur) -> None:
        """Hides it."""
        self.refresh()

    def action_step(self, places: int) -> None:
        """To the next option, or the one before."""
        self._at = (self._at + places) % len(self._options)
        if self._several:
            self.refresh()
        else:
            self._choose({self._options[self._at]})

    def action_choose(self) -> None:
        """Chooses the option, or not any more; the last one stays."""
        changed = self._chosen ^ {self._options[self._at]} if self._several else {self._options[self._at]}
        if changed:
            self._choose(changed)

    def _choose(self, options: set[str]) -> None:
        if options != self._chosen:
            self._chosen = options
            self.post_message(self.Changed())
        self.refresh()

    def action_go(self, lines: int) -> None:
        """To the line below, or above."""
        self.screen.focus_next() if lines > 0 else self.screen.focus_previous()
