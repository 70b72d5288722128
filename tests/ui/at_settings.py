"""The settings screen as its tests come to it: on a config file of their own, at a key."""

from __future__ import annotations

from pathlib import Path

from emm_tui.config_file.reading import checked
from emm_tui.ui.app import EmmApp
from emm_tui.ui.screens.settings import SettingsScreen
from emm_tui.ui.setting_rows import Setting
from tests.ui import fake, invented
from tests.ui.conftest import Until


def started(file: Path) -> EmmApp:
    """The program whose config is that file."""
    session = fake.FakeSession(invented.rows(5))
    session.paths.config_file = file
    session.config = checked(file, file.read_text(), {})
    return fake.app(session)


async def shown(app: EmmApp, until: Until) -> SettingsScreen:
    """The screen with its keys."""
    await app.switch_mode("settings")
    screen = app.screen
    assert isinstance(screen, SettingsScreen)
    await until(lambda: screen.table.source.total > 40)
    return screen


async def at(screen: SettingsScreen, name: str, until: Until) -> Setting:
    """The cursor on that key."""
    names = [setting.name for setting in screen.settings]
    screen.table.cursor = names.index(name)
    await until(lambda: screen.table.at_cursor is not None and screen.table.at_cursor.name == name)
    assert screen.table.at_cursor is not None
    return screen.table.at_cursor
