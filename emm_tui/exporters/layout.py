"""Where the files that we write for a title lie: beside its video, above its disc, in the folder of its show."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
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
    that a media center reads as its NFO, first the one that we write. `own_folder`: nothing else lies there. `plain` is
    the kind of picture that Plex reads under the stem alone.
    """

    folder: str
    stem: str | None
    own_folder: bool
    nfos: tuple[str, ...]
    plain: str | None = None


@dataclass(slots=True, frozen=True)
class _Title:
    """What decides where files lie: `path` is the file or folder that stands for it, a season's that of its show.

    `season_folder` is that of a season's own, when it has one.
    """

    path: str
    parts: Sequence[str]
    own_folder: bool
    season: int | None
    season_folder: str | None


def layout(title: Item | Target) -> Layout:
    """The layout of an item; raises ExportError for one without a file or folder."""
    row = title if isinstance(title, Target) else title.row
    path, season, season_folder = row.path, None, None
    if isinstance(title, Item) and row.kind == "season":
        path, season, season_folder = title.show.path if title.show else None, title.row.season, row.path
    if not path or row.kind not in _LAYOUTS:
        raise ExportError(f"A {row.kind} without a file has nothing to lie beside.", "Scan its source again.")
    return _LAYOUTS[row.kind](_Title(path, _parts(title.files), title.own_folder, season, season_folder))


def _parts(files: Iterable[MediaFile]) -> list[str]:
    """The paths of a stack's videos in their order."""
    parts = sorted((f.part, f.path) for f in files if f.role == "video" and f.part is not None)
    return [path for _, path in parts]


def _movie(title: _Title) -> Layout:
    return _video(title, "movie.nfo", own_folder=title.own_folder)


def _show(title: _Title) -> Layout:
    return Layout(title.path, None, True, (os.path.join(title.path, "tvshow.nfo"),))


def _season(title: _Title) -> Layout:
    """The pictures of a season lie in the folder of its show, an NFO in its own one."""
    nfos = (os.path.join(title.season_folder, "season.nfo"),) if title.season_folder else ()
    if not title.season:
        return Layout(title.path, "season-specials", False, nfos)
    return Layout(title.path, f"season{title.season:02}", False, nfos, plain="poster")


def _episode(title: _Title) -> Layout:
    """A folder of its own changes nothing: bare names are never read as an episode's."""
    return _video(title, own_folder=False, plain="thumb")


def _video(title: _Title, *names_above: str, own_folder: bool, plain: str | None = None) -> Layout:
    """Beside a video; `names_above` are read as its NFO too, above a disc or in a folder of its own."""
    folder, name = os.path.split(title.path)
    above, inside = os.path.split(folder)
    if inside.lower() in DISC_FOLDERS:
        nfos = [os.path.splitext(title.path)[0] + ".nfo", *(os.path.join(above, n) for n in names_above)]
        return Layout(above, None, True, tuple(nfos), plain)
    stem = os.path.splitext(name)[0]
    parts = [os.path.basename(part) for part in title.parts]
    stems = [stack_stem(parts), stem] if len(parts) > 1 else [stem]
    names = [f"{s}.nfo" for s in dict.fromkeys(stems)] + list(names_above if own_folder else ())
    return Layout(folder, stems[0], own_folder, tuple(os.path.join(folder, n) for n in names if fits(n)), plain)


_LAYOUTS: dict[str, Callable[[_Title], Layout]] = {
    "movie": _movie,
    "show": _show,
    "season": _season,
    "episode": _episode,
}


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
