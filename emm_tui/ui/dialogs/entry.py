"""One line of the log in full."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.domain.display import display
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.labelled import labelled
from emm_tui.ui.log_entry import Entry

LEFT, WIDTH = 14, 68


class EntryDialog(Dialog[None]):
    """Shows every field, wrapped."""

    DEFAULT_CSS = """
    EntryDialog {
        & #box { width: 76; }
        & VerticalScroll { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.event.splitlines()[0] if entry.event else "Log")
        self._entry = entry

    def body(self) -> Iterable[Widget]:
        """A text to scroll through."""
        with VerticalScroll() as scroll:
            scroll.can_focus = True
            yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> Iterator[Content]:
        entry = self._entry
        facts = {"time": entry.time, "level": entry.level, "event": entry.event, **entry.fields}
        for name, value in facts.items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield from labelled(display(name), map(Content, map(display, text.splitlines() or [""])), WIDTH, LEFT)
