"""An older library becomes a current one, after a copy of it was put aside and found whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database, Migrations

from emm_tui.domain.errors import DatabaseError, StorageError
from emm_tui.store.connection import writing
from emm_tui.store.files import translated, version_of
from emm_tui.store.layout import now
from emm_tui.store.lock import WriterLock
from emm_tui.store.schema import MIGRATIONS

KEPT = 5
"""How many backups stay."""


def make_folder(folder: Path) -> None:
    """Makes the folder of the library, for its user alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise StorageError(f"{folder} cannot be made: {problem.strerror}.") from problem


def upgrade_file(path: Path) -> None:
    """Brings an older library up to date for somebody who only reads. BusyError when another process writes."""
    lock = WriterLock(path)
    lock.acquire("upgrade")
    try:
        with translated(path), closing(writing(path)) as connection:
            upgrade(Database(connection), path, version_of(path))
    finally:
        lock.release()


def upgrade(db: Database, path: Path, version: int, migrations: Migrations = MIGRATIONS) -> None:
    """Applies what is pending, each migration in its own transaction; a library that has a version is backed up."""
    if not migrations.pending(db):
        return
    if version:
        back_up(db.conn, path, version)
    migrations.apply(db)


def back_up(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copies the library into the folder `backups` beside it, checks the copy, and drops all but the newest few."""
    folder = path.parent / "backups"
    make_folder(folder)
    target = folder / f"{path.stem}-{now().replace(':', '')}-v{version}.db"
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise DatabaseError(f"The backup {target} is not whole; the library was left as it is.")
    os.chmod(target, 0o600)
    for old in sorted(folder.glob(f"{path.stem}-*.db"), key=_age)[:-KEPT]:
        with suppress(OSError):
            old.unlink()
    return target


def _age(file: Path) -> tuple[int, str]:
    return file.stat().st_mtime_ns, file.name
