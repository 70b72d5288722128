"""What a whole show costs to save and to read, against its episodes one by one."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from sqlite_utils import Database

from emm_tui.domain.fetched import FetchedShow
from emm_tui.store import items, upgrade
from emm_tui.store.connection import writing
from emm_tui.store.discovered import add_discovered, prepare
from emm_tui.store.saving import save_metadata
from emm_tui.store.show_saving import save_show
from tests.fake_shows import fetched_show
from tests.store.made_up import episode, matched

pytestmark = pytest.mark.perf

SEASONS = dict.fromkeys(range(1, 11), 25)


def scanned(path: Path) -> Database:
    """A library, open for writing, with a show of 250 episodes that nobody has identified."""
    db = Database(writing(path))
    upgrade.upgrade(db, path, 0)
    prepare(db.conn)
    add_discovered(db, [episode("Harbour", season, number) for season in SEASONS for number in range(1, 26)])
    return db


def one_by_one(db: Database, show: int, fetched: FetchedShow) -> None:
    save_metadata(db, show, matched(70), fetched.metadata, fetched.artwork)
    for season in fetched.seasons.values():
        for one in season.episodes:
            row = db.execute(
                "SELECT id FROM items WHERE show = ? AND season = ? AND episode = ?", (show, one.season, one.episode)
            ).fetchone()
            save_metadata(db, row[0], None, one.metadata, one.artwork)


def together(db: Database, show: int, fetched: FetchedShow) -> None:
    save_show(db, show, matched(70), fetched)


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def in_one_transaction(db: Database, work: Callable[[], object]) -> None:
    db.execute("BEGIN IMMEDIATE")
    work()
    db.execute("COMMIT")


def test_a_show_of_250_episodes_and_5000_credits_is_saved_and_read_together(tmp_path: Path) -> None:
    fetched = fetched_show(70, "Harbour", 2011, SEASONS, guests=20)
    took: dict[str, list[float]] = defaultdict(list)
    for run, save in product(range(3), (together, one_by_one)):
        with closing(scanned(tmp_path / f"{save.__name__}{run}.db")) as db:
            [show] = db.execute("SELECT id FROM items WHERE kind = 'show'").fetchone()
            took[save.__name__].append(seconds(partial(in_one_transaction, db, partial(save, db, show, fetched))))
            took["read"].append(seconds(partial(items.read_parts, db.conn, show)))
            ids = [id for (id,) in db.execute("SELECT id FROM items WHERE kind = 'episode'")]
            took["read alone"].append(seconds(lambda: [items.read_item(db.conn, id) for id in ids]))  # noqa: B023
    best = {name: min(times) for name, times in took.items()}
    print("\n" + ", ".join(f"{name} {time * 1e3:.0f} ms" for name, time in best.items()))
    assert best["one_by_one"] / best["together"] > 1.3
    assert best["read alone"] / best["read"] > 2
