"""What a screen does on a terminal that is too small for it: it says so, and no key acts on what cannot be seen."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.domain.display import display
from emm_tui.ui.closing import ClosesOnce

ResultT = TypeVar("ResultT")
LEAST = (40, 10)  # columns and lines


class NeedsRoom(ClosesOnce[ResultT]):
    """Shows a notice instead of itself below the least size; when there is room again it is as it was."""

    BLIND: ClassVar[frozenset[str]] = frozenset()
    """The actions that may be done unseen."""
    DEFAULT_CSS = """
    NeedsRoom {
        & > #too-small { display: none; width: 1fr; height: 1fr; content-align: center middle; text-align: center; }
        &.-tiny > * { display: none; }
        &.-tiny > #too-small { display: block; }
    }
    """
    _notice: Static | None = None
    _waiting: Widget | None = None

    def blind_text(self) -> str:
        """What else is said while it cannot be seen."""
        return ""

    def on_resize(self, event: events.Resize) -> None:
        """Too small for anything: says so."""
        width, height = event.size
        if width < LEAST[0] or height < LEAST[1]:
            self._say_so(f"{width}x{height} is too small;\nemm wants {LEAST[0]}x{LEAST[1]}")
        elif self.has_class("-tiny"):
            self.remove_class("-tiny")
            self.call_after_refresh(self._focus_again)

    def _say_so(self, text: str) -> None:
        if self._notice is None:
            self._notice = Static("", id="too-small", markup=False)
            self.mount(self._notice)
        lines = [text, *map(display, self.blind_text().splitlines())]
        self._notice.update(Content("\n".join(lines)))
        if not self.has_class("-tiny"):
            self._waiting = self.focused
            Screen.set_focus(self, None)
            self.add_class("-tiny")

    def _focus_again(self) -> None:
        if self._waiting is not None and self._waiting.is_attached and self.focused is None:
            self.set_focus(self._waiting)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Focuses a widget; what cannot be seen waits until it can."""
        if widget is None or not self.has_class("-tiny"):
            super().set_focus(widget, scroll_visible, from_app_focus)
        elif not widget.has_focus:
            self._waiting = widget
        else:  # as Textual does it when it comes back to a screen
            widget.has_focus = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is done unseen but what may be."""
        if self.has_class("-tiny") and action not in self.BLIND:
            return False
        return super().check_action(action, parameters)
