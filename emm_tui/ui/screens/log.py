"""The log: its lines from the newest back, filtered by words and level; failures are counted until they are read."""

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
from emm_tui.ui.log_entry import LEVELS, Wanted
from emm_tui.ui.log_file import Lines, LogFile
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
    """Follows the files while it is seen; only the lines on the screen are ever parsed.

    What is earlier is searched when a person gets there, and all of it for a filter.
    """

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
        self._wanted = Wanted()
        self._shown: Wanted | None = None
        self._to_first = False
        self._back_to: int | None = None
        self._reading = Lock()  # a cancelled reader ends its part first

    def body(self) -> Iterable[Widget]:
        """A filter above the lines."""
        yield self.filter_bar
        yield self.table

    def renew(self, changes: Changes) -> None:
        """Reads on when there is more."""
        self._tell()
        at_top = self.table.at_top or self.table.window[0] == 0
        if self._shown != self._wanted or self.file.changed or (self.file.more and at_top):
            self._read(self._wanted)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, wanted: Wanted) -> None:
        try:
            with self._reading:
                if get_current_worker().is_cancelled:  # it has waited for its turn; the wish is an old one by now
                    return
                lines = self.file.lines(wanted)
                while self._hand(wanted, lines) and self.file.more:
                    lines = self.file.earlier()
        except OSError as error:
            self.app.call_from_thread(say, self, f"{self.file.path} cannot be read: {error.strerror}.", "error")

    def _hand(self, wanted: Wanted, lines: Lines) -> bool:
        """Shows lines, from the reading thread; whether earlier ones are wanted too."""
        if get_current_worker().is_cancelled:
            return False
        return self.app.call_from_thread(self._show_lines, wanted, LogRows(lines))

    def _show_lines(self, wanted: Wanted, rows: LogRows) -> bool:
        if wanted != self._wanted:
            return False
        self._shown = wanted
        self._to_first = self._to_first and self.table.cursor == 0
        reached = self._back_to is not None and self._back_to >= self.file.reach
        self.table.show_lines(rows, first=self._to_first, at=self._back_to if reached else None)
        self._back_to = None if reached or not self.file.more else self._back_to
        self.empty("" if rows.total or self.file.more else NO_HIT if wanted.narrow else NOTHING)
        self.set_class(wanted.narrow and self.has_class("-empty"), "-no-hit")
        self._tell()
        return wanted.narrow or self._to_first or self._back_to is not None or self.table.at_top

    def _wish(self) -> None:
        """Other lines; the cursor stays near the one it is on."""
        if self._back_to is None and not self.table.at_end:  # else it is on its way there still
            self._back_to = self.table.key
        self._wanted = Wanted.of(self.filter_bar.text, self._least)
        self._to_first = False
        self._read(self._wanted)

    def _tell(self) -> None:
        unread = self.desk.activity.errors
        so_far = "" if not self.file.more else " so far" if self._wanted.narrow else ", earlier ones above"
        self.head(
            Part(f"{plural(self.table.source.total, 'line')}{so_far}"),
            Part(SHOWN[self._least], 1),
            Part(size(self.file.size), 2),
            Part(f"{plural(unread, 'failure')} not read; r when you have" if unread else "", 0, "$text-error"),
        )

    # keys

    def on_filter_bar_changed(self) -> None:
        """Other words."""
        self._wish()

    def on_log_table_first_asked(self) -> None:
        """To the very first line, through all files."""
        self._to_first = self.file.more
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
        self._wish()

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
        if self.filter_bar.line.has_focus:
            self.set_focus(self.table)
        else:
            super().action_back()
