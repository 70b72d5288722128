"""One writer at a time, batches that are whole or not at all, readers that are never in the way."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from emm_tui.domain.errors import BusyError, StorageError
from emm_tui.domain.metrics import Metrics
from emm_tui.domain.query import parse_query
from emm_tui.store.library import Library
from emm_tui.store.lock import WriterLock
from emm_tui.store.queue import MOST
from emm_tui.store.writer import Writer
from tests.store.made_up import film, matched, metadata

EVERYTHING = parse_query("kind:any")

HOLDER = """
import asyncio, sys
from pathlib import Path
from emm_tui.domain.media import ItemRow
from emm_tui.store.writer import Writer

async def main():
    async with Writer(Path(sys.argv[1]), "scrape") as writer:
        await writer.prefill(ItemRow(0, "movie", "new", title) for title in "abc")
        job = await writer.start_job("scrape", {}, [1, 2, 3])
        await writer.finish(1, "scraped", job=job)
        print(job, flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


def hold(path: Path) -> subprocess.Popen[str]:
    """Another process that writes until it is killed."""
    child = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout and child.stdout.readline()
    return child


async def test_a_second_writer_is_told_who_holds_the_lock_and_since_when(path: Path) -> None:
    child = hold(path)
    try:
        with pytest.raises(BusyError, match=rf"process {child.pid} since 20\d\d-.*\(scrape\)") as error:
            async with Writer(path, "scan"):
                pass
        assert error.value.exit_code == 5
        assert '"verb": "scrape"' in Path(f"{path}.lock").read_text()  # noqa: ASYNC240 - a line
    finally:
        child.kill()
        child.wait()


async def test_a_killed_writer_leaves_its_commits_and_no_lock(path: Path) -> None:
    child = hold(path)
    library = Library(path)
    assert library.jobs()[0].state == "running"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    [job] = library.jobs()
    assert (job.state, job.done, library.pending(job.id)) == ("interrupted", 1, [2, 3])
    async with Writer(path, "scrape") as writer:
        assert library.job(job.id).state == "interrupted"
        await writer.resume_job(job.id)
        assert library.job(job.id).state == "running"
        await writer.end_job(job.id, "done", Metrics(), 0)
    library.close()


async def test_a_change_that_fails_is_undone_alone(writer: Writer, library: Library) -> None:
    def half(db: Database) -> None:
        db.execute("INSERT INTO folders VALUES ('x', x'00', 1)")
        raise ValueError("no more")

    good = [writer.add_discovered([film(f"Film {number}")]) for number in range(3)]
    results = await asyncio.gather(good[0], writer.submit(half), *good[1:], return_exceptions=True)
    assert [isinstance(result, ValueError) for result in results] == [False, True, False, False]
    assert library.count(parse_query("")) == 3
    assert library.folders("x") == {}


async def test_changes_that_wait_together_share_a_transaction(writer: Writer) -> None:
    transactions: list[str] = []
    await writer.submit(lambda db: db.conn.set_trace_callback(transactions.append))
    transactions.clear()
    await asyncio.gather(*(writer.add_discovered([film(f"Film {number}")]) for number in range(MOST)))
    assert 1 <= sum(text == "COMMIT" for text in transactions) <= 3


async def test_a_change_is_on_disk_when_its_call_returns(writer: Writer, path: Path) -> None:
    await writer.add_discovered([film("Harbour Lights")])
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as other:
        assert other.execute("SELECT title FROM items").fetchall() == [("Harbour Lights",)]
    other.close()


async def test_leaving_carries_out_what_is_queued(path: Path, library: Library) -> None:
    async def save(writer: Writer) -> None:
        await writer.add_discovered([film("Harbour Lights")])

    async with Writer(path, "scan") as writer:
        task = asyncio.create_task(save(writer))
        await asyncio.sleep(0)
        task.cancel()
    assert library.count(parse_query("")) == 1


async def test_a_full_disk_stops_the_batch_and_keeps_what_was_saved(writer: Writer, library: Library) -> None:
    await writer.add_discovered([film("Harbour Lights")])
    before = library.item(1)
    pages = await writer.submit(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await writer.submit(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 2}").fetchone())
    long = metadata(plot="word " * 50_000)
    with pytest.raises(StorageError, match="full") as error:
        await asyncio.gather(*(writer.save_metadata(1, matched(), long) for _ in range(3)))
    assert error.value.exit_code == 9
    assert library.item(1) == before
    await writer.submit(lambda db: db.execute("PRAGMA max_page_count = 1000000").fetchone())
    await writer.save_metadata(1, matched(), long)
    assert library.item(1).metadata.plot == long.plot


async def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        async with Writer(tmp_path / "file" / "library.db", "scan"):
            pass


async def test_reading_goes_on_while_a_change_is_being_made(writer: Writer, library: Library) -> None:
    await writer.add_discovered([film(f"Film {number}") for number in range(50)])
    stop = asyncio.Event()

    async def write() -> None:
        number = 50
        while not stop.is_set():
            await writer.add_discovered([film(f"Film {number}")])
            number += 1

    task = asyncio.create_task(write())
    counts = [await asyncio.to_thread(library.count, EVERYTHING) for _ in range(50)]
    stop.set()
    await task
    assert counts == sorted(counts) and counts[0] >= 50


async def test_a_reader_cannot_write_and_leaves_the_file_alone(writer: Writer, library: Library) -> None:
    await writer.add_discovered([film("Harbour Lights")])
    with library._open() as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        assert connection
        connection.execute("DELETE FROM items")


def log_size(path: Path) -> int:
    """Bytes of the log beside the library."""
    log = Path(f"{path}-wal")
    return log.stat().st_size if log.exists() else 0


async def test_no_log_is_left_behind_also_while_somebody_has_the_library_open(path: Path, library: Library) -> None:
    async with Writer(path, "scan") as writer:
        await writer.add_discovered([film(f"Film {number}") for number in range(300)])
        assert library.count(parse_query("")) == 300
        assert log_size(path) > 0
    assert log_size(path) == 0
    assert library.count(parse_query("")) == 300


async def test_who_is_cancelled_while_it_opens_holds_the_lock_until_it_has(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go_on = threading.Event(), threading.Event()
    opened: list[Database] = []
    opens = Writer._open

    def slowly(self: Writer) -> Database:
        began.set()
        assert go_on.wait(30)
        opened.append(opens(self))
        return opened[0]

    async def write() -> None:
        async with Writer(path, "scan"):
            raise AssertionError("it was cancelled before")

    monkeypatch.setattr(Writer, "_open", slowly)
    writing = asyncio.create_task(write())
    assert await asyncio.to_thread(began.wait, 30)
    for _ in range(3):  # as often as somebody likes
        writing.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not WriterLock(path).free()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert WriterLock(path).free()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].conn.execute("SELECT 1")
