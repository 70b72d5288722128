"""The tables of jobs and of what failed in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from emm_tui.domain.events import ItemFailed
from emm_tui.domain.media import Job
from emm_tui.ui.unfinished import resumable
from emm_tui.ui.widgets.list_table import ListRows, ListTable, RowT


class StyledTable(ListTable[RowT]):
    """A list with the styles that states have."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"quiet", "accent", "good", "warn", "bad"}
    DEFAULT_CSS = """
    StyledTable {
        & > .quiet { text-style: dim; }
        & > .accent { color: $text-accent; text-style: bold; }
        & > .good { color: $text-success; }
        & > .warn { color: $text-warning; }
        & > .bad { color: $text-error; }
    }
    """


class JobRows(ListRows[Job]):
    """Jobs, whose key is their id."""

    def key(self, index: int) -> int | None:
        """The job's id."""
        return self.rows[index].id if 0 <= index < len(self.rows) else None

    def find(self, key: int) -> int | None:
        """Where that job is."""
        return next((place for place, job in enumerate(self.rows) if job.id == key), None)


class JobTable(StyledTable[Job]):
    """The cursor stays on its job when new ones come above it, unless it is on the newest."""

    jobs: Sequence[Job] = ()

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        """Shows these jobs; the first time, the cursor is on the one to go on with, if nothing runs."""
        first, self.jobs = not self.jobs, jobs
        self.show(JobRows(jobs), at_top=self.cursor == 0)
        if first and jobs and jobs[0].state != "running":
            self.cursor = next((jobs.index(job) for job in resumable(jobs)), 0)


class FailureTable(StyledTable[ItemFailed]):
    """What failed in one job; hidden when nothing did."""

    failures: Sequence[ItemFailed] = ()
    _job: int | None = None

    def show_failures(self, job: Job | None, failures: Sequence[ItemFailed]) -> None:
        """Shows these; the cursor stays while it is the same job."""
        id = job.id if job else None
        self.show(ListRows(failures), at_top=id != self._job)
        self._job, self.failures = id, failures
        self.set_class(not failures, "-none")
