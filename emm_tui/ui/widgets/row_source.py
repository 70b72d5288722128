"""Rows by position, a page at a time, read on a thread and kept while they are near."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence, Set
from concurrent.futures import Executor, Future, TimeoutError
from typing import Generic, Protocol, TypeVar

RowT = TypeVar("RowT")
RowT_co = TypeVar("RowT_co", covariant=True)

PAGE = 128
KEPT = 64
PATIENCE = 0.008  # seconds a frame waits for its rows before it is drawn without them


class RowSource(Protocol[RowT_co]):
    """What a table shows: `total` rows; each has a key that stays with it wherever it moves."""

    @property
    def total(self) -> int:
        """How many rows there are."""
        ...

    def key(self, index: int) -> int | None:
        """The key of the row at `index`, None while unknown."""
        ...

    def row(self, index: int) -> RowT_co | None:
        """The row at `index`, None while it is on its way."""
        ...

    def find(self, key: int) -> int | None:
        """Where the row with `key` is."""
        ...


class NoRows:
    """The source of a table that has nothing to show."""

    total = 0

    def key(self, _index: int) -> None:
        """Never known."""

    def row(self, _index: int) -> None:
        """Never there."""

    def find(self, _key: int) -> None:
        """Nowhere."""


class PagedRows(Generic[RowT]):
    """Rows behind an ordered array of ids, which may be only the head of `total`.

    `fetch` turns the ids from a position on into rows, None for one that is gone, and runs on `pool`.
    `arrived(source, page)` is called on that thread when a page comes later than a frame can wait; the owner then
    calls `take(page)`.
    """

    def __init__(
        self,
        ids: array[int],
        total: int,
        fetch: Callable[[int, Sequence[int]], Sequence[RowT | None]],
        pool: Executor,
        arrived: Callable[[PagedRows[RowT], int], None],
    ) -> None:
        self.ids = ids
        self.total = total
        self._fetch = fetch
        self._pool = pool
        self._arrived = arrived
        self._pages: OrderedDict[int, Sequence[RowT | None]] = OrderedDict()
        self._coming: dict[int, Future[Sequence[RowT | None]]] = {}
        self._waited: set[int] = set()
        self._last = 0

    def key(self, index: int) -> int | None:
        """The id at `index`; None beyond the ids that are known so far."""
        return self.ids[index] if 0 <= index < len(self.ids) else None

    def find(self, key: int) -> int | None:
        """Where the row with this id is."""
        try:
            return self.ids.index(key)
        except ValueError:
            return None

    def row(self, index: int) -> RowT | None:
        """The row at `index`; waits a few milliseconds for its page, then leaves it to come."""
        page = index // PAGE
        if page not in self._pages and not self._wait(page):
            return None
        self._pages.move_to_end(page)
        self._look_ahead(page)
        rows = self._pages[page]
        offset = index % PAGE
        return rows[offset] if offset < len(rows) else None

    def take(self, page: int) -> bool:
        """Takes a page in that has arrived; False when a frame has it already."""
        future = self._coming.get(page)
        if future is None or not future.done():
            return False
        del self._coming[page]
        self._waited.discard(page)
        if future.exception() is not None:
            return False
        self._pages[page] = future.result()
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return True

    def renew(self, keys: Set[int] | None, first: int, last: int) -> None:
        """Reads again what changed (None: anything may have).

        Pages between the rows `first` and `last` are replaced in place, the others read when they are next needed.
        """
        for page in list(self._pages):
            if keys is not None and keys.isdisjoint(self._ids_of(page)):
                continue
            if first // PAGE <= page <= last // PAGE:
                self._coming.pop(page, None)
                self._ask(page)
            else:
                del self._pages[page]

    def close(self) -> None:
        """Drops what is still asked for."""
        for future in self._coming.values():
            future.cancel()
        self._coming.clear()

    def give(self, page: int, rows: Sequence[RowT | None]) -> None:
        """Takes the rows of a page that were read elsewhere."""
        self._pages[page] = rows

    def keep(self, before: PagedRows[RowT]) -> None:
        """Takes over the pages that have the same ids in the source before, but for those that are being read again."""
        for page, rows in before._pages.items():
            if page not in before._coming and self._ids_of(page) == before._ids_of(page):
                self._pages[page] = rows

    def _wait(self, page: int) -> bool:
        future = self._ask(page)
        if future is None:
            return False
        if page not in self._waited:
            self._waited.add(page)
            try:
                future.exception(PATIENCE)
            except TimeoutError:
                return False
        return self.take(page)

    def _ask(self, page: int) -> Future[Sequence[RowT | None]] | None:
        if page in self._coming:
            return self._coming[page]
        ids = self._ids_of(page)
        if not ids:
            return None
        future = self._pool.submit(self._fetch, page * PAGE, ids)
        self._coming[page] = future
        future.add_done_callback(lambda done: None if done.cancelled() else self._arrived(self, page))
        return future

    def _look_ahead(self, page: int) -> None:
        step = 1 if page >= self._last else -1
        if page != self._last:
            self._last = page
            if page + step >= 0 and page + step not in self._pages:
                self._ask(page + step)

    def _ids_of(self, page: int) -> array[int]:
        return self.ids[page * PAGE : (page + 1) * PAGE]
