"""Jobs and what failed in them, as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from emm_tui.domain.display import display
from emm_tui.domain.events import ItemFailed
from emm_tui.domain.media import Job
from emm_tui.ui.widgets.columns import Column
from emm_tui.ui.words import clock, join, moment

SIGNS = {"running": "▸ R", "done": "● D", "partial": "◐ P", "interrupted": "△ I", "cancelled": "⌀ C"}
USUAL = {"scope": "default", "mode": "auto"}
STYLES = {"running": "accent", "done": "good", "partial": "warn", "interrupted": "warn", "cancelled": "quiet"}


def took(job: Job) -> str:
    """How long a job ran, as `1:20`; "" while it does."""
    try:
        ended = datetime.fromisoformat(job.ended or "")
        return clock((ended - datetime.fromisoformat(job.started)).total_seconds())
    except ValueError:
        return ""


def what(job: Job) -> str:
    """What a job was started with: the query, then the options that are not the usual ones."""
    options: Any = job.arguments.get("options") or {}
    said = [str(options.get(name) or "") for name in USUAL if options.get(name) != USUAL[name]]
    return display(join([str(job.arguments.get("query") or ""), *said], " "))


def _quiet(_row: object) -> str:
    return "quiet"


def _failed(job: Job) -> str:
    return "bad" if job.failed else "quiet"


JOBS: tuple[Column[Job], ...] = (
    Column("state", "St", 3, lambda job: SIGNS.get(job.state, ""), lambda job: STYLES.get(job.state, "quiet")),
    Column("id", "Job", 5, lambda job: str(job.id), right=True),
    Column("verb", "Verb", 8, lambda job: display(job.verb)),
    Column("started", "Started", 11, lambda job: moment(job.started), _quiet),
    Column("took", "Took", 7, took, _quiet, right=True, rank=2),
    Column("items", "Items", 7, lambda job: f"{job.items:,}", right=True),
    Column("done", "Done", 7, lambda job: f"{job.done:,}", right=True),
    Column(
        "failed", "Failed", 6, lambda job: f"{job.failed:,}", lambda job: "bad" if job.failed else "quiet", right=True
    ),
    Column("what", "What", 6, what, _quiet, rank=1, flexible=True),
)


def _place(failure: ItemFailed) -> str:
    """The file with its folder."""
    path = failure.path or f"item {failure.item}"
    return display("/".join(path.rsplit("/", 2)[-2:]))


FAILURES: tuple[Column[ItemFailed], ...] = (
    Column("stage", "Stage", 8, lambda one: display(one.stage), _quiet),
    Column("item", "Item", 24, _place, flexible=True),
    Column("error", "Why", 30, lambda one: display(one.error), lambda _one: "bad", flexible=True),
)
