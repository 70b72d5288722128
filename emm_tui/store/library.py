"""The read side of the library: lists, items, jobs, figures; it never writes."""
# ruff: noqa: S608 - statements are put together from our own names; values are always bound

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.events import ItemFailed
from emm_tui.domain.media import Item, ItemRow, Job, KnownEpisode, Target
from emm_tui.domain.query import Query
from emm_tui.store import figures, history, items, lookup, tree, words
from emm_tui.store.figures import RunFigures, Status
from emm_tui.store.files import version_of
from emm_tui.store.layout import REVIEWED
from emm_tui.store.lock import WriterLock
from emm_tui.store.query_sql import order, where
from emm_tui.store.reading import ROW, item_row, path_of, read_locks
from emm_tui.store.threads import BreakOff, Threads

if TYPE_CHECKING:
    from emm_tui.domain.datasets import Dataset
    from emm_tui.domain.edits import Renumbered, Undone
    from emm_tui.domain.fetched import FetchedShow, Number, Said
    from emm_tui.domain.metadata import Rating
    from emm_tui.store.pictures import Was

_FETCHED = 20_000


class Library:
    """What is in the library, also while another process writes to it.

    Each thread has a connection of its own. A file that does not exist yet is an empty library. Raises DatabaseError
    for one that is newer than the program or damaged, and leaves it byte for byte.
    """

    def __init__(self, path: Path) -> None:
        self._lock = WriterLock(path)
        self._threads = Threads(path)
        self._open = self._threads.open
        version_of(path)

    def version(self) -> int | None:
        """A number that is another one once somebody has written, for the thread that asks; None without a library."""
        with self._open() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0]) if connection else None

    def breakable(self, break_off: BreakOff) -> AbstractContextManager[None]:
        """What this thread reads inside ends with concurrent.futures.CancelledError once `break_off` is called."""
        return self._threads.breakable(break_off)

    def close(self) -> None:
        """Closes all connections; no thread may be reading."""
        self._threads.close()

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

    def item(self, id: int) -> Item:
        """Everything about an item; NotFoundError when there is none."""
        with self._open() as connection:
            found = items.read_item(connection, id) if connection else None
        if found is None:
            raise NotFoundError(f"There is no item {id}.", "See 'emm list'.")
        return found

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

    def locks(self, ids: Sequence[int]) -> dict[int, list[str]]:
        """The locked fields of these items."""
        with self._open() as connection:
            return read_locks(connection, ids) if connection else {}

    def targets(self, ids: Sequence[int]) -> list[Target]:
        """What a scrape needs to know of these items, in their order."""
        with self._open() as connection:
            found = [items.read_target(connection, id) for id in ids] if connection else []
        return [target for target in found if target]

    def titles(self, ids: Sequence[int]) -> list[int]:
        """The films and shows that these items are or belong to, each once, in their order; sets are left out."""
        with self._open() as connection:
            return items.read_titles(connection, ids) if connection else []

    def show_parts(self, show: int) -> tuple[list[Item], list[Item]]:
        """The seasons of a show, and its episodes whose file is there, both in order."""
        with self._open() as connection:
            return items.read_parts(connection, show) if connection else ([], [])

    def missing_episodes(self, show: int) -> list[KnownEpisode]:
        """The episodes of a show that have aired and of which there is no file, in order; specials are left out."""
        with self._open() as connection:
            return items.read_missing(connection, show) if connection else []

    def renumbered(self, show: int, fetched: FetchedShow) -> tuple[list[Renumbered], dict[Number, list[str]]]:
        """The episode files of a show that are another episode in the order of `fetched` than they are now."""
        from emm_tui.store import orders

        with self._open() as connection:
            return orders.renumbered(connection, show, fetched) if connection else ([], {})

    def said(self, item: int) -> Said:
        """What each provider said of an item when it was last asked, the one that it was found at first."""
        with self._open() as connection:
            return words.read_words(connection, item) if connection else ()

    def same_shows(self, provider: str, id: str) -> list[int]:
        """The shows that were decided to be the one of this id."""
        with self._open() as connection:
            return lookup.same_shows(connection, provider, id) if connection else []

    def part_of_show(self, ref: str) -> str | None:
        """The folder that `ref` is the path of, when it is one of several that a show lies in."""
        with self._open() as connection:
            return lookup.part_of_show(connection, ref) if connection else None

    def status(self) -> Status:
        """How much there is, and how it is."""
        with self._open() as connection:
            return figures.read_status(connection, self._abandoned()) if connection else Status()

    def datasets(self) -> list[Dataset]:
        """IMDb's data files that were read, by name."""
        from emm_tui.store import datasets

        with self._open() as connection:
            return datasets.read_datasets(connection) if connection else []

    def imdb_titles(self) -> list[int]:
        """The numbers of all titles whose rating at IMDb is wanted, as 500 of `tt0000500`."""
        from emm_tui.store import datasets

        with self._open() as connection:
            return datasets.read_titles(connection) if connection else []

    def imdb_shows(self) -> list[int]:
        """The numbers of the library's shows at IMDb."""
        from emm_tui.store import datasets

        with self._open() as connection:
            return datasets.read_shows(connection) if connection else []

    def imdb_rating(self, ident: str) -> Rating | None:
        """What IMDb's data files say of a title by its id, None when nothing."""
        from emm_tui.store import datasets

        with self._open() as connection:
            return datasets.read_rating(connection, ident) if connection else None

    def imdb_episodes(self, ident: str) -> dict[Number, Rating]:
        """What IMDb's data files say of the episodes of a show by its id."""
        from emm_tui.store import datasets

        with self._open() as connection:
            return datasets.read_episode_ratings(connection, ident) if connection else {}

    def metrics(self, jobs: int = 5) -> RunFigures:
        """The timings and counts of the last runs together."""
        with self._open() as connection:
            return figures.read_figures(connection, jobs) if connection else RunFigures()

    def jobs(self, limit: int = 50) -> list[Job]:
        """The last runs, newest first; one whose process died is interrupted."""
        with self._open() as connection:
            return history.read_jobs(connection, limit, self._abandoned()) if connection else []

    def job(self, id: int) -> Job:
        """One run; NotFoundError when there is none."""
        with self._open() as connection:
            found = history.read_job(connection, id, self._abandoned()) if connection else None
        if found is None:
            raise NotFoundError(f"There is no job {id}.", "See 'emm jobs'.")
        return found

    def job_failures(self, id: int) -> list[ItemFailed]:
        """What failed in a run, and why."""
        with self._open() as connection:
            return history.read_failures(connection, id) if connection else []

    def last_change(self) -> int | None:
        """The job of the last change by hand that can be undone."""
        from emm_tui.store import journal

        with self._open() as connection:
            return journal.read_last(connection) if connection else None

    def undoing(self, job: int) -> list[Undone]:
        """What undoing a job changes; NotFoundError when there is none, UsageError when it changed nothing by hand."""
        from emm_tui.store import journal

        with self._open() as connection:
            if connection:
                return journal.read_undo(connection, job)
        raise NotFoundError(f"There is no job {job}.", "See 'emm jobs'.")

    def beside(self, job: int) -> dict[int, dict[str, bytes | None]]:
        """The NFO files as they were before a match by hand: item -> path -> contents, None where there was none."""
        from emm_tui.store import journal

        with self._open() as connection:
            return journal.read_beside(connection, job) if connection else {}

    def pictures_before(self, job: int) -> dict[tuple[int, str], Was]:
        """How the pictures that a change by hand reached were before it, by item and kind."""
        from emm_tui.store import journal

        with self._open() as connection:
            return journal.read_pictures(connection, job) if connection else {}

    def pending(self, job: int) -> list[int]:
        """The items of a job that are still to do."""
        with self._open() as connection:
            return history.read_pending(connection, job) if connection else []

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

    def _abandoned(self) -> bool:
        """Whether a job that is marked as running cannot be: nobody holds the writer's lock."""
        return self._lock.free()
