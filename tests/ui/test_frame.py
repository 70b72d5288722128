"""The frame that the screens share: it follows while it is seen, says what is empty, and goes back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from textual.app import ComposeResult
from textual.command import CommandList
from textual.containers import Horizontal
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static

from emm_tui.domain import events as ev
from emm_tui.ui.activity import Changes
from emm_tui.ui.app import EmmApp
from emm_tui.ui.desk import Desk
from emm_tui.ui.dialogs.bulk import BulkDialog
from emm_tui.ui.dialogs.confirm import ConfirmDialog
from emm_tui.ui.dialogs.jump import JumpDialog
from emm_tui.ui.mode_screen import ModeScreen
from emm_tui.ui.widgets.choices import Choices
from emm_tui.ui.widgets.one_line import Part
from tests.ui import fake, invented
from tests.ui.conftest import Until


class Panes(Horizontal):
    def compose(self) -> ComposeResult:
        yield Input(id="left")
        yield Input(id="right")


class PlainScreen(ModeScreen):
    HEADING = "Plain"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: list[set[int]] = []
        self.text = Static("something", id="text")

    def body(self) -> list[Widget]:
        return [self.text, Panes()]

    def renew(self, changes: Changes) -> None:
        self.seen.append(changes.ids)
        self.head(Part(f"{len(self.seen)} times"))


@pytest.fixture
def session() -> fake.FakeSession:
    return fake.FakeSession(invented.rows(5))


def opened(session: fake.FakeSession) -> tuple[EmmApp, PlainScreen]:
    app = fake.app(session)
    desk = Desk(app.session, app.session.library, app.activity, app.jobs)
    screen = PlainScreen(desk)
    app.add_mode("plain", lambda: screen)
    return app, screen


async def test_a_screen_is_told_what_happens_only_while_it_is_seen(session: fake.FakeSession, until: Until) -> None:
    app, screen = opened(session)
    async with app.run_test() as pilot:
        await app.switch_mode("plain")
        session.emit(ev.ItemsChanged((3,)))
        await until(lambda: {3} in screen.seen)
        await pilot.press("escape")
        await until(lambda: app.current_mode == "library")
        session.emit(ev.ItemsChanged((4,)))
        await until(lambda: not app.activity._inbox)
        assert {4} not in screen.seen
        before = len(screen.seen)
        await app.switch_mode("plain")
        await until(lambda: len(screen.seen) > before)
        assert "Plain" in screen.heading.render().plain


async def test_an_empty_screen_says_so_in_place_of_its_body(session: fake.FakeSession, until: Until) -> None:
    app, screen = opened(session)
    async with app.run_test():
        await app.switch_mode("plain")
        screen.empty("Nothing yet.\n\nS scrapes")
        await until(lambda: not screen.text.is_on_screen)
        screen.empty("")
        await until(lambda: screen.text.is_on_screen)


async def test_a_terminal_that_is_too_small_is_told_so(session: fake.FakeSession, until: Until) -> None:
    app, screen = opened(session)
    async with app.run_test(size=(20, 5)):
        await app.switch_mode("plain")
        await until(lambda: screen.has_class("-tiny"))
        assert not screen.text.is_on_screen


async def test_a_letter_jumps_to_its_pane(session: fake.FakeSession, until: Until) -> None:
    app, screen = opened(session)
    async with app.run_test() as pilot:
        await app.switch_mode("plain")
        await until(lambda: screen.focused is not None and screen.focused.id == "left")
        await pilot.press("ctrl+o")
        await until(lambda: isinstance(app.screen, JumpDialog))
        await pilot.press("b")
        await until(lambda: screen.focused is not None and screen.focused.id == "right")
        await pilot.press("ctrl+o")
        await until(lambda: isinstance(app.screen, JumpDialog))
        await pilot.press("escape")
        await until(lambda: app.screen is screen)
        assert screen.focused is not None and screen.focused.id == "right"


async def test_a_second_key_on_its_way_closes_nothing_below(session: fake.FakeSession, until: Until) -> None:
    app, screen = opened(session)
    async with app.run_test():
        await app.switch_mode("plain")
        for opens in (app.action_help, app.action_jump, app.action_command_palette):
            opens()
            await until(lambda: app.screen.is_modal and app.screen.is_mounted)
            dialog = app.screen
            dialog.dismiss()
            dialog.dismiss()
            await until(lambda: app.screen is screen)


@pytest.mark.parametrize("key", ["pagedown", "pageup"])
async def test_a_page_in_a_list_without_room_moves_nothing(session: fake.FakeSession, until: Until, key: str) -> None:
    app, screen = opened(session)
    async with app.run_test() as pilot:
        await app.switch_mode("plain")
        choices = Choices(["one", "two"], at=0)
        await screen.mount(choices)
        choices.styles.height = 0
        choices.focus()
        await until(lambda: choices.has_focus and choices.is_attached and not choices.scrollable_content_region)
        await pilot.press(key)
        app.action_command_palette()
        await until(lambda: app.screen.is_modal and app.screen.query(CommandList))
        commands = app.screen.query_one(CommandList)
        await until(lambda: commands.option_count)
        commands.styles.height = commands.styles.max_height = 0
        commands.highlighted = 0
        await until(lambda: not commands.scrollable_content_region)
        await pilot.press(key)
        assert choices.highlighted == commands.highlighted == 0


async def test_what_is_empty_is_drawn_once_however_often_it_is_said(session: fake.FakeSession, until: Until) -> None:
    app, screen = opened(session)
    async with app.run_test():
        await app.switch_mode("plain")
        screen.empty("Nothing yet.")
        nothing = screen.query_one("#nothing", Static)
        await until(lambda: nothing.is_on_screen)
        content = nothing.content
        screen.empty("Nothing yet.")
        assert nothing.content is content


@pytest.fixture
async def bulk(session: fake.FakeSession, until: Until) -> AsyncIterator[tuple[Pilot[None], BulkDialog]]:
    app = fake.app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("B")
        await until(lambda: isinstance(app.screen, BulkDialog) and app.screen.focused is not None)
        assert isinstance(app.screen, BulkDialog)
        await pilot.press("down")
        yield pilot, app.screen


async def test_a_dialog_without_room_says_so_and_is_as_it_was_when_there_is_room_again(
    bulk: tuple[Pilot[None], BulkDialog], session: fake.FakeSession, until: Until
) -> None:
    pilot, dialog = bulk
    before = dialog.focused
    assert before is not None
    await pilot.resize_terminal(20, 5)
    await until(lambda: dialog.has_class("-tiny") and dialog.query_one("#too-small").is_on_screen)
    notice = str(dialog.query_one("#too-small", Static).content)
    assert "20x5" in notice and "Scrape many" in notice and "esc closes" in notice
    await pilot.press("enter", "space", "right", "S", "j")
    assert pilot.app.screen is dialog and not session.scraped
    await pilot.resize_terminal(100, 30)
    await until(lambda: dialog.focused is before and before.is_on_screen)
    assert not dialog.query_one("#too-small").display


async def test_a_dialog_without_room_can_be_closed(bulk: tuple[Pilot[None], BulkDialog], until: Until) -> None:
    pilot, dialog = bulk
    await pilot.resize_terminal(20, 5)
    await until(lambda: dialog.has_class("-tiny"))
    await pilot.press("escape")
    await until(lambda: pilot.app.screen is not dialog)
    await pilot.resize_terminal(80, 24)
    await until(lambda: not pilot.app.screen.has_class("-tiny"))
    await until(lambda: pilot.app.screen.focused is not None)


async def test_a_question_without_room_is_still_asked(session: fake.FakeSession, until: Until) -> None:
    app = fake.app(session)
    answers: list[bool | None] = []
    async with app.run_test(size=(20, 5)) as pilot:
        app.push_screen(ConfirmDialog("Quit?", "It goes on later."), answers.append)
        await until(lambda: isinstance(app.screen, ConfirmDialog) and app.screen.has_class("-tiny"))
        assert "Quit?" in str(app.screen.query_one("#too-small", Static).content)
        await pilot.press("y")
        await until(lambda: answers == [True])


async def test_no_key_acts_on_what_cannot_be_seen(session: fake.FakeSession, until: Until) -> None:
    app = fake.app(session)
    async with app.run_test(size=(20, 5)) as pilot:
        await until(lambda: app.screen.has_class("-tiny"))
        await pilot.press("S", "m", "R", "ctrl+a", "B")
        assert not session.scraped and not session.scans and not app.screen.is_modal
        await pilot.press("4")
        await until(lambda: app.current_mode == "metrics")
        await pilot.press("1")
        await pilot.resize_terminal(80, 24)
        await until(lambda: app.current_mode == "library" and app.screen.focused is not None)
        await pilot.press("S")
        await until(lambda: session.scraped)


@pytest.mark.parametrize("opened", ["B", "s", "V", "c", "question_mark"])
async def test_the_keys_of_a_dialog_are_seen_on_the_smallest_terminal(
    session: fake.FakeSession, until: Until, opened: str
) -> None:
    app = fake.app(session)
    async with app.run_test(size=(40, 10)) as pilot:
        await until(lambda: app.screen.focused is not None)
        await pilot.press(opened)
        await until(lambda: app.screen.is_modal and app.screen.query("#box"))
        box = app.screen.query_one("#box")
        await until(lambda: box.region.height > 3)
        assert app.screen.region.contains_region(box.region)
