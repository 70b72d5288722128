"""The life of a job: it begins, its events fold into metrics, and it ends in a state, whatever happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio

from emm_tui.domain import events as ev
from emm_tui.domain.metrics import Metrics
from emm_tui.pipeline.memory import most_resident
from emm_tui.store.writer import Writer


@asynccontextmanager
async def running(
    writer: Writer, job: int, verb: str, total: int, metrics: Metrics, emit: ev.Emit
) -> AsyncIterator[None]:
    """Everything inside belongs to the job; leaving saves its state and its figures, even when cancelled.

    A job that an error or a signal ended is interrupted: what it left can be resumed.
    """
    writer.measure(metrics)
    emit(ev.JobStarted(job, verb, total))
    state = "interrupted"
    try:
        yield
        state = "partial" if metrics.outcomes.get("failed") else "done"
    finally:
        files = metrics.files or None  # a scan has no list of items: its files are what it went through
        try:
            with anyio.CancelScope(shield=True):
                await writer.end_job(job, state, metrics, most_resident(), items=files)
        finally:  # also when there is no room for its end
            emit(ev.JobEnded(job, state))
