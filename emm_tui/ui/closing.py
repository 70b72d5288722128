"""A screen that closes once: a second key may reach it while it goes, and must not close what lies below."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

ResultT = TypeVar("ResultT")


class ClosesOnce(Screen[ResultT]):
    """Its second `dismiss` does nothing. The last of the bases: Textual takes styles from the first."""

    def dismiss(self, result: ResultT | None = None) -> AwaitComplete:
        """Closes with an answer, while it is on top."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
