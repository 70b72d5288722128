"""Items that the library already has for the files of a scan."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from emm_tui.domain.media import Discovered

Row = tuple[object, ...]


@dataclass(slots=True)
class Known:
    """An item of the library as a scan compares it; `files` are rows like those of `file_rows`."""

    id: int
    season: int | None
    episode: int | None
    missing: bool
    own_folder: bool
    source: str
    path: bytes
    decided_by: str
    guess: str | None
    show: int | None
    files: list[Row]


def known_items(connection: sqlite3.Connection, batch: Sequence[Discovered]) -> dict[bytes, list[Known]]:
    """The items that own a video of the batch, by the path of each video."""
    paths = [os.fsencode(file.path) for found in batch for file in found.files if file.role == "video"]
    marks = ", ".join("?" * len(paths))
    owners = connection.execute(
        f"SELECT path, item FROM files WHERE path IN ({marks}) AND role = 'video'",
        paths,
    ).fetchall()
    if not owners:
        return {}
    items = _load(connection, sorted({item for _, item in owners}))
    known = defaultdict(list)
    for path, item in owners:
        known[path].append(items[item])
    return known


def _load(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Known]:
    wanted = json.dumps(ids)
    files = defaultdict(list)
    for item, *file in connection.execute(
        "SELECT item, item, path, role, part, artwork_kind, size, mtime_ns FROM files"
        " WHERE item IN (SELECT value FROM json_each(?))",
        (wanted,),
    ):
        files[item].append(tuple(file))
    rows = connection.execute(
        "SELECT id, season, episode, missing_since IS NOT NULL, own_folder, source, path, decided_by, guess, show"
        " FROM items LEFT JOIN details ON item = id WHERE id IN (SELECT value FROM json_each(?))",
        (wanted,),
    )
    return {row[0]: Known(*(*row, files[row[0]])) for row in rows}


def owners(found: Discovered, known: dict[bytes, list[Known]]) -> list[Known]:
    """The known items of a discovered file: those that it stands for, else the owners of any part."""
    path = os.fsencode(found.path)
    exact = [item for item in known.get(path, ()) if item.path == path]
    if exact or not known:
        return [item for item in exact if not item.missing] or exact
    videos = (os.fsencode(file.path) for file in found.files if file.role == "video")
    return list({item.id: item for video in videos for item in known.get(video, ())}.values())[:1]


def take(items: list[Known], season: int | None, episode: int | None) -> Known | None:
    """The item among `items` for these numbers, else the next one; it is taken off the list."""
    if not items:
        return None
    numbered = [item for item in items if (item.season, item.episode) == (season, episode)]
    item = numbered[0] if numbered else items[0]
    items.remove(item)
    return item
