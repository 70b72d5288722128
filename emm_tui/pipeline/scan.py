"""Scans sources: discover → parse → store, in batches; what is gone is marked, nothing is ever removed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from emm_tui.discover.listing import Folder
from emm_tui.discover.naming import films_of, name
from emm_tui.discover.roots import gone, probe
from emm_tui.discover.threads import stream
from emm_tui.discover.walk import Visit, Walk
from emm_tui.domain import events as ev
from emm_tui.domain.errors import SourceError
from emm_tui.domain.media import Discovered, Source
from emm_tui.domain.metrics import Metrics
from emm_tui.pipeline.job import running
from emm_tui.pipeline.presence import root_of
from emm_tui.pipeline.reports import ScanReport, SourceReport
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer

BATCH = 500
BATCH_SECONDS = 0.5
AHEAD = 2
STALL_SECONDS = 60.0


@dataclass(slots=True)
class Batch:
    """What the walk found since the last batch; `files` counts the videos of items.

    `shows` are the folders of shows that were listed, and whether an NFO of the show lies there.
    """

    films: list[Discovered] = field(default_factory=list)
    files: int = 0
    seen: list[tuple[str, int]] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    loops: list[str] = field(default_factory=list)
    shows: dict[str, bool] = field(default_factory=dict)


@dataclass(slots=True)
class Seen:
    """The folders of a source as the walk left them."""

    folders: dict[str, int] = field(default_factory=dict)
    unlisted: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)
    shows: dict[str, bool] = field(default_factory=dict)


@dataclass(slots=True, frozen=True)
class Deps:
    """What a scan works with."""

    library: Library
    writer: Writer
    metrics: Metrics
    emit: ev.Emit


async def scan(
    sources: Sequence[Source], library: Library, writer: Writer, metrics: Metrics, emit: ev.Emit, *, full: bool = False
) -> ScanReport:
    """Walks the sources one after the other; an unavailable one is reported and its items are left alone.

    A folder that has not changed since the last scan is not listed again unless `full`.
    """
    begin = time.monotonic()
    deps = Deps(library, writer, metrics, emit)
    job = await writer.start_job("scan", {"sources": [source.name for source in sources], "full": full})
    report = ScanReport(job=job)
    async with running(writer, job, "scan", 0, metrics, emit):
        for source in sources:
            await _scan_source(source, deps, report, full)
    report.seconds = round(time.monotonic() - begin, 3)
    return report


async def _scan_source(source: Source, deps: Deps, report: ScanReport, full: bool) -> None:
    begin = time.monotonic()
    mine = SourceReport(source.name, source.path, available=True)
    report.sources.append(mine)
    try:
        await _take_in(source, deps, report, mine, full)
    except SourceError as error:
        mine.available = False
        report.errors.append((source.path, str(error)))
    mine.seconds = round(time.monotonic() - begin, 3)


async def _take_in(source: Source, deps: Deps, report: ScanReport, mine: SourceReport, full: bool) -> None:
    """Walks one source; SourceError when it is not there, or went away: what was found is kept, nothing is missing."""
    root = await root_of(source, deps.library, anew=full)
    known = deps.library.folders(source.name)
    seen = Seen()
    walk = stream(
        lambda: _batches(source, root, {} if full else known, deps.metrics), depth=AHEAD, seconds=STALL_SECONDS
    )
    try:
        async with aclosing(walk) as batches:
            async for batch in batches:
                mine.files += batch.files
                await _store(batch, source, seen, deps, report)
    except TimeoutError:
        raise gone(source, f"it went silent for {STALL_SECONDS:.0f} s") from None
    await _check_root(source, root)
    with deps.metrics.time("store.save"):
        counts = await deps.writer.end_source_scan(
            source.name, seen.folders, unlisted=seen.unlisted, unreadable=seen.unreadable, shows=seen.shows
        )
    if seen.unlisted:
        mine.files = len({hash(file) for file in deps.library.known_files(source.name)})
    report.added += counts.added
    report.updated += counts.updated
    report.unchanged += counts.unchanged
    report.missing += counts.missing


async def _check_root(source: Source, root: Folder) -> None:
    """A share that went away in the middle leaves an empty folder, or another one, where the root was."""
    now = await probe(source, ())
    if now.key != root.key:
        raise gone(source, "another folder is in its place since the scan began")


async def _store(batch: Batch, source: Source, seen: Seen, deps: Deps, report: ScanReport) -> None:
    seen.folders.update(batch.seen)
    seen.unlisted.update(batch.unlisted)
    seen.unreadable.update(batch.unreadable)
    seen.shows.update(batch.shows)
    report.errors += batch.errors
    for path in batch.loops:
        deps.emit(ev.Warned(f"{path} leads back to a folder above it; it was not followed."))
    if batch.films:
        with deps.metrics.time("store.save"):
            await deps.writer.add_discovered(batch.films)
    deps.emit(ev.FilesSeen(source.name, batch.files))


def _batches(source: Source, root: Folder, known: Mapping[str, int], metrics: Metrics) -> Iterator[Batch]:
    """The whole walk in batches of about 500 films, or of half a second; runs on the walk's thread."""
    visits = Walk(source, root, known).visits()
    batch, begin = Batch(), time.monotonic()
    while True:
        with metrics.time("scan.walk"):
            visit = next(visits, None)
        if visit is None:
            break
        _collect(visit, batch, source, root, metrics)
        if len(batch.films) >= BATCH or time.monotonic() - begin > BATCH_SECONDS:
            yield batch
            batch, begin = Batch(), time.monotonic()
    yield batch


def _collect(visit: Visit, batch: Batch, source: Source, root: Folder, metrics: Metrics) -> None:
    batch.seen += visit.seen
    batch.errors += visit.errors
    batch.loops += visit.loops
    if visit.errors:
        batch.unreadable += visit.unreadable
    if visit.unit is None:
        batch.unlisted += [path for path, _ in visit.seen]
        return
    if visit.show == visit.stop.folder.path:
        batch.shows[visit.show] = any(file.name.lower() == "tvshow.nfo" for file in visit.unit.listing.files)
    found, own_folder = films_of(visit, source)
    if found:
        with metrics.time("parse"):
            films = name(found, own_folder, visit, source, root.path)
        batch.films += films
        batch.files += sum(file.role == "video" for film in found for file in film.files)
