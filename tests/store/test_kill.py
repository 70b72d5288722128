"""A writer that is killed at any moment: what it said was saved is there, and the file is whole."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from emm_tui.store.library import Library

KILLS = 40

CHILD = """
import asyncio, sys
from pathlib import Path
from emm_tui.store.writer import Writer
from tests.store.made_up import film, matched, metadata, pictures

async def main():
    async with Writer(Path(sys.argv[1]), "scrape") as writer:
        async def one(title):
            await writer.add_discovered([film(title)])
            item = await writer.submit(lambda db: db.execute("SELECT max(id) FROM items").fetchone()[0])
            await writer.save_metadata(item, matched(), metadata(title=title), pictures("poster"))
            await writer.finish(item, "scraped")
            print(title, flush=True)
        for number in range(10_000):
            await one(f"{sys.argv[2]} {number}")

asyncio.run(main())
"""


@pytest.mark.rig
def test_a_writer_killed_at_any_moment_loses_nothing_that_it_had_saved(path: Path) -> None:
    chance, saved = random.Random(5), 0
    for kill in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), f"Run{kill}"], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout
        said = [child.stdout.readline() for _ in range(chance.randrange(1, 20))]
        child.kill()
        said += child.stdout.readlines()
        child.wait()
        saved += sum(line.endswith("\n") for line in said)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            [(scraped,)] = connection.execute("SELECT count(*) FROM items WHERE state = 'scraped' AND kind = 'movie'")
        assert saved <= scraped <= saved + kill + 1
        with closing(Library(path)) as library:
            assert all(job.state != "running" for job in library.jobs())
