"""Settings: every key of the configuration, changed in place and written without losing a comment."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Mapping
from typing import Any

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.config import Config
from emm_tui.config_file.edit import with_value, write
from emm_tui.config_file.reading import checked, parsed, text_of
from emm_tui.domain.display import display
from emm_tui.domain.errors import EmmError
from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.jobs import Severity
from emm_tui.ui.keys import bindings
from emm_tui.ui.mode_screen import ModeScreen
from emm_tui.ui.say import say
from emm_tui.ui.setting_rows import SETTINGS, Setting, settings
from emm_tui.ui.widgets.filter_bar import FilterBar
from emm_tui.ui.widgets.job_tables import StyledTable
from emm_tui.ui.widgets.one_line import Part
from emm_tui.ui.words import plural

SEVERITY: dict[str, Severity] = {"ok": "information", "off": "warning"}
NO_HIT = "No setting is called like that.\n\n/ changes the filter"


class SettingsScreen(ModeScreen):
    """Shows the file as it is now, each time it is opened; what is changed counts from the next run on."""

    HEADING = "Settings"
    AUTO_FOCUS = "#settings"
    CSS_PATH = "settings.tcss"
    BINDINGS = bindings("settings")

    def __init__(self, desk: Desk, environ: Mapping[str, str] = os.environ) -> None:
        super().__init__(desk)
        self.file = desk.session.paths.config_file
        self.table: StyledTable[Setting] = StyledTable(SETTINGS, id="settings")
        self.filter_bar = FilterBar("words of a key or of what it is: tmdb, language …")
        self._about = Static("", id="about", markup=False)
        self._environ = environ
        self._settings: list[Setting] = []

    def body(self) -> Iterable[Widget]:
        """The filter, the keys, and about the one at the cursor."""
        yield self.filter_bar
        yield self.table
        yield self._about

    def renew(self, changes: Changes) -> None:
        """Reads the file when a person comes to look."""
        if changes.ended:
            self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        try:
            data = await asyncio.to_thread(lambda: parsed(self.file, text_of(self.file)))
        except EmmError as error:
            say(self, str(error), "error")
            return
        self._settings = settings(self.desk.session.config, data, self._environ)
        self._filter()

    def _filter(self) -> None:
        words = self.filter_bar.text.lower().split()
        wanted = [one for one in self._settings if all(word in f"{one.name} {one.key.doc}".lower() for word in words)]
        self.table.list(wanted)
        self.empty("" if wanted else NO_HIT)
        self.head(Part(plural(len(wanted), "key")), Part(display(str(self.file)), 1))
        self._tell()

    def _tell(self) -> None:
        one = self.table.at_cursor
        if one is not None:
            fixed = f"{one.origin} decides; the file would not.  " if one.fixed else ""
            self._about.update(Content.assemble((one.name, "bold"), f"  {fixed}{one.key.doc}"))

    def on_virtual_table_row_highlighted(self) -> None:
        """Another key."""
        self._tell()

    def on_virtual_table_row_opened(self) -> None:
        """A click on the cursor."""
        self.action_edit()

    def on_filter_bar_changed(self) -> None:
        """Other words."""
        self._filter()

    def on_filter_bar_left(self) -> None:
        """Back to the keys."""
        self.set_focus(self.table)

    def action_filter(self) -> None:
        """Into the filter."""
        self.set_focus(self.filter_bar.line)

    def action_back(self) -> None:
        """Out of the filter, then to the library."""
        if self.table.has_focus:
            super().action_back()
        else:
            self.set_focus(self.table)

    # changing

    @work(exclusive=True, group="dialog")
    async def action_edit(self) -> None:
        """Asks for another value and writes it."""
        from emm_tui.ui.dialogs.setting import SettingDialog

        setting = self.table.at_cursor
        if setting is None:
            return
        if setting.fixed:
            say(self, f"{setting.origin} decides; the file would not.", "warning")
            return
        themes = sorted(self.app.available_themes) if setting.path == ("ui", "theme") else ()
        answer = await self.app.push_screen_wait(SettingDialog(setting, themes))
        if answer is not None:
            await self._keep(setting, answer[0])

    async def _keep(self, setting: Setting, value: Any) -> None:
        try:
            config = await asyncio.to_thread(self._write, setting, value)
        except EmmError as error:
            say(self, self._redacted(str(error), value, setting), "error")
            return
        self.desk.session.reconfigure(config)
        if setting.path[0] == "ui":
            self._take_looks(config)
        say(self, f"Written: {setting.name}")
        self._read()

    def _write(self, setting: Setting, value: Any) -> Config:
        """Nothing is written that would not be read again."""
        text = with_value(text_of(self.file), setting.path, value)
        config = checked(self.file, text, self._environ)
        write(self.file, text)
        return config

    def _redacted(self, text: str, value: Any, setting: Setting) -> str:
        return text.replace(str(value), "***") if setting.secret and value else text

    def _take_looks(self, config: Config) -> None:
        from emm_tui.ui.app import EmmApp

        if isinstance(self.app, EmmApp):
            self.app.take_looks(config)

    # a provider's key

    @work(exclusive=True, group="check")
    async def action_check(self) -> None:
        """Asks the provider at the cursor."""
        setting = self.table.at_cursor
        if setting is None or setting.path[0] != "providers":
            say(self, "The cursor has to be on a key of a provider.", "warning")
            return
        name = setting.path[1]
        say(self, f"Asking {name} …")
        try:
            state, detail = await self.desk.session.ask_provider(name)
        except EmmError as error:
            state, detail = "unreachable", str(error)
        say(self, f"{name} is {state}. {detail}".strip(), SEVERITY.get(state, "error"))
