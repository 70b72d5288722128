"""The frame of every dialog: a title, something to read or choose, the keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import OptionList, Static

from emm_tui.domain.display import display
from emm_tui.ui.keys import bindings
from emm_tui.ui.room import NeedsRoom
from emm_tui.ui.widgets.key_line import KeyLine

ResultT = TypeVar("ResultT")


class Dialog(ModalScreen[ResultT | None], NeedsRoom[ResultT | None]):
    """A box in the middle; `esc` closes it with None."""

    BINDINGS = bindings("dialog")  # type: ignore[assignment]
    BLIND = frozenset({"close"})
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;
        &:ansi { background: transparent; }
        & #box { width: 40; max-width: 94%; height: auto; max-height: 85%; padding: 1 2;
                 background: $surface; border: round $foreground 20%; }
        &:ansi #box { border: round $foreground; }
        & #title { width: 1fr; margin-bottom: 1; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        & OptionList { height: auto; max-height: 50vh; border: none; background: transparent; padding: 0;
                       scrollbar-size-vertical: 1; }
        & OptionList:focus { border: none; background-tint: transparent; }
        & OptionList:focus > .option-list--option-highlighted {
            background: $accent 18%; color: $foreground; text-style: none;
        }
        & OptionList > .option-list--option-highlighted { background: $foreground 10%; color: $foreground; }
        &:ansi OptionList:focus > .option-list--option-highlighted {
            background: $block-cursor-background; color: $block-cursor-foreground;
        }
        &:nocolor OptionList:focus > .option-list--option-highlighted { background: $foreground; color: $background; }
        & KeyLine { padding: 0; margin-top: 1; }
        &.-low #box { max-height: 100%; padding: 0 1; overflow-y: auto; scrollbar-size-vertical: 1; }
        &.-low #title, &.-low KeyLine { margin: 0; }
        & > #too-small { display: none; width: 1fr; height: 1fr; content-align: center middle; text-align: center; }
        &.-tiny { background: $background 99%; }
        &.-tiny > #box { display: none; }
        &.-tiny > #too-small { display: block; background: $background; }
        &:ansi.-tiny > #too-small { background: ansi_default; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        with Vertical(id="box"):
            yield Static(Content(display(self._title)), id="title")
            yield from self.body()
            yield KeyLine()

    def body(self) -> Iterable[Widget]:
        """What lies between title and keys."""
        return ()

    def blind_text(self) -> str:
        """Which question it is, and how to leave it."""
        return f"{self._title}\nesc closes"

    def action_close(self) -> None:
        """Closes without an answer."""
        self.dismiss(None)

    def action_next(self, step: int) -> None:
        """Moves in the list, or scrolls."""
        lists = self.query(OptionList)
        if lists:
            lists.first().action_cursor_down() if step > 0 else lists.first().action_cursor_up()
        elif self.focused is not None:
            self.focused.scroll_relative(y=step, animate=False)
