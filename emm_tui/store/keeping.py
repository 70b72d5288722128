"""What becomes of a library whose file was taken away while it is open: a copy, out of the connection that has it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from emm_tui.store.layout import now

FOLDER = "backups"


def keep(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Copies what is open into the folder `backups` beside `path`; None where no copy can be made.

    No folder of a library is made anew: it may be that of a disk that is not there.
    """
    folder = path.parent / FOLDER
    target = folder / f"lost-{path.stem}-{now().replace(':', '')}.db"
    try:
        if not folder.exists():
            folder.mkdir(mode=0o700)
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    except OSError:
        return None
    try:
        with closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = delete")
    except sqlite3.Error:
        with suppress(OSError):
            target.unlink()
        return None
    return target
