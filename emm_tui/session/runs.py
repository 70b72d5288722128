"""The verbs that run through the library: scan, scrape, export, and those on jobs and data files."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from emm_tui.domain.errors import KeyRefusedError, NotFoundError, StorageError, UsageError
from emm_tui.domain.query import parse_query
from emm_tui.session.base import Base
from emm_tui.session.place import beside

if TYPE_CHECKING:
    from emm_tui.domain.media import Job
    from emm_tui.domain.metrics import Metrics
    from emm_tui.pipeline.reports import (
        DatasetsReport,
        Estimate,
        ExportReport,
        RunReport,
        ScanReport,
        ScrapeOptions,
    )
    from emm_tui.store.writer import Writer


EXPORTED = "kind:movie,show state:scraped"


class Runs(Base):
    """A session's long verbs; each opens what it needs and closes it again, in the engine where there is one."""

    @beside
    async def scan(self, sources: Sequence[str] = (), *, full: bool = False) -> ScanReport:
        """Walks the named sources (all when none is named) and takes in what is new. UsageError for an unknown name."""
        from emm_tui.pipeline.scan import scan

        chosen = self._chosen_sources(sources)
        metrics = self._counted_anew()
        async with self._writer("scan") as writer:
            return await scan(chosen, self.library, writer, metrics, self.emit, full=full)

    async def scrape(
        self, query: str = "", *, items: Sequence[int] | None = None, options: ScrapeOptions | None = None
    ) -> RunReport:
        """Identifies, fetches and exports the items that the options' scope takes of a query, or the given ones."""
        from emm_tui.pipeline.reports import RunReport, ScrapeOptions

        options = options or ScrapeOptions(mode=self.config.scrape.mode)
        if options.dry_run:
            from emm_tui.pipeline.scope import in_scope, scrapable

            given = (in_scope, query, options) if items is None else (scrapable, items)
            planned = await asyncio.to_thread(given[0], self.library, *given[1:])
            return RunReport(items=len(planned), planned=planned)
        return await self._scrape(query, items, options)

    @beside
    async def _scrape(self, query: str, items: Sequence[int] | None, options: ScrapeOptions) -> RunReport:
        from emm_tui.pipeline.scope import in_scope, scrapable

        async with self._writer("scrape") as writer:
            chosen = in_scope(self.library, query, options) if items is None else scrapable(self.library, items)
            arguments = {"query": query, "options": asdict(options) | {"only": sorted(options.only)}}
            job = await writer.start_job("scrape", arguments, chosen)
            return await self._run(writer, job, chosen, options, time.time())

    @beside
    async def resume(self, job: int | None = None) -> RunReport:
        """Goes on with an interrupted scrape where it stopped: the last one, or the one given."""
        async with self._writer("scrape") as writer:
            found = self._resumable(job)
            await writer.resume_job(found.id)
            began = datetime.fromisoformat(found.started).timestamp()
            return await self._run(writer, found.id, self.library.pending(found.id), _options(found), began)

    @beside
    async def estimate(self, items: Sequence[int], options: ScrapeOptions) -> Estimate:
        """What a scrape of these films and shows asks for, as far as that can be known before."""
        from emm_tui.pipeline.estimate import estimate
        from emm_tui.pipeline.kinds import with_kinds

        await asyncio.to_thread(_load_providers)
        async with self._providers() as (_, providers):
            asked = max(len(providers), 1)
        config = with_kinds(self.config, options.kinds)
        return await asyncio.to_thread(estimate, self.library, items, options.only, config, asked)

    async def export(self, query: str = "", *, profile: str | None = None, dry_run: bool = False) -> ExportReport:
        """Writes the NFO files of the scraped films and shows of a query; a dry run only says which."""
        from emm_tui.pipeline.export import export

        wanted = parse_query(query) & parse_query(EXPORTED)
        if dry_run:
            ids = self.library.ids(wanted)
            return await export(ids, self.library, self.config, self.paths, profile=profile, dry_run=True)
        return await self._export(query, profile)

    @beside
    async def _export(self, query: str, profile: str | None) -> ExportReport:
        from emm_tui.pipeline.export import export

        wanted = parse_query(query) & parse_query(EXPORTED)
        async with self._writer("export"):
            ids = self.library.ids(wanted)
            return await export(ids, self.library, self.config, self.paths, profile=profile)

    async def cancel_job(self, job: int) -> Job:
        """Gives up an interrupted job. NotFoundError when there is none of that id, UsageError when it has ended."""
        async with self._writer("jobs") as writer:
            found = self.library.job(job)
            if found.state != "interrupted":
                raise UsageError(f"Job {job} is {found.state}.", "Only an interrupted job can be cancelled.")
            await writer.cancel_job(job)
        return self.library.job(job)

    @beside
    async def update_datasets(self, *, episodes: bool = False, force: bool = False) -> DatasetsReport:
        """Brings IMDb's data files here and rates the library anew; see `pipeline.datasets.update`."""
        from emm_tui.pipeline.datasets import FOLDER, Updating, update
        from emm_tui.providers.imdb import open_datasets

        metrics = self._counted_anew()
        async with self._writer("datasets") as writer, self._providers(metrics) as (client, _):
            files, folder = open_datasets(client, self.config), self.paths.cache / FOLDER
            order = self.config.merge.rating
            report = await update(Updating(files, folder, self.library, writer, order, force), episodes=episodes)
        self._changed(report.rated)
        return report

    async def ask_provider(self, name: str) -> tuple[str, str]:
        """Asks a provider once, past the cache: ok|refused|unreachable|off, and what it said."""
        from emm_tui.pipeline.key_check import ask

        async with self._providers(not_before=time.time()) as (_, providers):
            if name not in providers:
                return "off", "It is not enabled, or has no key."
            return await ask(providers[name])

    def _resumable(self, job: int | None) -> Job:
        for found in self.library.jobs() if job is None else [self.library.job(job)]:
            if found.verb == "scrape" and found.state == "interrupted":
                return found
        if job is None:
            raise NotFoundError("There is no interrupted scrape.", "'emm jobs' lists what has run.")
        raise NotFoundError(f"Job {job} is no interrupted scrape.", "'emm jobs' lists what can be resumed.")

    async def _run(
        self, writer: Writer, job: int, ids: Sequence[int], options: ScrapeOptions, began: float
    ) -> RunReport:
        """One run of a scrape job; a refresh asks again for all that was fetched before the job `began`."""
        from emm_tui.pipeline.job import running
        from emm_tui.pipeline.kinds import with_kinds
        from emm_tui.pipeline.reports import RunReport
        from emm_tui.pipeline.run import run
        from emm_tui.pipeline.work import Deps

        metrics = self._counted_anew()
        report = RunReport(job=job, items=len(ids), metrics=metrics)
        start = time.monotonic()
        try:
            async with (
                running(writer, job, "scrape", len(ids), metrics, self.emit),
                self._providers(metrics, began if options.refresh else None, options.scope == "missing") as (
                    client,
                    providers,
                ),
            ):
                config = with_kinds(self.config, options.kinds)
                deps = Deps(config, self.paths, self.library, writer, providers, options, job, metrics, self.emit)
                self.hold = deps.hold
                try:
                    await run(ids, deps, self.sources)
                finally:
                    report.degraded, report.left_alone = deps.down | client.degraded, deps.left_alone
                    report.refused, report.lacking = report.refused | deps.refused, dict(deps.lacking)
                    report.storage_error = deps.storage_error
        except KeyRefusedError as error:
            report.refused.add(error.provider)
        except StorageError as error:
            report.storage_error = str(error)
        _count(report, metrics, time.monotonic() - start)
        return report


def _load_providers() -> None:
    """Imports what opens them: the first time that takes a while."""
    from emm_tui.providers.registry import load

    import_module("emm_tui.net.client")
    load()


def _options(job: Job) -> ScrapeOptions:
    """The options that a job was started with."""
    raw: Any = job.arguments["options"]
    from emm_tui.pipeline.reports import ScrapeOptions

    kinds = raw.get("kinds")
    return ScrapeOptions(**{**raw, "only": frozenset(raw["only"]), "kinds": None if kinds is None else tuple(kinds)})


def _count(report: RunReport, metrics: Metrics, seconds: float) -> None:
    for outcome in ("done", "ambiguous", "unmatched", "failed", "skipped"):
        setattr(report, outcome, metrics.outcomes.get(outcome, 0))
    report.failures = metrics.failures
    report.seconds = round(seconds, 3)
