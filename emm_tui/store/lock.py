"""Who may write: one process at a time, by a lock that the kernel frees when the process dies."""

from __future__ import annotations

import fcntl
import json
import os
import time
from contextlib import suppress
from pathlib import Path

from emm_tui.domain.errors import BusyError, StorageError
from emm_tui.store.layout import now

PATIENCE = 0.2  # seconds; a reader that looks holds it for microseconds


class WriterLock:
    """The lock file beside a database, which says who holds it: process, since when, with which verb."""

    def __init__(self, database: Path) -> None:
        self._path = f"{database}.lock"
        self._file: int | None = None

    def acquire(self, verb: str, patience: float = PATIENCE) -> None:
        """Takes it; raises BusyError that names the holder after so many seconds, StorageError where none can be."""
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                _take(file, verb, patience)
            except BaseException:
                os.close(file)
                raise
        except OSError as problem:
            raise StorageError(f"{self._path} cannot be written: {problem.strerror}.") from problem
        self._file = file

    def release(self) -> None:
        """Gives it back."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None

    def process(self) -> int | None:
        """The id of the process that writes now, None when nobody does."""
        try:
            file = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            holder = _holder(file)
            return holder[0] if holder else None
        finally:
            os.close(file)

    def free(self) -> bool:
        """Whether nobody writes now."""
        try:
            file = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return True
        try:
            return _locked(file, fcntl.LOCK_SH)
        except OSError:  # where nothing can be locked, nobody can write
            return True
        finally:
            os.close(file)


def _take(file: int, verb: str, patience: float) -> None:
    """Locks it and writes down who does."""
    deadline = time.monotonic() + patience
    while not _locked(file, fcntl.LOCK_EX):
        if time.monotonic() > deadline:
            who = _named(_holder(file))
            raise BusyError(f"Another emm is writing to the library{who}.", "Wait for it, or stop it.")
        time.sleep(0.01)
    os.ftruncate(file, 0)
    os.pwrite(file, json.dumps({"pid": os.getpid(), "since": now(), "verb": verb}).encode(), 0)


def _locked(file: int, how: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(file, how | fcntl.LOCK_NB)
        return True
    return False


def _holder(file: int) -> tuple[int, str, str] | None:
    """The process that wrote its name into the file, since when it writes, and with which verb."""
    with suppress(ValueError, KeyError, TypeError):
        who = json.loads(os.pread(file, 4096, 0))
        return int(who["pid"]), str(who["since"]), str(who["verb"])
    return None


def _named(holder: tuple[int, str, str] | None) -> str:
    return ": process {} since {} ({})".format(*holder) if holder else ""
