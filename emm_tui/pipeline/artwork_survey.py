"""What lies beside a title: which of its pictures are ours, which are somebody else's, which are missing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from emm_tui import fsio
from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
from emm_tui.exporters.artwork import READABLE, art_names
from emm_tui.exporters.layout import Layout
from emm_tui.fsio import Stamp
from emm_tui.pipeline import pictures


@dataclass(slots=True, frozen=True)
class Lying:
    """A picture that lies in place; only `ours` may be replaced. `file.url` is None when its origin is not known."""

    file: ArtworkFile
    ours: bool


@dataclass(slots=True)
class Survey:
    """What was found: the picture of each kind, and the names in the folder of what only pretends to be one."""

    lying: dict[str, Lying] = field(default_factory=dict)
    no_pictures: list[str] = field(default_factory=list)


def offered(url: str | None, candidates: Iterable[ArtworkCandidate]) -> ArtworkCandidate | None:
    """The candidate that has this address, on whatever host it is today."""
    return next((one for one in candidates if url and address(one.url) == address(url)), None)


def address(url: str) -> str:
    """What follows the host in an address: hosts change, the picture is the same."""
    return url.split("/", 3)[-1]


def listing(folder: str) -> dict[str, str]:
    """The names in a folder by their lower case, after sweeping it; raises ExportError when it cannot be read."""
    return {name.lower(): name for name in fsio.sweep(folder)}


def survey(
    place: Layout,
    names: Mapping[str, str],
    kinds: Collection[str],
    profiles: Collection[str],
    recorded: Mapping[str, ArtworkFile],
) -> Survey:
    """Looks for the picture of each kind; `names` are those in its folder."""
    found = Survey()
    for kind in kinds:
        record = recorded.get(kind)
        lying = _known(record) if record and record.url else None
        lying = lying or _foreign(place, kind, profiles, names, record, found.no_pictures)
        if lying:
            found.lying[kind] = lying
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
        if record.size is not None and now == _stamp(record):
            old = ArtworkFile(record.kind, path, size=now.size, mtime_ns=now.mtime_ns)
            return Lying(old, ours=True)
        size = pictures.size(path)
        expected = not record.width or size == (record.width, record.height)
        if size and expected and pictures.condition(path) == "whole":
            done = replace(record, path=path, width=size[0], height=size[1], pending=False, sha256=_digest(path))
            return Lying(replace(done, size=now.size, mtime_ns=now.mtime_ns), ours=True)
    return None


def _foreign(
    place: Layout,
    kind: str,
    profiles: Collection[str],
    names: Mapping[str, str],
    record: ArtworkFile | None,
    no_pictures: list[str],
) -> Lying | None:
    """A picture that somebody else has put there; one that breaks off is as good as none.

    What was never a picture is added to `no_pictures`: it stays, but it does not stand in the way of a right one.
    """
    for name in _readable(art_names(place, kind, profiles), names):
        path = os.path.join(place.folder, name)
        now = fsio.stamp(path)
        if now is None:
            continue
        if record and record.width and not record.url and (record.path, _stamp(record)) == (path, now):
            return Lying(record, ours=False)
        condition = pictures.condition(path)
        if condition == "none":
            no_pictures.append(name)
        if condition != "whole":
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


def _stamp(record: ArtworkFile) -> Stamp:
    return Stamp(record.size or 0, record.mtime_ns or 0)


def remove_ours(file: ArtworkFile) -> None:
    """Takes a picture of ours away, unless it is no more what we wrote, byte for byte."""
    if fsio.stamp(file.path) == _stamp(file) and file.sha256 in (None, _digest(file.path)):
        fsio.remove(file.path)


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
