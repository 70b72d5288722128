"""One line of a form: a label, and what can be chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from emm_tui.ui.keys import bindings

LABEL = 8  # cells of the left column


class Choice(Widget, can_focus=True):
    """Left and right go from one to the next; with `several`, space chooses each or not, else the one is chosen."""

    BINDINGS = bindings("choice")  # type: ignore[assignment]
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Choice {
        height: auto;
        &:focus { background: $accent 12%; }
        &:ansi:focus { background: ansi_default; text-style: bold; }
    }
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
        lines = []
        for number, places in enumerate(self._lines(self.content_size.width)):
            label = Content.styled(f"{'' if number else self._label:<{LABEL}}", "dim")
            lines.append(Content("").join([label, *map(self._option, places)]))
        return Content("\n").join(lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the options need."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[list[int]]:
        """Which options stand on each line: none is broken."""
        lines: list[list[int]] = [[]]
        left = width - LABEL
        for place, option in enumerate(self._options):
            if lines[-1] and left < len(option) + 4:
                lines.append([])
                left = width - LABEL
            lines[-1].append(place)
            left -= len(option) + 4
        return lines

    def _option(self, place: int) -> Content:
        option = self._options[place]
        signs = ("■", "□") if self._several else ("●", "○")
        text = f" {signs[option not in self._chosen]} {option} "
        here = self.has_focus and place == self._at
        return Content.styled(text, "reverse" if here else "" if option in self._chosen else "dim")

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

    def action_all(self) -> None:
        """Chooses all, or when all are chosen only the one at the cursor."""
        if self._several:
            one = {self._options[self._at]}
            self._choose(one if len(self._chosen) == len(self._options) else set(self._options))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """All at once only where there may be several."""
        return self._several if action == "all" else super().check_action(action, parameters)

    def _choose(self, options: set[str]) -> None:
        if options != self._chosen:
            self._chosen = options
            self.post_message(self.Changed())
        self.refresh()

    def action_go(self, lines: int) -> None:
        """To the line below, or above."""
        self.screen.focus_next() if lines > 0 else self.screen.focus_previous()
