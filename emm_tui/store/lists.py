"""Which items the library has, in which order, and their lines in a list."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from emm_tui.domain.errors import NotFoundError
from emm_tui.store import lookup, tree
from emm_tui.store.layout import REVIEWED
from emm_tui.store.opened import Opened
from emm_tui.store.query_sql import order, where
from emm_tui.store.row import ROW, item_row, path_of

if TYPE_CHECKING:
    from emm_tui.domain.media import Item, ItemRow
    from emm_tui.domain.query import Query
    from emm_tui.store.tally import Alike

_FETCHED = 20_000


class Lists(Opened):
    """Ids, rows and paths of many items."""

    def ids(self, query: Query, limit: int | None = None) -> array[int]:
        """The ids of all items that the query wants, in its order."""
        found = array("q")
        condition, values = where(query)
        sql = f"SELECT i.id FROM items i WHERE {condition} ORDER BY {order(query)} LIMIT ?"
        with self._open() as connection:
            if connection:
                cursor = connection.execute(sql, (*values, -1 if limit is None else limit))
                while part := cursor.fetchmany(_FETCHED):
                    found.extend([id for (id,) in part])
        return found

    def count(self, query: Query) -> int:
        """How many items the query wants."""
        condition, values = where(query)
        with self._open() as connection:
            if not connection:
                return 0
            sql = f"SELECT count(*) FROM items i WHERE {condition}"
            return int(connection.execute(sql, values).fetchone()[0])

    def branches(self, query: Query, limit: int | None = None) -> tuple[array[int], array[int], array[int]]:
        """The ids as `ids()` gives them; beside each its parent and its show, 0 where it has none."""
        with self._open() as connection:
            return tree.read_branches(connection, query, limit) if connection else (array("q"), array("q"), array("q"))

    def children(self, parent: int) -> array[int]:
        """What hangs under a show or a season itself: seasons before episodes that have none, by their numbers."""
        with self._open() as connection:
            return tree.read_children(connection, parent) if connection else array("q")

    def rows(self, ids: Sequence[int]) -> list[ItemRow]:
        """The lines of the list for these ids, in their order; those that are gone are left out."""
        with self._open() as connection:
            if not connection:
                return []
            found = connection.execute(
                f"{ROW} WHERE i.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
            )
            by_id = {row[0]: item_row(row) for row in found}
        return [by_id[id] for id in ids if id in by_id]

    def alike(self, ids: Sequence[int]) -> list[Alike]:
        """These items in groups: how many are alike in what a scrape would fetch. Of a million it takes a second."""
        from emm_tui.store import tally

        with self._open() as connection:
            return tally.read_alike(connection, ids) if connection else []

    def resolve(self, ref: str) -> int:
        """The one item that `ref` means: an id, a path, or a query with one hit; NotFoundError says how many."""
        with self._open() as connection:
            if connection:
                return lookup.resolve(connection, ref)
        raise NotFoundError("The library is empty.", "Run 'emm scan'.")

    def review(self) -> list[Item]:
        """The items that need a person: ambiguous, unmatched or failed.

        Of a show that nobody knows there is nothing to decide about its seasons and episodes.
        """
        from emm_tui.store import items

        with self._open() as connection:
            if not connection:
                return []
            marks = ", ".join("?" * len(REVIEWED))
            ids = connection.execute(
                f"SELECT id FROM items i WHERE tier IN (0, 1, 2) AND state IN ({marks}) AND (show IS NULL OR EXISTS"
                " (SELECT 1 FROM items s WHERE s.id = i.show AND s.state IN ('matched', 'scraped', 'failed')))"
                " ORDER BY tier, sort_key, id",
                REVIEWED,
            ).fetchall()
            return items.read_items(connection, [id for (id,) in ids])

    def titles(self, ids: Sequence[int]) -> list[int]:
        """The films and shows that these items are or belong to, each once, in their order; sets are left out."""
        from emm_tui.store import items

        with self._open() as connection:
            return items.read_titles(connection, ids) if connection else []

    def folders(self, source: str) -> dict[str, int]:
        """The folders of a source as the last scan saw them: path -> mtime_ns."""
        with self._open() as connection:
            rows = (
                connection.execute("SELECT path, mtime_ns FROM folders WHERE source = ?", (source,)).fetchall()
                if connection
                else []
            )
        return {str(path_of(path)): mtime for path, mtime in rows}

    def known_files(self, source: str) -> Iterator[str]:
        """The paths of the videos that a source is known to have and that are not missing."""
        with self._open() as connection:
            if connection:
                rows = connection.execute(
                    "SELECT f.path FROM items i JOIN files f ON f.item = i.id AND f.role = 'video'"
                    " WHERE i.source = ? AND i.missing_since IS NULL",
                    (source,),
                )
                yield from (str(path_of(path)) for (path,) in rows)
