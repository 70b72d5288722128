"""Where the files that we write for a title lie: beside its video or above its disc, under names that are read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from emm_tui.domain.errors import ExportError
from emm_tui.domain.media import Item, MediaFile, Target

DISC_FOLDERS = frozenset({"video_ts", "bdmv", "hvdvd_ts"})
NAME_BYTES = 255

_MARK = re.compile(r"[ ._-]*[(\[]?(?:cd|dvd|dis[ck]|(?<![a-z])(?:part|pt))?[ ._-]*$", re.I)


@dataclass(slots=True, frozen=True)
class Layout:
    """The places of one title's files.

    `folder` holds its artwork, whose names begin with `stem` (None: they are the bare kinds). `nfos` are the full paths
    that a media center reads as its NFO, first the one that we write. `own_folder`: nothing else lies there.
    """

    folder: str
    stem: str | None
    own_folder: bool
    nfos: tuple[str, ...]


def layout(title: Item | Target) -> Layout:
    """The layout of an item; raises ExportError for one without a file."""
    if isinstance(title, Target):
        kind, path, own = title.kind, title.path, title.own_folder
    else:
        kind, path, own = title.row.kind, title.row.path or "", title.own_folder
    if not path or kind not in _LAYOUTS:
        raise ExportError(f"A {kind} without a file has nothing to lie beside.", "Scan its source again.")
    return _LAYOUTS[kind](path, _parts(title.files), own)


def _parts(files: Iterable[MediaFile]) -> list[str]:
    """The paths of a stack's videos in their order."""
    parts = sorted((f.part, f.path) for f in files if f.role == "video" and f.part is not None)
    return [path for _, path in parts]


def _movie(path: str, parts: Sequence[str], own_folder: bool) -> Layout:
    folder, name = os.path.split(path)
    above, inside = os.path.split(folder)
    if inside.lower() in DISC_FOLDERS:
        return Layout(above, None, True, (os.path.splitext(path)[0] + ".nfo", os.path.join(above, "movie.nfo")))
    stem = os.path.splitext(name)[0]
    stems = [stack_stem([os.path.basename(p) for p in parts]), stem] if len(parts) > 1 else [stem]
    names = [f"{s}.nfo" for s in dict.fromkeys(stems)] + (["movie.nfo"] if own_folder else [])
    return Layout(folder, stems[0], own_folder, tuple(os.path.join(folder, n) for n in names if fits(n)))


_LAYOUTS = {"movie": _movie}


def stack_stem(names: Sequence[str]) -> str:
    """The name that the parts of a stack share, without the mark of the part: `X cd1.avi`, `X cd2.avi` -> `X`."""
    stems = [os.path.splitext(name)[0] for name in names]
    before = _shared(stems)
    after = _shared([stem[len(before) :][::-1] for stem in stems])[::-1]
    shared = _MARK.sub("", before) + after.lstrip(")]")
    return shared or stems[0]


def _shared(words: Sequence[str]) -> str:
    """The characters that all words begin with."""
    return "".join(column[0] for column in takewhile(lambda c: len(set(c)) == 1, zip(*words, strict=False)))


def fits(name: str) -> bool:
    """Can a file have this name? Disks count its bytes."""
    return len(os.fsencode(name)) <= NAME_BYTES
