"""Writes what the library knows into the NFO files beside the media, and reads the ids that they hold."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from anyio import to_thread

from emm_tui import fsio
from emm_tui.config import Config
from emm_tui.domain.errors import EmmError, ExportError, StorageError
from emm_tui.domain.events import ItemFailed
from emm_tui.domain.media import Item, Target
from emm_tui.exporters import nfo, nfo_read
from emm_tui.exporters.layout import NAME_BYTES, layout
from emm_tui.paths import Paths, private_folder
from emm_tui.pipeline.reports import ExportReport

if TYPE_CHECKING:
    from emm_tui.store.library import Library


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
    """Writes the NFO files of these items, in `profile` or those of the config; a dry run only says which."""
    report = ExportReport(items=len(ids))
    profiles = [profile] if profile else config.export.profiles
    for ident in ids:
        item = library.item(ident)
        try:
            written = await to_thread.run_sync(_export, item, profiles, paths.backups, dry_run)
        except StorageError as error:
            report.storage_error = str(error)
            break
        except EmmError as error:
            report.failures.append(ItemFailed(ident, item.row.path, "export", str(error)))
            continue
        report.written += written
        report.unchanged += not written
    return report


async def export_item(item: Item, deps: ExportDeps) -> list[str]:
    """Brings the item's NFO up to date; returns the paths of what was written, none when all was right already.

    Raises ExportError when an NFO of somebody else is in the way, StorageError when the disk is full or read-only.
    """
    return await to_thread.run_sync(_export, item, deps.config.export.profiles, deps.paths.backups, False)


def nfo_ids(target: Target) -> dict[str, str]:
    """The ids that the NFO files beside a title name; the file that a media center prefers decides."""
    found: dict[str, str] = {}
    for path in layout(target).nfos:
        found = nfo_read.ids(path) or found
    return found


def _export(item: Item, profiles: Collection[str], backups: Path, dry_run: bool) -> list[str]:
    paths = _destinations(item)
    if not dry_run:
        for folder in dict.fromkeys(os.path.dirname(path) for path in paths):
            fsio.sweep(folder)
    return [path for path in paths if _write(path, item, profiles, backups, dry_run)]


def _destinations(item: Item) -> list[str]:
    """Every NFO of the title that can be merged, so that no two say different things; else the first free name."""
    free, readable, problem = [], [], None
    paths = layout(item).nfos
    for path in paths:
        try:
            data = fsio.read_small(path, nfo_read.LIMIT)
            if data is None:
                free.append(path)
            else:
                nfo.understood(data, item.row.kind)
                readable.append(path)
        except StorageError:
            raise
        except ExportError as error:
            problem = problem or ExportError(f"{path}: {error.message}", error.hint)
    if readable or free:
        return readable or [paths[0] if paths[0] in free else free[-1]]
    raise problem or ExportError(f"{item.row.path}: no room for an NFO beside it.", "Shorten the name of the video.")


def _write(path: str, item: Item, profiles: Collection[str], backups: Path, dry_run: bool) -> bool:
    """Merges and writes; when somebody else writes meanwhile, theirs is merged too."""
    for last in (False, True):
        before = fsio.stamp(path)
        old = fsio.read_small(path, nfo_read.LIMIT) if before else None
        new = nfo.render(item, old, profiles)
        if new == old:
            return False
        if dry_run:
            return True
        if old is not None and not nfo.is_ours(old):
            _back_up(path, old, backups)
        try:
            fsio.write_whole(path, new, expected=before, new=before is None)
            return True
        except fsio.ChangedError:
            if last:
                raise
    return True


def _back_up(path: str, data: bytes, backups: Path) -> None:
    """Copies somebody else's NFO, byte for byte, before it is changed for the first time."""
    folder = backups / "nfo"
    private_folder(folder)
    digest = hashlib.sha256(os.fsencode(path) + b"\0" + data).hexdigest()[:12]
    stem = os.fsencode(os.path.splitext(os.path.basename(path))[0])[: NAME_BYTES - 20]
    copy = os.path.join(folder, f"{os.fsdecode(stem)}.{digest}.nfo")
    if fsio.stamp(copy) is None:
        fsio.write_whole(copy, data)
