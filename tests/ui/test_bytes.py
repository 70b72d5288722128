"""How many bytes a screen costs on a slow line: over a real pty, with a scrape going on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.terminal import Terminal

ROOT = Path(__file__).parents[2]
PROGRAM = """
import threading, time
from emm_tui.domain import events as ev
from tests.ui import fake, invented
session = fake.FakeSession(invented.rows(40, hostile=False))
session.config.ui.images = "off"
invented.responses(session.responses)
app = fake.app(session)
def events():
    while not session._listeners:
        time.sleep(0.01)
    session.emit(ev.JobStarted(7, "scrape", 4000))
    for id in range(4000):
        session.emit(ev.StageEntered(id, ("identify", "scrape")[id % 2]))
        session.emit(ev.RequestEnded("tmdb", "tmdb.movie", 200, 0.05, 9000))
        session.emit(ev.ItemEnded(id, "done"))
        time.sleep(0.02)
threading.Thread(target=events, daemon=True).start()
app.run()
"""
SCREEN, TICKS, TICK = 25_000, 12, 2_000
MODES = {"2": b"Review", "4": b"Metrics", "5": b"Cache", "6": b"Log", "w": b"Jobs", ",": b"Settings", "1": b"Title"}


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    environ = {"PYTHONPATH": str(ROOT), "COLORTERM": "truecolor", "EMM_HOME": "/nowhere"}
    with Terminal([sys.executable, "-c", PROGRAM], environ, (160, 48)) as terminal:
        terminal.expect(b"jobs 1")
        terminal.drain(0.3)
        yield terminal


def cost(terminal: Terminal, keys: str, shows: bytes) -> int:
    """The bytes of what a key brings, and of what is live in the moment after it."""
    terminal.output = b""
    terminal.send(keys)
    terminal.expect(shows)
    for _ in range(4):
        terminal.read(0.15)
    return len(terminal.output)


def test_no_screen_costs_more_than_a_page(terminal: Terminal) -> None:
    costs = {key: cost(terminal, key, shows) for key, shows in MODES.items()}
    assert {key: bytes for key, bytes in costs.items() if bytes > SCREEN} == {}


def test_a_dialog_costs_no_more_than_a_screen_and_its_end_no_more(terminal: Terminal) -> None:
    assert cost(terminal, "?", b"Keys") <= SCREEN
    assert cost(terminal, "\x1b", b"Year") <= SCREEN


def test_what_is_live_costs_little(terminal: Terminal) -> None:
    cost(terminal, "4", b"Metrics")
    terminal.output = b""
    for _ in range(TICKS):
        terminal.read(0.25)
    assert 0 < len(terminal.output) <= TICKS * TICK
