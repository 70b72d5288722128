"""Figures about the library and about its last runs."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from emm_tui.domain.media import Job
from emm_tui.domain.metrics import Histogram
from emm_tui.store.files import VERSION
from emm_tui.store.history import read_jobs


@dataclass(slots=True)
class Status:
    """How much there is: `counts` kind -> state -> items, `bytes` of all videos, `size` of the database in bytes."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0
    missing: int = 0
    last_job: Job | None = None
    schema_version: int = VERSION
    size: int = 0


@dataclass(slots=True)
class RunFigures:
    """Timings and counts of some runs together; `peak_rss` in bytes, the highest of them."""

    operations: dict[str, Histogram] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    peak_rss: int = 0


def read_status(connection: sqlite3.Connection, abandoned: bool) -> Status:
    """How much there is, and how it is."""
    status = Status()
    pages, page = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    status.size = pages * page
    for kind, state, count in connection.execute("SELECT kind, state, count(*) FROM items GROUP BY tier, state, kind"):
        status.counts.setdefault(kind, {})[state] = count
    status.files, status.bytes = connection.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM (SELECT DISTINCT path, size FROM files WHERE role = 'video')"
    ).fetchone()
    status.missing = connection.execute(
        "SELECT count(*) FROM items WHERE missing_since IS NOT NULL AND tier IN (0, 2) AND kind <> 'show'"
    ).fetchone()[0]
    status.last_job = next(iter(read_jobs(connection, 1, abandoned)), None)
    status.schema_version = connection.execute("PRAGMA user_version").fetchone()[0]
    return status


def read_figures(connection: sqlite3.Connection, jobs: int) -> RunFigures:
    """The timings and counts of the last `jobs` runs that have any."""
    figures, counters = RunFigures(), Counter[str]()
    rows = connection.execute(
        "SELECT metrics, peak_rss FROM jobs WHERE metrics IS NOT NULL ORDER BY id DESC LIMIT ?", (jobs,)
    )
    for text, peak in rows.fetchall():
        metrics = json.loads(text)
        for name, state in metrics["operations"].items():
            figures.operations.setdefault(name, Histogram()).merge(Histogram.restore(state))
        counters.update(metrics["counters"])
        figures.peak_rss = max(figures.peak_rss, peak)
    figures.counters = dict(counters)
    return figures
