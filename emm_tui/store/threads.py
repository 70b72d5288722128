"""A read connection for each thread, and what breaks off one reading without hurting another."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from emm_tui.store.connection import Connection, file_at, reading
from emm_tui.store.files import check_same, code_of, translated, version_of

_BETWEEN = 100_000
"""Steps of SQLite's machine, some milliseconds, between two looks whether a query is to end."""


class BreakOff:
    """Breaks off one reading when it is called, from any thread: its query, or the next it would begin.

    What others read at that time, and what the same thread reads after, goes on.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._asked = False
        self._connection: sqlite3.Connection | None = None

    def __call__(self) -> None:
        """Breaks it off."""
        with self._guard:
            self._asked = True
            if self._connection is not None:
                self._connection.interrupt()

    @contextmanager
    def over(self, connection: sqlite3.Connection) -> Iterator[None]:
        """A query of the reading; concurrent.futures.CancelledError once it is broken off."""
        with self._guard:
            if self._asked:
                raise CancelledError
            self._connection = connection
        connection.set_progress_handler(lambda: self._asked, _BETWEEN)  # an interrupt before the query begins is lost
        try:
            yield
        except sqlite3.OperationalError as error:
            if code_of(error) == sqlite3.SQLITE_INTERRUPT:
                raise CancelledError from error
            raise
        finally:
            with self._guard:
                self._connection = None
            connection.set_progress_handler(None, 0)


class Threads:
    """The connections of all threads that read; `file` is what they have open, None while there is no library."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.file = file_at(path) if version_of(path) else None
        self._local = threading.local()
        self._guard = threading.Lock()
        self._connections: list[Connection] = []

    @contextmanager
    def open(self) -> Iterator[Connection | None]:
        """This thread's connection with SQLite's errors translated; None while there is no library."""
        with translated(self._path):
            connection = self._connection()
            breaking: BreakOff | None = getattr(self._local, "breaking", None)
            try:
                with breaking.over(connection) if breaking and connection else nullcontext():
                    yield connection
            except sqlite3.OperationalError as error:
                if connection and code_of(error) == sqlite3.SQLITE_IOERR:
                    self._drop(connection)  # a share that comes back is another file: what was open stays dead
                raise

    def check(self) -> None:
        """StorageError when the file is not the one any more that was opened."""
        check_same(self._path, self.file)

    @contextmanager
    def breakable(self, break_off: BreakOff) -> Iterator[None]:
        """What this thread reads inside can be broken off."""
        self._local.breaking = break_off
        try:
            yield
        finally:
            self._local.breaking = None

    def _connection(self) -> Connection | None:
        """This thread's; a thread that has none yet opens no other file than the rest."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self.check()
        if connection is None and version_of(self._path):
            connection = self._local.connection = self._opened()
        return connection

    def _opened(self) -> Connection:
        connection = reading(self._path)
        with self._guard:
            self._connections.append(connection)
            self.file = self.file or connection.file
        if connection.file != self.file:  # it was replaced since the check
            self.check()
        return connection

    def _drop(self, connection: Connection) -> None:
        self._local.connection = None
        with self._guard, suppress(ValueError):  # a reading within a reading has dropped it already
            self._connections.remove(connection)
        with suppress(sqlite3.Error):
            connection.close()

    def close(self) -> None:
        """Closes all connections; no thread may be reading."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()
