"""Runs, how far they came, and their figures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.events import ItemFailed
from emm_tui.domain.match import Verdict
from emm_tui.domain.metrics import Metrics
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.store.made_up import candidate, film


@pytest.fixture
async def job(writer: Writer) -> int:
    await writer.add_discovered([film(f"Film {number}") for number in range(5)])
    return await writer.start_job("scrape", {"query": "film", "only": frozenset({"nfo"})}, [1, 2, 3, 4, 5])


def measured(*milliseconds: int) -> Metrics:
    metrics = Metrics(files=2, outcomes={"done": len(milliseconds)})
    metrics.provider("tmdb").requests = len(milliseconds)
    for one in milliseconds:
        with metrics.time("identify"):
            pass
        metrics.operations["identify"].add(one * 1_000_000)
    return metrics


async def test_each_item_of_a_job_counts_once(writer: Writer, library: Library, job: int) -> None:
    await writer.finish(1, "scraped", job=job)
    await writer.finish(1, "failed", job=job)
    await writer.save_verdict(2, Verdict("ambiguous", None, [candidate()]), job=job)
    await writer.finish(3, "failed", error="no answer", stage="scrape", job=job)
    await writer.finish(4, "skipped", job=job)
    found = library.job(job)
    assert (found.verb, found.state, found.items, found.done, found.failed) == ("scrape", "running", 5, 1, 1)
    assert found.arguments == {"query": "film", "only": ["nfo"]}
    assert library.pending(job) == [5]
    assert library.job_failures(job) == [ItemFailed(3, library.item(3).row.path, "scrape", "no answer")]


async def test_a_job_that_ended_has_its_state_and_time(writer: Writer, library: Library, job: int) -> None:
    await writer.end_job(job, "partial", Metrics(), 1)
    scan = await writer.start_job("scan", {})
    await writer.end_job(scan, "done", Metrics(), 1, items=12, failed=2)
    newest, oldest = library.jobs()
    assert (oldest.state, oldest.id) == ("partial", job)
    assert newest.ended and newest.ended >= newest.started
    assert (newest.items, newest.done, newest.failed) == (12, 10, 2)
    assert library.jobs(limit=1) == [newest]


async def test_an_interrupted_job_can_be_cancelled(writer: Writer, library: Library, job: int) -> None:
    await writer.end_job(job, "interrupted", Metrics(), 1)
    await writer.cancel_job(job)
    assert (library.job(job).state, library.pending(job)) == ("cancelled", [])


async def test_a_job_that_does_not_exist_is_not_found(writer: Writer, library: Library) -> None:
    for change in (writer.resume_job, writer.cancel_job):
        with pytest.raises(NotFoundError, match="99"):
            await change(99)
    with pytest.raises(NotFoundError, match="99"):
        library.job(99)


async def test_the_figures_of_the_last_runs_come_together(writer: Writer, library: Library) -> None:
    for peak, times in ((500, (1,)), (900, (2, 3)), (100, (50,))):
        job = await writer.start_job("scrape", {}, [])
        await writer.end_job(job, "done", measured(*times), peak)
    last_two = library.metrics(jobs=2)
    identify = last_two.operations["identify"]
    assert (identify.count, identify.most, last_two.peak_rss) == (6, 50_000_000, 900)
    assert (last_two.counters["tmdb.requests"], last_two.counters["items.done"], last_two.counters["files"]) == (
        3,
        3,
        4,
    )
    assert library.metrics().operations["identify"].count == 8


async def test_a_resumed_job_adds_to_its_figures(writer: Writer, library: Library, job: int) -> None:
    await writer.end_job(job, "interrupted", measured(1), 5)
    await writer.resume_job(job)
    await writer.end_job(job, "done", measured(2, 3), 7)
    figures = library.metrics()
    assert (figures.operations["identify"].count, figures.counters["tmdb.requests"], figures.peak_rss) == (6, 3, 7)


async def test_the_status_counts_what_there_is(writer: Writer, library: Library, job: int) -> None:
    await writer.finish(1, "scraped", job=job)
    await writer.end_source_scan("Movies", {})
    await writer.add_discovered([film("Film 0", at=1)])
    status = library.status()
    assert status.counts == {"movie": {"new": 4, "scraped": 1}}
    assert (status.files, status.bytes, status.missing) == (5, 5_000_000, 0)
    assert status.last_job and status.last_job.id == job
    assert status.size > 0


async def test_the_items_of_a_job_are_counted_by_what_came_of_them(writer: Writer, library: Library) -> None:
    await writer.add_discovered([film(f"[REC] {number}") for number in range(5)])
    job = await writer.start_job("scrape", {}, [1, 2, 3, 4, 5])
    await writer.finish(1, "scraped", job=job)
    await writer.finish(2, "scraped", job=job)
    await writer.finish(3, "failed", error="no answer", stage="scrape", job=job)
    assert library.outcomes(job) == {"done": 2, "failed": 1, "": 2}
    assert library.outcomes(99) == {}


async def test_who_writes_is_known_by_process(path: Path, library: Library) -> None:
    assert library.writing_process() is None
    async with Writer(path, "scan"):
        assert library.writing_process() == os.getpid()
    assert library.writing_process() is None
