"""Items with everything about them, put together from their rows."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.guess import Guess, GuessKind
from emm_tui.domain.media import Item, ItemRow, KnownEpisode, Match, Target
from emm_tui.domain.metadata import Metadata, SetInfo
from emm_tui.store import reading as read
from emm_tui.store.guesses import guess_of
from emm_tui.store.layout import AIRS, TEXTS
from emm_tui.store.places import read_folders
from emm_tui.store.query_sql import MISSING_EPISODES
from emm_tui.store.row import ROW, item_row, path_of
from emm_tui.store.words import read_lacking

_DETAILS = (*TEXTS, "user_rating", *AIRS)
_MORE = ("guess", "alternative_titles", "match_provider", "match_score", "match_reasons", "error", "episode_order")
_SELECT_DETAILS = (
    f"SELECT item, {', '.join((*_DETAILS, *_MORE))} FROM details WHERE item IN (SELECT value FROM json_each(?))"
)
_PLACE = (
    "SELECT id, source, own_folder, edition, decided_by, set_id, show, tmdb, imdb, tvdb FROM items"
    " WHERE id IN (SELECT value FROM json_each(?))"
)
_SET, _SHOW = 4, 5
_IN_PARTS = 500

Details = dict[str, object]


def read_item(connection: sqlite3.Connection, id: int) -> Item | None:
    """The item, None when there is none; a show or a season also with the episodes that it lacks."""
    item = next(iter(read_items(connection, [id])), None)
    if item and item.row.kind == "show":
        item.missing = read_missing(connection, id)
    elif item and item.row.kind == "season" and item.show:
        item.missing = [one for one in read_missing(connection, item.show.id) if one.season == item.row.season]
    return item


def read_items(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Item]:
    """The items in the order of their ids, without those that are gone; a table is asked once for hundreds."""
    found: list[Item] = []
    for start in range(0, len(ids), _IN_PARTS):
        part = ids[start : start + _IN_PARTS]
        together = _Together(connection, part)
        found.extend(item for item in map(together.item, part) if item)
    return found


def read_target(connection: sqlite3.Connection, id: int) -> Target | None:
    """What a scrape needs of the item, None when there is none; a show brings the files of its episodes."""
    row = connection.execute(
        "SELECT kind, state, source, path, own_folder, title, year, decided_by, guess, episode_order, match_provider"
        " FROM items LEFT JOIN details ON item = id WHERE id = ?",
        (id,),
    ).fetchone()
    if row is None:
        return None
    kind, state, source, path, own_folder, title, year, decided_by, guess, chosen, found_at = row
    where = path_of(path) or ""
    spoken: GuessKind = "movie" if kind == "movie" else "episode"
    episodes = _episodes_here(connection, id)
    owners = [id, *(episode for episode, _ in episodes)]
    files = read.read_files(connection, owners)
    return Target(
        id=id,
        kind=kind,
        state=state,
        source=source or "",
        path=where,
        guess=guess_of(guess, where) if guess else Guess(where, spoken, title, year=year, confidence=1.0),
        files=tuple({file.path: file for owner in owners for file in files[owner]}.values()),
        own_folder=bool(own_folder),
        title=title,
        ids=read.read_ids(connection, [id])[id] if decided_by else {},
        by=decided_by,
        artwork=read.read_artwork(connection, [id])[id],
        seasons=tuple(sorted({season for _, season in episodes if season is not None})),
        order=chosen or "",
        locked=tuple(read.read_locks(connection, [id])[id]),
        found_at=found_at or "",
    )


def read_titles(connection: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    """The films and shows that items are or belong to, each once, in the order of the items."""
    found: dict[int, None] = {}
    for start in range(0, len(ids), _IN_PARTS):
        rows = connection.execute(
            "SELECT coalesce(i.show, i.id) FROM json_each(?) j CROSS JOIN items i ON i.id = j.value"
            " WHERE i.kind <> 'set' ORDER BY j.key",
            read.these(ids[start : start + _IN_PARTS]),
        )
        found.update((title, None) for (title,) in rows)
    return list(found)


def read_parts(connection: sqlite3.Connection, show: int) -> tuple[list[Item], list[Item]]:
    """The seasons of a show, and its episodes whose file is there."""
    seasons = [row.id for row in _seasons(connection, [show])[show]]
    episodes = [id for id, _ in _episodes_here(connection, show)]
    found = read_items(connection, seasons), read_items(connection, episodes)
    connection.execute("PRAGMA shrink_memory")  # each of a run's many threads would keep the pages of its last shows
    return found


def read_missing(connection: sqlite3.Connection, show: int) -> list[KnownEpisode]:
    """The episodes of a show that have aired and lie nowhere."""
    rows = connection.execute(
        f"SELECT k.season, k.episode, k.title, k.aired, k.absolute {MISSING_EPISODES} AND o.id = ?"
        " ORDER BY k.season, k.episode",
        (show,),
    )
    return [KnownEpisode(*row) for row in rows]


def _episodes_here(connection: sqlite3.Connection, show: int) -> list[tuple[int, int | None]]:
    """The episodes of a show whose file is there: id and season, in order."""
    return connection.execute(
        "SELECT id, season FROM items WHERE show = ? AND tier = 2 AND missing_since IS NULL"
        " ORDER BY season, episode, id",
        (show,),
    ).fetchall()


class _Together:
    """Some items with what belongs to them: each table is asked once for all."""

    def __init__(self, connection: sqlite3.Connection, ids: Sequence[int]) -> None:
        wanted = read.these(ids)
        self._rows = _lines(connection, ids)
        self._places = {id: place for id, *place in connection.execute(_PLACE, wanted)}
        self._details = {
            id: dict(zip((*_DETAILS, *_MORE), row, strict=True))
            for id, *row in connection.execute(_SELECT_DETAILS, wanted)
        }
        self._facts = _facts(connection, self._rows, self._details)
        self._sets = _sets(connection, {place[_SET] for place in self._places.values() if place[_SET]})
        self._shows = _lines(connection, {place[_SHOW] for place in self._places.values() if place[_SHOW]})
        self._seasons = _seasons(connection, [row.id for row in self._rows.values() if row.kind == "show"])
        self._files = read.read_files(connection, ids)
        self._artwork = read.read_artwork(connection, ids)
        self._offered = read.read_artwork_candidates(connection, ids)
        self._provenance = read.read_provenance(connection, ids)
        self._locks = read.read_locks(connection, ids)
        self._candidates = read.read_candidates(connection, ids)
        self._lacking = read_lacking(connection, ids)
        self._folders = {row.id: read_folders(connection, row.id) for row in self._rows.values() if row.kind == "show"}
        self._copies = read.read_copies(connection, ids)

    def item(self, id: int) -> Item | None:
        """One of them, None when it is gone."""
        if id not in self._rows:
            return None
        row, details, provenance = self._rows[id], self._details.get(id, {}), self._provenance[id]
        source, own_folder, edition, decided_by, set_id, show, row.tmdb, row.imdb, row.tvdb = self._places[id]
        metadata = self._facts[id]
        metadata.set = self._sets.get(set_id)
        metadata.languages = {field: origin.language for field, origin in provenance.items() if origin.language}
        return Item(
            row=row,
            guess=guess_of(str(details["guess"]), row.path or "") if details.get("guess") else None,
            metadata=metadata,
            files=self._files[id],
            own_folder=bool(own_folder),
            source=source,
            artwork=self._artwork[id],
            artwork_candidates=self._offered[id],
            provenance=provenance,
            locked=self._locks[id],
            match=_match(decided_by, details),
            candidates=self._candidates[id],
            show=self._shows.get(show),
            seasons=self._seasons.get(id, []),
            error=details.get("error"),
            lacking=self._lacking.get(id, {}),
            edition=edition,
            order=str(details.get("episode_order") or ""),
            folders=self._folders.get(id, []),
            copies=self._copies[id],
        )


def _lines(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, ItemRow]:
    wanted = list(ids)
    if not wanted:
        return {}
    rows = connection.execute(f"{ROW} WHERE i.id IN (SELECT value FROM json_each(?))", read.these(wanted))
    return {row[0]: item_row(row) for row in rows}


def _facts(
    connection: sqlite3.Connection, rows: dict[int, ItemRow], details: dict[int, Details]
) -> dict[int, Metadata]:
    ids = list(rows)
    terms, credits = read.read_terms(connection, ids), read.read_credits(connection, ids)
    ratings, others = read.read_ratings(connection, ids), read.read_ids(connection, ids)
    found = {}
    for id, row in rows.items():
        known = details.get(id, {})
        alternatives = known.get("alternative_titles")
        found[id] = Metadata(
            title=row.title,
            year=row.year,
            runtime=row.runtime,
            season=row.season,
            episode=row.episode,
            **{name: known.get(name) for name in _DETAILS},  # type: ignore[arg-type]
            **terms[id],  # type: ignore[arg-type]
            ratings=ratings[id],
            ids=others[id],
            credits=credits[id],
            alternative_titles=json.loads(str(alternatives)) if alternatives else [],
        )
    return found


def _sets(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, SetInfo]:
    wanted = list(ids)
    if not wanted:
        return {}
    offered = read.read_artwork_candidates(connection, wanted)
    rows = connection.execute(
        "SELECT id, title, tmdb, plot FROM items LEFT JOIN details ON item = id"
        " WHERE id IN (SELECT value FROM json_each(?))",
        read.these(wanted),
    )
    return {
        id: SetInfo(name, tmdb, overview, *(_first(offered[id], kind) for kind in ("poster", "fanart")))
        for id, name, tmdb, overview in rows
    }


def _first(candidates: Sequence[ArtworkCandidate], kind: str) -> str | None:
    return next((candidate.url for candidate in candidates if candidate.kind == kind), None)


def _match(decided_by: str, details: Details) -> Match | None:
    reasons = details.get("match_reasons")
    if reasons is None:
        return None
    score = details.get("match_score")
    return Match(decided_by, str(details.get("match_provider") or ""), score, json.loads(str(reasons)))  # type: ignore[arg-type]


def _seasons(connection: sqlite3.Connection, shows: Sequence[int]) -> dict[int, list[ItemRow]]:
    found: dict[int, list[ItemRow]] = defaultdict(list)
    if not shows:
        return found
    rows = connection.execute(
        "SELECT show, id FROM items WHERE show IN (SELECT value FROM json_each(?)) AND tier = 1"
        " ORDER BY show, season, id",
        read.these(shows),
    ).fetchall()
    lines = _lines(connection, [season for _, season in rows])
    for show, season in rows:
        found[show].append(lines[season])
    return found
