"""Makes films out of a unit: which videos are one film, which are extras, and which files belong to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from emm_tui.discover import sidecars
from emm_tui.discover.file_names import (
    VIDEOS,
    FolderRole,
    extra_base,
    marked_base,
    part_of_folder,
    sure_mark,
)
from emm_tui.discover.listing import File
from emm_tui.discover.stacks import group
from emm_tui.discover.unit import Unit
from emm_tui.domain.guess import SourceKind
from emm_tui.domain.media import FileRole, MediaFile

_DISC_FILES = ("video_ts.ifo", "index.bdmv")
SideRole = Literal["trailer", "extra", "sample"]
_SIDE_ROLES: dict[FolderRole, FileRole] = {
    "subtitles": "subtitle",
    "trailers": "trailer",
    "extras": "extra",
    "maybe extras": "extra",
}


@dataclass(slots=True)
class Film:
    """One film, or one episode file: `path` stands for it, `stem` names its sidecars (empty for a disc)."""

    path: str
    stem: str
    files: list[MediaFile] = field(default_factory=list)


def films(unit: Unit, kind: SourceKind, *, own_folder: bool) -> list[Film]:
    """The films that lie directly in a unit, each with all files that belong to it.

    `own_folder`: a sole film owns what lies beside it under names like `poster.jpg`.
    """
    if unit.listing.skipped:
        return []
    loose = _is_disc(unit.listing.files)
    videos = [] if loose else [f for f in unit.listing.files if f.ending in VIDEOS]
    discs = [_disc(part) for part in unit.attached if part.role == "disc"]
    found = [film for film in (*discs, _disc(unit) if loose else None) if film]
    mains, side = _sort_out(videos, kind, bool(found))
    result = found + _part_folders(unit) + [_stacked(stack.stem, stack.files) for stack in group(mains)]
    if result:
        _give_sidecars(result, unit, side, result[0] if own_folder and len(result) == 1 else None)
    return result


def _stacked(name: str, parts: Sequence[File]) -> Film:
    numbers = range(1, len(parts) + 1)
    files = [
        sidecars.media_file(file, "video", number if len(parts) > 1 else None)
        for number, file in zip(numbers, parts, strict=True)
    ]
    return Film(parts[0].path, name, files)


def _disc(unit: Unit, part: int | None = None) -> Film | None:
    """The film of a VIDEO_TS or BDMV folder: one file stands for it, its size is the sum of all streams."""
    everything = [file for each in unit.with_attached() for file in each.listing.files]
    streams = [file for file in everything if file.ending in VIDEOS]
    known = [file for file in everything if file.name.lower() in _DISC_FILES]
    if not known and not streams:
        return None
    stands = (known or streams)[0]
    size = sum(file.size for file in streams) or stands.size
    film = Film(stands.path, "", [MediaFile(stands.path, size, stands.mtime_ns, "video", part)])
    film.files += [sidecars.media_file(file, "nfo") for file in unit.listing.files if file.ending == "nfo"]
    return film


def _is_disc(files: Sequence[File]) -> bool:
    """Do a DVD's files lie in the film's folder itself, without VIDEO_TS between?"""
    return any(file.name.lower() == _DISC_FILES[0] for file in files)


def _part_folders(unit: Unit) -> list[Film]:
    """The one film whose parts are in folders of their own, `CD1`, `CD2`."""
    parts = sorted((u for u in unit.attached if u.role == "part"), key=lambda u: part_of_folder(u.folder.name))
    files: list[MediaFile] = []
    for number, part in enumerate(parts, 1):
        for disc in part.attached:
            film = _disc(disc, number)
            files += film.files if film else []
        files += [
            sidecars.media_file(file, "video", number)
            for file in part.listing.files
            if file.ending in VIDEOS and sure_mark(file.stem) is None
        ]
    return [Film(files[0].path, "", files)] if files else []


def _sort_out(videos: Sequence[File], kind: SourceKind, disc: bool) -> tuple[list[File], list[tuple[File, FileRole]]]:
    """The videos that are films, and those that go with one: trailers and extras; samples are neither."""
    mains: list[File] = []
    side: list[tuple[File, FileRole]] = []
    unsure: list[File] = []
    for video in videos:
        name = video.stem
        mark = sure_mark(name)
        if mark is None:
            (unsure if extra_base(name) or marked_base(name) else mains).append(video)
        elif mark == "trailer":
            side.append((video, "trailer"))
    stems = sidecars.Stems(video.stem for video in mains)
    films_beside = bool(mains) or disc
    for video in unsure:
        role = _role_beside(video.stem, stems, kind, films_beside)
        if role is None:
            mains.append(video)
        elif role != "sample":
            side.append((video, role))
    mains.sort(key=lambda file: file.name)
    return mains, side


def _role_beside(name: str, stems: sidecars.Stems, kind: SourceKind, films: bool) -> SideRole | None:
    """What the name says of itself when what lies beside it agrees; None for a film."""
    base = extra_base(name)
    if base is not None and films and (kind == "movies" or stems.like(base)):
        return "extra"
    marked = marked_base(name)
    return marked[1] if marked and stems.like(marked[0]) else None


def _give_sidecars(result: list[Film], unit: Unit, side: list[tuple[File, FileRole]], alone: Film | None) -> None:
    """Hands every other file of the unit to the film that it is named after, or to the only one."""
    stems = sidecars.Stems(film.stem for film in result)
    by_stem = {sidecars.folded(film.stem): film for film in result}
    for file, role in _side_files(unit, side):
        owner = stems.owner(file.stem)
        if owner is not None:
            by_stem[owner].files.append(sidecars.attach(file, role, owner))
        elif alone is not None and sidecars.belongs_to_folder(file, role):
            alone.files.append(sidecars.attach(file, role, None))


def _side_files(unit: Unit, side: list[tuple[File, FileRole]]) -> Iterator[tuple[File, FileRole]]:
    for file in unit.listing.files:
        role = sidecars.role_of(file)
        if role is not None:
            yield file, role
    yield from side
    for attached in unit.attached:
        role = _SIDE_ROLES.get(attached.role)
        if role is not None:
            wanted = "subtitle" if role == "subtitle" else None
            yield from ((file, role) for file in attached.listing.files if sidecars.role_of(file) == wanted)
