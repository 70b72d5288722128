"""A run of another emm on the same library, as far as the database tells: how far it is, and when it may end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from emm_tui.domain.display import display
from emm_tui.domain.media import Job
from emm_tui.ui.widgets.board import Line
from emm_tui.ui.words import clock, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from emm_tui.store.library import Library

STYLES = {"done": "good", "failed": "bad", "ambiguous": "warn", "unmatched": "warn"}


@dataclass(slots=True, frozen=True)
class Elsewhere:
    """A job that `process` runs, with its items counted by what came of them, "" for those still to do."""

    job: Job
    process: int | None
    outcomes: dict[str, int]
    seen: float = field(default_factory=monotonic)

    @property
    def total(self) -> int:
        """The items of the job, 0 for one that keeps no list."""
        return sum(self.outcomes.values())

    @property
    def ended(self) -> int:
        """The items that are through."""
        return self.total - self.outcomes.get("", 0)

    @property
    def name(self) -> str:
        """`scrape 7 in another emm (process 4242)`."""
        process = f" (process {self.process})" if self.process else ""
        return f"{display(self.job.verb)} {self.job.id} in another emm{process}"

    def eta(self, first: Elsewhere) -> float | None:
        """Seconds to its end, by how quick it was since it was `first` seen; None when that cannot be said."""
        since = self.ended - first.ended
        return (self.seen - first.seen) / since * self.outcomes.get("", 0) if since > 0 else None


def elsewhere(library: Library, jobs: Sequence[Job]) -> Elsewhere | None:
    """What another process runs; None when nothing runs there."""
    job = next((job for job in jobs if job.state == "running"), None)
    process = library.writing_process()
    return None if job is None or process == os.getpid() else Elsewhere(job, process, library.outcomes(job.id))


def lines(now: Elsewhere, first: Elsewhere) -> Iterator[Line]:
    """How far it is, and what came of its items."""
    name = (f"{now.name}  ", "title")
    if not now.total:
        yield (name, (f"since {moment(now.job.started)}", "figure"))
        return
    eta = now.eta(first)
    to_go = "" if eta is None else f", about {clock(eta)} to go"
    yield (name, (f"{now.ended:,} of {now.total:,}{to_go}", "figure"))
    counts = [(name, count) for name, count in sorted(now.outcomes.items()) if name]
    yield tuple((f"{display(name)} {count:,}   ", STYLES.get(name, "label")) for name, count in counts)
