"""The pictures of a show that lies in several folders: what its main one has is copied to the others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from anyio import to_thread

from emm_tui import fsio
from emm_tui.domain import events as ev
from emm_tui.domain.artwork import ArtworkFile
from emm_tui.domain.errors import ExportError
from emm_tui.domain.media import Item
from emm_tui.exporters.artwork import READABLE, art_names, art_path
from emm_tui.exporters.layout import Layout, layout
from emm_tui.pipeline.artwork_download import ArtworkDeps
from emm_tui.pipeline.artwork_survey import listing, remove_ours
from emm_tui.pipeline.flow import ends_the_run
from emm_tui.pipeline.show_files import in_folder

MOST_BYTES = 64 * 1024 * 1024


@dataclass(slots=True)
class _Copying:
    """The copies of one item's pictures: `files` by kind are what they are copied from."""

    item: Item
    files: Mapping[str, ArtworkFile]
    profiles: list[str]
    copies: dict[str, ArtworkFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.copies = {copy.path: copy for copy in self.item.copies}


async def copy_pictures(
    items: Mapping[int, Item],
    files: Mapping[int, Mapping[str, ArtworkFile]],
    deps: ArtworkDeps,
    folders: list[str],
) -> list[str]:
    """Brings the pictures of a show and its seasons into further `folders`; returns why some could not be.

    Both mappings are by item. A picture that somebody else put there stays. Raises StorageError when the disk is full.
    """
    profiles = deps.config.export.profiles
    works = [_Copying(item, files.get(id, {}), profiles) for id, item in items.items()]
    problems = await to_thread.run_sync(_copy_all, works, folders)
    for work in works:
        now = sorted(work.copies.values(), key=lambda copy: copy.path)
        if now != sorted(work.item.copies, key=lambda copy: copy.path):
            await deps.store.save_copies(work.item.row.id, now)
    for problem in problems:
        deps.emit(ev.Warned(problem))
    return problems


def _copy_all(works: list[_Copying], folders: list[str]) -> list[str]:
    problems = []
    for folder in folders:
        try:
            names = listing(folder)
            for work in works:
                _copy(work, folder, names)
        except ExportError as error:
            if ends_the_run(error):
                raise
            problems.append(f"{folder}: no pictures. {error}")
    return problems


def _copy(work: _Copying, folder: str, names: Mapping[str, str]) -> None:
    place = layout(in_folder(work.item, folder))
    for kind, file in work.files.items():
        if os.path.dirname(file.path) != folder:
            _bring(work, place, kind, file, names)
    for copy in [copy for copy in work.copies.values() if os.path.dirname(copy.path) == folder]:
        if copy.kind not in work.files:
            remove_ours(copy)
            del work.copies[copy.path]


def _bring(work: _Copying, place: Layout, kind: str, file: ArtworkFile, names: Mapping[str, str]) -> None:
    """Copies one picture, unless it is there already or somebody else's is."""
    stems = art_names(place, kind, work.profiles)
    found = [names[f"{stem}.{ending}"] for stem in stems for ending in READABLE if f"{stem}.{ending}" in names]
    there = os.path.join(place.folder, found[0]) if found else None
    record = work.copies.get(there) if there else None
    if there and record and _unchanged(record) and record.sha256 == file.sha256:
        return
    data = fsio.read_small(file.path, MOST_BYTES)
    if data is None:
        return
    digest = hashlib.sha256(data).hexdigest()
    if there and _digest(there) == digest:
        work.copies[there] = _copied(file, there, digest)
    elif there is None or (record and _unchanged(record)):
        path = art_path(place, kind, os.path.splitext(file.path)[1][1:], work.profiles)
        if there and there != path:
            fsio.remove(there)
            del work.copies[there]
        before = fsio.stamp(path)
        fsio.write_whole(path, data, expected=before, new=before is None)
        work.copies[path] = _copied(file, path, digest)
    elif record:
        del work.copies[record.path]


def _unchanged(record: ArtworkFile) -> bool:
    now = fsio.stamp(record.path)
    return now is not None and (now.size, now.mtime_ns) == (record.size, record.mtime_ns)


def _digest(path: str) -> str:
    return hashlib.sha256(fsio.read_small(path, MOST_BYTES) or b"").hexdigest()


def _copied(file: ArtworkFile, path: str, digest: str) -> ArtworkFile:
    now = fsio.stamp(path)
    size, mtime = (now.size, now.mtime_ns) if now else (None, None)
    return replace(file, path=path, sha256=digest, size=size, mtime_ns=mtime, pending=False, chosen=False)
