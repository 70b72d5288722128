"""The log file as a list of lines: where each begins is noted once, its text is read when it is shown."""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import Any

from emm_tui.domain.display import display

LEVELS = ("debug", "info", "warning", "error")
CHUNK = 1 << 20
LONGEST = 1 << 16
"""Bytes of a line that are shown at most."""
_LEVEL = b'"level": "'


@dataclass(slots=True, frozen=True)
class Wanted:
    """Which lines: of `least` level and above, with all `words` in them whatever their case."""

    least: str = "debug"
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, least: str) -> Wanted:
        """The words of a filter line."""
        return cls(least, tuple(text.lower().split()))


@dataclass(slots=True, frozen=True)
class Entry:
    """One line: `time` as it stands in the file (UTC), `event` and its `fields`; all of it still foreign text."""

    time: str
    level: str
    event: str
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The event and its fields on one line, the error first, safe to show."""
        fields = sorted(self.fields.items(), key=lambda pair: pair[0] != "error")
        said = [f"{name}={value}" for name, value in fields if value is not None]
        return display("  ".join([self.event, *said]))


class Lines:
    """Lines of one file by where they begin; each is read when it is asked for."""

    def __init__(self, file: FileIO | None, offsets: array[int]) -> None:
        self.offsets = offsets
        self._file = file

    def entry(self, offset: int) -> Entry:
        """The line that begins at an offset."""
        raw = b"" if self._file is None else os.pread(self._file.fileno(), LONGEST, offset)
        return parse(raw.split(b"\n", 1)[0])


class LogFile:
    """Reads what is new since the last time; a file that was rotated away is begun anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._file: FileIO | None = None
        self._inode = 0
        self._wanted = Wanted()
        self._offsets = array("q")

    @property
    def changed(self) -> bool:
        """Whether there is more than was read, or another file."""
        try:
            state = os.stat(self.path)
        except OSError:
            return self._file is not None
        return (state.st_ino, state.st_size) != (self._inode, self.size)

    def lines(self, wanted: Wanted) -> Lines:
        """The wanted lines; reads what is new, all of it for other wishes. Not for the event loop. OSError."""
        self._reopen()
        if wanted != self._wanted:
            self._wanted, self._offsets, self.size = wanted, array("q"), 0
        if self._file is not None:
            self._offsets.extend(self._search())
        return Lines(self._file, array("q", self._offsets))

    def _reopen(self) -> None:
        try:
            state = os.stat(self.path)
        except OSError:
            state = None
        if state is not None and self._file is not None and state.st_ino == self._inode and state.st_size >= self.size:
            return
        self._file = None if state is None else FileIO(self.path)  # lines that are shown still have the one before
        self._inode = 0 if self._file is None else os.fstat(self._file.fileno()).st_ino
        self._offsets, self.size = array("q"), 0

    def _search(self) -> Iterator[int]:
        """The offsets of wanted lines after what was read; a line that is still being written is left for later."""
        assert self._file is not None  # noqa: S101 - the caller has looked
        least = LEVELS.index(self._wanted.least)
        words = [json.dumps(word)[1:-1].encode() for word in self._wanted.words]
        while chunk := os.pread(self._file.fileno(), CHUNK, self.size):
            whole = chunk[: chunk.rfind(b"\n") + 1] or (chunk if len(chunk) == CHUNK else b"")
            if not whole:
                return
            start = self.size
            for line in whole.splitlines(keepends=True):
                if _rank(line) >= least and (not words or _has(line, words)):
                    yield start
                start += len(line)
            self.size = start


def _rank(line: bytes) -> int:
    begin = line.find(_LEVEL, 0, 80) + len(_LEVEL)
    level = line[begin : line.find(b'"', begin)].decode("ascii", "replace") if begin >= len(_LEVEL) else ""
    return LEVELS.index(level) if level in LEVELS else LEVELS.index("error" if level == "critical" else "info")


def _has(line: bytes, words: list[bytes]) -> bool:
    lower = line.lower()
    return all(word in lower for word in words)


def parse(raw: bytes) -> Entry:
    """A line of the log; one that is no JSON object is an event by itself."""
    try:
        data = json.loads(raw)
        rest = {name: value for name, value in data.items() if name not in ("timestamp", "level", "event")}
        return Entry(str(data.get("timestamp", "")), str(data.get("level", "")), str(data.get("event", "")), rest)
    except (ValueError, AttributeError):
        return Entry("", "", raw.decode("utf-8", "replace"))
