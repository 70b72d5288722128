"""The frame that the screens share: it follows while it is seen, says what is empty, and goes back."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from emm_tui.domain import events as ev
from emm_tui.ui.activity import Changes
from emm_tui.ui.app import EmmApp
from emm_tui.ui.desk import Desk
from emm_tui.ui.dialogs.jump import JumpDialog
from emm_tui.ui.mode_screen import ModeScreen
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
