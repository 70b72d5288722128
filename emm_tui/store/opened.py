"""A library that is open for reading: the connections of its threads, and whether somebody writes."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from pathlib import Path

from emm_tui.domain.errors import EmmError
from emm_tui.store.connection import File
from emm_tui.store.keeping import keep
from emm_tui.store.lock import WriterLock
from emm_tui.store.threads import BreakOff, Threads


class Opened:
    """What is in the library, also while another process writes to it.

    Each thread has a connection of its own. A file that does not exist yet is an empty library. Raises DatabaseError
    for one that is newer than the program or damaged, and leaves it byte for byte.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: Path | None = None
        self._lock = WriterLock(path)
        self._threads = Threads(path)
        self._open = self._threads.open

    @property
    def file(self) -> File | None:
        """Which file is open, None while there is no library."""
        return self._threads.file

    def version(self) -> int | None:
        """A number that is another one once somebody has written, for the thread that asks; None without a library.

        StorageError when the file was deleted, moved or replaced; what is open can be read on.
        """
        self._threads.check()
        self._kept = None
        with self._open() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0]) if connection else None

    def keep(self) -> Path | None:
        """A copy of what is open, made once after its file was taken away; None where none can be made."""
        if self._kept is None:
            with suppress(EmmError), self._open() as connection:
                self._kept = keep(connection, self._path) if connection else None
        return self._kept

    def breakable(self, break_off: BreakOff) -> AbstractContextManager[None]:
        """What this thread reads inside ends with concurrent.futures.CancelledError once `break_off` is called."""
        return self._threads.breakable(break_off)

    def close(self) -> None:
        """Closes all connections; no thread may be reading."""
        self._threads.close()

    def writing_process(self) -> int | None:
        """The id of the process that writes now, None when nobody does."""
        return self._lock.process()

    def _abandoned(self) -> bool:
        """Whether a job that is marked as running cannot be: nobody holds the writer's lock."""
        return self._lock.free()
