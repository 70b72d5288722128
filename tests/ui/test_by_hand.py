"""Edits, marks, locks, undo, views, columns and a scrape of many, under a person's hands."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from emm_tui.ui import desktop
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.bulk import BulkDialog
from emm_tui.ui.dialogs.columns import ColumnsDialog
from emm_tui.ui.dialogs.confirm import ConfirmDialog
from emm_tui.ui.dialogs.edit import EditDialog
from emm_tui.ui.dialogs.lock import LockDialog
from emm_tui.ui.dialogs.views import VIEWS, ViewsDialog
from emm_tui.ui.remembered import Remembered
from emm_tui.ui.widgets.filter_bar import FilterBar, FilterInput
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui import fake, invented
from tests.ui.conftest import Until


@pytest.fixture
def session(tmp_path: Path) -> fake.FakeSession:
    made = fake.FakeSession(invented.rows(60, hostile=False))
    made.paths.state = tmp_path
    return made


@pytest.fixture
def app(session: fake.FakeSession) -> EmmApp:
    return fake.app(session)


def table(app: EmmApp) -> MediaTable:
    return app.screen_stack[0].query_one(MediaTable)


def text(app: EmmApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


async def ready(app: EmmApp, until: Until) -> None:
    await until(lambda: table(app).source.total == 60)


async def typed(pilot: Pilot[None], line: str) -> None:
    pilot.app.screen.query_one(Input).value = line


async def test_an_edit_shows_its_diff_before_it_is_kept_and_u_takes_it_back(
    app: EmmApp, session: fake.FakeSession, until: Until
) -> None:
    async with app.run_test() as pilot:
        await ready(app, until)
        before = session.library.by_id[1].title
        await pilot.press("e")
        await until(lambda: isinstance(app.screen, EditDialog))
        await pilot.press("enter")
        await until(lambda: app.screen.query_one(Input).value == before)
        await typed(pilot, "The [REC] of All")
        await until(lambda: "+ The [REC] of All" in text(app, "#diff"))
        assert f"- {before}" in text(app, "#diff")
        await pilot.press("enter")
        await until(lambda: session.library.by_id[1].title == "The [REC] of All")
        await until(lambda: not app.jobs)
        await pilot.press("u")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        assert "The [REC] of All → " in text(app, "#text")
        await pilot.press("y")
        await until(lambda: session.library.by_id[1].title == before)


async def test_an_edit_of_many_says_how_many_and_a_wrong_value_why(
    app: EmmApp, session: fake.FakeSession, until: Until
) -> None:
    async with app.run_test() as pilot:
        await ready(app, until)
        await pilot.press(*("space",) * 6, "e")
        await until(lambda: isinstance(app.screen, EditDialog))
        fields = app.screen.query_one(OptionList)
        await until(lambda: fields.option_count == 4)
        await pilot.press("j", "j", "j", "enter")
        await until(lambda: app.screen.query_one(Input).has_class("-shown"))
        await typed(pilot, "19x")
        await until(lambda: "is no year" in text(app, "#diff"))
        await typed(pilot, "1901")
        await until(lambda: "and 2 more" in text(app, "#diff"))
        await pilot.press("enter")
        await until(lambda: [session.library.by_id[id].year for id in range(1, 7)] == [1901] * 6)


async def test_m_marks_the_selection_and_again_takes_the_marks_away(
    app: EmmApp, session: fake.FakeSession, until: Until
) -> None:
    def marked() -> list[int]:
        return [id for id, row in session.library.by_id.items() if row.marked]

    async with app.run_test() as pilot:
        await ready(app, until)
        await pilot.press("space", "space", "m")
        await until(lambda: marked() == [1, 2] and not app.jobs)
        await pilot.press("m")
        await until(lambda: marked() == [])


async def test_locks_are_chosen_from_a_list(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    session.library.locked[1] = {"title"}
    async with app.run_test() as pilot:
        await ready(app, until)
        await pilot.press("L")
        await until(lambda: isinstance(app.screen, LockDialog))
        await pilot.press("space", "j", "space", "enter")
        await until(lambda: session.library.locked[1] == {"original_title"})


async def test_nothing_to_undo_is_said(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await ready(app, until)
        await pilot.press("u")
        await until(lambda: any("Nothing was changed" in str(toast.message) for toast in app._notifications))


async def test_a_view_is_picked_saved_and_forgotten(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    async with app.run_test() as pilot:
        await ready(app, until)
        await pilot.press("V")
        await until(lambda: isinstance(app.screen, ViewsDialog))
        await pilot.press("j", "j", "enter")
        bar = app.screen.query_one(FilterBar)
        await until(lambda: bar.text == VIEWS["Shows"] and table(app).source.total == 5)
        await pilot.press("V")
        await until(lambda: isinstance(app.screen, ViewsDialog))
        await pilot.press("a")
        await typed(pilot, "My [shows]")
        await pilot.press("enter")
        last = len(VIEWS)
        await until(lambda: app.screen.query_one(OptionList).highlighted == last)
        await pilot.press("escape")
        await until(lambda: Remembered(session.paths.state).views == {"My [shows]": "kind:show"})
        await pilot.press("V")
        await until(lambda: isinstance(app.screen, ViewsDialog))
        app.screen.query_one(OptionList).highlighted = last
        await pilot.press("d", "escape")
        await until(lambda: Remembered(session.paths.state).views == {})


async def test_columns_are_chosen_and_remembered(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    async with app.run_test(size=(160, 30)) as pilot:
        await ready(app, until)
        await pilot.press("c")
        await until(lambda: isinstance(app.screen, ColumnsDialog))
        await pilot.press("space", "j", "space", "j", "J", "enter")  # no state, the title stays, year to the right
        await until(lambda: [column.name for column in table(app).columns][:3] == ["title", "kind", "year"])
        assert Remembered(session.paths.state).columns == tuple(column.name for column in table(app).columns)
    again = fake.app(session)
    async with again.run_test(size=(160, 30)):
        assert [column.name for column in table(again).columns][:3] == ["title", "kind", "year"]


async def test_a_scrape_of_many_says_what_it_means_before_it_starts(
    app: EmmApp, session: fake.FakeSession, until: Until
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(app, until)
        await pilot.press("space", "space", "B")
        await until(lambda: isinstance(app.screen, BulkDialog))
        await until(lambda: "2 items: at most 4 requests and 8 pictures" in text(app, "#preview"))
        await pilot.press("j", "l", "j", "l", "space")
        await until(lambda: "at most 4 requests," in text(app, "#preview"))
        chosen: Any = app.screen
        assert (chosen.chosen.options.mode, chosen.chosen.options.only) == ("ask", {"metadata", "nfo"})
        await pilot.press("enter")
        await until(lambda: session.scraped == [[1, 2]])


async def test_the_filter_completes_words_and_says_how_many_they_have(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await ready(app, until)
        await pilot.press("slash", *"kind:s")
        await until(lambda: "kind:show 5" in text(app, "#hint"))
        await pilot.press("tab")
        assert app.screen.query_one(FilterInput).value == "kind:show "
        await until(lambda: table(app).source.total == 5)


async def test_letters_typed_right_behind_a_correction_stay_in_their_order(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await ready(app, until)
        await pilot.press("slash")
        for key in ("a", "b", "backspace", "c", "left", "d", "home", "e"):
            app.simulate_key(key)
        await until(lambda: app.screen.query_one(FilterInput).value == "eadc")


async def test_a_folder_is_opened_on_a_desktop_and_its_path_copied_without_one(
    app: EmmApp, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[str]] = []
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(desktop, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: opened.append(command))
    async with app.run_test() as pilot:
        await ready(app, until)
        await pilot.press("o")
        await until(lambda: app.clipboard.startswith("/media/films/"))
        assert not opened
        monkeypatch.setenv("DISPLAY", ":7")
        await pilot.press("o")
        await until(lambda: len(opened) == 1)
        assert opened[0][0] == "/usr/bin/xdg-open" and app.clipboard.startswith(opened[0][1])
