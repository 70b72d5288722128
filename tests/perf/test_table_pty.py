"""A library of a million items on a real terminal, against Textual's hello world in the same run."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from emm_tui.domain.media import ItemRow
from emm_tui.store.writer import Writer
from tests.ui.terminal import Terminal

pytestmark = pytest.mark.perf

ITEMS = 1_000_000
STARTS = (5, 40)  # at least, and at most on a machine that does something else as well
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("Hello, world")
Hello().run()
"""
WORDS = ("Amber", "Copper", "Distant", "Glass", "Hollow", "Northern", "Paper", "Silent", "Velvet", "Winter")


def rows() -> Iterator[ItemRow]:
    """Films whose titles come in no order."""
    for number in range(ITEMS):
        mixed = number * 7_919 % ITEMS
        title = f"{WORDS[mixed % 10]} {WORDS[mixed // 10 % 10]} {mixed:07d}"
        yield ItemRow(
            0, "movie", "scraped", title, 1920 + mixed % 105, path=f"/media/{title}.mkv", rating=mixed % 90 / 10,
            runtime=70 + mixed % 90, tmdb=mixed + 1, artwork=5,
        )  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the library in it."""
    folder = tmp_path_factory.mktemp("home")

    async def fill() -> None:
        async with Writer(folder / "library.db", "demo") as writer:
            assert await writer.prefill(rows()) == ITEMS

    asyncio.run(fill())
    return folder


def started(home: Path, *arguments: str) -> Terminal:
    """Python on a terminal, as it is once installed: the first start leaves bytecode for the next."""
    bytecode = {"PYTHONPYCACHEPREFIX": str(home / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    return Terminal([sys.executable, *arguments], {"EMM_HOME": str(home), "COLORTERM": "truecolor", **bytecode})


def opened(home: Path) -> Terminal:
    return started(home, "-m", "emm_tui")


def test_the_first_paint_of_a_million_is_about_that_of_hello_world(home: Path) -> None:
    hello, ours = list[float](), list[float]()
    while len(ours) < STARTS[0] or (min(ours) > 1.25 * min(hello) + 0.1 and len(ours) < STARTS[1]):
        with started(home, "-c", HELLO) as terminal:
            hello.append(terminal.expect(b"Hello"))
        with opened(home) as terminal:
            ours.append(terminal.expect(b"0000000"))
            terminal.expect(b"1,000,000/1,000,000")
    for told, of in (("least", min), ("median", statistics.median)):
        print(f"\nfirst paint, {told}: hello world {of(hello):.3f} s, a million items {of(ours):.3f} s", end="")
    assert min(ours) <= 1.25 * min(hello) + 0.1


def test_the_first_frame_has_the_rows_in_it(home: Path) -> None:
    with opened(home) as terminal:
        terminal.expect(b"0000000")
    frames = terminal.output.partition(b"0000000")[0].count(b"\x1b[1;1H")  # each begins in the corner
    assert frames == 1


def pressed(terminal: Terminal, keys: str, quiet: float = 0.04) -> tuple[float, int]:
    """Milliseconds from the key to its first bytes, and how many came until it was quiet."""
    start = time.perf_counter()
    terminal.send(keys)
    first = terminal.read(2)
    spent = time.perf_counter() - start
    return spent * 1000, len(first) + len(terminal.drain(quiet))


def test_a_key_is_answered_quickly_and_in_few_bytes(home: Path) -> None:
    with opened(home) as terminal:
        terminal.expect(b"1,000,000/1,000,000")
        terminal.drain(1.0)
        found = {}
        for name, key in (("cursor", "j"), ("page", "\x1b[6~"), ("end", "G"), ("start", "g")):
            measured = []
            for _ in range(15):
                measured.append(pressed(terminal, key))
                terminal.drain(0.2)
                if name in ("end", "start"):
                    terminal.send("g" if name == "end" else "G")
                    terminal.drain(0.3)
            found[name] = (statistics.median(m[0] for m in measured), statistics.median(m[1] for m in measured))
        terminal.send("/")
        terminal.drain(0.3)
        filtered = [pressed(terminal, letter, 0.5) for letter in "velvet"]
        resident = psutil.Process(terminal.pid).memory_info().rss / 1e6
        for name, (spent, sent) in found.items():
            print(f"\n{name}: {spent:.1f} ms, {sent / 1000:.1f} KB", end="")
        print(f"\nletter in the filter: {statistics.median(f[0] for f in filtered):.1f} ms; {resident:.0f} MB resident")
        assert found["cursor"][0] <= 15 and found["cursor"][1] <= 1500
        assert found["page"][0] <= 60 and found["page"][1] <= 25_000
        assert found["end"][0] <= 80 and found["start"][0] <= 80
        assert resident <= 150
