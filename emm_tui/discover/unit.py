"""A folder together with the subfolders that are part of it: discs, parts, subtitles, trailers, extras."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from emm_tui.discover.file_names import (
    VIDEOS,
    FolderRole,
    is_number_folder,
    is_season_folder,
    sure_mark,
)
from emm_tui.discover.listing import Folder, Listing, read, reason
from emm_tui.domain.guess import SourceKind

_SIDE: frozenset[FolderRole] = frozenset({"subtitles", "trailers", "extras", "maybe extras"})
_STREAM = re.compile("stream", re.I)


@dataclass(slots=True)
class Unit:
    """A listed folder: `attached` are the subfolders that belong to it, `below` those to be visited on their own.

    `films` when films lie in it, or the episodes of a show in or under it. `errors` are (path, text) of what could
    not be read: nothing at or below those paths may be taken for gone.
    """

    folder: Folder
    role: FolderRole
    listing: Listing
    attached: list[Unit] = field(default_factory=list)
    below: list[Folder] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    films: bool = False

    def with_attached(self) -> Iterator[Unit]:
        """This unit and all that belongs to it."""
        yield self
        for unit in self.attached:
            yield from unit.with_attached()


def read_unit(folder: Folder, kind: SourceKind, *, root: bool = False, show: bool = False) -> Unit:
    """Lists a folder and what belongs to it; OSError (its `filename` says where) when its films cannot be known.

    `root` for the source's own folder, `show` when a show is known to lie at or above it.
    """
    unit = Unit(folder, "media", read(folder.path))
    unit.errors += unit.listing.errors
    roles = [(child, child.role) for child in unit.listing.folders]
    films = unit.films = show or _holds_films(folder, unit.listing, kind, root)
    for child, role in roles:
        if role == "disc":
            unit.attached.append(_read_disc(child))
        elif _is_media(role, kind, root, films):
            unit.below.append(child)
        elif role in _SIDE and films and not root:
            _attach_side(unit, child, role)
    if kind == "movies" and not root and not films:
        _attach_parts(unit)
    return unit


def is_show(folder: Folder, listing: Listing) -> bool:
    """Does a folder look like that of a show: episodes or seasons in it, or an NFO that says so?"""
    names = [child.name for child in listing.folders if child.role == "media"]
    seasons = [is_season_folder(name, folder.name) for name in names]
    numbers = bool(names) and all(season or is_number_folder(name) for season, name in zip(seasons, names, strict=True))
    return any(seasons) or numbers or has_film(listing) or any(f.name.lower() == "tvshow.nfo" for f in listing.files)


def _holds_films(folder: Folder, listing: Listing, kind: SourceKind, root: bool) -> bool:
    if kind == "tv" and not root and is_show(folder, listing):
        return True
    return has_film(listing) or any(child.role == "disc" for child in listing.folders)


def has_film(listing: Listing) -> bool:
    """Is there a video that is neither a trailer nor a sample by its name?"""
    return any(f.ending in VIDEOS and sure_mark(f.stem) is None for f in listing.files)


def _is_media(role: FolderRole, kind: SourceKind, root: bool, films: bool) -> bool:
    """Is it visited on its own? A show may be called Extras, and a folder without a film may hold Shorts."""
    if role in ("media", "part"):
        return True
    if role in ("maybe extras", "side"):
        return root or not films
    return role in ("extras", "trailers") and root and kind == "tv"


def _read_disc(folder: Folder) -> Unit:
    unit = Unit(folder, "disc", read(folder.path))
    for child in unit.listing.folders:
        if _STREAM.fullmatch(child.name):
            unit.attached.append(Unit(child, "disc", read(child.path)))
    return unit


def _attach_side(unit: Unit, child: Folder, role: FolderRole) -> None:
    try:
        unit.attached.append(Unit(child, role, read(child.path)))
    except OSError as error:
        unit.errors.append((child.path, reason(error)))


def _attach_parts(unit: Unit) -> None:
    """`CD1` and `CD2` with a film's file each are the parts of one film."""
    parts = [child for child in unit.below if child.role == "part"]
    if len(parts) < 2:
        return
    read_parts = [_read_part(child) for child in parts]
    if all(_films_of_part(part) == 1 for part in read_parts):
        unit.attached += read_parts
        unit.below = [child for child in unit.below if child not in parts]


def _read_part(folder: Folder) -> Unit:
    unit = Unit(folder, "part", read(folder.path))
    unit.attached = [_read_disc(child) for child in unit.listing.folders if child.role == "disc"]
    return unit


def _films_of_part(part: Unit) -> int:
    if part.attached:
        return len(part.attached)
    return sum(f.ending in VIDEOS and sure_mark(f.stem) is None for f in part.listing.files)
