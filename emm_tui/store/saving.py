"""What a scrape found out becomes part of an item; what a person decided or locked stays."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.fetched import Said
from emm_tui.domain.match import Candidate, Verdict
from emm_tui.domain.metadata import Metadata
from emm_tui.store import facts
from emm_tui.store.artwork import save_candidates
from emm_tui.store.jobs import note_outcome
from emm_tui.store.layout import storable
from emm_tui.store.words import drop_words, save_lacking, save_words

if TYPE_CHECKING:
    from sqlite_utils import Database

_INSERT_CANDIDATE = "INSERT INTO candidates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SET_MATCH = (
    "INSERT INTO details (item, match_provider, match_score, match_reasons) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (item) DO UPDATE SET match_provider = excluded.match_provider,"
    " match_score = excluded.match_score, match_reasons = excluded.match_reasons"
)
_SET_ERROR = (
    "INSERT INTO details (item, error, error_stage) VALUES (?, ?, ?)"
    " ON CONFLICT (item) DO UPDATE SET error = excluded.error, error_stage = excluded.error_stage"
)


def save_verdict(db: Database, item: int, verdict: Verdict, job: int | None = None) -> None:
    """Records what identification came to; one that is not matched is through with its job and left for review."""
    connection = db.conn
    _save_choices(connection, item, verdict.candidates)
    if verdict.choice:
        _decide(connection, item, verdict.choice, verdict)
        return
    connection.execute(_SET_MATCH, (item, None, None, _json(verdict.reasons)))
    connection.execute(
        "UPDATE items SET state = ? WHERE id = ? AND decided_by = '' AND state NOT IN ('matched', 'scraped')",
        (verdict.state, item),
    )
    connection.execute(_SET_ERROR, (item, None, None))
    note_outcome(connection, job, item, verdict.state)


def save_metadata(
    db: Database,
    item: int,
    verdict: Verdict | None,
    metadata: Metadata,
    artwork: Sequence[ArtworkCandidate] = (),
    said: Said = (),
    lacking: Mapping[str, str] | None = None,
) -> None:
    """Records the verdict with all that providers have on its choice, in one transaction; locked fields stay.

    Without a verdict the item stays what it was decided to be, for the reasons that it was. `said` is what each of the
    providers told, `lacking` are those that could not be asked (why).
    """
    connection = db.conn
    if verdict and verdict.choice:
        _save_choices(connection, item, verdict.candidates)
        _decide(connection, item, verdict.choice, verdict)
        metadata.ids.setdefault(verdict.choice.provider, verdict.choice.id)
    row = connection.execute("SELECT match_provider FROM details WHERE item = ?", (item,)).fetchone()
    facts.save_facts(connection, {item: metadata}, row[0] if row and row[0] else "")
    save_words(connection, {item: said})
    save_lacking(connection, item, lacking or {})
    save_candidates(connection, item, artwork)


def adopt(db: Database, item: int, metadata: Metadata, fields: Sequence[str]) -> None:
    """Records what a person locked elsewhere: all facts of the item, of which these fields are locked from now on."""
    facts.save_facts(db.conn, {item: metadata}, "")
    lock(db, [item], fields)


def set_match(db: Database, item: int, provider: str, id: str) -> None:
    """Records a person's decision; ids that belonged to another match are dropped, and what its episodes were."""
    connection = db.conn
    if not connection.execute("SELECT 1 FROM items WHERE id = ?", (item,)).fetchone():
        raise NotFoundError(f"There is no item {item}.")
    old = connection.execute("SELECT id FROM ids WHERE item = ? AND provider = ?", (item, provider)).fetchone()
    if not old or old[0] != id:
        drop_words(connection, [item])
        for table in ("ids", "artwork_candidates"):
            connection.execute(f"DELETE FROM {table} WHERE item = ?", (item,))
        connection.execute("DELETE FROM known_episodes WHERE show = ?", (item,))
        connection.execute("UPDATE items SET state = 'new', decided_by = '' WHERE show = ?", (item,))
        connection.execute("UPDATE details SET episode_order = NULL WHERE item = ?", (item,))
    connection.execute("INSERT OR REPLACE INTO ids VALUES (?, ?, ?)", (item, provider, id))
    facts.mark_ids(connection, [item])
    connection.execute(_SET_MATCH, (item, provider, None, _json(["decided by you"])))
    connection.execute(_SET_ERROR, (item, None, None))
    connection.execute("UPDATE items SET decided_by = 'you', state = 'matched' WHERE id = ?", (item,))


def finish(
    db: Database,
    item: int,
    state: str,
    error: str | None = None,
    stage: str | None = None,
    job: int | None = None,
    nfo: bool | None = None,
) -> None:
    """Closes an item's run in `state` scraped|matched|ambiguous|unmatched|failed, or skipped, which changes nothing.

    A scraped item stays scraped whatever fails later; the error is kept with it. `nfo` says whether there now is an
    NFO beside it (None: as before). The seasons and episodes of a show that is scraped are so too where they are known.
    """
    connection = db.conn
    outcome = "done" if state in ("scraped", "matched") else state
    if state != "skipped":
        unless = "AND state <> 'scraped'" if state != "scraped" else ""
        connection.execute(f"UPDATE items SET state = ? WHERE id = ? {unless}", (state, item))
        connection.execute(_SET_ERROR, (item, storable(error) if error else None, stage if error else None))
    if state == "scraped":
        connection.execute("UPDATE items SET state = 'scraped' WHERE show = ? AND state = 'matched'", (item,))
    if nfo is not None:
        connection.execute("UPDATE items SET nfo = ? WHERE id = ?", (nfo, item))
        connection.execute("UPDATE items SET nfo = ? WHERE show = ? AND missing_since IS NULL", (nfo, item))
    note_outcome(connection, job, item, outcome, stage, error)


def mark(db: Database, items: Iterable[int], marked: bool = True) -> None:
    """Marks items, or takes the marks away."""
    db.conn.executemany("UPDATE items SET marked = ? WHERE id = ?", [(marked, item) for item in items])


def lock(db: Database, items: Iterable[int], fields: Sequence[str], locked: bool = True) -> None:
    """Locks fields against scrapes, or unlocks them; fields are those of `provenance`."""
    change = "INSERT OR IGNORE INTO locks VALUES (?, ?)" if locked else "DELETE FROM locks WHERE item = ? AND field = ?"
    db.conn.executemany(change, [(item, field) for item in items for field in fields])


def _decide(connection: sqlite3.Connection, item: int, choice: Candidate, verdict: Verdict) -> None:
    connection.execute("INSERT OR REPLACE INTO ids VALUES (?, ?, ?)", (item, choice.provider, choice.id))
    facts.mark_ids(connection, [item])
    connection.execute(_SET_MATCH, (item, choice.provider, choice.score, _json(verdict.reasons or choice.reasons)))
    connection.execute(
        "UPDATE items SET state = CASE state WHEN 'scraped' THEN state ELSE 'matched' END,"
        " decided_by = CASE decided_by WHEN 'you' THEN 'you' ELSE ? END WHERE id = ?",
        (verdict.by, item),
    )


def _save_choices(connection: sqlite3.Connection, item: int, candidates: Sequence[Candidate]) -> None:
    """Replaces the stored candidates, best first; a verdict without any leaves them."""
    if not candidates:
        return
    connection.execute("DELETE FROM candidates WHERE item = ?", (item,))
    connection.executemany(
        _INSERT_CANDIDATE, [(item, place, *_choice(candidate)) for place, candidate in enumerate(candidates)]
    )


def _choice(c: Candidate) -> tuple[object, ...]:
    title, original, overview = (text and storable(text) for text in (c.title, c.original_title, c.overview))
    return (
        c.provider,
        c.id,
        title,
        c.year,
        original,
        c.original_language,
        c.popularity,
        c.votes,
        _json(c.titles),
        overview,
        c.poster,
        c.score,
        _json(c.reasons),
    )


def _json(texts: Sequence[str]) -> str:
    return json.dumps(list(texts), separators=(",", ":"))
