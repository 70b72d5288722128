"""Reads of the library, off the event loop: no key waits for the disk."""

from __future__ import annotations

import asyncio
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from sqlite3 import OperationalError
from typing import TYPE_CHECKING, TypeVar

from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.media import Item, ItemRow
from emm_tui.domain.query import Query, parse_query
from emm_tui.ui.outline import Branch, Outline, grouped
from emm_tui.ui.view import with_episodes

if TYPE_CHECKING:
    from emm_tui.store.library import Library

T = TypeVar("T")
EPISODES = parse_query("kind:episode")


class Reader:
    """Two threads: one for the rows on the screen, one for orders and details, whose long query can be broken off."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.rows_pool = ThreadPoolExecutor(1, "emm-rows")
        self._closed = False
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

    async def ids(self, query: Query) -> array[int]:
        """All ids of `query` in its order, nothing but films and shows."""
        return await self._run(lambda: self._library.ids(query))

    async def rows_of(self, query: Query, limit: int | None, opened: Collection[int]) -> tuple[Outline, int]:
        """The rows of `query` in its order with the `opened` ones open, and how many of them it has found.

        When the caller is cancelled, the query is broken off.
        """
        return await self._run(lambda: self._rows_of(query, limit, opened))

    async def children(self, parent: int) -> array[int]:
        """What hangs under a show or a season itself."""
        return await self._run(lambda: self._library.children(parent))

    async def opened(self, outline: Outline, opened: Collection[int]) -> Outline:
        """The outline with everything below the `opened` rows as it is now."""
        return await self._run(lambda: self._opened(outline, opened))

    async def count(self, query: Query) -> int:
        """How many items `query` has."""
        return await self._run(lambda: self._library.count(self._wide(query)))

    async def item(self, id: int) -> Item | None:
        """Everything about one item; None when it is gone."""
        try:
            return await self._run(lambda: self._library.item(id))
        except NotFoundError:
            return None

    def _rows_of(self, query: Query, limit: int | None, opened: Collection[int]) -> tuple[Outline, int]:
        query = self._wide(query)
        if query.deep and query.by_title:
            ids, parents, shows = self._library.branches(query, limit)
            outline = grouped(ids, parents, shows)
        else:
            ids = self._library.ids(query, limit)
            outline = Outline(ids, flat=query.deep)
        return self._opened(outline, opened), len(ids)

    def _wide(self, query: Query) -> Query:
        """Words find episodes too, where there are any."""
        wide = with_episodes(query)
        return wide if wide != query and self._library.ids(EPISODES, 1) else query

    def _opened(self, outline: Outline, opened: Collection[int]) -> Outline:
        for key in opened:
            if not outline.flat and key in outline.ids:
                index = outline.ids.index(key)
                below = self._below(key, outline.level(index) + 1, opened)
                outline = outline.opened(index, list(below))
        return outline

    def _below(self, parent: int, level: int, opened: Collection[int]) -> Iterator[Branch]:
        """What is shown below a show or a season."""
        for child in self._library.children(parent):
            yield child, level
            if child in opened:
                yield from self._below(child, level + 1, opened)

    def close(self) -> None:
        """Breaks off what runs and ends both threads."""
        self._closed = True
        for pool in (self._pool, self.rows_pool):
            pool.shutdown(wait=False, cancel_futures=True)
        self._library.interrupt()
        for pool in (self._pool, self.rows_pool):
            pool.shutdown()

    async def _run(self, read: Callable[[], T]) -> T:
        """The answer of `read`; what was broken off for the sake of another reader is read again."""
        while True:
            future = self._pool.submit(read)
            try:
                return await asyncio.wrap_future(future)
            except asyncio.CancelledError:
                if not future.cancel():
                    self._library.interrupt()
                raise
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                    raise
                if self._closed:
                    raise asyncio.CancelledError from error
