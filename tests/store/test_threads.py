"""Reading by many threads, while somebody breaks one off and while another process writes."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest

from emm_tui.domain.query import parse_query
from emm_tui.store.library import Library
from emm_tui.store.threads import BreakOff
from emm_tui.store.writer import Writer
from tests.store.made_up import film

EVERYTHING = parse_query("")
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
COUNTED = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT {}) SELECT count(*) FROM n"
LONGEST = 30.0


@pytest.fixture
async def library(path: Path) -> AsyncIterator[Library]:
    async with Writer(path, "scan") as writer:
        await writer.add_discovered([film("[REC] (2007)"), film("Harbour Lights")])
    library = Library(path)
    yield library
    library.close()


def ask(library: Library, sql: str, began: threading.Event | None = None) -> int:
    with library._open() as connection:
        assert connection
        if began:
            began.set()
        return int(connection.execute(sql).fetchone()[0])


def breakable(pool: ThreadPoolExecutor, library: Library, sql: str) -> tuple[Future[int], BreakOff]:
    """A reading that has begun."""
    break_off, began = BreakOff(), threading.Event()

    def read() -> int:
        with library.breakable(break_off):
            return ask(library, sql, began)

    future = pool.submit(read)
    assert began.wait(LONGEST)
    return future, break_off


def press(break_off: BreakOff, future: Future[int]) -> None:
    """Again and again until the reading has ended: its query may not have begun yet when its connection is there."""
    end = monotonic() + LONGEST
    while not future.done():
        assert monotonic() < end, "it never ended"
        break_off()
        sleep(0.001)


async def test_breaking_off_a_query_leaves_the_others_alone(library: Library) -> None:
    with ThreadPoolExecutor(3) as pool:
        others = [breakable(pool, library, COUNTED.format(3_000_000)) for _ in range(2)]
        future, break_off = breakable(pool, library, ENDLESS)
        press(break_off, future)
        assert isinstance(future.exception(), CancelledError)
        assert [other.result(LONGEST) for other, _ in others] == [3_000_000, 3_000_000]


async def test_the_thread_reads_on_after_its_query_was_broken_off(library: Library) -> None:
    with ThreadPoolExecutor(1) as pool:
        future, break_off = breakable(pool, library, ENDLESS)
        press(break_off, future)
        assert isinstance(future.exception(), CancelledError)
        assert pool.submit(library.count, EVERYTHING).result(LONGEST) == 2


async def test_what_comes_too_late_hits_nobody(library: Library) -> None:
    with ThreadPoolExecutor(1) as pool:
        first, late = breakable(pool, library, COUNTED.format(10))
        assert first.result(LONGEST) == 10
        second, _ = breakable(pool, library, COUNTED.format(2_000_000))
        press(late, second)
        assert second.result() == 2_000_000


async def test_a_reading_that_is_broken_off_between_two_queries_begins_no_other(library: Library) -> None:
    break_off = BreakOff()
    with library.breakable(break_off):
        assert library.count(EVERYTHING) == 2
        break_off()
        with pytest.raises(CancelledError):
            library.count(EVERYTHING)
    assert library.count(EVERYTHING) == 2


async def test_a_query_that_is_broken_off_before_it_begins_ends_too(library: Library) -> None:
    break_off = BreakOff()
    with library.breakable(break_off), pytest.raises(CancelledError), library._open() as connection:
        assert connection
        break_off()
        connection.execute(ENDLESS).fetchone()
    assert library.count(EVERYTHING) == 2


async def test_at_whatever_moment_it_comes_only_its_own_reading_ends(library: Library) -> None:
    dice = random.Random(5)
    with ThreadPoolExecutor(1) as pool:
        for _ in range(150):
            future, break_off = breakable(pool, library, COUNTED.format(dice.randrange(1, 3000)))
            after = pool.submit(ask, library, COUNTED.format(dice.randrange(1, 3000)))
            await asyncio.sleep(dice.random() / 3000)
            break_off()
            assert after.exception(LONGEST) is None
            assert isinstance(future.exception(LONGEST), CancelledError | None)


ANOTHER = """
import asyncio, sys
from pathlib import Path
from emm_tui.store.writer import Writer
async def write():
    async with Writer(Path(sys.argv[1]), "scan") as writer:
        await writer.start_job("scan", {})
asyncio.run(write())
"""


def another_process_writes(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", ANOTHER, str(path)], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr


async def test_what_other_processes_write_is_seen_by_every_thread_again_and_again(library: Library, path: Path) -> None:
    """Also after a thread has opened the library, and after a run of our own: nobody loses the log under us."""
    with ThreadPoolExecutor(1) as pool:
        for number in (1, 3):
            assert len(library.jobs()) == pool.submit(lambda: len(library.jobs())).result(LONGEST) == number - 1
            await asyncio.to_thread(another_process_writes, path)
            assert len(library.jobs()) == pool.submit(lambda: len(library.jobs())).result(LONGEST) == number
            async with Writer(path, "scan") as writer:
                await writer.start_job("scan", {})
            assert len(library.jobs()) == pool.submit(lambda: len(library.jobs())).result(LONGEST) == number + 1


async def test_looking_at_the_file_drops_no_lock_on_it(library: Library, path: Path) -> None:
    """Closing a file by hand would drop SQLite's locks on it, those of other connections too."""
    file = os.stat(path).st_ino

    def locks() -> int:
        with open("/proc/locks") as lines:
            return sum(f":{file} " in line for line in lines)

    assert library.count(EVERYTHING) == 2
    if not locks():
        pytest.skip("this system does not tell its locks")
    Library(path).close()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(library.count, EVERYTHING).result(LONGEST)
    assert locks()
