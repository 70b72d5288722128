"""Screens that read at the same time: what one gives up is broken off, and nobody else's."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from emm_tui.domain.query import parse_query
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from emm_tui.ui.reader import Reader
from tests.store.made_up import film
from tests.ui.conftest import Until

EVERYTHING = parse_query("")
COUNT = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n {}) SELECT count(*) FROM n"
ENDLESS = COUNT.format("")
LONG = COUNT.format("LIMIT 3000000")


class Long:
    """A query that takes long; `begun` once it has a connection."""

    def __init__(self, library: Library, sql: str) -> None:
        self.begun = threading.Event()
        self._library = library
        self._sql = sql

    def __call__(self) -> int:
        with self._library._open() as connection:
            assert connection
            self.begun.set()
            return int(connection.execute(self._sql).fetchone()[0])


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    async with Writer(tmp_path / "library.db", "scan") as writer:
        await writer.add_discovered([film("[REC] (2007)"), film("Harbour Lights")])
    library = Library(tmp_path / "library.db")
    yield library
    library.close()


async def test_what_one_screen_gives_up_leaves_the_reading_of_another_alone(library: Library, until: Until) -> None:
    here, there = Reader(library), Reader(library)
    mine, others = Long(library, ENDLESS), Long(library, LONG)
    other = asyncio.create_task(there._run(others))
    given_up = asyncio.create_task(here._run(mine))
    rows = there.rows_pool.submit(Long(library, LONG))
    await until(lambda: mine.begun.is_set() and others.begun.is_set())
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    assert await here.count(EVERYTHING) == 2  # on the thread of what was given up, which is free again
    assert await other == await asyncio.wrap_future(rows) == 3_000_000
    here.close()
    there.close()


async def test_a_reader_that_closes_breaks_its_own_off_and_lets_those_who_wait_go(
    library: Library, until: Until
) -> None:
    here, there = Reader(library), Reader(library)
    mine, others = Long(library, ENDLESS), Long(library, LONG)
    other = asyncio.create_task(there._run(others))
    running, waiting = asyncio.create_task(here._run(mine)), asyncio.create_task(here.count(EVERYTHING))
    await until(lambda: mine.begun.is_set() and others.begun.is_set())
    await asyncio.to_thread(here.close)
    for task in (running, waiting):
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await other == 3_000_000
    there.close()
