"""A letter on every pane that can have the focus; the letter goes there."""

from __future__ import annotations

from string import ascii_lowercase

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.ui.closing import ClosesOnce


class JumpDialog(ModalScreen[Widget | None], ClosesOnce[Widget | None]):
    """Lies over `below` with its labels; the answer is the pane whose letter was pressed."""

    DEFAULT_CSS = """
    JumpDialog {
        background: transparent;
        layers: labels;
        & Static { layer: labels; width: 3; height: 1; text-align: center; text-style: bold;
                   background: $accent; color: $background; }
        &:ansi Static { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:nocolor Static { background: $foreground; color: $background; }
    }
    """

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        panes = [widget for widget in below.focus_chain if widget.region.area]
        self._panes = dict(zip(ascii_lowercase, panes, strict=False))

    def compose(self) -> ComposeResult:
        """One label a pane, at its corner."""
        for letter, pane in self._panes.items():
            label = Static(letter, markup=False)
            label.styles.offset = (pane.region.x, pane.region.y)
            label.styles.position = "absolute"
            yield label

    def on_key(self, event: events.Key) -> None:
        """A letter answers; any other key closes."""
        event.stop()
        event.prevent_default()
        self.dismiss(self._panes.get(event.key))
