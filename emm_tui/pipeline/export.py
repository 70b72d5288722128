"""Writes what the library knows into the NFO files beside the media, and reads the ids that they hold."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from anyio import to_thread

from emm_tui import fsio
from emm_tui.config import Config
from emm_tui.domain.errors import EmmError, ExportError, StorageError
from emm_tui.domain.events import ItemFailed
from emm_tui.domain.media import Item, Target
from emm_tui.exporters import nfo, nfo_read
from emm_tui.exporters.layout import layout
from emm_tui.exporters.nfo_tables import TABLES
from emm_tui.paths import Paths
from emm_tui.pipeline.backups import back_up
from emm_tui.pipeline.flow import ends_the_run
from emm_tui.pipeline.reports import ExportReport, NfoPreview
from emm_tui.pipeline.show_files import in_folder, read_show

if TYPE_CHECKING:
    from emm_tui.store.library import Library

_MOMENT = 0.05
"""So many seconds one thread writes before it lets others have their say."""


class ExportDeps(Protocol):
    """What an export needs to know of a run."""

    @property
    def config(self) -> Config:
        """The configuration."""
        ...

    @property
    def paths(self) -> Paths:
        """The program's own folders."""
        ...


async def export(
    ids: Sequence[int],
    library: Library,
    config: Config,
    paths: Paths,
    *,
    profile: str | None = None,
    dry_run: bool = False,
) -> ExportReport:
    """Writes the NFO files of these items, in `profile` or those of the config; a dry run only says which.

    A show brings those of all its episodes. What is read-only keeps no other item from its files; a full disk does.
    """
    report = ExportReport(items=len(ids))
    way = _Way([profile] if profile else config.export.profiles, paths.backups, dry_run)
    for ident in ids:
        try:
            await _attempt(await to_thread.run_sync(_files_of, library, ident, way.profiles), way, report)
        except StorageError as error:
            report.storage_error = str(error)
            break
    return report


async def _attempt(files: Sequence[Sequence[Item]], way: _Way, report: ExportReport) -> None:
    """Writes NFO files; one that cannot be written keeps no other from it, a full disk does."""
    left = iter(files)
    while await to_thread.run_sync(_attempt_some, left, way, report):
        pass


def _attempt_some(files: Iterator[Sequence[Item]], way: _Way, report: ExportReport) -> bool:
    """Writes as many as can be in a moment, for who cancels waits that long; False when there are no more."""
    until = monotonic() + _MOMENT
    for items in files:
        try:
            written = _export(items, way)
        except EmmError as error:
            if ends_the_run(error):
                raise
            if isinstance(error, StorageError):
                report.storage_error = report.storage_error or str(error)
            report.failures.append(ItemFailed(items[0].row.id, items[0].row.path, "export", str(error)))
        else:
            report.written += written
            report.unchanged += not written
        if monotonic() > until:
            return True
    return False


async def export_item(item: Item, deps: ExportDeps) -> list[str]:
    """Brings the item's NFO up to date; returns the paths of what was written, none when all was right already.

    Raises ExportError when an NFO of somebody else is in the way, StorageError when the disk is full, ReadOnlyError.
    """
    return await to_thread.run_sync(_export, [item], _Way(deps.config.export.profiles, deps.paths.backups))


async def export_show(
    show: Item, seasons: Sequence[Item], files: Mapping[str, Sequence[Item]], deps: ExportDeps
) -> list[str]:
    """Brings the NFO of a show and of each of its files up to date; returns the paths of what was written.

    `files` are the episodes of each file. One that cannot be written does not keep the others from it: the ExportError
    comes when all are done. Raises StorageError at once.
    """
    report = ExportReport()
    way = _Way(deps.config.export.profiles, deps.paths.backups)
    await _attempt(nfo_files(show, seasons, files, way.profiles), way, report)
    if report.failures:
        more = len(report.failures) - 1
        raise ExportError(report.failures[0].error, f"{more} more could not be written either." if more else None)
    return report.written


def preview(item: Item, config: Config) -> list[NfoPreview]:
    """Every NFO that an export of the item would write or leave, and how it lies there now.

    Raises ExportError for one that has no room for an NFO, or where somebody else's cannot be read.
    """
    found = []
    for path in _destinations(item):
        old = fsio.read_small(path, nfo_read.LIMIT)
        found.append(NfoPreview(path, old, nfo.render([item], old, config.export.profiles)))
    return found


def nfo_ids(target: Target) -> dict[str, str]:
    """The ids that the NFO files beside a title name; the file that a media center prefers decides."""
    found: dict[str, str] = {}
    for path in layout(target).nfos if target.path else ():
        found = nfo_read.ids(path, TABLES[target.kind][0]) or found
    return found


@dataclass(slots=True)
class _Way:
    """How files are written; `swept` are the folders that were swept before."""

    profiles: Collection[str]
    backups: Path
    dry_run: bool = False
    swept: set[str] = field(default_factory=set)


def _files_of(library: Library, ident: int, profiles: Collection[str]) -> list[Sequence[Item]]:
    item = library.item(ident)
    return nfo_files(*read_show(library, item), profiles) if item.row.kind == "show" else [[item]]


def nfo_files(
    show: Item, seasons: Sequence[Item], files: Mapping[str, Sequence[Item]], profiles: Collection[str]
) -> list[Sequence[Item]]:
    """The titles of each NFO of a show: its own one in each of its folders, that of each file, and for Jellyfin one in
    each folder of a season."""
    whole = replace(show, seasons=[season.row for season in seasons])
    folders = show.folders or ([show.row.path] if show.row.path else [])
    own = [[in_folder(whole, folder)] for folder in folders]
    return [*own, *([one] for one in _season_folders(seasons, files, folders, profiles)), *files.values()]


def _season_folders(
    seasons: Sequence[Item], files: Mapping[str, Sequence[Item]], folders: Collection[str], profiles: Collection[str]
) -> Iterator[Item]:
    """The known seasons, each as it lies in a folder that holds nothing of other ones; none of a loose show's."""
    if "jellyfin" not in profiles or not folders:
        return
    held: dict[str, set[int | None]] = defaultdict(set)
    for path, episodes in files.items():
        held[os.path.dirname(path)].update(one.row.season for one in episodes)
    for folder in sorted(held.keys() - set(folders)):
        for season in seasons:
            if held[folder] == {season.row.season} and season.row.state != "unmatched":
                yield replace(season, row=replace(season.row, path=folder))


def _export(items: Sequence[Item], way: _Way) -> list[str]:
    paths = _destinations(items[0])
    for folder in {os.path.dirname(path) for path in paths} - way.swept:
        way.swept.add(folder)
        if not way.dry_run:
            fsio.sweep(folder)
    return [path for path in paths if _write(path, items, way)]


def _destinations(item: Item) -> list[str]:
    """Every NFO of the title that can be merged, so that no two say different things; else the first free name.

    An empty file is nobody's NFO, yet it would be read instead of another: it is filled as well.
    """
    free, blank, readable, problem = [], [], [], None
    paths = layout(item).nfos
    for path in paths:
        try:
            data = fsio.read_small(path, nfo_read.LIMIT)
            if data is None:
                free.append(path)
            elif nfo.is_blank(data):
                blank.append(path)
            else:
                nfo.understood(data, item.row.kind)
                readable.append(path)
        except StorageError:
            raise
        except ExportError as error:
            problem = problem or ExportError(f"{path}: {error.message}", error.hint)
    if not readable and free:
        readable = [paths[0] if paths[0] in free else free[-1]]
    if readable or blank:
        return [path for path in paths if path in readable or path in blank]
    raise problem or ExportError(f"{item.row.path}: no room for an NFO beside it.", "Shorten the name of the video.")


def _write(path: str, items: Sequence[Item], way: _Way) -> bool:
    """Merges and writes; when somebody else writes meanwhile, theirs is merged too."""
    for last in (False, True):
        before = fsio.stamp(path)
        old = fsio.read_small(path, nfo_read.LIMIT) if before else None
        new = nfo.render(items, old, way.profiles)
        if new == old:
            return False
        if way.dry_run:
            return True
        if old and not nfo.is_ours(old):
            back_up(path, old, way.backups / "nfo")
        try:
            fsio.write_whole(path, new, expected=before, new=before is None)
            return True
        except fsio.ChangedError:
            if last:
                raise
    return True
