"""Metrics: how quick the run is, where it waits, what each provider and the database take."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from textual import work
from textual.containers import Container
from textual.widget import Widget

from emm_tui.domain.display import display
from emm_tui.domain.metrics import Histogram, Metrics
from emm_tui.ui import figures
from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.keys import bindings
from emm_tui.ui.mode_screen import ModeScreen
from emm_tui.ui.say import say
from emm_tui.ui.widgets.board import Board
from emm_tui.ui.widgets.one_line import Part

NOTHING = "Nothing has run yet.\n\n1 goes to the library, where S scrapes and R scans"


class MetricsScreen(ModeScreen):
    """The figures of the run that is on, or of the last one since the program started."""

    HEADING = "Metrics"
    CSS_PATH = "metrics.tcss"
    BINDINGS = bindings("metrics")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._run: Metrics | None = None
        self._start = figures.Start()
        self._since = ""
        self._now = Board(id="now")
        self._costs = Board(id="costs")

    def body(self) -> Iterable[Widget]:
        """What happens now; what it costs."""
        yield Container(self._now, self._costs, id="boards")

    def renew(self, changes: Changes) -> None:
        """Shows the figures as they are now."""
        run, activity = self.desk.session.metrics, self.desk.activity
        if run is not self._run:
            self._run, self._start, self._since = run, figures.Start(), ""
        self.empty("" if run.job else NOTHING)
        self.head(*self._told(run))
        total = run.job.total if run.job and activity.progress else 0
        self._now.show([*figures.present(run, activity, self._start), figures.BLANK, *figures.stages(run, total)])
        timings = self._start.timings(run)
        costs = figures.providers(run, activity, self._start)
        self._costs.show([*costs, figures.BLANK, *figures.operations(timings)])

    def _told(self, run: Metrics) -> Iterable[Part]:
        if run.job:
            yield Part(f"{display(run.job.verb)} {run.job.job}, {'now' if self.desk.activity.progress else 'ended'}")
        yield Part(self._since, 1)

    def action_reset(self) -> None:
        """Counts from here on; the job's own record keeps everything."""
        self._start = figures.Start.of(self.desk.session.metrics)
        self._since = f"since {datetime.now():%H:%M:%S}"
        self.desk.activity.pulse.forget()
        self.renew(Changes())

    @work(thread=True, group="export")
    def action_export(self) -> None:
        """Writes the timings into the folder that the program was started in."""
        file = Path.cwd() / f"emm-metrics-{datetime.now():%Y%m%d-%H%M%S}.csv"
        try:
            write(file, self._start.timings(self.desk.session.metrics))
        except OSError as error:
            self.app.call_from_thread(say, self, f"{file} cannot be written: {error.strerror}.", "error")
        else:
            self.app.call_from_thread(say, self, f"Written: {file}")


def write(file: Path, timings: Mapping[str, Histogram]) -> None:
    """Writes timings as `emm metrics --csv` does. OSError when the file cannot be written."""
    rows = [{"name": name, **one.summary()} for name, one in timings.items()]
    with open(file, "x", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["name", *Histogram().summary()])
        writer.writeheader()
        writer.writerows(rows)
