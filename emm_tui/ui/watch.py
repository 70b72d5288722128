"""Notices that somebody else has written to the library, a cron job say, or has taken it away."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import TYPE_CHECKING

from emm_tui.domain.errors import EmmError, StorageError

if TYPE_CHECKING:
    from emm_tui.store.library import Library

EVERY = 1.0  # seconds between two looks


def look(library: Library) -> int | None:
    """The library's version; StorageError when its file was taken away, with where a copy is kept."""
    try:
        return library.version()
    except StorageError as error:
        copy = library.keep()
        kept = f" What was in it is kept as {copy}." if copy else ""
        raise StorageError(error.message, f"{error.hint}{kept}") from error


class Watch:
    """Looks once a second, on a thread and a read connection of its own; `tick` never waits for the disk.

    `changed` is called for another version, `trouble` once with what is wrong with the library, "" when it is over.
    """

    def __init__(
        self, version: Callable[[], int | None], changed: Callable[[], None], trouble: Callable[[str], None]
    ) -> None:
        self._version = version
        self._changed = changed
        self._trouble = trouble
        self._told = ""
        self._pool = ThreadPoolExecutor(1, "emm-watch")
        self._look: Future[int | None] | None = None
        self._looked = 0.0
        self._known: int | None = None
        self._first = True

    def tick(self) -> None:
        """Tells what the last look has seen, and begins the next when its time has come."""
        if self._look is not None and self._look.done():
            self._take(self._look)
            self._look = None
        if self._look is None and monotonic() - self._looked >= EVERY:
            self._looked = monotonic()
            self._look = self._pool.submit(self._version)

    def close(self) -> None:
        """Ends the thread."""
        self._pool.shutdown(cancel_futures=True)

    def _take(self, look: Future[int | None]) -> None:
        error = look.exception()
        self._tell(str(error) if isinstance(error, EmmError) else "")
        if error is not None:
            return
        version = look.result()
        if version != self._known and not self._first:
            self._changed()
        self._known, self._first = version, False

    def _tell(self, trouble: str) -> None:
        if trouble != self._told:
            self._told = trouble
            self._trouble(trouble)
