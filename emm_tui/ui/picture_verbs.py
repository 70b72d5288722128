"""What a person does with the pictures of an item, each a job of its own that undo takes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from emm_tui.domain.media import ItemRow
from emm_tui.ui.jobs import Severity
from emm_tui.ui.widgets.media_columns import title

if TYPE_CHECKING:
    from emm_tui.ui.desk import Desk


class PictureVerbs:
    """Starts jobs on the session; what they come to is shown."""

    def __init__(self, desk: Desk) -> None:
        self._session = desk.session
        self._jobs = desk.jobs

    def take(self, row: ItemRow, kind: str, url: str) -> None:
        """Puts a picture that is on offer in its place."""
        done = f"{title(row)} has another {kind}; no scrape replaces it. u undoes it"
        self._start(lambda: self._session.choose_artwork(row.id, kind, url), done)

    def keep(self, row: ItemRow, kind: str, keep: bool) -> None:
        """Keeps the picture that lies there from scrapes, or leaves it to them again."""
        told = "kept: no scrape replaces it" if keep else "left to the scrapes again"
        self._start(lambda: self._session.keep_artwork(row.id, kind, keep=keep), f"The {kind} is {told}; u undoes it")

    def remove(self, row: ItemRow, kind: str) -> None:
        """Takes the picture that lies there away."""
        self._start(lambda: self._session.remove_artwork(row.id, kind), f"The {kind} is removed; u undoes it")

    def _start(self, change: Callable[[], Awaitable[object]], done: str) -> None:
        async def run() -> tuple[str, Severity]:
            await change()
            return done, "information"

        self._jobs.start("artwork", run)
