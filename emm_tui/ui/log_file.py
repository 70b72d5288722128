"""The log's files as one list of lines, from its end backwards: what is earlier is searched when it is asked for."""

from __future__ import annotations

import os
from array import array
from collections.abc import Mapping
from io import FileIO
from pathlib import Path

from emm_tui.ui.log_entry import Entry, Wanted, parse

CHUNK = 1 << 20
BLOCK = 8 << 20
"""Bytes that are searched at once towards the beginning."""
LONGEST = 1 << 16
"""Bytes of a line that are shown at most."""
MOST = 1_000_000
"""Lines that are listed at most; before them nothing is searched."""
_OFFSET = 40
"""Bits of a line's key that are its offset; the others number the files in the order of their age."""


class Lines:
    """Lines by their keys, oldest first; each is read when it is asked for, wherever its file was rotated to."""

    def __init__(self, files: Mapping[int, FileIO], keys: array[int]) -> None:
        self.keys = keys
        self._files = files

    def entry(self, key: int) -> Entry:
        """The line with this key."""
        raw = os.pread(self._files[key >> _OFFSET].fileno(), LONGEST, key & (1 << _OFFSET) - 1)
        return parse(raw.split(b"\n", 1)[0])


class LogFile:
    """Reads what is new since the last time, and what is earlier a block at a time. Not for the event loop.

    `size` is how far the newest file is read; `reach` the key from which on all is searched; `more` whether there is
    anything before that.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.more = False
        self.reach = 0
        self._wanted = Wanted()
        self._files: dict[int, FileIO] = {}
        self._newest = 1 << 20
        self._keys = array("q")

    @property
    def changed(self) -> bool:
        """Whether there is more than was read, or another file."""
        try:
            state = os.stat(self.path)
        except OSError:
            return False
        return (state.st_ino, state.st_size) != (self._inode(self._newest), self.size)

    def lines(self, wanted: Wanted) -> Lines:
        """The wanted lines as far as they were searched, with what is new; other wishes begin at the end. OSError."""
        if wanted != self._wanted:
            self._begin()
        self._wanted = wanted
        if self._newest not in self._files:
            self._open_newest()
        else:
            self._follow()
        return self._listed()

    def earlier(self) -> Lines:
        """The lines with those of one more block before them. OSError."""
        oldest, begin = self.reach >> _OFFSET, self.reach & (1 << _OFFSET) - 1
        if begin == 0:
            file = _opened(self._before(oldest))
            if file is None:
                return self._listed()
            oldest -= 1
            self._files[oldest], begin = file, os.fstat(file.fileno()).st_size
        start = self._line_at(oldest, begin - BLOCK) if begin > BLOCK else 0
        self._keys = self._search(oldest, start, begin)[0] + self._keys
        self.reach = oldest << _OFFSET | start
        return self._listed()

    # the newest file

    def _begin(self) -> None:
        self._files.clear()
        self._keys = array("q")
        self.size = self.reach = 0

    def _open_newest(self) -> None:
        """Begins at the end of the newest file."""
        file = _opened(self.path)
        if file is None:
            return
        self._files[self._newest] = file
        size = os.fstat(file.fileno()).st_size
        start = self._line_at(self._newest, size - BLOCK) if size > BLOCK else 0
        self._keys, self.size = self._search(self._newest, start, None)
        self.reach = self._newest << _OFFSET | start

    def _follow(self) -> None:
        """Reads on; a file that was rotated away to its end, then those that came after it."""
        if os.fstat(self._files[self._newest].fileno()).st_size < self.size:  # emptied in place
            self._begin()
            self._open_newest()
            return
        self._read_on()
        for path in self._come_since():
            file = _opened(path)
            if file is not None:
                self._newest += 1
                self._files[self._newest], self.size = file, 0
                self._read_on()

    def _read_on(self) -> None:
        keys, self.size = self._search(self._newest, self.size, None)
        self._keys.extend(keys)

    def _come_since(self) -> list[Path]:
        """The files that are newer than the newest that is open, oldest first; of many the last, when that is gone."""
        paths = self._paths()
        inodes = [_inode_at(path) for path in paths]
        known = self._inode(self._newest)
        return paths[: inodes.index(known)][::-1] if known in inodes else paths[:1]

    # files before it

    def _paths(self) -> list[Path]:
        """The newest file and those that were rotated away, the youngest first."""
        found = [self.path]
        while (path := self.path.with_name(f"{self.path.name}.{len(found)}")).exists():
            found.append(path)
        return found

    def _before(self, file: int) -> Path | None:
        """The file that was the newest before this one."""
        paths = self._paths()
        inodes = [_inode_at(path) for path in paths]
        place = inodes.index(self._inode(file)) + 1 if self._inode(file) in inodes else len(paths)
        return paths[place] if place < len(paths) else None

    # inside a file

    def _inode(self, file: int) -> int:
        opened = self._files.get(file)
        return os.fstat(opened.fileno()).st_ino if opened else 0

    def _line_at(self, file: int, offset: int) -> int:
        """Where the first line after an offset begins; the offset itself within a line of megabytes."""
        part = os.pread(self._files[file].fileno(), CHUNK, offset)
        return offset + part.find(b"\n") + 1

    def _search(self, file: int, start: int, end: int | None) -> tuple[array[int], int]:
        """The keys of the wanted lines of a part of a file, and how far it was read.

        Without an `end`, a line that is still being written is left for later.
        """
        keys, handle, base = array("q"), self._files[file].fileno(), file << _OFFSET
        while end is None or start < end:
            chunk = os.pread(handle, CHUNK if end is None else min(CHUNK, end - start), start)
            last = end is not None and start + len(chunk) >= end
            whole = chunk if last else chunk[: chunk.rfind(b"\n") + 1] or (chunk if len(chunk) == CHUNK else b"")
            if not whole:
                break
            keys.extend(self._wanted.begins(whole, base | start))
            start += len(whole)
        return keys, start

    def _listed(self) -> Lines:
        if len(self._keys) > MOST:
            self._keys = self._keys[-MOST:]
            self.reach = self._keys[0]
        oldest = self.reach >> _OFFSET
        for file in [file for file in self._files if file < oldest]:
            del self._files[file]
        whole = self.reach & (1 << _OFFSET) - 1 == 0
        self.more = bool(self._files) and len(self._keys) < MOST and (not whole or self._before(oldest) is not None)
        return Lines(dict(self._files), array("q", self._keys))


def _opened(path: Path | None) -> FileIO | None:
    """The file; None for one that has gone meanwhile."""
    try:
        return FileIO(path) if path else None
    except FileNotFoundError:
        return None


def _inode_at(path: Path) -> int:
    """The number of the file at a path, 0 for none."""
    try:
        return os.stat(path).st_ino
    except OSError:
        return 0
