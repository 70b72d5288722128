"""Everything about one item, under a person's hands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Static

from emm_tui.domain import events as ev
from emm_tui.domain.edits import Renumbered
from emm_tui.domain.guess import Guess
from emm_tui.pipeline.reports import OrderChange
from emm_tui.ui import item_parts
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.edit import EditDialog, counted
from emm_tui.ui.dialogs.why import WhyDialog
from emm_tui.ui.screens.item import ItemScreen
from emm_tui.ui.screens.library import LibraryScreen
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui import fake, invented
from tests.ui.conftest import Until


@pytest.fixture
def session() -> fake.FakeSession:
    return fake.FakeSession(invented.rows(12, hostile=False))


@pytest.fixture
def app(session: fake.FakeSession) -> EmmApp:
    return fake.app(session)


def cells(app: EmmApp) -> list[tuple[str, ...]]:
    screen = app.screen
    assert isinstance(screen, ItemScreen)
    rows = (screen.rows.source.row(index) for index in range(screen.rows.source.total))
    return [row.cells for row in rows if row]


async def opened(app: EmmApp, until: Until) -> ItemScreen:
    await until(lambda: app.screen.query(MediaTable) and app.screen.query_one(MediaTable).source.total == 12)
    app.simulate_key("E")
    await until(lambda: isinstance(app.screen, ItemScreen) and app.screen.rows.source.total > 9)
    assert isinstance(app.screen, ItemScreen)
    return app.screen


async def test_every_field_is_there_with_where_it_comes_from(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        screen = await opened(app, until)
        found = {row[1]: row for row in cells(app)}
        assert found["title"][2] == "Amber Harbour"
        assert {"plot", "genres", "cast", "ratings", "ids"} <= set(found)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, LibraryScreen))
        assert screen not in app.screen_stack


async def test_a_field_is_edited_in_place_and_locked(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    async with app.run_test() as pilot:
        await opened(app, until)
        await pilot.press("e")
        await until(lambda: isinstance(app.screen, EditDialog))
        app.screen.query_one("Input").value = "Another [/] Title"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, ItemScreen) and cells(app)[0][2] == "Another [/] Title")
        await pilot.press("j", "L")
        await until(lambda: cells(app)[1][0] == "L" and not app.jobs)
        await pilot.press("L")
        await until(lambda: cells(app)[1][0] == "")


async def test_the_parts_are_people_files_and_the_nfo_with_what_an_export_changes(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await opened(app, until)
        await pilot.press("tab")
        await until(lambda: ("actor", "Mara Lindqvist", "Ilse") in cells(app))
        await pilot.press("tab")
        await until(lambda: any(row[0] == "video" for row in cells(app)))
        await pilot.press("tab")
        await until(lambda: ("-  <title>Before</title>",) in cells(app))
        assert ("+  <title>Amber Harbour</title>",) in cells(app)
        assert any("[bold]Same␛[2J" in row[0] for row in cells(app))
        await pilot.press("tab")
        await until(lambda: cells(app)[0][1] == "title")


async def test_the_name_of_a_video_says_what_is_in_it() -> None:
    item = invented.item(invented.rows(1, hostile=False)[0])
    item.guess = Guess("x", resolution="1080p", source="Blu-ray", release_group="[/]\x1b[31m")
    said = [row.cells[3:] for row in item_parts.files(item)]
    assert said[0] == ("1080p · Blu-ray · [/]␛[31m",)
    assert not any(map(any, said[1:]))


async def test_from_an_item_one_key_leads_to_its_pictures_and_one_to_the_rows(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await opened(app, until)
        await pilot.press("a")
        await until(lambda: app.current_mode == "artwork")
        await pilot.press("1")
        await until(lambda: isinstance(app.screen, ItemScreen))
        await pilot.press("1")
        await until(lambda: isinstance(app.screen, LibraryScreen))


async def test_a_change_from_elsewhere_shows_and_a_lost_item_too(
    app: EmmApp, session: fake.FakeSession, until: Until
) -> None:
    async with app.run_test():
        screen = await opened(app, until)
        session.library.by_id[1] = replace(session.library.by_id[1], title="Changed \x1b[2J Meanwhile")
        session.emit(ev.ItemsChanged((1,)))
        await until(lambda: cells(app)[0][2] == "Changed ␛[2J Meanwhile")
        del session.library.by_id[1]
        session.emit(ev.ItemsChanged((1,)))
        await until(lambda: screen.heading.parts and screen.heading.parts[0].text.startswith("It is gone; esc"))


async def test_w_says_why_a_field_is_what_it_is(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await opened(app, until)
        await pilot.press("W")
        await until(lambda: isinstance(app.screen, WhyDialog))
        text = str(app.screen.query_one("VerticalScroll Static", Static).content)
        assert ("tmdb is first" in text, "[/] Another" in text, "won" in text) == (True, True, True)


async def test_a_picture_is_a_row_that_can_be_locked(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    async with app.run_test() as pilot:
        screen = await opened(app, until)
        place = next(at for at, row in enumerate(cells(app)) if row[1] == "poster")
        screen.rows.cursor = place
        await pilot.press("L")
        await until(lambda: "poster" in session.library.locked.get(screen.item_id, ()))


async def test_another_order_is_shown_with_its_warnings_before_it_is_kept() -> None:
    moved = Renumbered(7, "/tv/Lamp/S01E02 [REC].mkv", (1, 2), (1, 3), "dvd")
    change = OrderChange(1, "Lamp", "aired", "dvd", "DVD order", [moved], ["2 episodes become S01E03: [x]"])
    text = str(counted([change]))
    assert "aired → dvd (DVD order): 1 file with another number" in text
    assert "S01E02 → S01E03  S01E02 [REC].mkv" in text
    assert "! 2 episodes become S01E03: [x]" in text
