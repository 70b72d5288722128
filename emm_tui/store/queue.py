"""The thread that writes: changes from many tasks, carried out in batches of one transaction each."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from emm_tui.domain.errors import StorageError
from emm_tui.domain.metrics import Histogram, Level, Timed
from emm_tui.store.connection import File
from emm_tui.store.files import check_same, translate

MOST = 100
"""How many changes share a transaction at most."""


@dataclass(slots=True)
class Change:
    """Something to do on the writer's connection, and who waits for it."""

    work: Callable[[], Any]
    waiter: asyncio.Future[Any]
    alone: bool = False
    outcome: Any = None
    error: BaseException | None = None


class ChangeQueue:
    """Runs changes on one thread; each has its savepoint, each batch its transaction, each waiter its answer.

    A change that fails is undone alone and the error is its waiter's; a full disk fails the whole batch with
    StorageError. A waiter is answered only after its batch is on disk. Changes that are `alone` run outside of any
    transaction. `batches` are the times of the transactions. A file that is gone takes no change: StorageError.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, file: File | None) -> None:
        self._connection = connection
        self._path = path
        self._file = file
        self.batches = Histogram()
        self._loop = asyncio.get_running_loop()
        self._changes: SimpleQueue[Change | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="library-writer", daemon=True)
        self._thread.start()

    def level(self) -> Level:
        """How many changes wait, of those that the next transaction takes."""
        return Level(min(waiting := self._changes.qsize(), MOST), MOST, max(waiting - MOST, 0))

    async def submit(self, work: Callable[[], Any], alone: bool = False) -> Any:
        """Queues a change and waits until it is on disk; returns what it returned, raises what it raised."""
        waiter: asyncio.Future[Any] = self._loop.create_future()
        self._changes.put(Change(work, waiter, alone))
        return await waiter

    async def close(self) -> None:
        """Carries out what is queued, then ends the thread; also when the task is being cancelled."""
        self._changes.put(None)
        try:
            await asyncio.to_thread(self._thread.join)
        except asyncio.CancelledError:
            self._thread.join()
            raise

    def _run(self) -> None:
        ended = False
        while not ended:
            batch, ended = self._batch()
            together = [change for change in batch if not change.alone]
            if together:
                with Timed(self.batches):
                    self._commit(together)
                self._loop.call_soon_threadsafe(_answer, together)
            for change in batch[len(together) :]:
                self._attempt(change)
                self._loop.call_soon_threadsafe(_answer, [change])
        self._merge_log()

    def _merge_log(self) -> None:
        """Leaves no log as big as the run behind; while somebody reads an older state it has to stay."""
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA busy_timeout = 100")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _batch(self) -> tuple[list[Change], bool]:
        """What waits now, at least one change; an `alone` one is the last of its batch."""
        batch: list[Change] = []
        change = self._changes.get()
        while change is not None:
            batch.append(change)
            if change.alone or len(batch) == MOST:
                return batch, False
            try:
                change = self._changes.get_nowait()
            except Empty:
                return batch, False
        return batch, True

    def _commit(self, batch: list[Change]) -> None:
        try:
            check_same(self._path, self._file)
            self._connection.execute("BEGIN IMMEDIATE")
            for change in batch:
                self._carry_out(change)
            self._connection.execute("COMMIT")
        except (sqlite3.Error, StorageError) as problem:
            error = translate(problem, self._path) if isinstance(problem, sqlite3.Error) else problem
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            for change in batch:
                change.error = change.error or error

    def _carry_out(self, change: Change) -> None:
        self._connection.execute("SAVEPOINT change")
        self._attempt(change)
        if isinstance(change.error, StorageError):
            raise change.error
        if change.error:
            self._connection.execute("ROLLBACK TO change")
        self._connection.execute("RELEASE change")

    def _attempt(self, change: Change) -> None:
        try:
            if change.alone:
                check_same(self._path, self._file)
            change.outcome = change.work()
        except sqlite3.Error as problem:
            change.error = translate(problem, self._path)
        except Exception as problem:
            change.error = problem


def _answer(batch: list[Change]) -> None:
    for change in batch:
        if change.waiter.done():
            continue
        if change.error:
            change.waiter.set_exception(change.error)
        else:
            change.waiter.set_result(change.outcome)


def bound(work: Callable[..., Any], *arguments: Any, **named: Any) -> Callable[[], Any]:
    """A change with everything it needs."""
    return partial(work, *arguments, **named)
