"""Older libraries: backed up, carried over, all or nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from emm_tui.config import Config
from emm_tui.domain.errors import BusyError
from emm_tui.paths import Paths
from emm_tui.session import Session
from emm_tui.store import schema, upgrade
from emm_tui.store.connection import writing
from emm_tui.store.files import VERSION, is_older
from emm_tui.store.lock import WriterLock
from emm_tui.store.schema import MIGRATIONS, step
from emm_tui.store.tables import TABLES
from emm_tui.store.writer import Writer
from tests.store.made_up import episode, film


def made_of(*steps: str) -> Migrations:
    """A history of migrations, one statement each."""
    history = Migrations("emm")
    for number, sql in enumerate(steps, 1):

        def change(db: Database, sql: str = sql) -> None:
            db.execute(sql)

        change.__name__ = f"step{number}"
        step(number, history)(change)
    return history


FIRST = "CREATE TABLE items (id INTEGER PRIMARY KEY, title TEXT)"
SECOND = "ALTER TABLE items ADD COLUMN year INTEGER"


@pytest.fixture
def old(path: Path) -> Path:
    """A library of an older program, with a row in it."""
    db = Database(writing(path))
    upgrade.upgrade(db, path, 0, made_of(FIRST))
    db.execute("INSERT INTO items VALUES (1, 'Harbour Lights')")
    db.close()
    return path


def backups(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").glob("*.db"))


def rows(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT * FROM items").fetchall()
    finally:
        connection.close()


def test_the_version_in_the_header_is_the_number_of_migrations(path: Path) -> None:
    db = Database(writing(path))
    upgrade.upgrade(db, path, 0)
    assert db.execute("PRAGMA user_version").fetchone()[0] == VERSION == len(MIGRATIONS.applied(db))
    assert {name.split()[2] for name in TABLES if name.startswith("CREATE TABLE")} <= set(db.table_names())
    assert not (path.parent / "backups").exists()
    db.close()


def test_an_older_library_is_backed_up_and_carried_over(old: Path) -> None:
    db = Database(writing(old))
    upgrade.upgrade(db, old, 1, made_of(FIRST, SECOND))
    assert db.execute("PRAGMA user_version").fetchone()[0] == 2
    db.close()
    assert rows(old) == [(1, "Harbour Lights", None)]
    [copy] = backups(old)
    assert rows(copy) == [(1, "Harbour Lights")]
    assert copy.stat().st_mode & 0o077 == 0


def test_a_migration_that_fails_leaves_the_library_as_it_was(old: Path) -> None:
    db = Database(writing(old))
    with pytest.raises(sqlite3.OperationalError):
        upgrade.upgrade(db, old, 1, made_of(FIRST, SECOND, "ALTER TABLE nothing ADD COLUMN x"))
    assert db.execute("PRAGMA user_version").fetchone()[0] == 2
    db.close()
    assert rows(old) == [(1, "Harbour Lights", None)]
    db = Database(writing(old))
    upgrade.upgrade(db, old, 2, made_of(FIRST, SECOND, "UPDATE items SET year = 2001"))
    db.close()
    assert rows(old) == [(1, "Harbour Lights", 2001)]


def test_only_the_newest_backups_stay(old: Path) -> None:
    connection = writing(old)
    for version in range(8):
        upgrade.back_up(connection, old, version)
    connection.close()
    assert len(backups(old)) == upgrade.KEPT
    assert backups(old)[-1].name.endswith("-v7.db")


async def test_a_show_of_an_older_library_is_found_again_by_its_folder(path: Path) -> None:
    db = Database(writing(path))
    MIGRATIONS.apply(db, stop_before="0006_places")
    db.execute(
        "INSERT INTO items (id, kind, tier, title, sort_key, added, source, path, scan_key)"
        " VALUES (7, 'show', 0, '[Harbour] Tales', 'harbour', '', 'Shows', ?, 'harbour')",
        (b"/media/TV/[Harbour] Tales",),
    )
    db.close()
    async with Writer(path, "scan") as writer:
        await writer.add_discovered([episode("[Harbour] Tales", 1, 1)])
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("SELECT show FROM items WHERE kind = 'episode'").fetchall() == [(7,)]
    finally:
        connection.close()


async def test_a_current_library_is_not_backed_up_again(path: Path) -> None:
    for _ in range(2):
        async with Writer(path, "scan") as writer:
            await writer.add_discovered([film("Harbour Lights")])
    assert backups(path) == []


def test_who_only_reads_has_an_older_library_upgraded_first(path: Path) -> None:
    history = Migrations("emm")
    step(1, history)(schema.first)
    db = Database(writing(path))
    upgrade.upgrade(db, path, 0, history)
    db.execute("INSERT INTO items (kind, tier, title, sort_key, added) VALUES ('movie', 0, 'Salt Lamp', 'salt', '')")
    db.close()
    paths = Paths(path.parent / "config.toml", path.parent, path.parent / "cache")
    session = Session.open(paths, Config())
    assert session.library.item(1).metadata.title == "Salt Lamp"
    session.close()
    assert not is_older(path)
    assert len(backups(path)) == 1


def test_an_upgrade_waits_for_no_other_writer(path: Path) -> None:
    db = Database(writing(path))
    history = Migrations("emm")
    step(1, history)(schema.first)
    upgrade.upgrade(db, path, 0, history)
    db.close()
    other = WriterLock(path)
    other.acquire("scan")
    with pytest.raises(BusyError):
        upgrade.upgrade_file(path)
    other.release()
    upgrade.upgrade_file(path)
    assert not is_older(path)
