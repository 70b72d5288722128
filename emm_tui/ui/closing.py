"""A screen that closes once, and quietly: no second key closes what lies below, no worker shows anything more."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.messages import Prune
from textual.screen import Screen

ResultT = TypeVar("ResultT")


class ClosesOnce(Screen[ResultT]):
    """Its second `dismiss` does nothing. The last of the bases: Textual takes styles from the first."""

    def dismiss(self, result: ResultT | None = None) -> AwaitComplete:
        """Closes with an answer, while it is on top."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def on_prune(self, event: Prune) -> None:
        """Gives up what would be shown on parts that are gone before the screen itself is."""
        self.workers.cancel_node(self)
