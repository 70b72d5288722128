"""What every screen works with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emm_tui.session import Session
    from emm_tui.store.library import Library
    from emm_tui.ui.activity import Activity
    from emm_tui.ui.jobs import Jobs


class Hand:
    """The item that a person is at: what other screens show when they are opened."""

    def __init__(self) -> None:
        self._where: Callable[[], int | None] = lambda: None

    @property
    def item(self) -> int | None:
        """Its id, None for none."""
        return self._where()

    def follow(self, where: Callable[[], int | None]) -> None:
        """From now on it is the item that `where` answers."""
        self._where = where


class Desk:
    """The session, what goes on in it, and the runs a person has started.

    `library` has read connections of its own: a query of the screen is broken off without hurting a run's. `hand` is
    the item that the person is at.
    """

    def __init__(self, session: Session, library: Library, activity: Activity, jobs: Jobs) -> None:
        self.session = session
        self.library = library
        self.activity = activity
        self.jobs = jobs
        self.hand = Hand()
