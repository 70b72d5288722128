"""The small picture in the detail pane."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from emm_tui.domain import events as ev
from emm_tui.domain.artwork import ArtworkFile
from emm_tui.domain.media import Item
from emm_tui.ui.app import EmmApp
from emm_tui.ui.widgets.poster import Poster
from tests.ui import fake, invented
from tests.ui.conftest import Until


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> fake.FakeSession:
    """Three films: one with a poster, one with a file that is none, one whose poster is gone."""
    made = fake.FakeSession(invented.rows(3, hostile=False))
    Image.new("RGB", (400, 600), (200, 40, 40)).save(tmp_path / "1.jpg")
    (tmp_path / "2.jpg").write_bytes(b"\xff\xd8 not a picture \x1b[2J")
    read = made.library.item

    def item(id: int) -> Item:
        found = read(id)
        found.artwork = {"poster": ArtworkFile("poster", str(tmp_path / f"{id}.jpg"))}
        return found

    monkeypatch.setattr(made.library, "item", item)
    return made


def poster(app: EmmApp) -> Poster:
    return app.screen.query_one(Poster)


async def test_the_poster_of_the_row_is_drawn_and_no_other_stays(session: fake.FakeSession, until: Until) -> None:
    app = fake.app(session)
    async with app.run_test(size=(160, 48)) as pilot:
        await until(lambda: poster(app).display and poster(app).size.height > 8)
        strip = poster(app).render_line(3)
        style = next(iter(strip)).style
        assert style is not None and style.bgcolor is not None
        assert all(abs(a - b) < 9 for a, b in zip(style.bgcolor.get_truecolor(), (200, 40, 40), strict=True))
        for _ in range(2):
            await pilot.press("j")
            await until(lambda: not poster(app).has_class("-shown"))
        await pilot.press("g")
        await until(lambda: poster(app).has_class("-shown"))


async def test_another_picture_in_the_same_place_is_drawn(
    session: fake.FakeSession, tmp_path: Path, until: Until
) -> None:
    app = fake.app(session)
    async with app.run_test(size=(160, 48)):
        await until(lambda: poster(app).display and poster(app).size.height > 8)
        before = list(poster(app).render_line(3))
        Image.new("RGB", (400, 600), (20, 40, 200)).save(tmp_path / "1.jpg")
        os.utime(tmp_path / "1.jpg", ns=(1, 1))
        session.emit(ev.ItemsChanged((1,)))
        await until(lambda: list(poster(app).render_line(3)) != before)


async def test_no_pictures_are_drawn_where_they_are_off_or_the_screen_is_small(
    session: fake.FakeSession, until: Until
) -> None:
    session.config.ui.images = "off"
    app = fake.app(session)
    async with app.run_test(size=(160, 48)):
        pane = app.screen.query_one("DetailPane")
        await until(lambda: getattr(pane, "item", None) is not None)
        assert not poster(app).has_class("-shown")
    session.config.ui.images = "auto"
    small = fake.app(session)
    async with small.run_test(size=(120, 27)):
        await until(lambda: poster(small).has_class("-shown"))
        assert not poster(small).display


@pytest.mark.parametrize(("environ", "width"), [({}, 18), ({"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}, 12)])
async def test_it_is_smaller_at_the_end_of_a_slow_line(
    session: fake.FakeSession, until: Until, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], width: int
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    app = fake.app(session)
    async with app.run_test(size=(160, 48)):
        await until(lambda: poster(app).display and poster(app).size.width == width)
        assert poster(app).size.height * 4 // 3 in (width - 2, width - 1, width)
