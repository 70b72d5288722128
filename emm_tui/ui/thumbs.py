"""The small pictures of what is on the screen: asked for side by side, drawn in a thread, dropped when out of sight."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import EmmError
from emm_tui.ui.brushes import HALF_BLOCKS, Brush
from emm_tui.ui.half_blocks import Lines

if TYPE_CHECKING:
    from emm_tui.pipeline.previews import Pictures
    from emm_tui.session import Session

KEPT = 50_000  # cells of drawn pictures: some two hundred small ones, or half a dozen as large as the screen
FAILED: Lines = []
"""What stands for a picture that cannot be had."""


@dataclass(slots=True, frozen=True)
class Shot:
    """A picture in the size that it is shown in, in cells."""

    candidate: ArtworkCandidate
    width: int
    height: int


class Thumbs:
    """Draws shots with its `brush` while `run` runs; `arrived` is told of each on the event loop.

    `write` takes what the brush has to tell the terminal itself.
    """

    def __init__(self, session: Session, arrived: Callable[[Shot], None]) -> None:
        self.brush: Brush = HALF_BLOCKS
        self.write: Callable[[str], object] = len
        self._session = session
        self._arrived = arrived
        self._drawn: OrderedDict[Shot, Lines] = OrderedDict()
        self._problems: dict[ArtworkCandidate, str] = {}
        self._veiled = False
        self._wanted: dict[Shot, None] = {}
        self._tasks: dict[Shot, asyncio.Task[None]] = {}
        self._pictures: Pictures | None = None
        self._artist = CapacityLimiter(1)  # drawing is work for the processor: two would only be in each other's way

    def get(self, shot: Shot) -> Lines | None:
        """The drawn picture, FAILED when it cannot be had, None while it is on its way."""
        found = None if self._veiled else self._drawn.get(shot)
        if found is not None:
            self._drawn.move_to_end(shot)
        return found

    def why(self, candidate: ArtworkCandidate) -> str:
        """Why the picture cannot be had, "" when it can, or nobody has tried."""
        return self._problems.get(candidate, "")

    @property
    def complete(self) -> bool:
        """Whether all that is wanted is there."""
        return all(shot in self._drawn for shot in self._wanted)

    def want(self, shots: Sequence[Shot]) -> None:
        """Asks for these; what was asked for before and is not among them is given up."""
        self._wanted = dict.fromkeys(shots)
        for shot, task in self._tasks.items():
            if shot not in self._wanted:
                task.cancel()
        self._start()

    def veil(self) -> None:
        """Shows no picture until a brush is taken: those that there are may be too large for their cells."""
        self._veiled = True

    def take(self, brush: Brush) -> None:
        """Draws with this brush from now on: all of it anew when it is of another kind or size."""
        self._veiled = False
        if brush == self.brush:
            for shot in self._wanted.keys() & self._drawn.keys():
                self._arrived(shot)
        else:
            self.brush = brush
            self._drawn.clear()
            for task in self._tasks.values():
                task.cancel()
            self._start()

    async def run(self) -> None:
        """Answers what is wanted until it is cancelled. EmmError when nobody can be asked."""
        async with self._session.pictures() as pictures:
            self._pictures = pictures
            self._start()
            try:
                await asyncio.Event().wait()
            finally:
                await self._stop()

    async def _stop(self) -> None:
        self._pictures = None
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _start(self) -> None:
        if self._pictures is None:
            return
        for shot in self._wanted:
            if shot not in self._drawn and shot not in self._tasks:
                task = asyncio.create_task(self._draw(shot, self._pictures))
                self._tasks[shot] = task
                task.add_done_callback(lambda _, shot=shot: self._done(shot))  # type: ignore[misc]

    def _done(self, shot: Shot) -> None:
        del self._tasks[shot]
        if shot in self._wanted and shot not in self._drawn:  # given up and wanted again meanwhile
            self._start()

    async def _draw(self, shot: Shot, pictures: Pictures) -> None:
        try:
            size = shot.width * self.brush.across, shot.height * self.brush.down
            thumb = await pictures.thumb(shot.candidate, *size)
        except EmmError as error:
            self._problems[shot.candidate] = str(error)
            lines = FAILED
        else:
            first, lines = await to_thread.run_sync(self.brush.draw, thumb, limiter=self._artist)
            if first:
                self.write(first)
        self._keep(shot, lines)
        self._arrived(shot)

    def _keep(self, shot: Shot, lines: Lines) -> None:
        self._drawn[shot] = lines
        cells = sum(one.width * one.height for one in self._drawn)
        while cells > KEPT and len(self._drawn) > 1:
            oldest, _ = self._drawn.popitem(last=False)
            cells -= oldest.width * oldest.height
