"""Files beside a film that belong to it: subtitles, NFO, pictures, trailers and extras, told by name and place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from unicodedata import normalize

from emm_tui.discover.file_names import PICTURES, SUBTITLES
from emm_tui.discover.listing import File
from emm_tui.domain.media import FileRole, MediaFile

_ART = {
    **{kind: kind for kind in ("poster", "fanart", "clearlogo", "clearart", "banner", "landscape", "discart")},
    **{kind: kind for kind in ("keyart", "characterart", "thumb")},
    **dict.fromkeys(("folder", "cover", "default", "movie"), "poster"),
    **dict.fromkeys(("backdrop", "background", "art"), "fanart"),
    **dict.fromkeys(("disc", "cdart"), "discart"),
    "logo": "clearlogo",
}
_BOUNDARY = frozenset(" .-_([")


def role_of(file: File) -> FileRole | None:
    """What a file is by its ending alone; None for a video, which may be anything."""
    ending = file.ending
    if ending in SUBTITLES:
        return "subtitle"
    if ending == "nfo":
        return "nfo"
    return "artwork" if ending in PICTURES else None


def media_file(file: File, role: FileRole, part: int | None = None, kind: str | None = None) -> MediaFile:
    """The library's form of a file."""
    return MediaFile(file.path, file.size, file.mtime_ns, role, part, kind)


def folded(name: str) -> str:
    """A name as names are compared: without case, and with accents composed, however the system that wrote it did."""
    low = name.lower()
    return low if low.isascii() else normalize("NFC", low)


class Stems:
    """The stems of a folder's films, asked by prefix; a film of 5,000 is found as quickly as one of two."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._sorted = sorted(folded(name) for name in stems if name)
        self._known = set(self._sorted)

    def owner(self, name: str) -> str | None:
        """The longest stem (`folded`) that `name` begins with: `x.en.forced` and `x-poster` belong to `x`."""
        low = folded(name)
        if low in self._known:
            return low
        for end in range(len(low) - 1, 0, -1):
            if low[end] in _BOUNDARY and low[:end] in self._known:
                return low[:end]
        return None

    def like(self, name: str) -> bool:
        """Does a stem begin with `name`, or `name` with a stem?"""
        low = folded(name)
        place = bisect_left(self._sorted, low)
        follows = place < len(self._sorted) and self._sorted[place].startswith(low)
        return follows or any(low[:end] in self._known for end in range(1, len(low)))


def attach(file: File, role: FileRole, owner: str | None) -> MediaFile:
    """A sidecar of the film whose stem is `owner`, or of the film that has the folder for itself when that is None."""
    if role != "artwork":
        return media_file(file, role)
    word = folded(file.stem)
    if owner is not None:
        word = word[len(owner) :].lstrip(" .-_")
    return media_file(file, role, kind=_ART.get(word))


def belongs_to_folder(file: File, role: FileRole) -> bool:
    """May a sidecar with a name of its own be the one of the film that has the folder for itself?"""
    return role != "artwork" or folded(file.stem) in _ART
