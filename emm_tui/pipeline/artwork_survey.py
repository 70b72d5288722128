"""What lies beside a title: which of its pictures are ours, which are somebody else's, which are missing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from emm_tui import fsio
from emm_tui.domain.artwork import ArtworkFile
from emm_tui.exporters.artwork import READABLE, art_names
from emm_tui.exporters.layout import Layout
from emm_tui.fsio import Stamp
from emm_tui.pipeline import pictures

_JUDGED = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(slots=True, frozen=True)
class Lying:
    """A picture that lies in place; only `ours` may be replaced. `file.url` is None when its origin is not known."""

    file: ArtworkFile
    ours: bool


def listing(folder: str) -> dict[str, str]:
    """The names in a folder by their lower case, after sweeping it; raises ExportError when it cannot be read."""
    return {name.lower(): name for name in fsio.sweep(folder)}


def survey(
    place: Layout,
    names: Mapping[str, str],
    kinds: Collection[str],
    profiles: Collection[str],
    recorded: Mapping[str, ArtworkFile],
) -> dict[str, Lying]:
    """The picture of each kind that is there; `names` are those in its folder."""
    found: dict[str, Lying] = {}
    for kind in kinds:
        record = recorded.get(kind)
        lying = _known(record) if record and record.url else None
        lying = lying or _foreign(place, kind, profiles, names, record)
        if lying:
            found[kind] = lying
    return found


def _known(record: ArtworkFile) -> Lying | None:
    """The picture that the library says is ours, when it still is; None when a person has put another in its place."""
    if record.pending:
        return _planned(record)
    now = fsio.stamp(record.path)
    if now is None or now.size != record.size:
        return None
    if now.mtime_ns == record.mtime_ns or _digest(record.path) == record.sha256:
        return Lying(replace(record, mtime_ns=now.mtime_ns), ours=True)
    return None


def _planned(record: ArtworkFile) -> Lying | None:
    """A download that was planned by a run which did not end: it is done when a new file has appeared."""
    for path in _variants(record.path):
        now = fsio.stamp(path)
        if now is None:
            continue
        if record.size is not None and now == Stamp(record.size, record.mtime_ns or 0):
            old = ArtworkFile(record.kind, path, size=now.size, mtime_ns=now.mtime_ns)
            return Lying(old, ours=True)
        size = pictures.size(path)
        expected = not record.width or size == (record.width, record.height)
        if size and expected and not pictures.is_damaged(path):
            done = replace(record, path=path, width=size[0], height=size[1], pending=False, sha256=_digest(path))
            return Lying(replace(done, size=now.size, mtime_ns=now.mtime_ns), ours=True)
    return None


def _foreign(
    place: Layout, kind: str, profiles: Collection[str], names: Mapping[str, str], record: ArtworkFile | None
) -> Lying | None:
    """A picture that somebody else has put there; one that breaks off is as good as none."""
    for name in _readable(art_names(place, kind, profiles), names):
        path = os.path.join(place.folder, name)
        now = fsio.stamp(path)
        if now is None:
            continue
        if record and record.path == path and Stamp(record.size or 0, record.mtime_ns or 0) == now and not record.url:
            return Lying(record, ours=False)
        if path.lower().endswith(_JUDGED) and pictures.is_damaged(path):
            continue
        width, height = pictures.size(path) or (None, None)
        return Lying(ArtworkFile(kind, path, None, width, height, size=now.size, mtime_ns=now.mtime_ns), ours=False)
    return None


def _readable(stems: list[str], names: Mapping[str, str]) -> Iterator[str]:
    for stem in stems:
        for ending in READABLE:
            name = names.get(f"{stem}.{ending}")
            if name:
                yield name


def _variants(path: str) -> list[str]:
    """The path with each of our endings: which one it is only shows in the bytes of the answer."""
    stem, ending = os.path.splitext(path)
    return [path, stem + (".jpg" if ending == ".png" else ".png")]


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
