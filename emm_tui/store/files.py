"""What a database file is, found out without touching it; and what SQLite's errors mean."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from emm_tui.domain.errors import DatabaseError, StorageError
from emm_tui.store.connection import File, connect, file_at, head
from emm_tui.store.layout import APPLICATION_ID

VERSION = 7
"""The schema version that this program reads and writes."""

_MAGIC = b"SQLite format 3\x00"
_LOST = ("no such ", "malformed", "vtable constructor failed", "Could not decode")
"""How SQLite begins when it stumbles over damage without calling it that: our own statements name nothing else."""
_DISK_TROUBLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


def version_of(path: Path) -> int:
    """The schema version of the file: 0 when there is no library in it yet; reads bytes only, creates nothing.

    Raises DatabaseError for a file that is newer, another program's, or no database.
    """
    header = _header(path)
    if header is None:
        return _asked(path)
    if not header:
        return 0
    version = _judged(path, int.from_bytes(header[60:64], "big"), int.from_bytes(header[68:72], "big"))
    if not _has_wal(path):
        _check_length(path, header)
        return version
    return _asked(path)  # a log that was not merged yet may hold a newer header than the file itself


def is_older(path: Path) -> bool:
    """Whether there is a library that an upgrade has to reach before it can be read."""
    return 0 < version_of(path) < VERSION


def _asked(path: Path) -> int:
    with translated(path), connect(path) as connection:
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        return _judged(path, found, connection.execute("PRAGMA application_id").fetchone()[0])


def _header(path: Path) -> bytes | None:
    try:
        header = head(path, 100)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as problem:
        raise DatabaseError(f"The library {path} cannot be read: {problem.strerror}.") from problem
    if header and (len(header) < 100 or not header.startswith(_MAGIC)):
        raise damaged(path, "it is not a database")
    return header


def _judged(path: Path, version: int, application: int) -> int:
    if version > VERSION:
        raise DatabaseError(
            f"The library {path} is newer than this program: schema version {version}, this one knows {VERSION}.",
            "Nothing was changed; update emm-tui, or use another library.",
        )
    if application not in (0, APPLICATION_ID):
        raise DatabaseError(f"{path} is the database of another program.", "Set library.database to another file.")
    return version


def _has_wal(path: Path) -> bool:
    with suppress(OSError):
        return os.stat(f"{path}-wal").st_size > 0
    return False


def _check_length(path: Path, header: bytes) -> None:
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    if os.stat(path).st_size < pages * (65536 if page == 1 else page):
        raise damaged(path, "its end is missing")


def check_same(path: Path, file: File | None) -> None:
    """StorageError when the library at `path` is not the `file` any more that was opened; any will do for None."""
    now = file_at(path)
    if file is None or now == file:
        return
    if now is None:
        raise StorageError(
            f"The library {path} is not there any more: it was deleted or moved, or its disk is gone.",
            "Nothing is written until it is back; for a new one start emm anew.",
        )
    raise StorageError(
        f"The library {path} is another file than the one that was opened: somebody has put it there.",
        "Nothing is written to it; start emm anew to work with it.",
    )


def damaged(path: Path, why: str) -> DatabaseError:
    """The error for a file that cannot be a library any more."""
    return DatabaseError(
        f"The library {path} is damaged: {why}; nothing was changed.",
        "Move it away and restore a file of its 'backups' folder, or scan anew.",
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into ours: disk trouble is StorageError, a broken file DatabaseError."""
    try:
        yield
    except json.JSONDecodeError as problem:
        raise damaged(path, f"a value is broken ({problem})") from problem
    except sqlite3.DatabaseError as problem:
        raise translate(problem, path) from problem


def code_of(problem: sqlite3.Error) -> int:
    """SQLite's primary code for an error, 0 for one of its Python module."""
    return int(getattr(problem, "sqlite_errorcode", 0)) & 0xFF


def translate(problem: sqlite3.Error, path: Path) -> Exception:
    """The error of ours for one of SQLite's; its own when it says nothing about the file."""
    code = code_of(problem)
    lost = code in (0, sqlite3.SQLITE_ERROR) and str(problem).startswith(_LOST)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or lost:
        return damaged(path, str(problem))
    if code == sqlite3.SQLITE_IOERR:
        return StorageError(f"The library {path} cannot be reached: {problem}.", "See whether its disk is there.")
    if code in _DISK_TROUBLE:
        return StorageError(
            f"The library {path} cannot be written: {problem}.", "Make room or make it writable, then run it again."
        )
    return problem
