"""What a scan does to a library, and what it never does."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from emm_tui.domain import events as ev
from emm_tui.domain.media import Source
from emm_tui.domain.metrics import Metrics
from emm_tui.domain.query import parse_query
from emm_tui.pipeline import scan as scanning
from emm_tui.pipeline.reports import ScanReport
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.discover.trees import age, plant

FILMS = [
    "[REC] (2007)/[REC] (2007).mkv",
    "Saga/Ash (2001)/Ash (2001).mkv",
    "Saga/Birch (2002)/Birch (2002) cd1.avi",
    "Saga/Birch (2002)/Birch (2002) cd2.avi",
]


class Home:
    """A library over two sources."""

    def __init__(self, folder: Path) -> None:
        self.films = folder / "films"
        self.shows = folder / "shows"
        self.database = folder / "library.db"
        self.events: list[ev.Event] = []
        self.metrics = Metrics()
        plant(self.films, *FILMS)
        plant(self.shows, "Tidewater/Season 1/Tidewater S01E01E02.mkv", "Tidewater/Season 1/Tidewater S01E03.mkv")
        age(folder)

    async def scan(self, *names: str, full: bool = False) -> ScanReport:
        sources = [Source("Films", str(self.films), "movies"), Source("Shows", str(self.shows), "tv")]
        chosen = [source for source in sources if not names or source.name in names]
        library = Library(self.database)
        async with Writer(self.database, "scan") as writer:
            report = await scanning.scan(chosen, library, writer, self.metrics, self.events.append, full=full)
        library.close()
        return report

    def names(self, query: str) -> list[str]:
        library = Library(self.database)
        rows = library.rows(library.ids(parse_query(query)))
        library.close()
        return sorted(Path(row.path or row.title).stem for row in rows)

    def missing(self) -> list[str]:
        library = Library(self.database)
        rows = library.rows(library.ids(parse_query("kind:movie")))
        library.close()
        return sorted(Path(row.path or "").stem for row in rows if row.missing_since)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    yield Home(tmp_path)


async def test_a_first_scan_adds_everything_once(home: Home) -> None:
    report = await home.scan()
    assert (report.added, report.updated, report.missing, report.errors) == (6, 0, 0, [])
    assert [(source.name, source.available, source.files) for source in report.sources] == [
        ("Films", True, 4),
        ("Shows", True, 2),
    ]
    assert report.files == 6
    assert home.names("kind:movie") == ["Ash (2001)", "Birch (2002) cd1", "[REC] (2007)"]
    assert home.names("kind:show") == ["Tidewater"]
    seen = [event.count for event in home.events if isinstance(event, ev.FilesSeen)]
    assert sum(seen) == 6
    assert isinstance(home.events[0], ev.JobStarted)
    assert isinstance(home.events[-1], ev.JobEnded)
    assert {"scan.walk", "parse", "store.save"} <= home.metrics.operations.keys()


@pytest.mark.parametrize("full", [False, True])
async def test_a_second_scan_changes_nothing(home: Home, full: bool) -> None:
    await home.scan()
    report = await home.scan(full=full)
    assert (report.added, report.updated, report.unchanged, report.missing) == (0, 0, 6, 0)
    assert report.files == 6


async def test_a_removed_film_is_missing_until_it_is_back_and_never_deleted(home: Home, tmp_path: Path) -> None:
    await home.scan()
    shutil.move(home.films / "Saga" / "Ash (2001)", tmp_path / "away")
    report = await home.scan()
    assert report.missing == 1
    assert home.missing() == ["Ash (2001)"]
    assert home.names("kind:movie") == ["Ash (2001)", "Birch (2002) cd1", "[REC] (2007)"]
    shutil.move(tmp_path / "away", home.films / "Saga" / "Ash (2001)")
    report = await home.scan()
    assert (report.added, report.missing) == (0, 0)
    assert home.missing() == []


async def test_a_moved_film_stays_the_same_item(home: Home) -> None:
    await home.scan()
    (home.films / "Saga" / "Ash (2001)").rename(home.films / "Ash - The Beginning (2001)")
    report = await home.scan()
    assert (report.added, report.missing) == (0, 0)
    assert len(home.names("kind:movie")) == 3


@pytest.mark.parametrize("left", [[], ["lost+found/"], ["@eaDir/x.mkv", ".DS_Store"], ["Other Thing (1999).mkv"]])
async def test_a_root_without_anything_known_is_not_available(home: Home, tmp_path: Path, left: list[str]) -> None:
    await home.scan()
    home.films.rename(tmp_path / "away")
    home.films.mkdir()
    plant(home.films, *left)
    report = await home.scan()
    assert [source.available for source in report.sources] == [False, True]
    assert report.missing == 0
    assert home.missing() == []
    assert "Films" in report.errors[0][1]


async def test_a_root_that_is_gone_leaves_its_items_alone(home: Home, tmp_path: Path) -> None:
    await home.scan()
    home.films.rename(tmp_path / "away")
    report = await home.scan()
    assert [source.available for source in report.sources] == [False, True]
    assert home.missing() == []
    (tmp_path / "away").rename(home.films)
    report = await home.scan()
    assert (report.added, report.updated, report.missing) == (0, 0, 0)


async def test_a_full_scan_believes_that_everything_was_exchanged(home: Home) -> None:
    await home.scan()
    shutil.rmtree(home.films)
    plant(home.films, "New Wind (2020)/New Wind (2020).mkv")
    report = await home.scan(full=True)
    assert [source.available for source in report.sources] == [True, True]
    assert home.missing() == ["Ash (2001)", "Birch (2002) cd1", "[REC] (2007)"]


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ESTALE, errno.ENOENT, errno.ENOTCONN])
async def test_items_of_an_unreadable_folder_are_left_alone(
    home: Home, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    await home.scan()
    plant(home.films, "Saga/Cedar (2003)/Cedar (2003).mkv", "Dune Grass (1988)/Dune Grass (1988).mkv")
    scandir = os.scandir

    def failing(path: str) -> object:
        if path.endswith("/Saga"):
            raise OSError(code, os.strerror(code), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    report = await home.scan(full=True)
    assert report.errors == [(str(home.films / "Saga"), os.strerror(code))]
    assert (report.added, report.missing) == (1, 0)
    assert home.missing() == []
    monkeypatch.undo()
    report = await home.scan()
    assert (report.added, report.missing, report.errors) == (1, 0, [])


async def test_a_source_that_goes_away_in_the_middle_loses_nothing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await home.scan()
    scandir = os.scandir

    def unmounting(path: str) -> object:
        if path.endswith("/Saga") and home.films.exists():
            home.films.rename(tmp_path / "away")
            home.films.mkdir()
        return scandir(path)

    monkeypatch.setattr(os, "scandir", unmounting)
    report = await home.scan("Films", full=True)
    assert not report.sources[0].available
    assert home.missing() == []


async def test_a_source_that_does_not_answer_is_not_waited_for(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    await home.scan()
    monkeypatch.setattr("emm_tui.discover.roots.PROBE_SECONDS", 0.05)
    monkeypatch.setattr("emm_tui.discover.roots._look_inside", lambda path, known: time.sleep(30))
    report = await home.scan("Films")
    assert not report.sources[0].available
    assert "did not answer" in report.errors[0][1]


async def test_a_source_that_falls_silent_in_the_middle_is_given_up(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    await home.scan()
    monkeypatch.setattr(scanning, "STALL_SECONDS", 0.05)
    scandir = os.scandir

    def hanging(path: str) -> object:
        if path.endswith("/Saga"):
            time.sleep(1)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", hanging)
    report = await home.scan("Films", full=True)
    assert not report.sources[0].available
    assert home.missing() == []


async def test_a_cancelled_scan_ends_as_interrupted(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(path: str) -> object:
        loop.call_soon_threadsafe(begun.set)
        time.sleep(0.2)
        return os.listdir(path)

    monkeypatch.setattr("emm_tui.discover.unit.read", slow)
    run = asyncio.create_task(home.scan("Films"))
    await begun.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert [event.state for event in home.events if isinstance(event, ev.JobEnded)] == ["interrupted"]
