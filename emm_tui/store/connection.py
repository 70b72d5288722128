"""Connections to the library's file; this process knows which files it has open, and reads those by SQLite only."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from weakref import WeakSet

_guard = threading.Lock()


File = tuple[int, int]
"""Which file it is: device and inode."""


class Connection(sqlite3.Connection):
    """A connection that is counted until it is closed; `file` is what it has open."""

    file: File | None = None

    def close(self) -> None:
        """Closes it."""
        super().close()
        with _guard:
            _open.discard(self)


_open: WeakSet[Connection] = WeakSet()


def file_at(path: Path) -> File | None:
    """The file at a path, None when there is none."""
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_dev, state.st_ino


def head(path: Path, size: int) -> bytes | None:
    """The first bytes of the file; None when this process has it open. OSError.

    Whoever closes a file drops every lock that the process has on it, SQLite's too: another process would then take
    the log away from under our readers and writers.
    """
    with _guard:
        file = file_at(path)
        if file is not None and any(connection.file == file for connection in _open):
            return None
        with open(path, "rb") as opened:
            return opened.read(size)


@contextmanager
def connect(path: Path) -> Iterator[Connection]:
    """A read-only connection for a moment."""
    connection = reading(path)
    try:
        yield connection
    finally:
        connection.close()


def reading(path: Path) -> Connection:
    """A connection that can only read, also while another process writes; it never merges the log."""
    connection = _connected(f"file:{quote(os.fsencode(path))}?mode=ro", path)
    for pragma in ("query_only = 1", "mmap_size = 0", "cache_size = -16000", "temp_store = memory"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def writing(path: Path) -> Connection:
    """The one connection that writes: log ahead, every commit on disk, foreign keys held."""
    connection = _connected(f"file:{quote(os.fsencode(path))}?mode=rwc", path)
    for pragma in (
        "mmap_size = 0",
        "journal_mode = wal",
        "synchronous = full",
        "foreign_keys = 1",
        "cache_size = -16000",
        "journal_size_limit = 16777216",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _connected(address: str, path: Path) -> Connection:
    with _guard:
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, check_same_thread=False, timeout=10, factory=Connection
        )
        connection.file = file_at(path)
        _open.add(connection)
    return connection
