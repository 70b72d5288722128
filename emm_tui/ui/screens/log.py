"""The log: its newest lines, filtered by words and level, as they come; failures are counted until they are read."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from textual import work
from textual.widget import Widget
from textual.worker import get_current_worker

from emm_tui.log import FILE
from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.keys import bindings
from emm_tui.ui.log_file import LEVELS, LogFile, Wanted
from emm_tui.ui.mode_screen import ModeScreen
from emm_tui.ui.say import say
from emm_tui.ui.widgets.filter_bar import FilterBar
from emm_tui.ui.widgets.log_table import LogRows, LogTable
from emm_tui.ui.widgets.one_line import Part
from emm_tui.ui.words import plural, size

STEPS = {"debug": "warning", "warning": "error", "error": "debug"}
SHOWN = {"debug": "all levels", "warning": "warnings and errors", "error": "errors"}
NOTHING = "The log is empty.\n\nRuns and what fails in them are written there; 1 goes to the library"
NO_HIT = "No line of the log is like that.\n\ne shows other levels, / changes the filter"


class LogScreen(ModeScreen):
    """Follows the file while it is seen; only the lines on the screen are ever parsed."""

    HEADING = "Log"
    AUTO_FOCUS = "LogTable"
    CSS_PATH = "log.tcss"
    BINDINGS = bindings("log")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.file = LogFile(desk.session.paths.log / FILE)
        self.table = LogTable()
        self.filter_bar = FilterBar("words of the lines: tmdb, item failed …")
        self._least = LEVELS[0]
        self._shown: Wanted | None = None
        self._reading = Lock()  # a cancelled reader ends its part first

    def body(self) -> Iterable[Widget]:
        """A filter above the lines."""
        yield self.filter_bar
        yield self.table

    def renew(self, changes: Changes) -> None:
        """Reads on when there is more."""
        self._tell()
        if self._shown != self._wanted or self.file.changed:
            self._read(self._wanted)

    @property
    def _wanted(self) -> Wanted:
        return Wanted.of(self.filter_bar.text, self._least)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, wanted: Wanted) -> None:
        try:
            with self._reading:
                lines = self.file.lines(wanted)
        except OSError as error:
            self.app.call_from_thread(say, self, f"{self.file.path} cannot be read: {error.strerror}.", "error")
        else:
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._show_lines, wanted, LogRows(lines))

    def _show_lines(self, wanted: Wanted, rows: LogRows) -> None:
        self._shown = wanted
        self.table.show_lines(rows)
        self.empty("" if rows.total else NOTHING if wanted == Wanted() else NO_HIT)
        self._tell()

    def _tell(self) -> None:
        unread = self.desk.activity.errors
        self.head(
            Part(f"{plural(self.table.source.total, 'line')}"),
            Part(SHOWN[self._least], 1),
            Part(size(self.file.size), 2),
            Part(f"{plural(unread, 'failure')} not read; r when you have" if unread else "", 0, "$text-error"),
        )

    # keys

    def on_filter_bar_changed(self) -> None:
        """Other words."""
        self._read(self._wanted)

    def on_filter_bar_left(self) -> None:
        """Back to the lines."""
        self.set_focus(self.table)

    def on_virtual_table_row_opened(self) -> None:
        """A click on the cursor."""
        self.action_open()

    def action_filter(self) -> None:
        """Into the filter."""
        self.set_focus(self.filter_bar.line)

    def action_levels(self) -> None:
        """The next level."""
        self._least = STEPS[self._least]
        self._read(self._wanted)

    def action_read(self) -> None:
        """Counts no failure any more that came before."""
        self.desk.activity.read_failures()
        self.renew(Changes())

    def action_open(self) -> None:
        """Shows the line in full."""
        from emm_tui.ui.dialogs.entry import EntryDialog

        entry = self.table.source.row(self.table.cursor)
        if entry is not None:
            self.app.push_screen(EntryDialog(entry))

    def action_back(self) -> None:
        """Out of the filter, then to the library."""
        if self.table.has_focus:
            super().action_back()
        else:
            self.set_focus(self.table)
