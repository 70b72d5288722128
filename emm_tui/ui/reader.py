"""Reads of the library, off the event loop: no key waits for the disk."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.query import Query, parse_query
from emm_tui.store.threads import BreakOff
from emm_tui.ui.outline import Branch, Outline, grouped
from emm_tui.ui.view import with_episodes

if TYPE_CHECKING:
    from emm_tui.domain.media import Item, ItemRow
    from emm_tui.store.library import Library

T = TypeVar("T")
EPISODES = parse_query("kind:episode")


class Reader:
    """Two threads: one for the rows on the screen, one for orders and details, broken off with their caller."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.rows_pool = ThreadPoolExecutor(1, "emm-rows")
        self._pool = ThreadPoolExecutor(1, "emm-order")
        self._running: set[BreakOff] = set()

    def rows(self, ids: Sequence[int]) -> list[ItemRow | None]:
        """The rows of `ids` in their order, None for one that is gone; runs on `rows_pool`."""
        by_id = {row.id: row for row in self._library.rows(ids)}
        return [by_id.get(id) for id in ids]

    def soon(self, query: Query, limit: int, shown: int) -> Future[tuple[array[int], list[ItemRow | None]]]:
        """The first ids of `query` and the rows of those that are `shown` first, asked for at once."""

        def read() -> tuple[array[int], list[ItemRow | None]]:
            ids = self._library.ids(query, limit)
            return ids, self.rows(ids[:shown])

        return self._begin(read)[0]

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
        """Breaks off what is read for a screen and ends both threads."""
        for break_off in tuple(self._running):
            break_off()
        for pool in (self._pool, self.rows_pool):
            pool.shutdown(cancel_futures=True)

    async def _run(self, read: Callable[[], T]) -> T:
        """The answer of `read`; when nobody waits for it any more, it is broken off."""
        future, break_off = self._begin(read)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            break_off()
            raise

    def _begin(self, read: Callable[[], T]) -> tuple[Future[T], BreakOff]:
        break_off = BreakOff()
        self._running.add(break_off)
        future = self._pool.submit(self._read, read, break_off)
        future.add_done_callback(lambda _: self._running.discard(break_off))
        return future, break_off

    def _read(self, read: Callable[[], T], break_off: BreakOff) -> T:
        with self._library.breakable(break_off):
            return read()
