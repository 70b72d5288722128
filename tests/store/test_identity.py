"""Whatever happens to the files between two scans, an item stays with its file."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from emm_tui.domain.guess import Guess
from emm_tui.domain.media import Discovered, MediaFile
from emm_tui.store.discovered import add_discovered, prepare
from emm_tui.store.scanning import end_source_scan
from emm_tui.store.schema import MIGRATIONS

PLACES = [f"/media/Movies/Film {letter}/Film {letter}.mkv" for letter in "ABCDEFGH"]


class Disk:
    """A source on disk: which file lies at which place, and the library that is told of it."""

    def __init__(self) -> None:
        self.db = Database(sqlite3.connect(":memory:", isolation_level=None))
        MIGRATIONS.apply(self.db)
        prepare(self.db.conn)
        self.files: dict[str, int] = {}
        self.items: dict[int, int] = {}
        self.last: dict[int, str] = {}
        self.born = 0

    def new(self, place: str) -> None:
        self.born += 1
        self.files[place] = self.born

    def scan(self) -> None:
        """Scans, and checks that every file that was there before is still the item that it was."""
        add_discovered(self.db, [found(place, file) for place, file in sorted(self.files.items())])
        end_source_scan(self.db, "Movies", {"/media/Movies": 1})
        now = {file: self.item(place) for place, file in self.files.items()}
        assert len(set(now.values())) == len(now)
        for place, file in self.files.items():
            assert self.items.get(file, now[file]) == now[file]
            if file not in self.items:
                self.replaced(place, now[file])
        here = "SELECT count(*) FROM items WHERE missing_since IS NULL"
        assert self.db.execute(here).fetchone()[0] == len(now)
        self.items |= now
        self.last |= {file: place for place, file in self.files.items()}

    def replaced(self, place: str, item: int) -> None:
        """A new file may only be the item of one that is gone when it lies in its very place."""
        for file in [file for file, known in self.items.items() if known == item]:
            assert self.last[file] == place and file not in self.files.values()
            del self.items[file]

    def item(self, place: str) -> int:
        here = "SELECT i.id FROM files f JOIN items i ON i.id = f.item WHERE f.path = ? AND missing_since IS NULL"
        [(item,)] = self.db.execute(here, (place.encode(),)).fetchall()
        return int(item)


def found(place: str, file: int) -> Discovered:
    title = place.split("/")[3]
    return Discovered("Movies", place, Guess(place, "movie", title), (MediaFile(place, 700 + file, file),), True)


changes = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(PLACES), st.sampled_from(PLACES)),
    st.tuples(st.just("move"), st.sampled_from(PLACES), st.sampled_from(PLACES)),
    st.tuples(st.just("swap"), st.sampled_from(PLACES), st.sampled_from(PLACES)),
    st.tuples(st.just("take away"), st.sampled_from(PLACES), st.sampled_from(PLACES)),
    st.tuples(st.just("bring back"), st.sampled_from(PLACES), st.sampled_from(PLACES)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(changes, max_size=4), max_size=6))
def test_an_item_follows_its_file_through_any_history(history: list[list[tuple[str, str, str]]]) -> None:
    disk = Disk()
    for place in PLACES[:4]:
        disk.new(place)
    disk.scan()
    away: list[int] = []
    for scan in history:
        for change, one, other in scan:
            apply(disk, away, change, one, other)
        disk.scan()


def apply(disk: Disk, away: list[int], change: str, one: str, other: str) -> None:
    """One thing that a person does to files; names that are taken are left alone."""
    files = disk.files
    if change == "add" and one not in files:
        disk.new(one)
    elif change == "move" and one in files and other not in files:
        files[other] = files.pop(one)
    elif change == "swap" and one in files and other in files:
        files[one], files[other] = files[other], files[one]
    elif change == "take away" and one in files:
        away.append(files.pop(one))
    elif change == "bring back" and one not in files and away:
        files[one] = away.pop()


def test_a_film_that_takes_the_place_of_another_does_not_take_its_identity() -> None:
    disk = Disk()
    for place in PLACES[:2]:
        disk.new(place)
    disk.scan()
    first, second = (disk.item(place) for place in PLACES[:2])
    disk.files = {PLACES[1]: disk.files[PLACES[0]]}
    disk.scan()
    assert disk.item(PLACES[1]) == first
    rows = disk.db.execute("SELECT id FROM items WHERE missing_since IS NOT NULL").fetchall()
    assert rows == [(second,)]


def test_a_film_that_is_renamed_and_gets_a_sidecar_is_the_same() -> None:
    disk = Disk()
    disk.new(PLACES[0])
    disk.scan()
    item = disk.item(PLACES[0])
    moved = found(PLACES[1], disk.files[PLACES[0]])
    nfo = MediaFile(PLACES[1][:-4] + ".nfo", 5, 5, "nfo")
    add_discovered(disk.db, [replace(moved, files=(*moved.files, nfo))])
    end_source_scan(disk.db, "Movies", {"/media/Movies": 1})
    assert disk.item(PLACES[1]) == item
