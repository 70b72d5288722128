"""A screen over the config file: it follows the file, says what is wrong with it, and writes over nobody's changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from time import monotonic

from textual import work
from textual.content import Content
from textual.widgets import Static

from emm_tui.config import Config
from emm_tui.domain.display import display
from emm_tui.domain.errors import EmmError
from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.mode_screen import ModeScreen
from emm_tui.ui.say import say
from emm_tui.ui.setting_file import Reading, SettingFile
from emm_tui.ui.setting_rows import Setting
from emm_tui.ui.widgets.one_line import Part

EVERY = 1.0  # seconds between two looks whether somebody else has written the file
LINES = 5  # of what is wrong with it
LOADED = "What was loaded stays in force. The file is read again as soon as it is saved; y copies its path."


class FileScreen(ModeScreen):
    """What is written counts from the next run on, whoever wrote it; while it is wrong, what was loaded does."""

    def __init__(self, desk: Desk, environ: Mapping[str, str]) -> None:
        super().__init__(desk)
        self.file = SettingFile(desk.session.paths.config_file, environ)
        self.reading: Reading | None = None
        self.trouble = Static("", id="trouble", markup=False)
        self._looked = 0.0

    def show_file(self, reading: Reading) -> None:
        """Shows what the file says now."""

    def about_file(self) -> Iterable[Part]:
        """Where it is, and why it is not as it should be."""
        yield Part(display(str(self.file.path)), 3)
        if self.reading and not self.reading.there:
            yield Part("not there yet", 1)
        elif self.reading and self.reading.fixed:
            yield Part(display(self.reading.fixed), 0, "$text-warning")

    def renew(self, changes: Changes) -> None:
        """Reads the file when a person comes to look, and when somebody else has written it."""
        if self.reading is None or changes.ended:
            self._read()
        elif monotonic() - self._looked > EVERY:
            self._follow()

    @work(exclusive=True, group="read")
    async def _follow(self) -> None:
        self._looked = monotonic()
        if await asyncio.to_thread(self.file.changed):
            await self._take()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        await self._take()

    async def _take(self) -> None:
        """Reads the file; what somebody else has written counts when it is right."""
        before = self.reading
        self._looked, self.reading = monotonic(), await asyncio.to_thread(self.file.read)
        config = self.reading.config
        if before and config and before.text != self.reading.text and config != self.desk.session.config:
            self._work_by(config)
            say(self, "The file was changed and is read again: it counts from the next run on.")
        self._tell_file(self.reading)

    def _tell_file(self, reading: Reading) -> None:
        self.trouble.update(_told(reading.trouble))
        self.trouble.display = bool(reading.trouble)
        self.show_file(reading)

    def _work_by(self, config: Config) -> None:
        from emm_tui.ui.app import EmmApp

        looks = self.desk.session.config.ui
        self.desk.session.reconfigure(config)
        if config.ui != looks and isinstance(self.app, EmmApp):
            self.app.take_looks(config)

    def hindered(self, setting: Setting) -> bool:
        """Whether it cannot be changed here; says why."""
        if setting.fixed:
            say(self, f"{setting.origin} decides; the file would not.", "warning")
        elif self.reading and self.reading.fixed:
            say(self, f"{self.file.path} cannot be written: {self.reading.fixed}.", "warning")
        elif self.reading and self.reading.data is None:
            say(self, "The file cannot be read: it has to be put right by hand first.", "warning")
        else:
            return False
        return True

    async def keep(self, how: Callable[[str], str], what: str, seen: Reading | None, secret: str = "") -> bool:
        """Writes what `how` makes of the file that was `seen` when it was asked for; whether it is written."""
        try:
            config = await asyncio.to_thread(self.file.change, how, seen)
        except EmmError as error:
            text = str(error)
            say(self, text.replace(secret, "***") if secret else text, "error")
            self._read()
            return False
        self.reading = self.file.last
        self._work_by(config)
        say(self, f"Written: {what}")
        self._tell_file(self.reading)
        return True


def _told(trouble: str) -> Content:
    """What is wrong with the file, and what becomes of it."""
    lines = trouble.splitlines()
    more = [f"… and {len(lines) - LINES} more: 'emm config check' lists all"] if len(lines) > LINES else []
    said = [Content.styled(display(line), "$text-error") for line in [*lines[:LINES], *more]]
    return Content("\n").join([*said, Content.styled(LOADED, "dim")])
