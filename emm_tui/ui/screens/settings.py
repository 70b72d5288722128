"""Settings: every key of the configuration and the sources, changed in place without losing a comment."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.config_file.edit import with_value
from emm_tui.domain.errors import EmmError
from emm_tui.ui.desk import Desk
from emm_tui.ui.jobs import Severity
from emm_tui.ui.keys import bindings
from emm_tui.ui.say import say
from emm_tui.ui.setting_file import Reading
from emm_tui.ui.setting_rows import settings
from emm_tui.ui.source_screen import SourceScreen
from emm_tui.ui.widgets.filter_bar import FilterBar
from emm_tui.ui.widgets.one_line import Part
from emm_tui.ui.words import plural

SEVERITY: dict[str, Severity] = {"ok": "information", "off": "warning"}
NO_HIT = "No setting is called like that.\n\n/ changes the filter"


class SettingsScreen(SourceScreen):
    """Follows the file while it is looked at; what is changed counts from the next run on."""

    HEADING = "Settings"
    AUTO_FOCUS = "#settings"
    CSS_PATH = "settings.tcss"
    BINDINGS = bindings("settings")  # type: ignore[assignment]

    def __init__(self, desk: Desk, environ: Mapping[str, str] = os.environ) -> None:
        super().__init__(desk, environ)
        self.filter_bar = FilterBar("words of a key or of what it is: tmdb, language …")
        self._about = Static("", id="about", markup=False)
        self._keys_asked: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """What is wrong with the file, the filter, the keys, and about the one at the cursor."""
        yield self.trouble
        yield self.filter_bar
        yield self.table
        yield self._about

    def show_file(self, reading: Reading) -> None:
        """Every key as the file has it."""
        self.settings = settings(self.desk.session.config, reading.data, self.file.environ)
        self._filter()

    def _filter(self) -> None:
        words = self.filter_bar.text.lower().split()
        wanted = [one for one in self.settings if all(word in f"{one.name} {one.key.doc}".lower() for word in words)]
        self.table.list(wanted)
        self.empty("" if wanted else NO_HIT)
        self.head(*self._parts(len(wanted)))
        self._tell()

    def _parts(self, shown: int) -> Iterable[Part]:
        yield Part(plural(shown, "key"))
        yield from self.about_file()
        for provider, state in self._keys_asked.items():
            yield Part(f"{provider} {state}", 2, "$text-success" if state == "ok" else "$text-warning")

    def _tell(self) -> None:
        one = self.table.at_cursor
        if one is not None:
            fixed = f"{one.origin} decides; the file would not.  " if one.fixed else ""
            self._about.update(Content.assemble((one.name, "bold"), f"  {fixed}{one.key.doc}"))

    def on_virtual_table_row_highlighted(self) -> None:
        """Another key."""
        self._tell()
        self.refresh_bindings()

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

    def action_copy_path(self) -> None:
        """Copies the path of the file to the clipboard."""
        self.app.copy_to_clipboard(str(self.file.path))
        say(self, f"Copied: {self.file.path}")

    # changing

    @work(exclusive=True, group="dialog")
    async def action_edit(self) -> None:
        """Asks for another value and writes it."""
        from emm_tui.ui.dialogs.setting import SettingDialog

        setting = self.table.at_cursor
        if setting is None or self.hindered(setting):
            return
        if setting.path[0] == "sources":
            await self.edit_source(setting.place, setting.path[-1])
            return
        seen = self.reading
        themes = sorted(self.app.available_themes) if setting.path == ("ui", "theme") else ()
        answer = await self.app.push_screen_wait(SettingDialog(setting, themes))
        if answer is not None:
            value, secret = answer[0], str(answer[0]) if setting.secret else ""
            await self.keep(lambda text: with_value(text, setting.path, value), setting.name, seen, secret)

    # a provider's key

    @work(exclusive=True, group="check")
    async def action_check(self) -> None:
        """Asks the provider at the cursor."""
        setting = self.table.at_cursor
        if setting is None:
            return
        name = setting.path[1]
        say(self, f"Asking {name} …")
        try:
            state, detail = await self.desk.session.ask_provider(name)
        except EmmError as error:
            state, detail = "unreachable", str(error)
        self._keys_asked[name] = state
        self.head(*self._parts(self.table.source.total))
        say(self, f"{name} is {state}. {detail}".strip(), SEVERITY.get(state, "error"))
