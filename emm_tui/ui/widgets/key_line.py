"""The last line: the keys that do something here and now, made from the bindings."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from emm_tui.ui.keys import FOOTER


class KeyLine(Widget):
    """Shows `key what` for every active binding that wants to be seen, as many as fit; a click presses the key."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; text-wrap: nowrap; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[str, str, str]] = []
        self._spots: list[tuple[range, str]] = []

    def on_mount(self) -> None:
        """Follows the focus; the first keys come after the first paint, which asking for all of them would hold up."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.call_after_refresh(self._bindings_changed, self.screen)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        keys = self._active()
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> RenderResult:
        """The line, and where each key is on it."""
        parts: list[Content] = []
        self._spots, at = [], 0
        for key, shown, what in self._keys:
            width = cell_len(f"{shown} {what}")
            if at + width > self.content_size.width:
                break
            parts.append(Content.assemble((shown, "$text-accent bold"), " ", what))
            self._spots.append((range(at, at + width), key))
            at += width + 2
        return Content("  ").join(parts)

    def _active(self) -> list[tuple[str, str, str]]:
        """(key, how it is written, what it does), the more important first."""
        found: dict[str, tuple[str, str, str]] = {}
        typing = isinstance(self.screen.focused, Input)  # it takes every printable key for itself
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if binding.show and binding.id and binding.id not in found:
                shown = self.app.get_key_display(binding)
                if not (typing and shown.isascii() and len(shown) == 1):
                    found[binding.id] = (key, shown, binding.description)
        return [found[id] for id in sorted(found, key=lambda id: FOOTER.get(id, 99))]

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        for spot, key in self._spots:
            if event.x - 1 in spot:
                self.app.simulate_key(key)
