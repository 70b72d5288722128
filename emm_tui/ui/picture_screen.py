"""A screen with pictures from the providers: asked for while it is seen, given up when it is left."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from textual import work

from emm_tui.domain.errors import EmmError
from emm_tui.ui.brushes import brush
from emm_tui.ui.desk import Desk
from emm_tui.ui.mode_screen import ModeScreen
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

    def on_mount(self) -> None:
        """Looks which terminal this is."""
        if not self.app.is_headless:
            self.thumbs.brush = brush(self.desk.session.config.ui.images, os.environ)
            self.thumbs.write = cast("EmmApp", self.app).write_raw

    def on_screen_resume(self) -> None:
        """Opens the way to the providers' pictures."""
        self._draw()

    def on_screen_suspend(self) -> None:
        """Gives up what is asked for."""
        self.workers.cancel_group(self, "pictures")

    @work(exclusive=True, group="pictures")
    async def _draw(self) -> None:
        """Draws pictures until the screen is left."""
        if self.desk.session.config.ui.images == "off":
            self.pictureless("")
            return
        try:
            await self.thumbs.run()
        except EmmError as error:
            self.pictureless(str(error))
