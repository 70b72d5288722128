"""Pictures as sixels, read back: their pixels, their parts, and where they are among text."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from emm_tui.pipeline.previews import Thumb
from emm_tui.ui import sixel_frames
from emm_tui.ui.sixel import COLOURS, painting, sixels
from emm_tui.ui.sixel_frames import Standing, painted
from tests.ui.sixels import Colour, Rows, Shown, decoded


def picture(width: int, height: int) -> Thumb:
    """Slopes of colour with sharp shapes on them."""
    slopes = [Image.linear_gradient("L").rotate(90 * n).resize((width, height)) for n in range(3)]
    image = Image.merge("RGB", slopes)
    draw = ImageDraw.Draw(image)
    draw.ellipse((width // 4, height // 4, width // 2, height // 2), fill=(250, 250, 250))
    draw.rectangle((width // 2, height // 2, width - 9, height - 7), fill=(5, 5, 9))
    return Thumb(width, height, image.tobytes())


def error(rows: Rows, thumb: Thumb) -> float:
    """How far the pixels are from the picture on average, of 255; every one must be there."""
    flat = [value for row in rows for pixel in row for value in pixel or (0, 0, 0)]
    assert all(pixel is not None for row in rows for pixel in row)
    return sum(abs(a - b) for a, b in zip(flat, thumb.rgb, strict=True)) / len(flat)


@pytest.mark.parametrize("size", [(240, 360), (7, 5), (1, 1), (33, 13), (12, 6)])
def test_a_picture_comes_out_in_its_size_and_nearly_in_its_colours(size: tuple[int, int]) -> None:
    thumb = picture(*size) if size[0] > 20 else Thumb(*size, bytes(range(3)) * (size[0] * size[1]))
    rows = decoded(sixels(painting(thumb), (0, 0, *size)))
    assert (len(rows[0]), len(rows)) == size
    assert error(rows, thumb) < 8


def test_a_part_is_cut_out_of_the_whole() -> None:
    made = painting(picture(60, 50))
    whole = decoded(sixels(made, (0, 0, 60, 50)))
    assert decoded(sixels(made, (10, 7, 41, 33))) == [row[10:41] for row in whole[7:33]]


def test_runs_are_counted_and_a_plain_picture_is_small() -> None:
    plain = sixels(painting(Thumb(240, 360, bytes((9, 99, 199)) * (240 * 360))), (0, 0, 240, 360))
    assert "!240~" in plain
    assert len(plain) < 800


def test_a_terminal_with_256_colours_has_enough() -> None:
    noise = bytes(n * 7919 % 256 for n in range(90 * 90 * 3))
    made = painting(Thumb(90, 90, noise))
    assert len(set(made.pixels)) <= COLOURS < 256
    assert error(decoded(sixels(made, (0, 0, 90, 90))), Thumb(90, 90, noise)) < 40


# among text

CELL = (6, 12)
EMPTY = Style(bgcolor="#102030")


@pytest.fixture
def standing() -> Standing:
    """Seven cells and five lines, the last of both only half full."""
    return Standing(picture(39, 54), CELL)


def written(strips: list[Strip], x: int, y: int) -> str:
    """A frame with these lines at a place."""
    console = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor")
    lines = [f"\x1b[{y + n + 1};{x + 1}H{strip.render(console)}" for n, strip in enumerate(strips)]
    return "\n".join(lines)


def lines(standing: Standing) -> list[Strip]:
    return [Strip([Segment("|"), *line, Segment("|")]) for line in standing]


def shown(frame: str, width: int = 30, height: int = 12) -> Shown:
    terminal = Shown(width, height, CELL)
    terminal.feed(painted(frame))
    return terminal


def pixels(standing: Standing) -> Rows:
    """The picture as the terminal has it, on whole cells."""
    nothing: list[Colour | None] = [None] * 42
    return [*([*row, *nothing[:3]] for row in decoded(standing.whole)), *[nothing] * 6]


def test_a_picture_is_where_its_cells_are_and_the_text_beside_it_stays(standing: Standing) -> None:
    terminal = shown(written(lines(standing), 4, 2))
    assert terminal.block(5, 2, 7, 5) == pixels(standing)
    assert [terminal.line(y)[4:13] for y in range(2, 7)] == ["|       |"] * 5
    assert terminal.drawn == 1


def test_text_without_pictures_goes_as_it_is() -> None:
    frame = written([Strip([Segment("\ue000 \uf8ff 七\ufe0f \U000f0001 an icon of a font")])], 0, 0)
    assert painted(frame) is frame


def test_only_the_cells_of_a_frame_are_drawn(standing: Standing) -> None:
    cut = [Strip(line).crop(2, 5) for line in list(standing)[1:4]]
    terminal = shown(written(cut, 10, 3))
    expected = [row[12:30] for row in pixels(standing)[12:48]]
    assert terminal.block(10, 3, 3, 3) == expected
    assert len(terminal.lit) == 9


def test_what_covers_a_picture_leaves_it_on_both_sides(standing: Standing) -> None:
    """As a dialog does: the cells left and right of it come one after the other in each line."""
    cover = Segment("xx")
    covered = [Strip([*Strip(line).crop(0, 2), cover, *Strip(line).crop(4, 7)]) for line in standing]
    terminal = shown(written(covered, 0, 0))
    assert terminal.drawn == 2
    whole = pixels(standing)
    assert terminal.block(0, 0, 2, 5) == [row[:12] for row in whole]
    assert terminal.block(4, 0, 3, 5) == [row[24:] for row in whole]
    assert not {cell for cell in terminal.lit if cell[0] in (2, 3)}
    terminal.feed(painted(written([Strip(line) for line in standing], 0, 0)))
    assert terminal.block(0, 0, 7, 5) == whole


def test_text_over_a_picture_erases_it(standing: Standing) -> None:
    terminal = shown(written(lines(standing), 4, 2))
    terminal.feed(painted(written([Strip([Segment(" " * 9)])] * 5, 4, 2)))
    assert not terminal.lit


def test_the_same_picture_may_be_there_twice_and_another_beside_it(standing: Standing) -> None:
    other = Standing(Thumb(42, 60, bytes((200, 30, 40)) * (42 * 60)), CELL)
    rows = [Strip([*a, Segment(" "), *a, Segment(" "), *b]) for a, b in zip(standing, other, strict=True)]
    terminal = shown(written(rows, 1, 1))
    assert terminal.drawn == 3
    assert terminal.block(1, 1, 7, 5) == terminal.block(9, 1, 7, 5) == pixels(standing)
    assert {pixel for row in terminal.block(17, 1, 7, 5) for pixel in row} == {(199, 31, 41)}


def test_a_picture_reaches_the_right_edge(standing: Standing) -> None:
    terminal = shown(written([Strip(line) for line in standing], 23, 0))
    assert terminal.block(23, 0, 7, 5) == pixels(standing)


def test_a_picture_that_is_gone_leaves_blanks_in_its_colours(standing: Standing) -> None:
    rows = [Strip([Segment(segment.text, EMPTY) for segment in line]) for line in standing]
    frame = written(rows, 0, 0)
    assert shown(frame).lit
    sixel_frames._standing._pictures.clear()
    assert "48;2;16;32;48m       \x1b[0m" in painted(frame)
    assert not shown(frame).lit


def test_pictures_live_as_long_as_their_lines_and_share_no_cell() -> None:
    made = [Standing(picture(24, 24), CELL) for _ in range(5)]
    cells = [char for one in made for line in one for char in line[0].text]
    assert len(set(cells)) == len(cells) == 5 * 4 * 2
    before = len(sixel_frames._standing.sorted())
    del made
    assert len(sixel_frames._standing.sorted()) == before - 5


def test_characters_are_given_again_when_all_have_been_given(monkeypatch: pytest.MonkeyPatch) -> None:
    register = sixel_frames._Register()
    monkeypatch.setattr(sixel_frames, "_standing", register)
    monkeypatch.setattr(sixel_frames, "LAST", sixel_frames.FIRST + 8 * 20)
    kept: list[Standing] = []
    for number in range(60):
        kept = [*kept[-9:], Standing(Thumb(24, 24, bytes((number, 200, 9)) * (24 * 24)), CELL)]
        cells = [char for one in kept for line in one for char in line[0].text]
        assert len(set(cells)) == len(cells)
        assert len(register.sorted()) == len(kept)
