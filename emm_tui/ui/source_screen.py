"""Sources in the settings: added, changed and taken out, each after it was looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from textual import work

from emm_tui.config_file.sources import with_source, without_source
from emm_tui.ui import source_keeper
from emm_tui.ui.desk import Desk
from emm_tui.ui.file_screen import FileScreen
from emm_tui.ui.setting_rows import SETTINGS, SOURCES, Setting
from emm_tui.ui.widgets.job_tables import StyledTable


class SourceScreen(FileScreen):
    """Works on the list of sources; `table` shows the `settings`, theirs among them."""

    def __init__(self, desk: Desk, environ: Mapping[str, str]) -> None:
        super().__init__(desk, environ)
        self.settings: list[Setting] = []
        self.table: StyledTable[Setting] = StyledTable(SETTINGS, id="settings")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a source can be taken out, and only a provider be asked."""
        here = self.table.at_cursor
        if action == "remove_source":
            return here is not None and here.place is not None
        if action == "check":
            return here is not None and here.path[0] == "providers"
        return super().check_action(action, parameters)

    @work(exclusive=True, group="dialog")
    async def action_add_source(self) -> None:
        """Asks for a source and adds it."""
        listed = next((one for one in self.settings if one.path == SOURCES), None)
        if listed and not self.hindered(listed):
            await self.edit_source(None, "name")

    async def edit_source(self, place: int | None, at: str) -> None:
        """Asks for the source at a place, the cursor on one of its keys, or for a new one, and writes it."""
        from emm_tui.ui.dialogs.source import SourceDialog

        sources, seen = self.desk.session.config.sources, self.reading
        answer = await self.app.push_screen_wait(SourceDialog(sources, self.file.path.parent, place, at))
        if answer is None or (place is not None and answer == sources[place]):
            return
        if place is None:
            what = f"the source {answer.name}; R in the library scans"
            await self.keep(lambda text: with_source(text, answer), what, seen)
        else:
            before = sources[place]
            what = f"the source {answer.name}"
            await self.keep(lambda text: source_keeper.changed(text, place, before, answer), what, seen)

    @work(exclusive=True, group="dialog")
    async def action_remove_source(self) -> None:
        """Takes the source under the cursor out of the file, after a question."""
        from emm_tui.ui.dialogs.confirm import ConfirmDialog

        setting = self.table.at_cursor
        place = setting.place if setting else None
        if setting is None or place is None or self.hindered(setting):
            return
        source, seen = self.desk.session.config.sources[place], self.reading
        count = await asyncio.to_thread(self.desk.library.count, source_keeper.items_of(source))
        question = ConfirmDialog(f"Take the source {source.name} out?", source_keeper.farewell(count))
        if await self.app.push_screen_wait(question):
            await self.keep(lambda text: without_source(text, place), f"{source.name} is no source any more", seen)
