"""How the picture of a kind was before a person changed it: what the journal keeps of it, and how it is put back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from emm_tui.domain.artwork import ArtworkFile
from emm_tui.store import artwork

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = tuple(field.name for field in fields(ArtworkFile) if field.name != "pending")
_FILE = f"SELECT {', '.join(_COLUMNS)} FROM artwork_files WHERE item = ? AND kind = ? AND pending = 0"  # noqa: S608


@dataclass(slots=True, frozen=True)
class Was:
    """The `file` that lay there, None for none; `locked` kinds get none by scrapes; `copy` is where its bytes are."""

    file: ArtworkFile | None
    locked: bool
    copy: str | None = None


def to_data(was: Was) -> dict[str, Any]:
    """As values of JSON."""
    return asdict(was)


def of_data(data: Mapping[str, Any]) -> Was:
    """What `to_data` made values of."""
    file = data["file"]
    return Was(ArtworkFile(**file) if file else None, data["locked"], data["copy"])


def read_picture(connection: sqlite3.Connection, item: int, kind: str) -> dict[str, Any]:
    """How the picture of a kind is now, without a copy."""
    row = connection.execute(_FILE, (item, kind)).fetchone()
    locked = connection.execute("SELECT 1 FROM locks WHERE item = ? AND field = ?", (item, kind)).fetchone()
    return to_data(Was(_file(row) if row else None, locked is not None))


def write_picture(db: Database, item: int, kind: str, data: Mapping[str, Any]) -> None:
    """Records that the picture is again what it was."""
    was = of_data(data)
    db.conn.execute(
        "DELETE FROM files WHERE item = ? AND role = 'artwork' AND artwork_kind = ? AND path IS NOT ?",
        (item, kind, os.fsencode(was.file.path) if was.file else None),
    )
    artwork.drop_artwork(db, item, [kind])
    if was.file:
        artwork.save_artwork(db, item, [was.file])
    db.conn.execute("DELETE FROM locks WHERE item = ? AND field = ?", (item, kind))
    if was.locked:
        db.conn.execute("INSERT INTO locks VALUES (?, ?)", (item, kind))


def tell(data: Mapping[str, Any]) -> str | None:
    """`second.jpg (tmdb, kept)`: whose picture it is, None for none."""
    was = of_data(data)
    if was.file is None:
        return "none, and none wanted" if was.locked else None
    name = (was.file.url or was.file.path).rpartition("/")[2]
    whose = was.file.provider or "not ours"
    return f"{name} ({whose}{', kept' if was.file.chosen else ''})"


def _file(row: tuple[Any, ...]) -> ArtworkFile:
    named = dict(zip(_COLUMNS, row, strict=True))
    return ArtworkFile(**named | {"path": os.fsdecode(named["path"]), "chosen": bool(named["chosen"])})
