"""What has run and what people have changed: jobs, failures, figures, and how things were before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emm_tui.domain.errors import NotFoundError
from emm_tui.store.opened import Opened

if TYPE_CHECKING:
    from emm_tui.domain.edits import Undone
    from emm_tui.domain.events import ItemFailed
    from emm_tui.domain.media import Job
    from emm_tui.store.figures import RunFigures, Status
    from emm_tui.store.pictures import Was


class Past(Opened):
    """The figures of the library, its jobs, and what can be undone."""

    def status(self) -> Status:
        """How much there is, and how it is."""
        from emm_tui.store import figures

        with self._open() as connection:
            return figures.read_status(connection, self._abandoned()) if connection else figures.Status()

    def metrics(self, jobs: int = 5) -> RunFigures:
        """The timings and counts of the last runs together."""
        from emm_tui.store import figures

        with self._open() as connection:
            return figures.read_figures(connection, jobs) if connection else figures.RunFigures()

    def jobs(self, limit: int = 50) -> list[Job]:
        """The last runs, newest first; one whose process died is interrupted."""
        from emm_tui.store import history

        with self._open() as connection:
            return history.read_jobs(connection, limit, self._abandoned()) if connection else []

    def job(self, id: int) -> Job:
        """One run; NotFoundError when there is none."""
        from emm_tui.store import history

        with self._open() as connection:
            found = history.read_job(connection, id, self._abandoned()) if connection else None
        if found is None:
            raise NotFoundError(f"There is no job {id}.", "See 'emm jobs'.")
        return found

    def job_failures(self, id: int) -> list[ItemFailed]:
        """What failed in a run, and why."""
        from emm_tui.store import history

        with self._open() as connection:
            return history.read_failures(connection, id) if connection else []

    def outcomes(self, id: int) -> dict[str, int]:
        """How many items of a run came to each outcome; those that are still to do are under ""."""
        from emm_tui.store import history

        with self._open() as connection:
            return history.read_outcomes(connection, id) if connection else {}

    def pending(self, job: int) -> list[int]:
        """The items of a job that are still to do."""
        from emm_tui.store import history

        with self._open() as connection:
            return history.read_pending(connection, job) if connection else []

    def last_change(self) -> int | None:
        """The job of the last change by hand that can be undone."""
        from emm_tui.store import journal

        with self._open() as connection:
            return journal.read_last(connection) if connection else None

    def undoing(self, job: int) -> list[Undone]:
        """What undoing a job changes; NotFoundError when there is none, UsageError when it changed nothing by hand."""
        from emm_tui.store import journal

        with self._open() as connection:
            if connection:
                return journal.read_undo(connection, job)
        raise NotFoundError(f"There is no job {job}.", "See 'emm jobs'.")

    def beside(self, job: int) -> dict[int, dict[str, bytes | None]]:
        """The NFO files as they were before a match by hand: item -> path -> contents, None where there was none."""
        from emm_tui.store import journal

        with self._open() as connection:
            return journal.read_beside(connection, job) if connection else {}

    def pictures_before(self, job: int) -> dict[tuple[int, str], Was]:
        """How the pictures that a change by hand reached were before it, by item and kind."""
        from emm_tui.store import journal

        with self._open() as connection:
            return journal.read_pictures(connection, job) if connection else {}
