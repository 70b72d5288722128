"""Pictures that make way for what a person wants: how they were, with a copy of each, and how they come back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from emm_tui import fsio
from emm_tui.config import Config
from emm_tui.domain.errors import ExportError
from emm_tui.domain.media import Item
from emm_tui.exporters.artwork import PROFILES, art_names, art_path
from emm_tui.exporters.layout import Layout, layout
from emm_tui.pipeline.artwork_survey import Lying, listing, remove_ours, survey
from emm_tui.pipeline.backups import back_up
from emm_tui.store.pictures import Was

LARGEST = 50_000_000
OURS = 100
"""How many copies of our own pictures are kept: as many as there are changes that can be taken back."""


def was(lying: Lying | None, locked: bool, backups: Path | None) -> Was:
    """How a picture is now, with a copy of it in `backups` when it is about to go."""
    if lying is None:
        return Was(None, locked)
    return Was(lying.file, locked, _copy(lying, backups) if backups else None)


def away(lying: Lying) -> None:
    """Removes a picture that was copied; one of ours only when it is what we wrote."""
    if lying.ours:
        remove_ours(lying.file)
    else:
        fsio.remove(lying.file.path)


def put_back(item: Item, kind: str, then: Was, config: Config, backups: Path) -> tuple[Was, Was]:
    """Makes the picture that lies beside an item the one of `then`; returns how it was until now, and how it is.

    It comes to where the item is today. ExportError when that cannot be: what was there stays.
    """
    place = layout(item)
    _check_there(item, place)
    names = listing(place.folder)
    lying = survey(place, names, [kind], config.export.profiles, item.artwork).lying.get(kind)
    if then.file is None:
        now = was(lying, kind in item.locked, backups)
        if lying:
            away(lying)
        return now, then
    path = _path_today(then.file.path, place, kind, config.export.profiles)
    data = _kept(path, then.copy, lying)
    now = was(lying, kind in item.locked, backups)
    stamp = _write(path, data, lying)
    return now, replace(then, file=replace(then.file, path=path, size=stamp.size, mtime_ns=stamp.mtime_ns))


def _check_there(item: Item, place: Layout) -> None:
    """ExportError for an item that is not where the last scan saw it: nothing is put where it was."""
    path = item.row.path if item.row.kind != "season" else None
    if not os.path.isdir(place.folder) or (path and not os.path.lexists(path)):
        raise ExportError(
            f"{item.row.title} is not at {path or place.folder} any more: it was moved, or its disk is gone.",
            "Nothing was changed; scan its source, then undo again: that follows it.",
        )


def _path_today(path: str, place: Layout, kind: str, profiles: Sequence[str]) -> str:
    """Where a picture belongs that lay at `path`: there, unless the item has another folder or name since."""
    name = os.path.basename(path)
    stem, ending = os.path.splitext(name)
    if stem.lower() in art_names(place, kind, PROFILES):
        return os.path.join(place.folder, name)
    return art_path(place, kind, ending.removeprefix("."), profiles)


def _kept(path: str, copy: str | None, lying: Lying | None) -> bytes:
    """The bytes of the picture that is to come back; without a copy it is the one that lies there still."""
    data = fsio.read_small(copy, LARGEST) if copy else _bytes(lying)
    if data is None:
        raise ExportError(f"The copy of {path} is gone.", "Choose the picture again.")
    return data


def _write(path: str, data: bytes, lying: Lying | None) -> fsio.Stamp:
    """Puts the bytes at `path` in place of what lies there, or under another name of the same kind."""
    there = fsio.stamp(path)
    in_place = lying is not None and os.path.normpath(lying.file.path) == os.path.normpath(path)
    if in_place and there and data == _bytes(lying):
        return there
    if there and not in_place:
        raise ExportError(f"Something else lies at {path} by now.", "It was left alone.")
    written = fsio.write_whole(path, data, expected=there, new=there is None)
    if lying and not in_place:
        away(lying)
    return written


def _bytes(lying: Lying | None) -> bytes | None:
    return fsio.read_small(lying.file.path, LARGEST) if lying else None


def _copy(lying: Lying, backups: Path) -> str | None:
    data = _bytes(lying)
    if data is None:
        return None
    if not lying.ours:
        return back_up(lying.file.path, data, backups / "artwork")
    folder = backups / "artwork-ours"
    copy = back_up(lying.file.path, data, folder)
    os.utime(copy)
    _forget_the_oldest(folder)
    return copy


def _forget_the_oldest(folder: Path) -> None:
    """Somebody else's pictures are kept for good, ours only as long as they can come back."""
    copies = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for old in copies[OURS:]:
        fsio.remove(str(old))
