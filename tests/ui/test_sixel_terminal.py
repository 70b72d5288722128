"""The image picker on a real terminal that draws sixels, and on some that do not."""

from __future__ import annotations

import asyncio
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from emm_tui.ui.sixel import painting, sixels
from tests.ui import fake, invented
from tests.ui.sixels import Rows, Shown, decoded
from tests.ui.terminal import Terminal

ROOT = Path(__file__).parents[2]
SIZE, CELL = (80, 24), (4, 8)
LONGEST = 60.0  # seconds
PROGRAM = """
import sys
from emm_tui.ui import answers
from tests.ui import fake, invented
answers.PATIENCE = float(sys.argv[2])
session = fake.FakeSession(invented.rows(20, hostile=False))
session.config.ui.images = sys.argv[1]
fake.app(session).run()
"""
NEAR = {name: "" for name in ("SSH_CONNECTION", "SSH_TTY", "TMUX", "STY", "TEXTUAL_DRIVER")}


class Session:
    """The program on a pty, and a terminal that shows what comes out and answers what it is asked."""

    def __init__(self, images: str, answer: str, environ: Mapping[str, str]) -> None:
        patience = LONGEST if answer else 0.1
        command = [sys.executable, "-c", PROGRAM, images, str(patience)]
        self.pty = Terminal(command, {**NEAR, "PYTHONPATH": str(ROOT), "COLORTERM": "truecolor", **environ}, SIZE)
        self.shown = Shown(*SIZE, CELL)
        self.asked = 0
        self.answer = answer
        self._decode = getincrementaldecoder("utf-8")().decode

    def until(self, condition: Callable[[Shown], object]) -> None:
        """Reads until what is shown is so."""
        end = time.monotonic() + LONGEST
        while self.shown.amid_frame or not condition(self.shown):
            assert time.monotonic() < end, "\n".join(self.shown.line(y) for y in range(self.shown.height))
            self._take(self.pty.read(0.1))

    def leave(self) -> None:
        """Quits the program, and shows all that it has written."""
        self.pty.send("q")
        while data := self.pty.read(LONGEST):
            self._take(data)

    def _take(self, data: bytes) -> None:
        self.shown.feed(self._decode(data))
        if b"\x1b[?2026$p" in data:
            self.pty.send("\x1b[?2026;1$y")  # frames come whole
        for _ in range(data.count(b"\x1b[c")):
            self.asked += 1
            self.pty.send(self.answer)

    def picker(self) -> None:
        """Opens the pictures of the second row."""
        self.until(lambda shown: "20/20" in text(shown))
        self.pty.send("ja")
        self.until(lambda shown: "Artwork" in shown.line(0) and "14" in shown.line(0))


def text(shown: Shown) -> str:
    return "\n".join(shown.line(y) for y in range(shown.height))


@pytest.fixture
def opened() -> Iterator[Callable[..., Session]]:
    """Opens the program; all of them end with the test."""
    sessions: list[Session] = []

    def open(images: str, answer: str, environ: Mapping[str, str] | None = None) -> Session:
        sessions.append(Session(images, answer, environ or {}))
        return sessions[-1]

    yield open
    for session in sessions:
        session.pty.close()


SIXEL = "\x1b[6;8;4t\x1b[?62;4;22c"


def expected(place: int) -> Rows:
    """The pixels of a poster that is on offer for the second row, of twelve cells and eight lines at most."""
    row = sorted(invented.rows(20, hostile=False), key=lambda one: one.title)[1]
    candidate = next(offer for offer in invented.offers(row) if offer.kind == "poster").candidates[place]
    thumb = asyncio.run(fake.FakePictures().thumb(candidate, 12 * CELL[0], 8 * CELL[1]))
    return decoded(sixels(painting(thumb), (0, 0, thumb.width, thumb.height)))


def poster(shown: Shown, cells: set[tuple[int, int]]) -> Rows:
    """The pixels of a cluster of cells."""
    left, top = min(x for x, _ in cells), min(y for _, y in cells)
    right, bottom = max(x for x, _ in cells) + 1, max(y for _, y in cells) + 1
    return shown.block(left, top, right - left, bottom - top)


def clusters(shown: Shown) -> list[set[tuple[int, int]]]:
    """The pictures that are seen: cells that hang together, from the top left on."""
    left, found = shown.lit, []
    while left:
        group, edge = set(), {min(left, key=lambda cell: (cell[1], cell[0]))}
        while edge:
            group |= edge
            edge = {(x + dx, y + dy) for x, y in edge for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))} & left - group
        left -= group
        found.append(group)
    return found


def trimmed(rows: Rows) -> Rows:
    """Without what is left free below and beside."""
    high = max(y for y, row in enumerate(rows) if any(row)) + 1
    wide = max(x for row in rows for x, pixel in enumerate(row) if pixel) + 1
    return [row[:wide] for row in rows[:high]]


def all_there(shown: Shown) -> bool:
    """The posters in sight have come: eleven, and one that cannot be had."""
    return len(clusters(shown)) == 11 and "no picture" in text(shown)


def test_a_terminal_that_draws_sixels_gets_them_and_no_key_is_lost(opened: Callable[..., Session]) -> None:
    size, features = SIXEL[:8], SIXEL[8:]
    session = opened("auto", size)
    session.picker()
    session.until(lambda _: session.asked)
    session.pty.send(f"l{features}l")
    session.until(lambda shown: all_there(shown) and "3/14" in shown.line(0))
    seen = clusters(session.shown)
    assert trimmed(poster(session.shown, seen[0])) == expected(0)
    assert trimmed(poster(session.shown, seen[1])) == expected(1)
    session.leave()
    assert session.asked == 1


def test_pictures_are_covered_scrolled_and_left_as_text_is(opened: Callable[..., Session]) -> None:
    session = opened("auto", SIXEL)
    session.picker()
    session.until(all_there)
    before, cells = [list(row) for row in session.shown.pixels], session.shown.lit

    session.pty.send("D")  # a dialog in the middle
    session.until(lambda shown: "Remove the poster?" in text(shown) and "╰" in text(shown))
    assert session.shown.lit < cells
    for x, y in session.shown.lit:
        assert session.shown.block(x, y, 1, 1) == [row[x * 4 : x * 4 + 4] for row in before[y * 8 : y * 8 + 8]]
    session.pty.send("n")
    session.until(lambda shown: shown.pixels == before)

    session.pty.send("G")  # scrolls
    session.until(lambda shown: "14/14" in shown.line(0) and shown.pixels != before and shown.lit)
    session.pty.send("g")
    session.until(lambda shown: " 1/14" in shown.line(0) and shown.pixels == before)

    session.pty.send("\x1b")
    session.until(lambda shown: "20/20" in text(shown) and not shown.lit)


def test_another_size_of_letters_draws_them_anew(opened: Callable[..., Session]) -> None:
    session = opened("auto", SIXEL.replace("8;4t", "12;6t"))
    session.shown = Shown(80, 24, (6, 12))
    session.picker()
    session.until(all_there)
    session.shown = Shown(60, 20, CELL)
    session.answer = SIXEL
    session.pty.resize(60, 20)
    session.until(lambda shown: clusters(shown) and trimmed(poster(shown, clusters(shown)[0])) == expected(0))


@pytest.mark.parametrize(
    ("images", "answer", "environ"),
    [
        ("auto", "\x1b[?6c", {}),
        ("auto", "", {}),
        ("auto", SIXEL, {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}),
        ("auto", SIXEL, {"TMUX": "/tmp/tmux-0/default,1,0"}),
        ("halfcell", SIXEL, {}),
        ("sixel", SIXEL, {"NO_COLOR": "1"}),
    ],
)
def test_half_blocks_where_no_sixels_are_to_be_had(
    opened: Callable[..., Session], images: str, answer: str, environ: dict[str, str]
) -> None:
    session = opened(images, answer, environ)
    session.picker()
    session.until(lambda shown: text(shown).count("▀") > 100)
    session.leave()
    assert session.shown.drawn == 0
    assert session.pty.wait() == 0


def test_sixels_may_be_wanted_over_ssh(opened: Callable[..., Session]) -> None:
    session = opened("sixel", SIXEL, {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"})
    session.picker()
    session.until(all_there)
