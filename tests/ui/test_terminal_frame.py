"""What is sent to the terminal: little, and in the end it shows the same as if all had been sent."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from emm_tui.ui.frame import Frame

SIZE = Size(24, 6)
STYLES = [
    Style(),
    Style(color="#ffffff", bgcolor="#101010"),
    Style(color="#ff0000", bgcolor="#101010"),
    Style(color="#ff0000", bgcolor="#101010", bold=True),
    Style(color="#00ff00", bgcolor="#202020", dim=True, italic=True),
    Style(reverse=True),
    Style(color="#0000ff", underline=True, bgcolor="#101010"),
]
TEXTS = ["a", "[REC]", " ", "    ", "●", "▀▀", "映画", "é", "e\u0301", "\U0001f3ac", "x y z", "…"]
_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|(.)", re.S)
Shown = dict[tuple[int, int], tuple[str, tuple[object, ...]]]


class Paper:
    """A terminal that knows the cursor's place, the colours and the attributes that the program uses."""

    def __init__(self) -> None:
        self.cells: Shown = {}
        self.y = self.x = 0
        self.attributes: set[str] = set()
        self.colour: object = None
        self.ground: object = None

    def feed(self, text: str) -> None:
        for match in _TOKEN.finditer(text):
            y, x, style, char = match.groups()
            if y:
                self.y, self.x = int(y) - 1, int(x) - 1
            elif char:
                self._put(char)
            else:
                self._style(style.split(";"))

    def _put(self, char: str) -> None:
        wide = cell_len(char)
        if not wide:
            before, style = self.cells[self.y, self.x - 1]
            at = self.x - 1 if before else self.x - 2
            self.cells[self.y, at] = (self.cells[self.y, at][0] + char, style)
            return
        seen = {"4", "7", "9"} & self.attributes
        colour = self.colour if char != " " or seen else None
        style = (frozenset(self.attributes if char != " " or seen else ()), colour, self.ground)
        for part in range(wide):
            self.cells[self.y, self.x + part] = ("" if part else char, style)
        self.x += wide

    def _style(self, codes: Sequence[str]) -> None:
        given = list(codes)
        while given:
            code = given.pop(0)
            if code in ("0", ""):
                self.attributes, self.colour, self.ground = set(), None, None
            elif code in ("38", "48"):
                value = tuple(given[:4])
                given = given[4:]
                self.colour, self.ground = (value, self.ground) if code == "38" else (self.colour, value)
            elif code in ("39", "49"):
                self.colour, self.ground = (None, self.ground) if code == "39" else (self.colour, None)
            else:
                self.attributes.add(code)


def strip(choose: random.Random, width: int) -> Strip:
    segments: list[Segment] = []
    left = width
    while left:
        text = choose.choice(TEXTS)
        if cell_len(text) > left:
            text = "."
        segments.append(Segment(text, choose.choice(STYLES)))
        left -= cell_len(text)
    return Strip(segments, width)


def console() -> Console:
    return Console(color_system="truecolor", force_terminal=True, width=SIZE.width, height=SIZE.height)


def whole(lines: Sequence[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[line] for line in lines], Region(0, 0, *SIZE))


def piece(y: int, x: int, part: Strip) -> ChopsUpdate:
    chops: list[dict[int, Strip | None]] = [{} for _ in range(SIZE.height)]
    ends: list[list[int]] = [[] for _ in range(SIZE.height)]
    end = x + part.cell_length
    chops[y], ends[y] = {-1: None, x: part, end: None}, [x, end, SIZE.width]
    return ChopsUpdate(chops, [(y, x, end)], ends)


def between_characters(line: Strip, *places: int) -> bool:
    """Textual sends both halves of a wide character that it cuts in two, and may lose a mark where it cuts."""
    if "\u0301" in line.text:
        return False
    cells = [char for char in line.text for _ in range(cell_len(char))]
    starts = [at == 0 or cell_len(cells[at]) == 1 for at in places if at < len(cells)]
    return all(starts)


@pytest.mark.parametrize("seed", range(60))
def test_in_the_end_the_terminal_shows_what_it_would_if_all_had_been_sent(seed: int) -> None:
    choose = random.Random(seed)
    frame, paper, screen = Frame(), Paper(), console()
    lines = [strip(choose, SIZE.width) for _ in range(SIZE.height)]
    paper.feed(frame.only_new(whole(lines), SIZE).render_segments(screen))
    for _ in range(12):
        y = choose.randrange(SIZE.height)
        x, width = choose.randrange(SIZE.width - 4), choose.randint(1, 4)
        part = strip(choose, width)
        if choose.random() < 0.7 and between_characters(lines[y], x, x + width):
            line = Strip.join([lines[y].crop(0, x), part, lines[y].crop(x + width, SIZE.width)])
            update = piece(y, x, part)
        else:
            line = strip(choose, SIZE.width)
            update = whole([*lines[:y], line, *lines[y + 1 :]])  # type: ignore[assignment]
        lines[y] = line
        paper.feed(frame.only_new(update, SIZE).render_segments(screen))
        if choose.random() < 0.1:
            frame.forget()
            paper.cells.clear()
            paper.feed(frame.only_new(whole(lines), SIZE).render_segments(screen))
    wanted = Paper()
    wanted.feed(whole(lines).render_segments(screen).replace("\n", ""))
    assert {at: cell for at, cell in paper.cells.items() if cell != wanted.cells[at]} == {}
    assert (paper.attributes, paper.colour, paper.ground) == (set(), None, None)


def test_the_same_again_costs_nothing() -> None:
    frame, choose = Frame(), random.Random(1)
    lines = [strip(choose, SIZE.width) for _ in range(SIZE.height)]
    assert frame.only_new(whole(lines), SIZE).render_segments(console())
    assert frame.only_new(whole(lines), SIZE).render_segments(console()) == ""
    frame.forget()
    assert frame.only_new(whole(lines), SIZE).render_segments(console())


def test_one_letter_costs_one_letter() -> None:
    frame = Frame()
    style = STYLES[1]
    frame.only_new(whole([Strip([Segment("a" * 24, style)])] * 6), SIZE).render_segments(console())
    other = [Strip([Segment("a" * 24, style)])] * 5 + [Strip([Segment("a" * 20 + "b" + "a" * 3, style)])]
    sent = frame.only_new(whole(other), SIZE).render_segments(console())
    assert sent.count("a") == 0 and sent.count("b") == 1 and len(sent) < 60


def test_a_style_is_sent_once_for_all_that_has_it() -> None:
    frame = Frame()
    parts = [Segment(text, STYLES[1] if place % 2 else STYLES[2]) for place, text in enumerate(["a", "   "] * 6)]
    sent = frame.sent([(0, 0, Strip(parts))], SIZE, ColorSystem.TRUECOLOR)
    assert sent.count("48;2") == 1 and sent.count("38;2") == 1


def test_what_nobody_knows_is_not_guessed() -> None:
    frame = Frame()
    sent = frame.only_new(piece(2, 5, Strip([Segment("abc", STYLES[1])])), SIZE).render_segments(console())
    paper = Paper()
    paper.feed(sent)
    assert sorted(paper.cells) == [(2, 5), (2, 6), (2, 7)]


def test_another_size_is_another_frame() -> None:
    frame = Frame()
    line = Strip([Segment("x" * 24, STYLES[1])])
    frame.sent([(0, 0, line)], SIZE, ColorSystem.TRUECOLOR)
    assert frame.sent([(0, 0, line)], Size(30, 6), ColorSystem.TRUECOLOR).count("x") == 24
    assert frame.sent([(0, 0, line)], Size(10, 6), ColorSystem.TRUECOLOR).count("x") == 10
