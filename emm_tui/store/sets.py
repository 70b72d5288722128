"""Sets of films as items of their own, with their text and pictures."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import sqlite3

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.metadata import SetInfo
from emm_tui.store.artwork import save_candidates
from emm_tui.store.layout import TIERS, sort_key, storable
from emm_tui.store.search import reindex_titles, title_text


def set_of(connection: sqlite3.Connection, info: SetInfo, provider: str, time: str) -> int:
    """The id of the set, added when it is new and brought up to date when it is known."""
    title = storable(info.name)
    found = _find(connection, info, title)
    if found and _same(connection, found, info, title):
        return found
    item = found or _add(connection, title, time)
    connection.execute(
        "UPDATE items SET title = ?, sort_key = ?, tmdb = coalesce(?, tmdb) WHERE id = ?",
        (title, sort_key(title), info.tmdb, item),
    )
    overview = storable(info.overview) if info.overview else None
    connection.execute("UPDATE details SET plot = ? WHERE item = ?", (overview, item))
    if info.tmdb:
        connection.execute("INSERT OR REPLACE INTO ids VALUES (?, 'tmdb', ?)", (item, str(info.tmdb)))
    filled = [("title", title), ("plot", overview)]
    connection.executemany(
        "INSERT OR REPLACE INTO provenance VALUES (?, ?, ?, NULL, ?)",
        [(item, field, provider, time) for field, value in filled if value],
    )
    pictures = [ArtworkCandidate(k, provider, u) for k, u in (("poster", info.poster), ("fanart", info.fanart)) if u]
    save_candidates(connection, item, pictures)
    reindex_titles(connection, item, title_text(title))
    return item


def _find(connection: sqlite3.Connection, info: SetInfo, title: str) -> int | None:
    by_id = ("tmdb = ? AND tmdb IS NOT NULL", info.tmdb)
    by_title = ("tier = 3 AND sort_key = ? AND tmdb IS NULL", sort_key(title))
    for condition, value in (by_id, by_title) if info.tmdb else (("tier = 3 AND sort_key = ?", sort_key(title)),):
        row = connection.execute(
            f"SELECT id FROM items WHERE {condition} AND kind = 'set'",
            (value,),
        ).fetchone()
        if row:
            return int(row[0])
    return None


def _same(connection: sqlite3.Connection, item: int, info: SetInfo, title: str) -> bool:
    row = connection.execute(
        "SELECT title, plot FROM items LEFT JOIN details ON item = id WHERE id = ?", (item,)
    ).fetchone()
    urls = connection.execute("SELECT kind, url FROM artwork_candidates WHERE item = ?", (item,)).fetchall()
    wanted = {"poster": info.poster, "fanart": info.fanart}
    known = {kind: url for kind, url in urls}
    return tuple(row) == (title, info.overview) and all(known.get(kind) == url for kind, url in wanted.items())


def _add(connection: sqlite3.Connection, title: str, time: str) -> int:
    item = connection.execute(
        "INSERT INTO items (kind, tier, state, title, sort_key, added, decided_by)"
        " VALUES ('set', ?, 'scraped', ?, ?, ?, 'auto')",
        (TIERS["set"], title, sort_key(title), time),
    ).lastrowid
    connection.execute("INSERT INTO details (item) VALUES (?)", (item,))
    return int(item or 0)
