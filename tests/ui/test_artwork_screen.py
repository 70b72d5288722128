"""The image picker under a person's hands."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import ConfigError, ProviderError
from emm_tui.domain.media import ItemRow
from emm_tui.pipeline.choose import Offer
from emm_tui.pipeline.previews import AT_ONCE, Pictures
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.confirm import ConfirmDialog
from emm_tui.ui.screens.artwork import ArtworkScreen
from emm_tui.ui.widgets.media_table import MediaTable
from emm_tui.ui.widgets.thumb_grid import ThumbGrid
from tests.pipeline.drawing import Provider, offer, picture
from tests.ui import fake, invented
from tests.ui.conftest import Until


@pytest.fixture
def session() -> fake.FakeSession:
    return fake.FakeSession(invented.rows(20))


@pytest.fixture
def app(session: fake.FakeSession) -> EmmApp:
    return fake.app(session)


async def opened(app: EmmApp, pilot: Pilot[Any], until: Until) -> ArtworkScreen:
    """The picker of the second item, with its posters."""
    table = app.screen_stack[0].query_one(MediaTable)
    await until(lambda: table.source.total)
    await pilot.press("j", "a")
    await until(
        lambda: (
            isinstance(app.screen, ArtworkScreen)
            and app.screen.gallery.grid.choices
            and app.screen.gallery.grid.has_focus
        )
    )
    screen = app.screen
    assert isinstance(screen, ArtworkScreen)
    return screen


def heading(screen: ArtworkScreen) -> str:
    return " · ".join(part.text for part in screen.heading.parts)


def red(grid: ThumbGrid) -> list[str]:
    """The texts on red ground."""
    segments = [segment for y in range(grid.size.height) for segment in grid.render_line(y)]
    found = [(one.text, one.style.bgcolor.get_truecolor()) for one in segments if one.style and one.style.bgcolor]
    return [text for text, (red, green, _) in found if red > 240 and green < 20]


def drawn(grid: ThumbGrid) -> list[str]:
    return [grid.render_line(y).text for y in range(grid.size.height)]


async def test_the_pictures_of_the_row_are_shown_with_the_one_that_lies_there(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await until(lambda: any("▀" in line for line in drawn(screen.gallery.grid)))
        assert any("● now" in line for line in drawn(screen.gallery.grid))
        assert "poster 1/14 · 2000x3000 · en" in heading(screen)


async def test_only_pictures_in_sight_are_asked_for(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await until(lambda: len(session.drawn.asked) == 12)
        await pilot.press("G")
        await until(lambda: len(session.drawn.asked) == 14)
        assert screen.gallery.grid.cursor == 13


async def test_a_picture_that_cannot_be_had_says_so(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await until(lambda: any("no picture" in line for line in drawn(screen.gallery.grid)))


@pytest.fixture
def hostile(session: fake.FakeSession, tmp_path: Path) -> Provider:
    """The real way to pictures, and a provider that has good ones and all kinds of bad ones for the second row."""
    large = io.BytesIO()
    Image.new("1", (8001, 6250)).save(large, "PNG")  # more than fifty million pixels in a few kilobytes
    good, flat = picture((20, 30)), picture((20, 30), form="PNG")
    bad: dict[str, bytes | ProviderError] = {
        "a.jpg": b"",
        "b.jpg": b"<html><body>[REC] 404</body></html>",
        "c.jpg": good[: len(good) // 2],
        "d.png": flat[:40] + b"\xff" * 30,
        "e.png": large.getvalue(),
        "f.jpg": ProviderError("tmdb", "no answer after 3 tries.", "Run 'emm doctor'."),
    }
    provider = Provider({**bad, **{f"{n}.jpg": good for n in range(34)}})
    session.drawn = Pictures({"tmdb": provider}, tmp_path / "previews")  # type: ignore[assignment]
    names = [*bad, *(f"{n}.jpg" for n in range(34))]
    candidates = [offer("poster", name) for name in names]
    elsewhere = ArtworkCandidate("poster", "gone", "https://gone.invalid/x.jpg")
    session.offers = {id: [Offer("poster", None, [*candidates, elsewhere])] for id in session.library.by_id}
    return provider


async def test_what_is_no_picture_says_so_and_why_and_the_others_are_shown(
    app: EmmApp, hostile: Provider, until: Until
) -> None:
    async with app.run_test(size=(300, 90)) as pilot:
        screen = await opened(app, pilot, until)
        await until(lambda: screen.thumbs.complete)
        await until(lambda: sum(line.count("no picture") for line in drawn(screen.gallery.grid)) == 7)
        assert len(red(screen.gallery.grid)) > 34 * 10
        told = []
        for _ in range(6):
            await until(lambda: screen.gallery.problem in heading(screen))
            told.append(screen.gallery.problem)
            await pilot.press("l")
        assert all("cannot be shown" in text for text in told[:5])
        assert "50006250 pixels" in told[4].replace(",", "") or "8001 x 6250 pixels" in told[4]
        assert "emm doctor" in told[5]
        await until(lambda: not screen.gallery.problem)
        await pilot.press("G")
        await until(lambda: "is not asked any more" in heading(screen))
        await pilot.press("p")
        await until(lambda: "no picture" in "".join(screen.gallery.picture.render_line(y).text for y in range(90)))


async def test_leaving_while_forty_downloads_wait_ends_them(app: EmmApp, hostile: Provider, until: Until) -> None:
    gate = asyncio.Event()
    ended: list[str] = []
    fetch = hostile.download

    async def slow(url: str) -> bytes:
        try:
            await gate.wait()
        finally:
            ended.append(url)
        return await fetch(url)

    hostile.download = slow  # type: ignore[method-assign]
    async with app.run_test(size=(300, 90)) as pilot:
        screen = await opened(app, pilot, until)
        await until(lambda: len(screen.thumbs._tasks) == 41)
        await pilot.press("escape")
        await until(lambda: app.current_mode == "library" and not screen.thumbs._tasks)
        assert len(ended) == AT_ONCE  # the others had not begun
        gate.set()
        await pilot.pause()
        assert hostile.asked == []


async def test_leaving_gives_up_what_is_asked_for(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    session.drawn.gate = asyncio.Semaphore(0)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, until)
        await until(lambda: session.drawn.asked)
        await pilot.press("escape")
        await until(lambda: session.open_pictures == 0)
        assert sorted(session.drawn.given_up) == sorted(session.drawn.asked)
        assert app.current_mode == "library"


async def test_a_taken_picture_is_marked_and_the_cursor_stays(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("l", "l", "enter")
        await until(lambda: screen.gallery.grid.choices[2].now == "kept")
        assert screen.gallery.grid.cursor == 2
        assert not screen.gallery.grid.choices[0].now
        assert "kept" in heading(screen)


async def test_a_picture_can_be_kept_and_given_free_again(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("K")
        await until(lambda: screen.gallery.grid.choices[0].now == "kept")
        await pilot.press("K")
        await until(lambda: screen.gallery.grid.choices[0].now == "now")


async def test_removing_asks_first(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("D")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("n")
        await until(lambda: app.screen is screen)
        assert screen.gallery.grid.choices[0].now == "now"
        await pilot.press("D")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("y")
        await until(lambda: not screen.gallery.grid.choices[0].now)
        assert "removed" in heading(screen)


async def test_tab_shows_the_next_kind_and_shift_tab_the_one_before(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("tab")
        await until(lambda: "fanart 1/4" in heading(screen))
        assert "there: back" in heading(screen)
        assert screen.query_one(OptionList).highlighted == 1
        await pilot.press("shift+tab", "shift+tab")
        await until(lambda: "discart 0/0" in heading(screen))


async def test_languages_and_sizes_sift(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("f")
        await until(lambda: len(screen.gallery.grid.choices) == 3)
        assert {choice.candidate.language for choice in screen.gallery.grid.choices} == {"de"}
        await pilot.press("z", "z")
        await until(lambda: all(choice.candidate.width >= 1000 for choice in screen.gallery.grid.choices))
        assert "de from 1000 wide" in heading(screen)


async def test_one_picture_fills_the_screen_and_can_be_taken(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("p", "l")
        await until(lambda: screen.gallery.picture.has_focus and "poster 2/14" in heading(screen))
        await until(lambda: "▀▀▀" in screen.gallery.picture.render_line(10).text)
        assert not screen.gallery.grid.display
        await pilot.press("escape")
        await until(lambda: screen.gallery.grid.has_focus and screen.gallery.grid.display)
        await pilot.press("space", "enter")
        await until(lambda: screen.gallery.grid.choices[1].now == "kept")


async def test_without_pictures_there_is_a_list(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    session.config.ui.images = "off"
    app = fake.app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        assert drawn(screen.gallery.grid)[1].split() == ["1000x1500", "no", "text", "39", "votes", "fanarttv"]
        assert session.drawn.asked == []
        await pilot.press("j", "enter")
        await until(lambda: screen.gallery.grid.choices[1].now == "kept")


async def test_without_a_provider_there_is_a_list_and_a_reason(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    session.no_pictures = ConfigError("providers.tmdb.image_base_url: not an address.")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await until(lambda: screen.gallery.grid.listed)


async def test_an_item_with_nothing_on_offer_can_be_scraped(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    session.offers = {id: [] for id in session.library.by_id}
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: app.screen.query_one(MediaTable).source.total)
        await pilot.press("j", "3")
        await until(lambda: isinstance(app.screen, ArtworkScreen) and app.screen.has_class("-empty"))
        screen = app.screen
        assert isinstance(screen, ArtworkScreen)
        await until(lambda: screen.row)
        await pilot.press("S")
        await until(lambda: session.scraped == [[screen.desk.hand.item]])


async def test_an_empty_library_says_where_to_go(until: Until) -> None:
    app = fake.app(fake.FakeSession())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await until(lambda: app.current_mode == "artwork" and app.screen.has_class("-empty"))


@pytest.mark.parametrize("mode", ["artwork", "review"])
async def test_u_shows_the_last_change_by_hand_and_takes_it_back(
    session: fake.FakeSession, app: EmmApp, until: Until, mode: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, until)
        await session.mark([1], apply=True)
        app.switch_mode(mode)
        await until(lambda: type(app.screen).__name__.lower().startswith(mode))
        await pilot.press("u")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("enter")
        await until(lambda: not session.library.by_id[1].marked)


async def test_a_set_says_where_its_pictures_come_from(until: Until) -> None:
    collection = ItemRow(900, "set", "scraped", "The Keeper [/] Collection", None)
    app = fake.app(fake.FakeSession([collection]))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: app.screen.query(MediaTable) and app.screen.query_one(MediaTable).source.total == 1)
        await pilot.press("a")
        await until(lambda: isinstance(app.screen, ArtworkScreen) and app.screen.has_class("-empty"))
        nothing = app.screen.query_one("#nothing", Static)
        await until(lambda: "come with its films" in str(nothing.content))
