"""What people changed, kept with how it was before, so that it can be taken back."""

from __future__ import annotations

import json
import sqlite3
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from emm_tui.domain.artwork import ArtworkFile
from emm_tui.domain.edits import Undone
from emm_tui.domain.errors import NotFoundError, UsageError
from emm_tui.store.before import picture_of, put_back, summary
from emm_tui.store.layout import now
from emm_tui.store.pictures import Was, of_data, to_data
from emm_tui.store.saving import set_match

if TYPE_CHECKING:
    from sqlite_utils import Database

P = ParamSpec("P")
UNDO, FILES, ARTWORK = "undo", "files", "artwork"
KEPT = 100
"""How many changes can be taken back."""

_ENTRIES = "SELECT item, part, before FROM journal WHERE job = ? AND undone = 0 AND part <> 'files' ORDER BY item, part"
_LATER = (
    "SELECT j.job, j.part, jobs.verb FROM journal j JOIN jobs ON jobs.id = j.job"
    " WHERE j.item = ? AND j.job > ? AND j.undone = 0 AND j.part <> 'files' AND jobs.verb <> 'undo' ORDER BY j.job DESC"
)


def by_hand(
    db: Database,
    verb: str,
    parts: Sequence[tuple[int, str]],
    change: Callable[Concatenate[Database, P], object],
    *args: P.args,
    **named: P.kwargs,
) -> int | None:
    """Carries out a person's change of these parts (item, part), in one transaction with how they were before.

    Returns the job to undo it by, None when nothing changed.
    """
    connection = db.conn
    before = {key: picture_of(connection, *key) for key in dict.fromkeys(parts)}
    change(db, *args, **named)
    changed = {key: old for key, old in before.items() if picture_of(connection, *key) != old}
    return _note(connection, verb, changed, {}) if changed else None


def decide(db: Database, item: int, provider: str, id: str, beside: Mapping[str, bytes | None]) -> int | None:
    """Records which title an item is, with the NFO files `beside` it (path -> contents) that another title changes."""
    job = by_hand(db, "match", [(item, "match")], set_match, item, provider, id)
    if job is not None:
        files = {path: data and b64encode(data).decode() for path, data in beside.items()}
        db.conn.execute(
            "INSERT INTO journal (job, item, part, before) VALUES (?, ?, ?, ?)", (job, item, FILES, _packed(files))
        )
    return job


def change_picture(
    db: Database,
    item: int,
    kind: str,
    was: Was,
    change: Callable[[Database, int, ArtworkFile], object],
    file: ArtworkFile,
) -> int | None:
    """Records what a person did with the picture of a kind, and how it `was`: None when nothing changed."""
    part = f"{ARTWORK}:{kind}"
    change(db, item, file)
    if picture_of(db.conn, item, part) == to_data(replace(was, copy=None)):
        return None
    return _note(db.conn, ARTWORK, {(item, part): to_data(was)}, {})


def read_pictures(connection: sqlite3.Connection, job: int) -> dict[tuple[int, str], Was]:
    """How the pictures that a change reached were before it, by item and kind."""
    entries = ((item, part.partition(":"), old) for item, part, old in _entries(connection, job))
    return {(item, kind): of_data(old) for item, (part, _, kind), old in entries if part == ARTWORK}


def read_beside(connection: sqlite3.Connection, job: int) -> dict[int, dict[str, bytes | None]]:
    """The files that `decide` kept, by item."""
    rows = connection.execute("SELECT item, before FROM journal WHERE job = ? AND part = ?", (job, FILES)).fetchall()
    return {
        item: {path: data and b64decode(data) for path, data in json.loads(zlib.decompress(packed)).items()}
        for item, packed in rows
    }


def read_last(connection: sqlite3.Connection) -> int | None:
    """The last change that can be taken back, None when there is none."""
    row = connection.execute(
        "SELECT j.job FROM journal j JOIN jobs ON jobs.id = j.job WHERE j.undone = 0 AND j.part <> 'files'"
        " AND jobs.verb <> 'undo'"
        " ORDER BY j.job DESC LIMIT 1"
    ).fetchone()
    return row[0] if row else None


def read_undo(connection: sqlite3.Connection, job: int) -> list[Undone]:
    """What taking a change back comes to. NotFoundError for no job, UsageError for one without changes."""
    row = connection.execute("SELECT verb FROM jobs WHERE id = ?", (job,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no job {job}.", "See 'emm jobs'.")
    found = [
        Undone(
            item,
            _title(connection, item),
            part,
            *_values(connection, item, part, old),
            _why_not(connection, job, item, part),
        )
        for item, part, old in _entries(connection, job)
    ]
    if not found:
        raise UsageError(f"Job {job} ({row[0]}) has nothing that can be undone.", "See 'emm jobs'.")
    return found


def undo(db: Database, job: int, pictures: Mapping[tuple[int, str], tuple[Was, Was]] | None = None) -> int | None:
    """Takes a change back, but for what was changed again since; returns the job of that, None when it was nothing.

    `pictures` are those that were put back already, by item and kind: how each was until then, and how it is.
    """
    connection = db.conn
    replaced = {(item, f"{ARTWORK}:{kind}"): two for (item, kind), two in (pictures or {}).items()}
    undone = {}
    for item, part, old in _entries(connection, job):
        if _why_not(connection, job, item, part) is None:
            until = replaced.get((item, part))
            undone[item, part] = to_data(until[0]) if until else picture_of(connection, item, part)
            put_back(db, item, part, to_data(until[1]) if until else old)
    connection.executemany(
        "UPDATE journal SET undone = 1 WHERE job = ? AND item = ? AND part = ?", [(job, *key) for key in undone]
    )
    if not undone:
        return None
    undid = _undid(connection, job)
    if undid is None:
        return _note(connection, UNDO, undone, {"undid": job})
    connection.executemany(
        "UPDATE journal SET undone = 0 WHERE job = ? AND item = ? AND part = ?", [(undid, *key) for key in undone]
    )
    return _note(connection, UNDO, {}, {"redid": undid}, len({item for item, _ in undone}))


def _note(
    connection: sqlite3.Connection,
    verb: str,
    before: Mapping[tuple[int, str], Any],
    arguments: Mapping[str, object],
    items: int = 0,
) -> int:
    count = items or len({item for item, _ in before})
    told = json.dumps({**arguments, "parts": sorted({part for _, part in before})})
    job = connection.execute(
        "INSERT INTO jobs (verb, arguments, state, started, ended, items, done) VALUES (?, ?, 'done', ?, ?, ?, ?)",
        (verb, told, now(), now(), count, count),
    ).lastrowid
    connection.executemany(
        "INSERT INTO journal (job, item, part, before) VALUES (?, ?, ?, ?)",
        ((job, item, part, _packed(old)) for (item, part), old in before.items()),
    )
    oldest = connection.execute(
        "SELECT job FROM (SELECT DISTINCT job FROM journal) ORDER BY job DESC LIMIT 1 OFFSET ?", (KEPT - 1,)
    ).fetchone()
    if oldest:
        connection.execute("DELETE FROM journal WHERE job < ?", oldest)
    return int(job or 0)


def _undid(connection: sqlite3.Connection, job: int) -> int | None:
    arguments = json.loads(connection.execute("SELECT arguments FROM jobs WHERE id = ?", (job,)).fetchone()[0])
    found: int | None = arguments.get("undid")
    return found


def _entries(connection: sqlite3.Connection, job: int) -> Iterator[tuple[int, str, Any]]:
    for item, part, old in connection.execute(_ENTRIES, (job,)).fetchall():
        yield item, part, json.loads(zlib.decompress(old))


def _values(connection: sqlite3.Connection, item: int, part: str, old: Any) -> tuple[Any, Any]:
    """What the part is now, None when its item is gone, and what it was."""
    gone = _title(connection, item) == ""
    return None if gone else summary(part, picture_of(connection, item, part)), summary(part, old)


def _title(connection: sqlite3.Connection, item: int) -> str:
    row = connection.execute("SELECT title FROM items WHERE id = ?", (item,)).fetchone()
    return row[0] if row else ""


def _why_not(connection: sqlite3.Connection, job: int, item: int, part: str) -> str | None:
    """Why a part cannot be put back: its item is gone, or a later change by hand stands on it."""
    if not connection.execute("SELECT 1 FROM items WHERE id = ?", (item,)).fetchone():
        return "the item is gone"
    for later, other, verb in connection.execute(_LATER, (item, job)):
        if _overlap(part, other):
            return f"changed again by job {later} ({verb})"
    return None


def _overlap(one: str, other: str) -> bool:
    """A match carries all fields with it; a mark and a picture stand alone."""
    fields = {name.removeprefix("lock:").removeprefix("artwork:") for name in (one, other)}
    alone = any(name == "marked" or name.startswith("artwork:") for name in (one, other))
    return len(fields) == 1 or ("match" in fields and not alone)


def _packed(data: Any) -> bytes:
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode())
