"""What the library costs against the bare thing, in one run: writes, people, search, lists."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

import pytest
from sqlite_utils import Database

from emm_tui.domain.media import ItemRow
from emm_tui.domain.metadata import Credit
from emm_tui.domain.query import parse_query
from emm_tui.store import upgrade
from emm_tui.store.additions import INSERT_FILE, INSERT_ITEM
from emm_tui.store.connection import reading, writing
from emm_tui.store.discovered import add_discovered, prepare
from emm_tui.store.library import Library
from emm_tui.store.people import save_credits
from emm_tui.store.writer import Writer
from tests.store.made_up import film, matched, metadata, pictures

pytestmark = pytest.mark.perf

ITEMS = 100_000
WORDS = "amber basin cedar delta ember fjord grove haven inlet jetty kelp lagoon marsh north orchard pier".split()


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median time of some runs."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return median(times)


async def awaited(work: Callable[[], Awaitable[object]]) -> float:
    begin = time.perf_counter()
    await work()
    return time.perf_counter() - begin


def ratio(name: str, slow: float, fast: float) -> float:
    print(f"\n{name}: {slow * 1e3:.2f} ms / {fast * 1e3:.2f} ms = {slow / fast:.1f}")
    return slow / fast


def blank(path: Path) -> Database:
    """An empty library, open for writing."""
    db = Database(writing(path))
    upgrade.upgrade(db, path, 0)
    prepare(db.conn)
    return db


def rows(count: int) -> Iterator[ItemRow]:
    chance = random.Random(11)
    for number in range(count):
        title = " ".join(chance.choices(WORDS, k=3)).title()
        yield ItemRow(0, "movie", "scraped", f"{title} {number}", 1950 + number % 70, rating=number % 100 / 10)


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of 100,000 films with long plots."""
    path = tmp_path_factory.mktemp("big") / "library.db"

    async def fill() -> None:
        async with Writer(path, "prefill") as writer:
            await writer.prefill(rows(ITEMS))

    asyncio.run(fill())
    with closing(sqlite3.connect(path)) as connection, connection:
        plot = "A keeper leaves the light on. " * 30
        connection.execute("INSERT INTO details (item, plot, original_title) SELECT id, ?, title FROM items", (plot,))
    return path


def test_adding_what_a_scan_found_costs_little_more_than_its_bare_rows(tmp_path: Path) -> None:
    films = [film(f"Film {number}") for number in range(5_000)]
    ours, bare = [], []
    for run in range(5):
        with closing(blank(tmp_path / f"ours{run}.db")) as db:
            begin = time.perf_counter()
            db.execute("BEGIN IMMEDIATE")
            for start in range(0, len(films), 500):
                add_discovered(db, films[start : start + 500])
            db.execute("COMMIT")
            ours.append(time.perf_counter() - begin)
            tables = [db.execute(f"SELECT * FROM {name}").fetchall() for name in ("details", "files", "titles")]
            columns = INSERT_ITEM.partition("(")[2].partition(")")[0]
            items = db.execute(f"SELECT {columns} FROM items").fetchall()
        with closing(blank(tmp_path / f"bare{run}.db")) as db:
            begin = time.perf_counter()
            db.execute("BEGIN IMMEDIATE")
            db.conn.executemany(INSERT_ITEM, items)
            db.conn.executemany("INSERT INTO details (item, guess) VALUES (?, ?)", [row[:2] for row in tables[0]])
            db.conn.executemany(INSERT_FILE, [row[1:] for row in tables[1]])
            db.conn.executemany("INSERT INTO titles (text) VALUES (?)", tables[2])
            db.execute("COMMIT")
            bare.append(time.perf_counter() - begin)
    assert ratio("add_discovered / bare executemany", median(ours), median(bare)) < 2.5


async def test_saves_that_wait_together_are_cheaper_than_one_after_the_other(tmp_path: Path) -> None:
    together, alone = [], []
    async with Writer(tmp_path / "library.db", "scrape") as writer:
        await writer.add_discovered([film(f"Film {number}") for number in range(100)])

        async def save(item: int) -> None:
            await writer.finish(item, "scraped")

        async def one_by_one() -> None:
            for item in range(1, 101):
                await save(item)

        for _ in range(5):
            alone.append(await awaited(one_by_one))
            together.append(await awaited(lambda: asyncio.gather(*map(save, range(1, 101)))))
    assert ratio("100 transactions / 1", median(alone), median(together)) > 4


async def test_a_whole_film_is_saved_many_times_faster_than_row_by_row(tmp_path: Path) -> None:
    cast = [Credit(f"Person {number}", "actor", f"Role {number}", number, None, number) for number in range(50)]
    facts, shown = metadata(credits=cast), pictures("poster", "fanart", "clearlogo")
    async with Writer(tmp_path / "ours.db", "scrape") as writer:
        await writer.add_discovered([film(f"Film {number}") for number in range(100)])
        ours = await awaited(
            lambda: asyncio.gather(*(writer.save_metadata(item, matched(), facts, shown) for item in range(1, 101)))
        )
    db = Database(tmp_path / "naive.db")
    naive = seconds(lambda: _naive(db, cast), 1)
    print(f"\n{ours * 1e4:.0f} us a film")
    assert ratio("row by row with sqlite-utils / ours", naive * 20, ours) > 15


def _naive(db: Database, cast: list[Credit]) -> None:
    """Five films the way that comes to mind first: a lookup and an upsert a row, each its own transaction."""
    for number in range(5):
        db.table("items").upsert({"id": number, "title": f"Film {number}", "year": 2001}, pk="id")
        for place, credit in enumerate(cast):
            person = db.table("people").lookup({"name": credit.name})
            db.table("credits").upsert(
                {"item": number, "place": place, "person": person, "role": credit.role}, pk=("item", "place")
            )
        for genre in ("Drama", "Mystery"):
            db.table("item_genres").upsert(
                {"item": number, "genre": db.table("genres").lookup({"name": genre})}, pk=("item", "genre")
            )


def test_people_are_resolved_many_at_a_time(tmp_path: Path) -> None:
    casts = [
        [Credit(f"Person {number * 7 % 9000}", "actor", order=number) for number in range(start, start + 50)]
        for start in range(0, 10_000, 50)
    ]
    with closing(blank(tmp_path / "ours.db")) as db:
        db.conn.execute("INSERT INTO items (id, kind, tier, title, sort_key, added) VALUES (1, 'movie', 0, '', '', '')")

        def ours() -> None:
            db.execute("BEGIN IMMEDIATE")
            for cast in casts:
                save_credits(db.conn, {1: cast})
            db.execute("COMMIT")

        fast = seconds(ours, 3)
    with closing(writing(tmp_path / "bare.db")) as connection:
        connection.execute("PRAGMA synchronous = normal")
        connection.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
        slow = seconds(lambda: _one_by_one(connection, casts), 1)
    print(f"\n{fast * 1e2:.1f} us a credit")
    assert ratio("a statement for each person / json_each", slow, fast) > 2


def _one_by_one(connection: sqlite3.Connection, casts: list[list[Credit]]) -> None:
    for credit in (credit for cast in casts for credit in cast):
        connection.execute("INSERT OR IGNORE INTO people (name) VALUES (?)", (credit.name,))
        connection.execute("SELECT id FROM people WHERE name = ?", (credit.name,)).fetchone()


def test_a_word_is_found_far_faster_than_by_reading_every_title(big: Path) -> None:
    library = Library(big)
    query = parse_query("lagoon marsh 4711")
    with closing(reading(big)) as connection:
        like = "SELECT item FROM details WHERE original_title LIKE '%lagoon%' AND original_title LIKE '%4711%' LIMIT 50"
        slow = seconds(lambda: connection.execute(like).fetchall())
    fast = seconds(lambda: library.ids(query, 50))
    assert ratio("LIKE over the wide table / search", slow, fast) > 20
    library.close()


def test_a_list_is_read_from_its_index(big: Path) -> None:
    library = Library(big)
    ours = seconds(lambda: library.ids(parse_query("")))
    with closing(reading(big)) as connection:
        bare = "SELECT id FROM items NOT INDEXED WHERE tier = 0 ORDER BY sort_key, id"
        slow = seconds(lambda: connection.execute(bare).fetchall())
        whole = seconds(lambda: connection.execute("SELECT * FROM items LEFT JOIN details ON item = id").fetchall(), 1)
    print(f"\n{ours / ITEMS * 1e6:.2f} us an id")
    assert ratio("sorting / index", slow, ours) > 2
    assert ratio("every column / ids", whole, ours) > 8
    library.close()


def test_a_page_at_the_end_costs_what_one_at_the_start_costs(big: Path) -> None:
    library = Library(big)
    ids = library.ids(parse_query(""))
    first = seconds(lambda: library.rows(ids[:128]), 25)
    last = seconds(lambda: library.rows(ids[-128:]), 25)
    with closing(reading(big)) as connection:
        far = "SELECT * FROM items WHERE tier = 0 ORDER BY sort_key, id LIMIT 128 OFFSET 99000"
        offset = seconds(lambda: connection.execute(far).fetchall())
    assert ratio("last page / first page", last, first) < 3
    assert ratio("OFFSET / page by ids", offset, last) > 2
    library.close()


@pytest.mark.parametrize("query", ["kind:movie", "sort:year", "sort:rating-", "state:scraped", "missing:poster"])
def test_the_first_rows_of_any_list_are_there_at_once(big: Path, query: str) -> None:
    library = Library(big)
    wanted = parse_query(query)
    whole, first = seconds(lambda: library.ids(wanted)), seconds(lambda: library.ids(wanted, 100))
    assert ratio(f"all of {query} / its first hundred", whole, first) > 20
    library.close()
