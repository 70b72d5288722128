"""What every screen works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from emm_tui.ui.activity import Activity
from emm_tui.ui.jobs import Jobs

if TYPE_CHECKING:
    from emm_tui.session import Session
    from emm_tui.store.library import Library


@dataclass(slots=True, frozen=True)
class Desk:
    """The session, what goes on in it, and the runs a person has started.

    `library` has read connections of its own: a query of the screen is broken off without hurting a run's.
    """

    session: Session
    library: Library
    activity: Activity
    jobs: Jobs
