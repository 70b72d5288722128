"""Sources are added, changed and taken out in the settings, each looked at while it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from emm_tui.domain.query import Query
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.confirm import ConfirmDialog
from emm_tui.ui.dialogs.source import SourceDialog
from tests.ui.at_settings import at, shown, started
from tests.ui.conftest import Until


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("[REC] films", "shows", "nothing"):
        (tmp_path / name).mkdir()
    (tmp_path / "[REC] films" / "A film (1999)").mkdir()
    (tmp_path / "shows" / "A show").mkdir()
    file = tmp_path / "config.toml"
    file.write_text(f'# mine\n[[sources]]\nname = "Films"  # big\npath = "{tmp_path}/[REC] films"\nkind = "movies"\n')
    return tmp_path


@pytest.fixture
def app(home: Path) -> EmmApp:
    return started(home / "config.toml")


async def opened(app: EmmApp, until: Until) -> SourceDialog:
    await until(lambda: isinstance(app.screen, SourceDialog) and app.screen.focused is not None)
    assert isinstance(app.screen, SourceDialog)
    return app.screen


def hint(dialog: SourceDialog) -> str:
    return str(dialog.query_one("#hint", Static).content)


async def said(dialog: SourceDialog, words: str, until: Until) -> None:
    await until(lambda: words in hint(dialog))


async def test_a_source_is_added_below_the_others(app: EmmApp, home: Path, until: Until) -> None:
    before = (home / "config.toml").read_text()
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, until)
        await pilot.press("a")
        dialog = await opened(app, until)
        await pilot.press("S", "h", "tab")
        dialog._folder.value = f"{home}/shows"
        await pilot.press("down", "right", "enter")
        await until(lambda: len(app.session.config.sources) == 2)
        source = app.session.config.sources[1]
        assert (source.name, source.path, source.kind) == ("Sh", f"{home}/shows", "tv")
        assert (home / "config.toml").read_text().startswith(before)


async def test_what_is_wrong_is_said_while_it_is_typed(app: EmmApp, home: Path, until: Until) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, until)
        await pilot.press("a")
        dialog = await opened(app, until)
        dialog._called.value = "Films"
        await said(dialog, "another source named Films", until)
        await pilot.press("2", "tab")
        dialog._folder.value = f"{home}/[REC] films/"
        await said(dialog, "Films has that folder already", until)
        await pilot.press("enter")
        await said(dialog, "Films has that folder already", until)
        await pilot.press("x")
        await said(dialog, "No such", until)
        await pilot.press("escape")
        await until(lambda: not isinstance(app.screen, SourceDialog))
        assert len(app.session.config.sources) == 1


@pytest.mark.parametrize(
    ("path", "words"), [("nothing", "is it mounted?"), ("away", "No such"), ("config.toml", "Not a dir"), (".", "both")]
)
async def test_a_folder_in_doubt_has_to_be_meant(app: EmmApp, home: Path, until: Until, path: str, words: str) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, until)
        await pilot.press("a")
        dialog = await opened(app, until)
        dialog._called.value, dialog._folder.value = "N", path
        await said(dialog, words, until)
        await pilot.press("enter")
        await said(dialog, "enter again", until)
        await pilot.press("enter")
        await until(lambda: len(app.session.config.sources) == 2)
        assert app.session.config.sources[1].path == str(home / path)


async def test_a_folder_is_completed(app: EmmApp, home: Path, until: Until) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, until)
        await pilot.press("a")
        dialog = await opened(app, until)
        await pilot.press("tab", *"no")
        await until(lambda: dialog._folder._suggestion == "nothing")
        await pilot.press("right")
        await until(lambda: dialog.typed.path == "nothing")


async def test_a_source_is_changed_in_place(app: EmmApp, home: Path, until: Until) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(app, until)
        await at(screen, "sources.0.name", until)
        await pilot.press("enter")
        dialog = await opened(app, until)
        await pilot.press("2")
        await said(dialog, "new name", until)
        await pilot.press("enter")
        await until(lambda: app.session.config.sources[0].name == "Films2")
        assert 'name = "Films2"  # big' in (home / "config.toml").read_text()


async def _removal(app: EmmApp, pilot: Pilot[None], until: Until) -> ConfirmDialog:
    await pilot.press("d")
    await until(lambda: isinstance(app.screen, ConfirmDialog) and app.screen.query("#text"))
    assert isinstance(app.screen, ConfirmDialog)
    return app.screen


async def test_a_source_is_taken_out_after_a_question_that_says_what_becomes_of_its_items(
    app: EmmApp, home: Path, until: Until
) -> None:
    before = (home / "config.toml").read_text()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(app, until)
        await at(screen, "sources.0.path", until)
        question = await _removal(app, pilot, until)
        text = str(question.query_one("#text", Static).content)
        assert (
            f"{len(app.session.library.ids(Query()))} films and shows stay in the library" in text
            and "No file is touched" in text
        )
        await pilot.press("n")
        await until(lambda: app.screen is screen)
        assert (home / "config.toml").read_text() == before
        await _removal(app, pilot, until)
        await pilot.press("y")
        await until(lambda: app.session.config.sources == [])
        assert (home / "config.toml").read_text() == "# mine\n"
        assert (home / "[REC] films" / "A film (1999)").is_dir()
        row = next(one for one in screen.settings if one.name == "sources")
        assert row.shown == "" and "a adds one" in row.key.doc


async def test_only_a_source_can_be_taken_out(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(app, until)
        await at(screen, "scrape.mode", until)
        assert screen.check_action("remove_source", ()) is False
        await pilot.press("d")
        assert app.screen is screen
        await at(screen, "sources.0.kind", until)
        assert screen.check_action("remove_source", ()) and not screen.check_action("check", ())


async def test_sources_of_the_environment_are_not_changed_here(
    app: EmmApp, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMM_SOURCES", '[{name = "E", path = "/e", kind = "tv"}]')
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(app, until)
        await pilot.press("a")
        await until(lambda: any("EMM_SOURCES decides" in note.message for note in app._notifications))
        assert app.screen is screen
