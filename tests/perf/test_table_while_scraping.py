"""Keys while 500 films are scraped, on a real terminal, the provider in a process of its own."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.ui.terminal import Terminal

pytestmark = pytest.mark.perf

FILMS = 500
KEYS = 150
PROVIDER = """
import sys
from pathlib import Path
from emm_tui.demo.home import opened
from emm_tui.demo.options import Options
with opened(Options(movies=int(sys.argv[2]), shows=0, keep=Path(sys.argv[1]))):
    print("ready", flush=True)
    sys.stdin.read()
"""
WATCHED = """
import asyncio, sys, time
import emm_tui.ui.app as program
from emm_tui.cli.app import run
lags, mount = [], program.EmmApp.on_mount
async def watch(app):
    while True:
        start = time.perf_counter()
        await asyncio.sleep(0.005)
        if app.jobs:
            lags.append(time.perf_counter() - start - 0.005)
def on_mount(app):
    mount(app)
    app.watching = asyncio.get_running_loop().create_task(watch(app))
program.EmmApp.on_mount = on_mount
run([])
with open(sys.argv[1], "w") as file:
    file.writelines(f"{lag * 1000}\\n" for lag in lags)
"""
"""The program, with how late its event loop was while a job ran, in ms, in the file that is named."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home with films that are scanned and not scraped, for as long as its provider answers."""
    home = tmp_path / "home"
    command = [sys.executable, "-c", PROVIDER, str(home), str(FILMS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as provider:
        assert provider.stdout and provider.stdout.readline() == b"ready\n"
        scan = [sys.executable, "-m", "emm_tui", "scan", "-q"]
        subprocess.run(scan, env={"EMM_HOME": str(home)}, check=True, capture_output=True)
        yield home


def answered(terminal: Terminal, key: str) -> float:
    """Milliseconds from a key to the next bytes."""
    terminal.drain(0.005)
    start = time.perf_counter()
    terminal.send(key)
    assert terminal.read(5)
    return (time.perf_counter() - start) * 1000


def paced(terminal: Terminal) -> list[float]:
    """Answers to cursor keys, down and up again."""
    spent = []
    for number in range(KEYS):
        spent.append(answered(terminal, "j" if number % 40 < 20 else "k"))
        time.sleep(0.03)
    return spent


def test_the_cursor_follows_while_500_films_are_scraped(home: Path, tmp_path: Path) -> None:
    lags = tmp_path / "lags"
    environ = {"EMM_HOME": str(home), "COLORTERM": "truecolor"}
    with Terminal([sys.executable, "-c", WATCHED, str(lags)], environ) as terminal:
        terminal.expect(b"502")
        terminal.drain(0.7)
        idle = paced(terminal)
        terminal.send("B")
        terminal.expect(b"at most")
        terminal.send("\r")
        terminal.expect(b"eta")
        busy = paced(terminal)
        resident = psutil.Process(terminal.pid).memory_info().rss / 1e6
        terminal.send("\x11")
        assert terminal.wait() == 0
    late = [float(line) for line in lags.read_text(encoding="ascii").split()]
    p99 = statistics.quantiles(late, n=100)[98]
    print(f"\ncursor: {statistics.median(idle):.1f} ms idle, {statistics.median(busy):.1f} ms while scraping; ", end="")
    print(f"loop late by {statistics.median(late):.1f} ms, p99 {p99:.1f} ms; {resident:.0f} MB resident")
    assert statistics.median(idle) <= 15
    assert resident <= 150
