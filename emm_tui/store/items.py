"""One item with everything about it, put together from its rows."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
import sqlite3

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.guess import Guess, GuessKind
from emm_tui.domain.media import Item, ItemRow, Match, Target
from emm_tui.domain.metadata import Metadata, SetInfo
from emm_tui.store import reading as read
from emm_tui.store.guesses import guess_of

_DETAILS = (
    "original_title",
    "sort_title",
    "premiered",
    "plot",
    "outline",
    "tagline",
    "certification",
    "status",
    "original_language",
    "trailer",
    "user_rating",
)
_MORE = ("guess", "alternative_titles", "match_provider", "match_score", "match_reasons", "error")
_SELECT_DETAILS = f"SELECT {', '.join((*_DETAILS, *_MORE))} FROM details WHERE item = ?"
_PLACE = "SELECT source, own_folder, edition, decided_by, set_id, show, tmdb, imdb, tvdb FROM items WHERE id = ?"


def read_item(connection: sqlite3.Connection, id: int) -> Item | None:
    """The item, None when there is none."""
    line = connection.execute(f"{read.ROW} WHERE i.id = ?", (id,)).fetchone()
    if line is None:
        return None
    row = read.item_row(line)
    source, own_folder, edition, decided_by, set_id, show, *ids = connection.execute(_PLACE, (id,)).fetchone()
    row.tmdb, row.imdb, row.tvdb = ids
    details = _details(connection, id)
    provenance = read.read_provenance(connection, id)
    metadata = _metadata(connection, row, details, set_id)
    metadata.languages = {field: origin.language for field, origin in provenance.items() if origin.language}
    return Item(
        row=row,
        guess=guess_of(str(details["guess"]), row.path or "") if details.get("guess") else None,
        metadata=metadata,
        files=read.read_files(connection, id),
        own_folder=bool(own_folder),
        source=source,
        artwork=read.read_artwork(connection, id),
        artwork_candidates=read.read_artwork_candidates(connection, id),
        provenance=provenance,
        locked=[field for (field,) in connection.execute("SELECT field FROM locks WHERE item = ?", (id,))],
        match=_match(decided_by, details),
        candidates=read.read_candidates(connection, id),
        show=_line(connection, show),
        seasons=_seasons(connection, id) if row.kind == "show" else [],
        error=details.get("error"),  # type: ignore[arg-type]
        edition=edition,
    )


def read_target(connection: sqlite3.Connection, id: int) -> Target | None:
    """What a scrape needs of the item, None when there is none."""
    row = connection.execute(
        "SELECT kind, state, source, path, own_folder, title, year, decided_by, guess"
        " FROM items LEFT JOIN details ON item = id WHERE id = ?",
        (id,),
    ).fetchone()
    if row is None:
        return None
    kind, state, source, path, own_folder, title, year, decided_by, guess = row
    where = read.path_of(path) or ""
    spoken: GuessKind = "movie" if kind == "movie" else "episode"
    return Target(
        id=id,
        kind=kind,
        state=state,
        source=source or "",
        path=where,
        guess=guess_of(guess, where) if guess else Guess(where, spoken, title, year=year, confidence=1.0),
        files=tuple(read.read_files(connection, id)),
        own_folder=bool(own_folder),
        title=title,
        ids=read.read_ids(connection, id) if decided_by else {},
        by=decided_by,
        artwork=read.read_artwork(connection, id),
    )


def _details(connection: sqlite3.Connection, id: int) -> dict[str, object]:
    row = connection.execute(_SELECT_DETAILS, (id,)).fetchone()
    return dict(zip((*_DETAILS, *_MORE), row, strict=True)) if row else {}


def _metadata(connection: sqlite3.Connection, row: ItemRow, details: dict[str, object], set_id: int | None) -> Metadata:
    alternatives = details.get("alternative_titles")
    return Metadata(
        title=row.title,
        year=row.year,
        runtime=row.runtime,
        season=row.season,
        episode=row.episode,
        **{name: details.get(name) for name in _DETAILS},  # type: ignore[arg-type]
        **read.read_terms(connection, row.id),  # type: ignore[arg-type]
        ratings=read.read_ratings(connection, row.id),
        ids=read.read_ids(connection, row.id),
        set=_set(connection, set_id) if set_id else None,
        credits=read.read_credits(connection, row.id),
        alternative_titles=json.loads(str(alternatives)) if alternatives else [],
    )


def _set(connection: sqlite3.Connection, id: int) -> SetInfo:
    name, tmdb, overview = connection.execute(
        "SELECT title, tmdb, plot FROM items LEFT JOIN details ON item = id WHERE id = ?", (id,)
    ).fetchone()
    pictures: dict[str, ArtworkCandidate] = {}
    for candidate in read.read_artwork_candidates(connection, id):
        pictures.setdefault(candidate.kind, candidate)
    poster, fanart = (pictures[kind].url if kind in pictures else None for kind in ("poster", "fanart"))
    return SetInfo(name, tmdb, overview, poster, fanart)


def _match(decided_by: str, details: dict[str, object]) -> Match | None:
    reasons = details.get("match_reasons")
    if reasons is None:
        return None
    score = details.get("match_score")
    return Match(decided_by, str(details.get("match_provider") or ""), score, json.loads(str(reasons)))  # type: ignore[arg-type]


def _line(connection: sqlite3.Connection, id: int | None) -> ItemRow | None:
    row = connection.execute(f"{read.ROW} WHERE i.id = ?", (id,)).fetchone() if id else None
    return read.item_row(row) if row else None


def _seasons(connection: sqlite3.Connection, show: int) -> list[ItemRow]:
    rows = connection.execute(f"{read.ROW} WHERE i.show = ? AND i.tier = 1 ORDER BY i.season, i.id", (show,))
    return [read.item_row(row) for row in rows.fetchall()]
