"""A scan against the bare walk and parse that it cannot do without, and against itself when nothing has changed."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from emm_tui.discover.listing import Listing, look, read
from emm_tui.discover.naming import films_of, name
from emm_tui.discover.walk import Walk
from emm_tui.domain.events import nobody
from emm_tui.domain.media import Source
from emm_tui.domain.metrics import Metrics
from emm_tui.parsing import parse_folder
from emm_tui.pipeline.reports import ScanReport
from emm_tui.pipeline.scan import scan
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.discover.trees import age

FOLDERS = 3_000
WORDS = "amber basin cedar delta ember fjord grove haven inlet jetty kelp lagoon marsh north orchard pier".split()


def make_tree(root: Path, folders: int) -> None:
    """Folders with a film of a plausible name, its NFO, poster and subtitle each."""
    for number in range(folders):
        words = [WORDS[number % 16], WORDS[number // 16 % 16], WORDS[number // 256 % 16]]
        title = f"{' '.join(words).title()} {number} ({1950 + number % 70})"
        folder = root / title
        folder.mkdir(parents=True)
        film = f"{title.replace(' ', '.')}.1080p.BluRay.x264-GRP" if number % 2 else title
        for ending in (".mkv", ".nfo", "-poster.jpg", ".en.srt"):
            (folder / f"{film}{ending}").touch()
    age(root)


def bare(root: Path) -> int:
    """scandir, stat of every file, and the parse of every film's name: what any scan has to do."""
    films, stack = 0, [str(root)]
    while stack:
        names = []
        with os.scandir(stack.pop()) as entries:
            for entry in entries:
                entry.stat()
                if entry.is_dir():
                    stack.append(entry.path)
                elif entry.name.endswith(".mkv"):
                    names.append(entry.path[len(str(root)) + 1 :])
        films += len(parse_folder(names, "movies"))
    return films


def discover(root: Path) -> int:
    """The same by the program: folders, films with their sidecars, names read."""
    source, films = Source("Films", str(root), "movies"), 0
    for visit in Walk(source, look(str(root)), {}).visits():
        found, own_folder = films_of(visit, source)
        films += len(name(found, own_folder, visit, source, str(root))) if found else 0
    return films


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def run_scan(root: Path, database: Path, full: bool = False) -> ScanReport:
    async def run() -> ScanReport:
        library = Library(database)
        async with Writer(database, "scan") as writer:
            report = await scan([Source("Films", str(root), "movies")], library, writer, Metrics(), nobody, full=full)
        library.close()
        return report

    return asyncio.run(run())


@pytest.mark.perf
def test_discovery_costs_little_more_than_a_bare_walk_and_parse(tmp_path: Path) -> None:
    make_tree(tmp_path / "films", FOLDERS)
    assert discover(tmp_path / "films") == bare(tmp_path / "films") == FOLDERS
    films = tmp_path / "films"
    pairs = [(seconds(lambda: discover(films)), seconds(lambda: bare(films))) for _ in range(7)]
    mine, least = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    print(f"discover {mine * 1e3:.0f} ms, bare {least * 1e3:.0f} ms: {mine / least:.2f} times")
    assert mine / least <= 1.5


@pytest.mark.perf
def test_an_unchanged_tree_is_scanned_eight_times_faster_than_in_full(tmp_path: Path) -> None:
    make_tree(tmp_path / "films", FOLDERS)
    database = tmp_path / "library.db"
    assert run_scan(tmp_path / "films", database).added == FOLDERS
    pairs = []
    for _ in range(5):
        full = run_scan(tmp_path / "films", database, full=True)
        quick = run_scan(tmp_path / "films", database)
        assert (full.unchanged, quick.unchanged, quick.files) == (FOLDERS, FOLDERS, FOLDERS)
        pairs.append((full.seconds, quick.seconds))
    full_seconds, quick_seconds = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    print(f"full {full_seconds * 1e3:.0f} ms, unchanged {quick_seconds * 1e3:.0f} ms")
    assert full_seconds / quick_seconds >= 8


@pytest.mark.perf
def test_ten_thousand_files_are_scanned_in_a_hundred_megabytes(tmp_path: Path) -> None:
    make_tree(tmp_path / "films", 10_000)
    program = """
import asyncio, sys
from pathlib import Path
from emm_tui.domain.events import nobody
from emm_tui.domain.media import Source
from emm_tui.domain.metrics import Metrics
from emm_tui.pipeline.scan import scan
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer

async def run(root, database):
    async with Writer(database, "scan") as writer:
        return await scan([Source("Films", root, "movies")], Library(database), writer, Metrics(), nobody)

assert asyncio.run(run(sys.argv[1], Path(sys.argv[2]))).added == 10_000
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "films"), str(tmp_path / "library.db")],
        capture_output=True,
        text=True,
        check=True,
    )
    megabytes = int(done.stdout) / 1024
    print(f"peak {megabytes:.0f} MB")
    assert megabytes < 100


@pytest.mark.perf
def test_a_slow_share_is_walked_many_folders_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_tree(tmp_path / "films", 300)

    def far_away(path: str) -> Listing:
        time.sleep(0.003)
        return read(path)

    monkeypatch.setattr("emm_tui.discover.unit.read", far_away)
    side_by_side = seconds(lambda: discover(tmp_path / "films"))
    monkeypatch.setattr("emm_tui.discover.walk.SLOW_SECONDS", 60.0)
    one_by_one = seconds(lambda: discover(tmp_path / "films"))
    print(f"one by one {one_by_one * 1e3:.0f} ms, side by side {side_by_side * 1e3:.0f} ms")
    assert one_by_one / side_by_side >= 2
