"""Jobs: what runs, stage by stage, what has run, what failed in it, and what can be done about that."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from time import monotonic

from textual import work
from textual.widget import Widget

from emm_tui.domain.errors import EmmError
from emm_tui.domain.events import ItemFailed
from emm_tui.domain.media import Job
from emm_tui.ui import elsewhere, figures
from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.elsewhere import Elsewhere
from emm_tui.ui.job_rows import FAILURES, JOBS
from emm_tui.ui.keys import bindings
from emm_tui.ui.log_entry import Entry
from emm_tui.ui.mode_screen import ModeScreen
from emm_tui.ui.say import say
from emm_tui.ui.unfinished import resumable
from emm_tui.ui.verbs import Verbs
from emm_tui.ui.widgets.board import Board, Line
from emm_tui.ui.widgets.job_tables import FailureTable, JobTable
from emm_tui.ui.widgets.one_line import Part
from emm_tui.ui.words import clock, plural

EVERY = 1.0  # seconds between two readings while a job runs
KEPT = 200  # jobs
NOTHING = "Nothing has run yet.\n\n1 goes to the library, where R scans and S scrapes"


class JobsScreen(ModeScreen):
    """The jobs, newest first; below, the progress of the one that runs and the failures of the one at the cursor."""

    HEADING = "Jobs"
    AUTO_FOCUS = "#jobs"
    CSS_PATH = "jobs.tcss"
    BINDINGS = bindings("jobs")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.verbs = Verbs(desk)
        self.jobs = JobTable(JOBS, id="jobs")
        self.progress = Board(id="progress")
        self.progress.can_focus = False
        self.failures = FailureTable(FAILURES, id="failures")
        self._read_at = 0.0
        self._first: Elsewhere | None = None
        self._elsewhere: Elsewhere | None = None

    def body(self) -> Iterable[Widget]:
        """Jobs, progress, failures."""
        yield self.jobs
        yield self.progress
        yield self.failures

    def renew(self, changes: Changes) -> None:
        """Shows how far the running job is; reads the jobs again when one has ended, and now and then."""
        self.progress.show(list(self._progress()))
        self.progress.display = bool(self.progress.lines)
        self.progress.styles.height = len(self.progress.lines)
        runs = self.desk.activity.progress or self._elsewhere
        if changes.ended or (runs and monotonic() - self._read_at > EVERY):
            self._read()

    def _progress(self) -> Iterator[Line]:
        progress, session = self.desk.activity.progress, self.desk.session
        if progress is None or session.metrics.job is None:
            if self._elsewhere and self._first:
                yield from elsewhere.lines(self._elsewhere, self._first)
            return
        far = f"{progress.ended:,} of {progress.total:,}" if progress.total else plural(progress.files, "file")
        eta = "" if progress.eta is None else f", about {clock(progress.eta)} to go"
        held = "paused; p goes on" if self.desk.activity.paused else ""
        yield ((f"{progress.verb} {session.metrics.job.job}  ", "title"), (far + eta, "figure"), (f"  {held}", "warn"))
        if progress.total:
            yield from figures.stages(session.metrics, progress.total)

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        self._read_at = monotonic()
        try:
            jobs, running = await asyncio.to_thread(self._look)
        except EmmError as error:
            say(self, str(error), "error")
            return
        if running is None or self._first is None or running.job.id != self._first.job.id:
            self._first = running
        self._elsewhere = running
        self.jobs.show_jobs(jobs)
        self.empty("" if jobs else NOTHING)
        self.head(Part(plural(len(jobs), "job")))
        self._read_failures(self.jobs.at_cursor)

    def _look(self) -> tuple[list[Job], Elsewhere | None]:
        """The jobs, and what another process runs; off the event loop."""
        library = self.desk.session.library
        jobs = library.jobs(KEPT)
        return jobs, None if self.desk.jobs else elsewhere.elsewhere(library, jobs)

    @work(exclusive=True, group="failures")
    async def _read_failures(self, job: Job | None) -> None:
        failures: list[ItemFailed] = []
        if job is not None and job.failed:
            failures = await asyncio.to_thread(self.desk.session.library.job_failures, job.id)
        self.failures.show_failures(job, failures)

    def on_virtual_table_row_highlighted(self) -> None:
        """Another job: what failed in it."""
        if self.jobs.has_focus:
            self._read_failures(self.jobs.at_cursor)

    def on_virtual_table_row_opened(self) -> None:
        """A click on the cursor."""
        self.action_open()

    @property
    def _resumable(self) -> list[Job]:
        return resumable(self.jobs.jobs)

    # keys

    def action_pause(self) -> None:
        """Holds the running scrape, or lets it go on."""
        progress = self.desk.activity.progress
        if progress is None or not progress.total:
            there = self._elsewhere
            say(self, f"{there.name}: only there." if there else "Only a running scrape can be paused.", "warning")
            return
        hold = self.desk.session.hold
        hold.toggle()
        self.desk.activity.paused = hold.held
        self.renew(Changes())

    def action_resume(self) -> None:
        """Goes on with the interrupted job at the cursor."""
        job = self.jobs.at_cursor
        if job is not None and job in self._resumable:
            self.verbs.resume(job.id)
        elif self._resumable:
            say(self, f"Only an interrupted scrape can be resumed: job {self._resumable[0].id} is one.", "warning")
        else:
            say(self, "Only an interrupted scrape can be resumed; none is.", "warning")

    def action_give_up(self) -> None:
        """Cancels the interrupted job at the cursor."""
        job = self.jobs.at_cursor
        if job is not None and job.state == "interrupted":
            self.verbs.give_up(job.id)
        else:
            say(self, "Only an interrupted job can be given up; C cancels one that runs.", "warning")

    def action_retry(self) -> None:
        """Scrapes what failed in the job at the cursor."""
        items = [failure.item for failure in self.failures.failures]
        if items:
            self.verbs.scrape(items)
        else:
            say(self, "Nothing failed in this job.", "warning")

    def action_open(self) -> None:
        """From a job to its failures, from a failure to all it says."""
        from emm_tui.ui.dialogs.entry import EntryDialog

        failure = self.failures.at_cursor
        if failure is None:
            return
        if not self.failures.has_focus:
            self.set_focus(self.failures)
            return
        fields = {"item": failure.item, "path": failure.path, "stage": failure.stage, "error": failure.error}
        self.app.push_screen(EntryDialog(Entry("", "error", "item failed", fields)))

    def action_back(self) -> None:
        """From the failures to the jobs, then to the library."""
        if self.failures.has_focus:
            self.set_focus(self.jobs)
        else:
            super().action_back()
