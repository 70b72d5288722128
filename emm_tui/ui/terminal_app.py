"""An app and its terminal: what that shows already is not sent, and a key typed ahead goes where the focus is then."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from emm_tui.ui.driver import TerminalDriver
from emm_tui.ui.frame import Frame


class TerminalApp(App[None]):
    """Draws on a terminal, or `in_browser` on a pipe, and takes its keys."""

    def __init__(self, *, in_browser: bool = False) -> None:
        super().__init__(driver_class=None if in_browser else TerminalDriver)
        self.frame = Frame()
        self._aims: WeakKeyDictionary[events.Key, Widget | None] = WeakKeyDictionary()

    @property
    def terminal(self) -> TerminalDriver | None:
        """The terminal that the program is on; None without one, and in a browser."""
        return self._driver if isinstance(self._driver, TerminalDriver) else None

    def _display(self, screen: Screen[object], renderable: Any) -> None:
        """Sends what the terminal does not show yet."""
        if isinstance(renderable, CompositorUpdate):
            renderable = self.frame.only_new(renderable, self.size)
        super()._display(screen, renderable)

    def on_resize(self) -> None:
        """What a terminal shows in another size is its own affair: all of the new layout is sent."""
        self.frame.forget()

    def action_redraw(self) -> None:
        """Draws all of it anew, whatever the terminal shows."""
        self.frame.forget()
        for screen in self.screen_stack:
            for widget in (screen, *screen.walk_children(Widget)):
                widget.refresh()

    async def on_event(self, event: events.Event) -> None:
        """Notes for which widget a key sets out."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._aims[event] = self.focused
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """A key typed ahead, that set out before an earlier one moved the focus, goes where the focus is now."""
        aim = self._aims.pop(event, None)
        if aim is not None and self.focused not in (None, aim):
            event.prevent_default()
            self.post_message(events.Key(event.key, event.character))
