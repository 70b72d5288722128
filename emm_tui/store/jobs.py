"""Runs of verbs, and how far each item of a run is."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.metrics import Histogram, Metrics
from emm_tui.store.layout import now, storable

if TYPE_CHECKING:
    from sqlite_utils import Database


def start_job(db: Database, verb: str, arguments: Mapping[str, object], items: Sequence[int] | None) -> int:
    """Adds a running job with its items still to do, and returns its id."""
    row = {
        "verb": verb,
        "arguments": json.dumps(dict(arguments), default=sorted),
        "state": "running",
        "started": now(),
        "items": len(items or ()),
    }
    job = int(db.table("jobs").insert(row).last_pk or 0)
    add_items(db.conn, job, items or ())
    return job


def add_items(connection: sqlite3.Connection, job: int, items: Sequence[int]) -> None:
    """Puts items on the job's list; those that are on it stay as they are."""
    connection.executemany("INSERT OR IGNORE INTO job_items (job, item) VALUES (?, ?)", ((job, item) for item in items))


def resume_job(db: Database, job: int) -> None:
    """Sets an ended or interrupted job running again; NotFoundError when there is none."""
    found = db.conn.execute("UPDATE jobs SET state = 'running', ended = NULL WHERE id = ?", (job,))
    if not found.rowcount:
        raise NotFoundError(f"There is no job {job}.", "See 'emm jobs'.")


def end_job(
    db: Database, job: int, state: str, metrics: Metrics, peak_rss: int, items: int | None = None, failed: int = 0
) -> None:
    """Closes a job with its figures; `items` and `failed` are for runs that keep no list of items, like a scan."""
    earlier = db.conn.execute("SELECT metrics FROM jobs WHERE id = ?", (job,)).fetchone()
    text = json.dumps(_merged(earlier[0] if earlier else None, metrics), separators=(",", ":"))
    db.conn.execute(
        "UPDATE jobs SET state = ?, ended = ?, metrics = ?, peak_rss = max(peak_rss, ?) WHERE id = ?",
        (state, now(), text, peak_rss, job),
    )
    if items is not None:
        db.conn.execute(
            "UPDATE jobs SET items = ?, done = ?, failed = ? WHERE id = ?", (items, items - failed, failed, job)
        )


def cancel_job(db: Database, job: int) -> None:
    """Gives up a job that does not run any more: its remaining items are not resumed."""
    if not db.conn.execute("SELECT 1 FROM jobs WHERE id = ?", (job,)).fetchone():
        raise NotFoundError(f"There is no job {job}.", "See 'emm jobs'.")
    db.conn.execute("UPDATE jobs SET state = 'cancelled', ended = coalesce(ended, ?) WHERE id = ?", (now(), job))
    db.conn.execute("DELETE FROM job_items WHERE job = ? AND outcome IS NULL", (job,))


def close_lost_jobs(connection: sqlite3.Connection) -> None:
    """Marks as interrupted what was running when its process died; only the holder of the lock may call it."""
    connection.execute("UPDATE jobs SET state = 'interrupted', ended = ? WHERE state = 'running'", (now(),))


def note_outcome(
    connection: sqlite3.Connection,
    job: int | None,
    item: int,
    outcome: str,
    stage: str | None = None,
    error: str | None = None,
) -> None:
    """Records what came of an item in a job, once."""
    if job is None:
        return
    added = connection.execute("INSERT OR IGNORE INTO job_items (job, item) VALUES (?, ?)", (job, item)).rowcount
    noted = connection.execute(
        "UPDATE job_items SET outcome = ?, stage = ?, error = ? WHERE job = ? AND item = ? AND outcome IS NULL",
        (outcome, stage, storable(error) if error else None, job, item),
    ).rowcount
    connection.execute(
        "UPDATE jobs SET items = items + ?, done = done + ?, failed = failed + ? WHERE id = ?",
        (max(added, 0), noted and outcome == "done", noted and outcome == "failed", job),
    )


def _merged(earlier: str | None, metrics: Metrics) -> dict[str, object]:
    """The figures of a run as JSON, together with those of its earlier part when it was resumed."""
    before = json.loads(earlier) if earlier else {"operations": {}, "counters": {}}
    operations = {name: Histogram.restore(state) for name, state in before["operations"].items()}
    for name, histogram in metrics.operations.items():
        operations.setdefault(name, Histogram()).merge(histogram)
    counters = Counter(before["counters"])
    counters.update(counters_of(metrics))
    return {"operations": {name: histogram.state() for name, histogram in operations.items()}, "counters": counters}


def counters_of(metrics: Metrics) -> dict[str, int]:
    """All counts of a run by dotted names: `tmdb.requests`, `images.downloaded`, `items.done`, `files`."""
    counters = {f"items.{name}": count for name, count in metrics.outcomes.items()}
    for provider, counts in metrics.providers.items():
        counters |= {f"{provider}.{name}": count for name, count in asdict(counts).items()}
    counters |= {f"images.{name}": count for name, count in asdict(metrics.images).items()}
    return counters | {"files": metrics.files}
