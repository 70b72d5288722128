"""Runs of verbs as they are read back."""

from __future__ import annotations

import json
import sqlite3

from emm_tui.domain.events import ItemFailed
from emm_tui.domain.media import Job
from emm_tui.store.row import path_of

_JOB = "SELECT id, verb, started, ended, state, items, done, failed, arguments FROM jobs"


def read_jobs(connection: sqlite3.Connection, limit: int, abandoned: bool) -> list[Job]:
    """The last runs, newest first; a running one is interrupted when its process is gone (`abandoned`)."""
    rows = connection.execute(f"{_JOB} ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
    return [_job(row, abandoned) for row in rows]


def read_job(connection: sqlite3.Connection, id: int, abandoned: bool) -> Job | None:
    """One run, None when there is none."""
    row = connection.execute(f"{_JOB} WHERE id = ?", (id,)).fetchone()
    return _job(row, abandoned) if row else None


def read_failures(connection: sqlite3.Connection, job: int) -> list[ItemFailed]:
    """What failed in a run, and why."""
    rows = connection.execute(
        "SELECT j.item, i.path, j.stage, j.error FROM job_items j LEFT JOIN items i ON i.id = j.item"
        " WHERE j.job = ? AND j.outcome = 'failed' ORDER BY j.item",
        (job,),
    )
    return [ItemFailed(item, path_of(path), stage or "", error or "") for item, path, stage, error in rows]


def read_outcomes(connection: sqlite3.Connection, job: int) -> dict[str, int]:
    """The items of a run counted by what came of them, "" for those still to do."""
    sql = "SELECT coalesce(outcome, ''), count(*) FROM job_items WHERE job = ? GROUP BY outcome"
    return dict(connection.execute(sql, (job,)).fetchall())


def read_pending(connection: sqlite3.Connection, job: int) -> list[int]:
    """The items of a run that are still to do."""
    rows = connection.execute("SELECT item FROM job_items WHERE job = ? AND outcome IS NULL ORDER BY item", (job,))
    return [item for (item,) in rows]


def _job(row: tuple[object, ...], abandoned: bool) -> Job:
    *values, arguments = row
    job = Job(*values, arguments=json.loads(str(arguments)))  # type: ignore[arg-type, misc]
    if job.state == "running" and abandoned:
        job.state = "interrupted"
    return job
