"""The log's lines as rows, the newest below."""

from __future__ import annotations

from bisect import bisect_left
from typing import ClassVar

from textual.cache import LRUCache
from textual.message import Message

from emm_tui.domain.display import display
from emm_tui.ui.log_entry import Entry
from emm_tui.ui.log_file import Lines
from emm_tui.ui.widgets.columns import Column
from emm_tui.ui.widgets.virtual_table import VirtualTable

SIGNS = {"debug": "· D", "info": "· I", "warning": "△ W", "error": "× E", "critical": "× E"}


class LogRows:
    """Lines as rows; each is read when it is drawn, out of what the search has just read."""

    def __init__(self, lines: Lines) -> None:
        self.keys = lines.keys
        self._lines = lines
        self._read: LRUCache[int, Entry] = LRUCache(512)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.keys)

    def key(self, index: int) -> int | None:
        """The key of a line."""
        return self.keys[index] if 0 <= index < len(self.keys) else None

    def find(self, key: int) -> int | None:
        """Where the line with this key is."""
        place = self.near(key)
        return place if self.key(place) == key else None

    def near(self, key: int) -> int:
        """Where the line with this key is, or would be."""
        return bisect_left(self.keys, key)

    def row(self, index: int) -> Entry | None:
        """A line."""
        key = self.key(index)
        if key is None:
            return None
        entry = self._read.get(key)
        if entry is None:
            entry = self._lines.entry(key)
            self._read[key] = entry
        return entry


class LogTable(VirtualTable[Entry]):
    """Stays at the end when the cursor is there; nothing in it can be marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"quiet", "info", "warning", "error"}
    DEFAULT_CSS = """
    LogTable {
        & > .quiet { text-style: dim; }
        & > .info { color: $foreground; }
        & > .warning { color: $text-warning; }
        & > .error { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__(COLUMNS)

    class FirstAsked(Message):
        """The very first line is asked for: there may be earlier ones."""

    @property
    def at_end(self) -> bool:
        """Whether the cursor is on the newest line."""
        return self.cursor >= self.source.total - 1

    @property
    def at_top(self) -> bool:
        """Whether earlier lines are soon needed."""
        return self.cursor < self.size.height

    def show_lines(self, rows: LogRows, *, first: bool = False, at: int | None = None) -> None:
        """Shows lines; who was at the end is at the new end, or at the `first` line, or near the one with a key."""
        at_end = self.at_end and not first
        self.show(rows, at_top=first)
        if at is not None:
            self.cursor = rows.near(at)
        elif at_end:
            self.action_last()
        self.call_after_refresh(self._follow)  # the first lines come before the table knows how high it is

    def action_first(self) -> None:
        """The first row, and those before it."""
        super().action_first()
        self.post_message(self.FirstAsked())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No marks, so nothing to select."""
        return action not in ("select", "range", "select_all")


def _style(entry: Entry) -> str:
    return {"warning": "warning", "error": "error", "critical": "error", "debug": "quiet"}.get(entry.level, "info")


COLUMNS: tuple[Column[Entry], ...] = (
    Column("day", "Day", 10, lambda entry: display(entry.time[:10]), lambda _entry: "quiet", rank=2),
    Column("time", "UTC", 8, lambda entry: display(entry.time[11:19]), lambda _entry: "quiet", rank=1),
    Column("level", "Lv", 3, lambda entry: SIGNS.get(entry.level, ""), _style),
    Column("text", "What", 30, lambda entry: entry.text, _style, flexible=True),
)
