"""Reads of the library, off the event loop: no key waits for the disk."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from sqlite3 import OperationalError
from typing import TYPE_CHECKING, TypeVar

from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.media import Item, ItemRow
from emm_tui.domain.query import Query

if TYPE_CHECKING:
    from emm_tui.store.library import Library

T = TypeVar("T")


class Reader:
    """Two threads: one for the rows on the screen, one for orders and details, whose long query can be broken off."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.rows_pool = ThreadPoolExecutor(1, "emm-rows")
        self._pool = ThreadPoolExecutor(1, "emm-order")

    def rows(self, ids: Sequence[int]) -> list[ItemRow | None]:
        """The rows of `ids` in their order, None for one that is gone; runs on `rows_pool`."""
        try:
            found = self._library.rows(ids)
        except OperationalError:  # broken off together with a long query: once more
            found = self._library.rows(ids)
        by_id = {row.id: row for row in found}
        return [by_id.get(id) for id in ids]

    def soon(self, query: Query, limit: int) -> Future[array[int]]:
        """The first ids of `query`, asked for at once."""
        return self._pool.submit(self._library.ids, query, limit)

    async def ids(self, query: Query, limit: int | None = None) -> array[int]:
        """The ids of `query` in its order; when the caller is cancelled, the query is broken off."""
        return await self._run(lambda: self._library.ids(query, limit))

    async def count(self, query: Query) -> int:
        """How many items `query` has."""
        return await self._run(lambda: self._library.count(query))

    async def item(self, id: int) -> Item | None:
        """Everything about one item; None when it is gone."""
        try:
            return await self._run(lambda: self._library.item(id))
        except NotFoundError:
            return None

    def close(self) -> None:
        """Breaks off what runs and ends both threads."""
        for pool in (self._pool, self.rows_pool):
            pool.shutdown(wait=False, cancel_futures=True)
        self._library.interrupt()
        for pool in (self._pool, self.rows_pool):
            pool.shutdown()

    async def _run(self, read: Callable[[], T]) -> T:
        future = self._pool.submit(read)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if not future.cancel():
                self._library.interrupt()
            raise
