"""Pages of rows: read on a thread, kept while near, renewed in place."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from emm_tui.ui.widgets import row_source
from emm_tui.ui.widgets.row_source import KEPT, PAGE, PagedRows


class Shelf:
    """Rows to read; counts what is asked for, and can be held back."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []
        self.open = threading.Event()
        self.open.set()
        self.prefix = "row"

    def fetch(self, _start: int, ids: Sequence[int]) -> list[str | None]:
        self.open.wait(60)
        self.asked.append(tuple(ids))
        return [None if id == 13 else f"{self.prefix} {id}" for id in ids]


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def paged(shelf: Shelf, pool: ThreadPoolExecutor, count: int, total: int = 0) -> tuple[PagedRows[str], list[int]]:
    arrived: list[int] = []
    ids = array("q", range(1000, 1000 + count))
    rows = PagedRows[str](ids, total or count, shelf.fetch, pool, lambda _, page: arrived.append(page))
    return rows, arrived


def test_a_row_is_there_at_once_when_the_disk_is_quick(pool: ThreadPoolExecutor) -> None:
    rows, _ = paged(Shelf(), pool, 1000)
    assert rows.row(5) == "row 1005"
    assert rows.row(999) == "row 1999"


def test_rows_of_one_page_are_read_once(pool: ThreadPoolExecutor) -> None:
    shelf = Shelf()
    rows, _ = paged(shelf, pool, PAGE)
    assert [rows.row(index) for index in range(PAGE)] == [f"row {1000 + index}" for index in range(PAGE)]
    assert len(shelf.asked) == 1


def test_a_slow_page_is_left_to_come_and_then_taken(pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_source, "PATIENCE", 0.001)
    shelf = Shelf()
    rows, arrived = paged(shelf, pool, PAGE)
    shelf.open.clear()
    assert rows.row(0) is None
    shelf.open.set()
    pool.submit(int).result()
    assert arrived == [0]
    assert rows.take(0)
    assert rows.row(0) == "row 1000"


def test_the_next_page_is_read_ahead(pool: ThreadPoolExecutor) -> None:
    shelf = Shelf()
    rows, _ = paged(shelf, pool, 10 * PAGE)
    rows.row(3 * PAGE)
    pool.submit(int).result()
    assert shelf.asked[-1][0] == 1000 + 4 * PAGE


def test_beyond_the_known_head_a_row_is_on_its_way(pool: ThreadPoolExecutor) -> None:
    rows, _ = paged(Shelf(), pool, 100, total=1_000_000)
    assert rows.total == 1_000_000
    assert (rows.key(99), rows.key(100)) == (1099, None)
    assert (rows.row(99), rows.row(100), rows.row(900_000)) == ("row 1099", None, None)


def test_a_gone_row_is_none(pool: ThreadPoolExecutor) -> None:
    shelf = Shelf()
    rows = PagedRows[str](array("q", [12, 13]), 2, shelf.fetch, pool, lambda *_: None)
    assert (rows.row(0), rows.row(1)) == ("row 12", None)


def test_changed_rows_stay_on_the_screen_until_the_new_ones_are_there(pool: ThreadPoolExecutor) -> None:
    shelf = Shelf()
    rows, _ = paged(shelf, pool, PAGE)
    rows.row(0)
    shelf.prefix = "new"
    shelf.open.clear()
    rows.renew({1000}, 0, 40)
    assert rows.row(0) == "row 1000"
    shelf.open.set()
    pool.submit(int).result()
    assert rows.take(0)
    assert rows.row(0) == "new 1000"


def test_changes_elsewhere_read_nothing(pool: ThreadPoolExecutor) -> None:
    shelf = Shelf()
    rows, _ = paged(shelf, pool, PAGE)
    rows.row(0)
    rows.renew({5}, 0, 40)
    pool.submit(int).result()
    assert len(shelf.asked) == 1


def test_far_pages_are_let_go(pool: ThreadPoolExecutor) -> None:
    shelf = Shelf()
    rows, _ = paged(shelf, pool, (KEPT + 8) * PAGE)
    for page in range(KEPT + 8):
        while rows.row(page * PAGE) is None:
            pool.submit(int).result()
            rows.take(page)
    before = len(shelf.asked)
    rows.row(0)
    assert len(shelf.asked) > before


def test_a_failed_read_is_asked_again(pool: ThreadPoolExecutor) -> None:
    calls = 0

    def fetch(_start: int, ids: Sequence[int]) -> list[str | None]:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise OSError("the share is gone")
        return [str(id) for id in ids]

    rows = PagedRows[str](array("q", [7]), 1, fetch, pool, lambda *_: None)
    assert rows.row(0) is None
    assert rows.row(0) == "7"
