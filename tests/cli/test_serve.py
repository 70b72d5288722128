"""How serving the TUI in a browser ends: it speaks of going on only where there is something to go on with."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from emm_tui.domain.media import ItemRow
from emm_tui.store.writer import Writer

SERVE = [sys.executable, "-m", "emm_tui", "serve", "--port", "0"]


async def interrupted_scrape(database: Path) -> None:
    async with Writer(database, "scrape") as writer:
        await writer.prefill([ItemRow(1, "movie", "new", "[REC] (2007)")])
        await writer.start_job("scrape", {}, [1])


def ended(home: Path, between: bool) -> tuple[int, str]:
    """The exit code and the words of a server that is told to end; `between`: a page left a scrape behind."""
    child = subprocess.Popen(SERVE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout and child.stdout.readline().startswith("http://127.0.0.1:")
    if between:
        asyncio.run(interrupted_scrape(home / "library.db"))
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    return child.returncode, said


@pytest.mark.parametrize("earlier", [False, True], ids=["none", "an earlier one"])
def test_without_an_interrupted_job_nothing_is_said_of_going_on(home: Path, earlier: bool) -> None:
    if earlier:
        asyncio.run(interrupted_scrape(home / "library.db"))
    code, said = ended(home, between=False)
    assert code == 130 and "The pages are closed." in said and "resume" not in said


def test_a_scrape_that_a_page_left_behind_is_named(home: Path) -> None:
    code, said = ended(home, between=True)
    assert code == 130 and "scrape 1 stopped on the way" in said and "emm jobs resume" in said
