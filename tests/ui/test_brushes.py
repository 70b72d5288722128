"""Pictures as text and as Kitty's graphics: which way is taken where, and what is sent."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode

import pytest
from rich.cells import cell_len

from emm_tui.pipeline.previews import Thumb
from emm_tui.ui.answers import Graphics
from emm_tui.ui.brushes import asks, brush
from emm_tui.ui.half_blocks import ALIKE, ALIKE_FAR, half_blocks
from emm_tui.ui.kitty import drawn

NOISE = bytes(n * 37 % 251 for n in range(200 * 120 * 3))


NOTHING = Graphics()
SIXELS = Graphics(sixel=True, cell=(9, 18))


@pytest.mark.parametrize(
    ("images", "environ", "graphics", "expected"),
    [
        ("auto", {"TERM": "xterm-256color"}, NOTHING, ("halfcell", 1, 2)),
        ("auto", {"TERM": "xterm-256color"}, SIXELS, ("sixel", 9, 18)),
        ("auto", {"TERM": "xterm-kitty"}, NOTHING, ("tgp", 10, 20)),
        ("auto", {"TERM": "xterm-kitty", "SSH_CONNECTION": "10.0.0.1 22"}, SIXELS, ("halfcell", 1, 2)),
        ("auto", {"TERM": "foot", "SSH_TTY": "/dev/pts/1"}, SIXELS, ("halfcell", 1, 2)),
        ("auto", {"TERM": "tmux-256color", "TMUX": "/tmp/x"}, SIXELS, ("halfcell", 1, 2)),
        ("auto", {}, NOTHING, ("halfcell", 1, 2)),
        ("tgp", {"SSH_CONNECTION": "10.0.0.1 22"}, NOTHING, ("tgp", 10, 20)),
        ("halfcell", {"TERM": "xterm-kitty"}, SIXELS, ("halfcell", 1, 2)),
        ("sixel", {"TERM": "foot", "TMUX": "/tmp/x"}, SIXELS, ("sixel", 9, 18)),
        ("sixel", {"TERM": "foot"}, NOTHING, ("sixel", 10, 20)),
    ],
)
def test_half_blocks_wherever_graphics_are_not_known_to_work(
    images: str, environ: dict[str, str], graphics: Graphics, expected: tuple[str, int, int]
) -> None:
    made = brush(images, environ, graphics)
    assert (made.name, made.across, made.down) == expected


@pytest.mark.parametrize("environ", [{"TERM": "xterm-kitty"}, {"TMUX": "/tmp/x"}, {"SSH_CONNECTION": "10.0.0.1 22"}])
def test_a_terminal_is_not_asked_where_the_answer_changes_nothing(environ: dict[str, str]) -> None:
    assert not asks("auto", environ)
    assert not asks("halfcell", {})
    assert asks("auto", {"TERM": "foot"}) and asks("sixel", environ)


def test_a_half_block_has_the_upper_pixel_before_the_lower_one() -> None:
    [[first, second]] = half_blocks(Thumb(3, 2, b"\x10\x20\x30" * 2 + b"\xf0\xf0\xf0" + b"\x00\x00\x00" * 3))
    assert (first.text, second.text) == ("▀▀", "▀")
    assert first.style is not None
    assert first.style.color is not None and first.style.color.get_truecolor() == (0x10, 0x20, 0x30)
    assert first.style.bgcolor is not None and first.style.bgcolor.get_truecolor() == (0, 0, 0)


def test_an_odd_last_row_leaves_the_half_below_it_free() -> None:
    lines = half_blocks(Thumb(1, 3, bytes(9)))
    assert len(lines) == 2
    assert lines[1][0].style is not None and lines[1][0].style.bgcolor is None


SLOPES = Thumb(18, 26, bytes(v for y in range(26) for x in range(18) for v in (9 * x + 40, 8 * y, 250 - 5 * x - 4 * y)))


@pytest.mark.parametrize("alike", [ALIKE, ALIKE_FAR])
def test_colours_that_one_hardly_sees_apart_are_one_and_no_pixel_is_far_from_its_own(alike: int) -> None:
    lines = half_blocks(SLOPES, alike)
    assert sum(map(len, lines)) < sum(map(len, half_blocks(SLOPES, 1)))
    for y, line in enumerate(lines):
        x = 0
        for segment in line:
            assert segment.style is not None and segment.style.bgcolor is not None
            lower = segment.style.bgcolor.get_truecolor()
            upper = segment.style.color.get_truecolor() if segment.style.color else lower
            for _ in segment.text:
                for shown, row in ((upper, 2 * y), (lower, 2 * y + 1)):
                    at = 3 * (row * 18 + x)
                    assert max(abs(a - b) for a, b in zip(shown, SLOPES.rgb[at : at + 3], strict=True)) < 2 * alike
                x += 1
        assert x == 18


def test_cells_of_one_colour_are_blanks() -> None:
    [[segment]] = half_blocks(Thumb(5, 2, b"\x10\x20\x30" * 10))
    assert segment.text == "     "
    assert segment.style is not None and segment.style.color is None


def test_kitty_gets_every_pixel_once_in_small_pieces_and_is_not_to_answer() -> None:
    sent, _ = drawn(Thumb(200, 120, NOISE))
    commands = re.findall(r"\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\", sent)
    assert "".join(f"\x1b_G{keys}{';' + data if data else ''}\x1b\\" for keys, data in commands) == sent
    *pieces, placement = commands
    assert all(len(data) <= 4096 for _, data in pieces)
    assert [keys.rpartition("m=")[2] for keys, _ in pieces] == ["1"] * (len(pieces) - 1) + ["0"]
    assert zlib.decompress(b64decode("".join(data for _, data in pieces))) == NOISE
    assert "f=24,s=200,v=120,o=z,q=2" in pieces[0][0]
    assert re.fullmatch(r"a=p,U=1,i=\d+,c=20,r=6,q=2", placement[0])


def test_kitty_shows_a_picture_by_text_of_its_own_colour() -> None:
    sent, lines = drawn(Thumb(200, 120, NOISE))
    ident = int(re.findall(r"i=(\d+)", sent)[0])
    assert len(lines) == 6
    for line in lines:
        [segment] = line
        assert cell_len(segment.text) == 20
        assert segment.style is not None and segment.style.color is not None
        assert int.from_bytes(bytes(segment.style.color.get_truecolor()), "big") == ident
    cells = [lines[y][0].text[3 * x : 3 * x + 3] for y in range(6) for x in range(20)]
    assert len(set(cells)) == 120
