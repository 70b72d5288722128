"""Many items in a few groups: how many of them are alike in what a scrape would fetch."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from emm_tui.store.reading import these


@dataclass(slots=True, frozen=True)
class Alike:
    """So many items (`count`) of one kind, without an id of TMDB (`undecided`) or with one, with the same pictures.

    `artwork` is the mask of the kinds that they have, `below` how many seasons hang under all of them together.
    """

    kind: str
    undecided: bool
    artwork: int
    count: int
    below: int


_GROUPS = (
    "SELECT i.kind, i.tmdb IS NULL, i.artwork, count(*),"
    " total(CASE i.kind WHEN 'show' THEN (SELECT count(*) FROM items c WHERE c.parent = i.id) END)"
    " FROM items i WHERE i.id IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3"
)


def read_alike(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Alike]:
    """The groups of these items; those that are gone are left out."""
    rows = connection.execute(_GROUPS, these(ids))
    return [Alike(kind, bool(undecided), artwork, count, int(below)) for kind, undecided, artwork, count, below in rows]
