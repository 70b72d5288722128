"""The one place that opens config, library, cache and client: what the command line and the screens hold."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.artwork import ArtworkFile
from emm_tui.domain.edits import check_locks, parse_edits
from emm_tui.domain.errors import KeyRefusedError, NotFoundError, StorageError, UsageError
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Item, Job, Source, Target
from emm_tui.domain.metrics import Metrics
from emm_tui.domain.query import parse_query
from emm_tui.paths import Paths
from emm_tui.pipeline.hold import Hold
from emm_tui.pipeline.reports import (
    DatasetsReport,
    EditReport,
    Estimate,
    ExportReport,
    HandReport,
    NfoPreview,
    RunReport,
    ScanReport,
    ScrapeOptions,
    UndoReport,
)
from emm_tui.pipeline.scope import in_scope, scrapable
from emm_tui.store.files import is_older
from emm_tui.store.library import Library

if TYPE_CHECKING:
    from emm_tui.domain.why import Why
    from emm_tui.net.cache import Cache
    from emm_tui.net.client import Client
    from emm_tui.pipeline.choose import Offer
    from emm_tui.pipeline.previews import Pictures
    from emm_tui.providers import Provider
    from emm_tui.store.writer import Writer


class Session:
    """A library with its config; reading is at hand, every long verb opens what it needs and closes it again."""

    def __init__(self, paths: Paths, config: Config) -> None:
        self.paths = paths
        self.config = config
        self.database = Path(config.library.database or paths.database).expanduser()
        self.library = Library(self.database)
        self.metrics = Metrics()
        self.hold = Hold()
        self._config_listeners: list[Callable[[Config], None]] = []
        self._listeners: list[ev.Emit] = []

    @classmethod
    def open(cls, paths: Paths, config: Config) -> Session:
        """Opens the library for reading, an older one after its upgrade.

        DatabaseError when it is newer than the program or damaged, BusyError when an upgrade has to wait.
        """
        session = cls(paths, config)
        if is_older(session.database):
            from emm_tui.store.upgrade import upgrade_file

            upgrade_file(session.database)
        return session

    def close(self) -> None:
        """Closes the read connections."""
        self.library.close()

    @property
    def sources(self) -> list[Source]:
        """The sources of the config."""
        return [Source(source.name, source.path, source.kind) for source in self.config.sources]

    def reconfigure(self, config: Config) -> None:
        """Works by another config from the next verb on; which library it is stays."""
        self.config = config
        for listener in self._config_listeners:
            listener(config)

    def on_config(self, listener: Callable[[Config], None]) -> None:
        """Tells `listener` of every other config."""
        self._config_listeners.append(listener)

    # -- events
    def subscribe(self, listener: ev.Emit) -> Callable[[], None]:
        """Tells `listener` of every event from now on; call the answer to end it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def emit(self, event: ev.Event) -> None:
        """Folds an event into the metrics of the run and hands it on."""
        self.metrics.fold(event)
        for listener in tuple(self._listeners):
            listener(event)

    # -- verbs
    async def scan(self, sources: Sequence[str] = (), *, full: bool = False) -> ScanReport:
        """Walks the named sources (all when none is named) and takes in what is new. UsageError for an unknown name."""
        from emm_tui.pipeline.scan import scan

        chosen = self._chosen_sources(sources)
        self.metrics = Metrics()
        async with self._writer("scan") as writer:
            return await scan(chosen, self.library, writer, self.metrics, self.emit, full=full)

    async def scrape(
        self, query: str = "", *, items: Sequence[int] | None = None, options: ScrapeOptions | None = None
    ) -> RunReport:
        """Identifies, fetches and exports the items that the options' scope takes of a query, or the given ones."""
        options = options or ScrapeOptions(mode=self.config.scrape.mode)
        if options.dry_run:
            given = (in_scope, query, options) if items is None else (scrapable, items)
            planned = await asyncio.to_thread(given[0], self.library, *given[1:])
            return RunReport(items=len(planned), planned=planned)
        async with self._writer("scrape") as writer:
            chosen = in_scope(self.library, query, options) if items is None else scrapable(self.library, items)
            arguments = {"query": query, "options": asdict(options) | {"only": sorted(options.only)}}
            job = await writer.start_job("scrape", arguments, chosen)
            return await self._run(writer, job, chosen, options, time.time())

    async def estimate(self, items: Sequence[int], options: ScrapeOptions) -> Estimate:
        """What a scrape of these films and shows asks for, as far as that can be known before."""
        from emm_tui.pipeline.estimate import estimate

        return await asyncio.to_thread(estimate, self.library, items, options, self.config)

    async def nfos(self, item: int) -> list[NfoPreview]:
        """The NFO files of a film or a show as they lie there, and as an export would write them."""
        from emm_tui.pipeline.export import preview

        return await asyncio.to_thread(preview, self.library.item(item), self.config)

    async def resume(self, job: int | None = None) -> RunReport:
        """Goes on with an interrupted scrape where it stopped: the last one, or the one given."""
        async with self._writer("scrape") as writer:
            found = self._resumable(job)
            await writer.resume_job(found.id)
            began = datetime.fromisoformat(found.started).timestamp()
            return await self._run(writer, found.id, self.library.pending(found.id), _options(found), began)

    async def match(self, item: int, provider: str, ident: str, *, folder: str | None = None) -> RunReport:
        """Decides by hand which title a film or a show is, then scrapes it.

        With `folder`, one of several that the show lies in, only what lies there: it becomes a show of its own.
        UsageError for what cannot be decided that way, MissingError for an id that the provider does not know.
        """
        from emm_tui.pipeline.decide import check_id
        from emm_tui.pipeline.undo import nfos_of

        target = self._target(item)
        async with self._providers(Metrics()) as (_, providers):
            await check_id(target, provider, ident, providers)
        if folder and target.ids.get(provider) == ident:
            folder = None
        beside = await asyncio.to_thread(nfos_of, self.library, item, folder)
        async with self._writer("match") as writer:
            if folder:
                item = await writer.split_show(item, folder)
            await writer.set_match(item, provider, ident, beside)
        return await self.scrape(items=[item])

    async def edit(self, items: Sequence[int], edits: Mapping[str, str], *, apply: bool = False) -> EditReport:
        """What new values of fields change; with `apply` they are kept and locked. UsageError for what cannot be."""
        from emm_tui.pipeline.edit import ORDER, keep, plan_fields, plan_order

        wanted = parse_edits(edits)
        report = await asyncio.to_thread(plan_fields, self.library, items, wanted)
        if ORDER in wanted:
            async with self._providers(Metrics()) as (_, providers):
                report.orders = [await plan_order(self.library, show, str(wanted[ORDER]), providers) for show in items]
        if apply:
            async with self._writer("edit") as writer:
                await keep(writer, report)
            self.emit(ev.ItemsChanged(tuple(items)))
        return report

    async def lock(
        self, items: Sequence[int], fields: Sequence[str], locked: bool = True, *, apply: bool = False
    ) -> HandReport:
        """What locking fields against scrapes changes, or unlocking them. UsageError for a field that is none."""
        from emm_tui.pipeline.edit import plan_locks

        report = await asyncio.to_thread(plan_locks, self.library, items, fields, locked)
        if apply and report.changes:
            async with self._writer("lock") as writer:
                report.job, report.applied = await writer.lock(items, fields, locked), True
            self.emit(ev.ItemsChanged(tuple(items)))
        return report

    async def mark(self, items: Sequence[int], marked: bool = True, *, apply: bool = False) -> HandReport:
        """What marking items changes, or taking their marks away."""
        from emm_tui.pipeline.edit import plan_marks

        report = await asyncio.to_thread(plan_marks, self.library, items, marked)
        if apply and report.changes:
            async with self._writer("mark") as writer:
                report.job, report.applied = await writer.mark([one.item for one in report.changes], marked), True
            self.emit(ev.ItemsChanged(tuple(items)))
        return report

    async def undo(self, job: int | None = None, *, apply: bool = False) -> UndoReport:
        """What taking a change by hand back comes to, the last one's without a job; with `apply` it is taken back.

        Files follow: by a scrape where the title is another one, by an export where a field is. NotFoundError when
        there is nothing to take back.
        """
        from emm_tui.pipeline.undo import plan, take_back

        report = await asyncio.to_thread(plan, self.library, job)
        if apply and report.possible:
            async with self._writer("undo") as writer:
                again, written = await take_back(writer, self.library, report)
            self.emit(ev.ItemsChanged(tuple({one.item for one in report.possible})))
            if again:
                report.failures += (await self.scrape(items=again)).failures
            for query in written:
                exported = await self.export(query)
                report.files += exported.written
                report.failures += exported.failures
        return report

    async def candidates(self, item: int, words: str = "") -> list[Candidate]:
        """The titles that an item may be, best first: those of its last scrape, else asked for now.

        With `words`, a title with or without its year, those that a search for it finds.
        """
        from emm_tui.pipeline.identify import search, search_for

        found = self.library.item(item)
        if (found.candidates and not words) or found.row.kind not in ("movie", "show"):
            return found.candidates
        target = self.library.targets([item])[0]
        async with self._providers(Metrics()) as (_, providers):
            return await (search_for(words, target, providers) if words else search(target, providers))

    def why(self, item: Item, field: str) -> Why:
        """Why a field of an item is what it is. UsageError for what is no field."""
        from emm_tui.domain.why import why
        from emm_tui.pipeline.rules import rules_of

        check_locks([field])
        return why(field, item, self.library.said(item.row.id), rules_of(self.config))

    # -- pictures by hand
    async def artwork(self, item: int) -> list[Offer]:
        """The pictures that lie beside an item and those on offer, by kind. NotFoundError for no item."""
        from anyio import to_thread

        from emm_tui.pipeline.choose import offers

        return await to_thread.run_sync(lambda: offers(self.library.item(item), self.config))

    async def choose_artwork(self, item: int, kind: str, url: str) -> ArtworkFile:
        """Puts a picture that is on offer beside the item; no scrape replaces it. NotFoundError when it is not."""
        from anyio import CapacityLimiter

        from emm_tui.pipeline.artwork_download import ArtworkDeps
        from emm_tui.pipeline.choose import choose
        from emm_tui.store.artwork import choose_artwork

        async with self._writer("artwork") as writer, self._providers(Metrics()) as (_, providers):
            found = self.library.item(item)
            deps = ArtworkDeps(self.config, self.emit, providers, writer, CapacityLimiter(1))
            file = await choose(found, kind, url, deps, self.paths.backups)
            await writer.submit(choose_artwork, item, file)
        self.emit(ev.ItemsChanged((item,)))
        return file

    async def keep_artwork(self, item: int, kind: str, *, keep: bool = True) -> ArtworkFile:
        """Keeps the picture that lies there from scrapes, or leaves it to them again. NotFoundError without one."""
        from emm_tui.pipeline.choose import current

        async with self._writer("artwork") as writer:
            lying = await current(self.library.item(item), kind, self.config)
            file = replace(lying.file, chosen=keep)
            await writer.save_artwork(item, [file])
        self.emit(ev.ItemsChanged((item,)))
        return file

    async def remove_artwork(self, item: int, kind: str) -> None:
        """Takes the picture of a kind away, for good: no scrape brings another. NotFoundError without one."""
        from emm_tui.pipeline.choose import current, take_away
        from emm_tui.store.artwork import remove_artwork

        async with self._writer("artwork") as writer:
            lying = await current(self.library.item(item), kind, self.config)
            await take_away(lying, self.paths.backups)
            await writer.submit(remove_artwork, item, lying.file)
        self.emit(ev.ItemsChanged((item,)))

    @asynccontextmanager
    async def pictures(self) -> AsyncIterator[Pictures]:
        """Small pictures of what is on offer, to look at before one is taken."""
        from emm_tui.pipeline.previews import Pictures

        async with self._providers(Metrics()) as (_, providers):
            yield Pictures(providers, self.paths.cache / "previews")

    async def export(self, query: str = "", *, profile: str | None = None, dry_run: bool = False) -> ExportReport:
        """Writes the NFO files of the scraped films and shows of a query; a dry run only says which."""
        from emm_tui.pipeline.export import export

        wanted = parse_query(query) & parse_query("kind:movie,show state:scraped")
        if dry_run:
            ids = self.library.ids(wanted)
            return await export(ids, self.library, self.config, self.paths, profile=profile, dry_run=True)
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

    async def update_datasets(self, *, episodes: bool = False, force: bool = False) -> DatasetsReport:
        """Brings IMDb's data files here and rates the library anew; see `pipeline.datasets.update`."""
        from emm_tui.pipeline.datasets import FOLDER, Updating, update
        from emm_tui.providers.imdb import open_datasets

        self.metrics = metrics = Metrics()
        async with self._writer("datasets") as writer, self._providers(metrics) as (client, _):
            files, folder = open_datasets(client, self.config), self.paths.cache / FOLDER
            order = self.config.merge.rating
            report = await update(Updating(files, folder, self.library, writer, order, force), episodes=episodes)
        self.emit(ev.ItemsChanged(tuple(report.rated)))
        return report

    async def ask_provider(self, name: str) -> tuple[str, str]:
        """Asks a provider once, past the cache: ok|refused|unreachable|off, and what it said."""
        from emm_tui.pipeline.key_check import ask

        async with self._providers(Metrics(), time.time()) as (_, providers):
            if name not in providers:
                return "off", "It is not enabled, or has no key."
            return await ask(providers[name])

    @contextmanager
    def cache(self) -> Iterator[Cache]:
        """The response cache, for its figures and its care."""
        from emm_tui.net.cache import open_cache

        cache = open_cache(self.config.cache, self.paths.cache)
        try:
            yield cache
        finally:
            cache.close()

    # -- inside
    def _chosen_sources(self, names: Sequence[str]) -> list[Source]:
        known = {source.name: source for source in self.sources}
        if not known:
            raise UsageError("The config has no source.", f"Add a [[sources]] table to {self.paths.config_file}.")
        for name in names:
            if name not in known:
                raise UsageError(f"There is no source {name!r}.", f"The config has: {', '.join(known)}.")
        return [known[name] for name in names] if names else list(known.values())

    def _resumable(self, job: int | None) -> Job:
        for found in self.library.jobs() if job is None else [self.library.job(job)]:
            if found.verb == "scrape" and found.state == "interrupted":
                return found
        if job is None:
            raise NotFoundError("There is no interrupted scrape.", "'emm jobs' lists what has run.")
        raise NotFoundError(f"Job {job} is no interrupted scrape.", "'emm jobs' lists what can be resumed.")

    @asynccontextmanager
    async def _writer(self, verb: str) -> AsyncIterator[Writer]:
        from emm_tui.store.writer import Writer

        async with Writer(self.database, verb) as writer:
            yield writer

    def _target(self, item: int) -> Target:
        """A film or a show that a person decides on. NotFoundError, UsageError for a part of one."""
        kind = self.library.item(item).row.kind
        if kind not in ("movie", "show"):
            raise UsageError(f"Item {item} is a {kind}.", "Films and shows can be matched by hand.")
        return self.library.targets([item])[0]

    @asynccontextmanager
    async def _providers(
        self, metrics: Metrics, not_before: float | None = None, any_age: bool = False
    ) -> AsyncIterator[tuple[Client, dict[str, Provider]]]:
        from emm_tui.net.client import Client
        from emm_tui.providers.registry import open_providers

        with self.cache() as cache:
            state = self.paths.state
            client = Client(self.config, cache, metrics, self.emit, not_before=not_before, any_age=any_age, state=state)
            async with client:
                yield client, open_providers(client, self.config, self.library.imdb_rating)

    async def _run(
        self, writer: Writer, job: int, ids: Sequence[int], options: ScrapeOptions, began: float
    ) -> RunReport:
        """One run of a scrape job; a refresh asks again for all that was fetched before the job `began`."""
        from emm_tui.pipeline.job import running
        from emm_tui.pipeline.run import run
        from emm_tui.pipeline.work import Deps

        self.metrics = metrics = Metrics()
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
                deps = Deps(self.config, self.paths, self.library, writer, providers, options, job, metrics, self.emit)
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


def _options(job: Job) -> ScrapeOptions:
    """The options that a job was started with."""
    raw: Any = job.arguments["options"]
    return ScrapeOptions(**{**raw, "only": frozenset(raw["only"])})


def _count(report: RunReport, metrics: Metrics, seconds: float) -> None:
    for outcome in ("done", "ambiguous", "unmatched", "failed", "skipped"):
        setattr(report, outcome, metrics.outcomes.get(outcome, 0))
    report.failures = metrics.failures
    report.seconds = round(seconds, 3)
