"""A screen with pictures from the providers: asked for while it is seen, given up when it is left."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from textual import events, work

from emm_tui.domain.errors import EmmError
from emm_tui.ui.answers import Graphics
from emm_tui.ui.brushes import asks, brush
from emm_tui.ui.desk import Desk
from emm_tui.ui.mode_screen import ModeScreen
from emm_tui.ui.sixel_frames import painted
from emm_tui.ui.thumbs import Shot, Thumbs

if TYPE_CHECKING:
    from emm_tui.ui.app import EmmApp


class PictureScreen(ModeScreen):
    """Holds the `thumbs` that its widgets draw."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.thumbs = Thumbs(desk.session, self.arrived)

    def arrived(self, shot: Shot) -> None:
        """A picture has come."""

    def pictureless(self, reason: str) -> None:
        """There are no pictures: "" when a person wants none, else why."""

    def on_screen_resume(self) -> None:
        """Opens the way to the providers' pictures."""
        self._draw()

    def on_screen_suspend(self) -> None:
        """Gives up what is asked for."""
        self.workers.cancel_group(self, "pictures")

    def on_resize(self, _event: events.Resize) -> None:
        """Another size may be one of the letters: pictures of the old one would not fit their cells."""
        if self.thumbs.brush.name == "sixel":
            self.thumbs.veil()
            self._take_brush()

    @work(exclusive=True, group="pictures")
    async def _draw(self) -> None:
        """Draws pictures until the screen is left."""
        if self.desk.session.config.ui.images == "off":
            self.pictureless("")
            return
        await self._choose_brush()
        try:
            await self.thumbs.run()
        except EmmError as error:
            self.pictureless(str(error))

    @work(exclusive=True, group="brush")
    async def _take_brush(self) -> None:
        await self._choose_brush()

    async def _choose_brush(self) -> None:
        """Looks which terminal this is; without one, and without colours, half blocks stay."""
        terminal = cast("EmmApp", self.app).terminal
        if terminal is None or self.app.no_color:
            return
        images = self.desk.session.config.ui.images
        graphics = await terminal.graphics() if asks(images, os.environ) else Graphics()
        terminal.paint(painted)
        self.thumbs.write = terminal.write
        self.thumbs.take(brush(images, os.environ, graphics))
