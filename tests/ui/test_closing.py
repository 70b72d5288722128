"""A screen that closes: what is still read for it shows nothing on parts that are gone."""

from __future__ import annotations

from asyncio import Event, sleep

from textual import work
from textual.app import App, ComposeResult
from textual.widget import Widget

from emm_tui.ui.closing import ClosesOnce
from tests.ui.conftest import Until


class Part(Widget):
    """Goes while an answer comes."""

    def __init__(self, answered: Event) -> None:
        super().__init__()
        self._answered = answered

    async def on_unmount(self) -> None:
        self._answered.set()
        for _ in range(5):  # turns of the loop, in which whoever waits for the answer would go on
            await sleep(0)


class Reading(ClosesOnce[None]):
    """Waits for an answer to show."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = self.shown = False
        self._answered = Event()

    def compose(self) -> ComposeResult:
        yield Part(self._answered)

    def on_mount(self) -> None:
        self._read()

    @work
    async def _read(self) -> None:
        self.waits = True
        await self._answered.wait()
        self.shown = True


async def test_nothing_is_shown_on_a_screen_that_is_closing(until: Until) -> None:
    app: App[None] = App()
    async with app.run_test():
        screen = Reading()
        await app.push_screen(screen)
        await until(lambda: screen.waits)
        await screen.dismiss()
        assert screen._answered.is_set() and not screen.shown
