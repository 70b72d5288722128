"""The scrape that was stopped on the way: what a person who opens the program is told of it, and finds at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from emm_tui.domain.media import Job
from emm_tui.ui.keys import tell

if TYPE_CHECKING:
    from emm_tui.store.library import Library


def resumable(jobs: Sequence[Job]) -> list[Job]:
    """Those that can be gone on with, the newest first."""
    return [job for job in jobs if job.state == "interrupted" and job.verb == "scrape"]


def unfinished(library: Library, keymap: Mapping[str, str]) -> str:
    """`Scrape 3 stopped at 159 of 607: w, then r goes on.`; "" when there is none, or another run goes on."""
    jobs = library.jobs()
    found = resumable(jobs)
    if not found or any(job.state == "running" for job in jobs):
        return ""
    outcomes = library.outcomes(found[0].id)
    whole = sum(outcomes.values())
    far = f" at {whole - outcomes.get('', 0):,} of {whole:,}" if whole else ""
    return f"Scrape {found[0].id} stopped{far}: {_key('app.jobs', keymap)}, then {_key('jobs.resume', keymap)} goes on."


def _key(id: str, keymap: Mapping[str, str]) -> str:
    known = tell(id)
    return keymap.get(id, known.keys if known else "").split(",")[0]
