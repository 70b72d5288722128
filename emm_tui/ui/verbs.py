"""The long verbs as a person starts them from a screen: each a job of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from emm_tui.ui import outcomes

if TYPE_CHECKING:
    from emm_tui.domain.match import Candidate
    from emm_tui.pipeline.reports import ExportReport
    from emm_tui.ui.desk import Desk
    from emm_tui.ui.dialogs.bulk import Bulk
    from emm_tui.ui.jobs import Severity


PART = 500  # items that one query names


class Verbs:
    """Starts jobs on the session; what they come to is shown."""

    def __init__(self, desk: Desk) -> None:
        self._session = desk.session
        self._jobs = desk.jobs

    def scan(self) -> None:
        """Scans all sources."""

        async def run() -> tuple[str, Severity]:
            return outcomes.of_scan(await self._session.scan())

        self._jobs.start("scan", run)

    def scrape(self, items: Sequence[int]) -> None:
        """Scrapes these items, whatever their state."""

        async def run() -> tuple[str, Severity]:
            return outcomes.of_scrape(await self._session.scrape(items=items))

        if items:
            self._jobs.start("scrape", run)

    def resume(self, job: int) -> None:
        """Goes on with an interrupted job."""

        async def run() -> tuple[str, Severity]:
            return outcomes.of_scrape(await self._session.resume(job))

        self._jobs.start("resume", run)

    def give_up(self, job: int) -> None:
        """Cancels an interrupted job."""

        async def run() -> tuple[str, Severity]:
            await self._session.cancel_job(job)
            return f"Job {job} is given up.", "information"

        self._jobs.start("cancel", run)

    def bulk(self, bulk: Bulk) -> None:
        """Scrapes what a person chose by scope, mode and parts."""

        async def run() -> tuple[str, Severity]:
            report = await self._session.scrape(bulk.query, items=bulk.items, options=bulk.options)
            return outcomes.of_scrape(report)

        self._jobs.start("scrape", run)

    def edit(self, items: Sequence[int], field: str, value: str) -> None:
        """Keeps another value of a field."""

        async def run() -> tuple[str, Severity]:
            report = await self._session.edit(items, {field: value}, apply=True)
            return outcomes.of_change("Changed", len(report.changes) + len(report.orders), field)

        self._jobs.start("edit", run)

    def mark(self, items: Sequence[int], marked: bool) -> None:
        """Marks items, or takes their marks away."""

        async def run() -> tuple[str, Severity]:
            report = await self._session.mark(items, marked, apply=True)
            return outcomes.of_change("Marked" if marked else "Unmarked", len(report.changes), "item")

        self._jobs.start("mark", run)

    def lock(self, items: Sequence[int], fields: Sequence[str], unlocked: Sequence[str]) -> None:
        """Locks fields and unlocks others."""

        async def run() -> tuple[str, Severity]:
            changes = 0
            for names, locked in ((fields, True), (unlocked, False)):
                if names:
                    changes += len((await self._session.lock(items, names, locked, apply=True)).changes)
            return outcomes.of_change("Changed", changes, "lock")

        self._jobs.start("lock", run)

    def undo(self, job: int) -> None:
        """Takes a change by hand back."""

        async def run() -> tuple[str, Severity]:
            return outcomes.of_undo(await self._session.undo(job, apply=True))

        self._jobs.start("undo", run)

    def match(self, item: int, candidate: Candidate) -> None:
        """Decides who an item is and scrapes it."""

        async def run() -> tuple[str, Severity]:
            return outcomes.of_scrape(await self._session.match(item, candidate.provider, candidate.id))

        self._jobs.start("match", run)

    def export(self, items: Sequence[int]) -> None:
        """Writes the files of these items; a season and an episode stand for their show."""

        async def run() -> tuple[str, Severity]:
            from emm_tui.pipeline.reports import ExportReport

            total = ExportReport()
            titles = await asyncio.to_thread(self._session.library.titles, items)
            for start in range(0, len(titles), PART):
                part = titles[start : start + PART]
                _add(total, await self._session.export(f"id:{','.join(map(str, part))}"))
                if total.storage_error:
                    break
            return outcomes.of_export(total)

        if items:
            self._jobs.start("export", run)


def _add(total: ExportReport, part: ExportReport) -> None:
    total.items += part.items
    total.written += part.written
    total.unchanged += part.unchanged
    total.failures += part.failures
    total.storage_error = part.storage_error
