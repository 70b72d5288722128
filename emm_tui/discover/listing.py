"""One folder read with one scandir: its media files with sizes, its subfolders, and what could not be read."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from operator import attrgetter

from emm_tui.discover.file_names import SKIP_MARKS, VIDEOS, WANTED, FolderRole, folder_role, is_junk, suffix

_NAME = attrgetter("name")


@dataclass(slots=True)
class File:
    """A regular file that may matter: `stem` and `ending` are its name cut at the last dot; `size` in bytes."""

    name: str
    stem: str
    ending: str
    path: str
    size: int
    mtime_ns: int


@dataclass(slots=True)
class Folder:
    """A folder before it is listed; `key` is (device, inode); `link` when a symbolic link led here."""

    name: str
    role: FolderRole
    path: str
    mtime_ns: int
    key: tuple[int, int]
    link: bool = False


@dataclass(slots=True)
class Listing:
    """What lies in a folder; `skipped` when a mark asks to leave it out; `errors` are (path, text) of subfolders."""

    files: list[File] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    skipped: bool = False
    errors: list[tuple[str, str]] = field(default_factory=list)


def look(path: str) -> Folder:
    """The folder at `path`, not listed yet; raises OSError."""
    found = os.stat(path)
    name = path[path.rfind("/") + 1 :]
    return Folder(name, folder_role(name), path, found.st_mtime_ns, (found.st_dev, found.st_ino))


def read(path: str) -> Listing:
    """Lists one folder; OSError when it or a film in it cannot be read: a half list is never taken for a whole."""
    listing = Listing()
    with os.scandir(path) as entries:
        for entry in entries:
            name = entry.name
            if name in SKIP_MARKS:
                listing.skipped = True
            elif not is_junk(name):
                ending = suffix(name)
                try:
                    _add(listing, entry, name, ending)
                except FileNotFoundError:
                    continue
                except OSError as error:
                    if ending in VIDEOS:
                        raise
                    listing.errors.append((entry.path, reason(error)))
    if listing.skipped:
        return Listing(skipped=True)
    listing.files.sort(key=_NAME)
    listing.folders.sort(key=_NAME)
    return listing


def reason(error: OSError) -> str:
    """The system's words for an error, without the path."""
    return error.strerror or type(error).__name__


def _add(listing: Listing, entry: os.DirEntry[str], name: str, ending: str) -> None:
    if entry.is_dir():
        found = entry.stat()
        key = (found.st_dev, found.st_ino)
        listing.folders.append(Folder(name, folder_role(name), entry.path, found.st_mtime_ns, key, entry.is_symlink()))
    elif ending in WANTED and entry.is_file():
        found = entry.stat()
        if stat.S_ISREG(found.st_mode):
            whole = name[: -len(ending) - 1]
            listing.files.append(File(name, whole, ending, entry.path, found.st_size, found.st_mtime_ns))
