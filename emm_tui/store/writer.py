"""The write side of the library: one process, one thread, one connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database

from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
from emm_tui.domain.edits import Changed
from emm_tui.domain.errors import BusyError
from emm_tui.domain.fetched import FetchedShow, Said
from emm_tui.domain.match import Verdict
from emm_tui.domain.media import Discovered, ItemRow
from emm_tui.domain.metadata import Metadata
from emm_tui.domain.metrics import Metrics
from emm_tui.store import artwork, editing, jobs, joining, saving, upgrade
from emm_tui.store.connection import File, writing
from emm_tui.store.discovered import ScanCounts, add_discovered, prepare
from emm_tui.store.files import check_same, translated, version_of
from emm_tui.store.journal import by_hand, change_picture, decide, undo
from emm_tui.store.lock import PATIENCE, WriterLock
from emm_tui.store.pictures import Was
from emm_tui.store.prefill import prefill
from emm_tui.store.queue import ChangeQueue, bound
from emm_tui.store.scanning import end_source_scan
from emm_tui.store.show_saving import save_show

P = ParamSpec("P")
T = TypeVar("T")


class Writer:
    """All changes to the library; `async with Writer(path, verb)` takes the lock, makes or upgrades the file.

    Raises BusyError when another process writes, DatabaseError when the file is newer or damaged, StorageError when
    the disk is full or read-only, or when it is not the `file` any more that the caller knows: no other is made then.
    Every method returns after its change is on disk; changes that wait together share a transaction.
    """

    def __init__(self, path: Path, verb: str, file: File | None = None) -> None:
        self._path = path
        self._verb = verb
        self._file = file
        self._lock = WriterLock(path)
        self._db: Database
        self._queue: ChangeQueue

    async def __aenter__(self) -> Writer:
        check_same(self._path, self._file)
        version_of(self._path)
        upgrade.make_folder(self._path.parent)
        await self._take_turn()
        opening = asyncio.create_task(asyncio.to_thread(self._open))
        try:
            self._db = await asyncio.shield(opening)
        except BaseException:
            await self._give_up(opening)
            raise
        self._queue = ChangeQueue(self._db.conn, self._path, self._file)
        return self

    async def _take_turn(self) -> None:
        """Takes the lock; while somebody looks at it the event loop goes on."""
        deadline = monotonic() + PATIENCE
        while True:
            try:
                return self._lock.acquire(self._verb, 0.0)
            except BusyError:
                if monotonic() > deadline:
                    raise
            await asyncio.sleep(0.01)

    async def _give_up(self, opening: asyncio.Task[Database]) -> None:
        """Gives the lock back, but not while a thread still works on the library: nothing stops it half way."""
        while not opening.done():
            with suppress(asyncio.CancelledError):  # once is enough
                await asyncio.wait([opening])
        if not opening.cancelled() and opening.exception() is None:
            opening.result().conn.close()
        self._lock.release()

    def measure(self, metrics: Metrics) -> None:
        """Lets a run's metrics have the times of the transactions, and how many changes wait for one."""
        metrics.operations["store.batch"] = self._queue.batches
        metrics.levels["writer"] = self._queue.level

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self._queue.close()
        finally:
            self._db.conn.close()
            self._lock.release()

    def _open(self) -> Database:
        """The connection, its schema up to date; a file of an older schema is backed up first."""
        check_same(self._path, self._file)
        version = version_of(self._path)
        with translated(self._path):
            connection = writing(self._path)
            self._file = connection.file
            try:
                db = Database(connection)
                upgrade.upgrade(db, self._path, version)
                prepare(connection)
                jobs.close_lost_jobs(connection)
            except BaseException:
                connection.close()
                raise
        return db

    async def submit(self, change: Callable[Concatenate[Database, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Carries out any change function of the store, as the methods below do with theirs."""
        result: T = await self._queue.submit(bound(change, self._db, *args, **named))
        return result

    async def start_job(self, verb: str, arguments: Mapping[str, object], items: Sequence[int] | None = None) -> int:
        """Opens a job over `items` (None: it keeps no list) and returns its id."""
        return await self.submit(jobs.start_job, verb, arguments, items)

    async def resume_job(self, job: int) -> None:
        """Sets an interrupted job running again; what is to do says `Library.pending`."""
        await self.submit(jobs.resume_job, job)

    async def end_job(
        self, job: int, state: str, metrics: Metrics, peak_rss: int, *, items: int | None = None, failed: int = 0
    ) -> None:
        """Closes a job in `state` done|partial|interrupted|cancelled; `items` for one that keeps no list."""
        await self.submit(jobs.end_job, job, state, metrics, peak_rss, items, failed)

    async def cancel_job(self, job: int) -> None:
        """Gives up an interrupted job."""
        await self.submit(jobs.cancel_job, job)

    async def add_discovered(self, batch: Sequence[Discovered]) -> ScanCounts:
        """Adds and updates what a scan found; the counts are those of the batch."""
        return await self.submit(add_discovered, batch)

    async def end_source_scan(
        self,
        source: str,
        seen: Mapping[str, int],
        *,
        unlisted: Collection[str] = (),
        unreadable: Collection[str] = (),
        complete: bool = True,
        shows: Mapping[str, bool] | None = None,
    ) -> ScanCounts:
        """Closes the scan of a source; see `scanning.end_source_scan`. The counts are those of the whole source."""
        return await self.submit(end_source_scan, source, seen, unlisted, unreadable, complete, shows or {})

    async def save_verdict(self, item: int, verdict: Verdict, job: int | None = None) -> None:
        """Records what identification came to."""
        await self.submit(saving.save_verdict, item, verdict, job)

    async def save_metadata(
        self,
        item: int,
        verdict: Verdict | None,
        metadata: Metadata,
        candidates: Sequence[ArtworkCandidate] = (),
        said: Said = (),
        lacking: Mapping[str, str] | None = None,
    ) -> None:
        """Records the verdict, or keeps the earlier one, with everything that providers have on its choice."""
        await self.submit(saving.save_metadata, item, verdict, metadata, candidates, said, lacking)

    async def save_show(
        self, item: int, verdict: Verdict | None, fetched: FetchedShow, lacking: Mapping[str, str] | None = None
    ) -> list[int]:
        """Records a show with all its seasons and episodes; returns the items that it changed."""
        return await self.submit(save_show, item, verdict, fetched, lacking)

    async def unite_shows(self, shows: Collection[int], job: int | None = None) -> int | None:
        """Makes one show of those that turned out to be the same, and returns it."""
        kept: int | None = await self.submit(joining.unite_shows, shows, job)
        return kept

    async def split_show(self, show: int, folder: str) -> int:
        """Makes a show of its own of one folder of a show, and returns it."""
        return await self.submit(joining.split_show, show, folder)

    async def plan_artwork(self, item: int, files: Sequence[ArtworkFile]) -> None:
        """Records what is about to be downloaded, before it is."""
        await self.submit(artwork.plan_artwork, item, files)

    async def save_artwork(self, item: int, files: Sequence[ArtworkFile]) -> None:
        """Records pictures that lie in place."""
        await self.submit(artwork.save_artwork, item, files)

    async def save_copies(self, item: int, files: Sequence[ArtworkFile]) -> None:
        """Records all pictures that lie in the further folders of a show."""
        await self.submit(artwork.save_copies, item, files)

    async def drop_artwork(self, item: int, kinds: Collection[str]) -> None:
        """Forgets pictures, planned or placed, that are not there."""
        await self.submit(artwork.drop_artwork, item, kinds)

    async def finish(
        self,
        item: int,
        state: str,
        error: str | None = None,
        stage: str | None = None,
        job: int | None = None,
        nfo: bool | None = None,
    ) -> None:
        """Closes an item's run in `state` scraped|matched|ambiguous|unmatched|failed|skipped."""
        await self.submit(saving.finish, item, state, error, stage, job, nfo)

    # what people do; each returns the job to undo it by, None when nothing changed
    async def set_match(
        self, item: int, provider: str, id: str, beside: Mapping[str, bytes | None] | None = None
    ) -> int | None:
        """Records a person's decision, and the NFO files `beside` the media as they are before it."""
        return await self.submit(decide, item, provider, id, beside or {})

    async def edit(self, changes: Sequence[Changed], orders: Mapping[int, str] | None = None) -> int | None:
        """Records what a person changed, and locks it against scrapes.

        `orders` are those that the files of shows count in: "" aired, "absolute", or the id of a provider's.
        """
        parts = [(one.item, one.field) for one in changes] + [(show, "order") for show in orders or ()]
        return await self.submit(by_hand, "edit", parts, editing.edit, changes, orders or {})

    async def mark(self, items: Sequence[int], marked: bool = True) -> int | None:
        """Marks items, or takes the marks away."""
        parts = [(item, "marked") for item in items]
        return await self.submit(by_hand, "mark" if marked else "unmark", parts, saving.mark, items, marked)

    async def lock(self, items: Sequence[int], fields: Sequence[str], locked: bool = True) -> int | None:
        """Locks fields against scrapes, or unlocks them."""
        parts = [(item, f"lock:{field}") for item in items for field in fields]
        return await self.submit(by_hand, "lock" if locked else "unlock", parts, saving.lock, items, fields, locked)

    async def choose_picture(self, item: int, file: ArtworkFile, was: Was) -> int | None:
        """Records the picture that a person put there, which was another before; its kind is locked no more."""
        return await self.submit(change_picture, item, file.kind, was, artwork.choose_artwork, file)

    async def keep_picture(self, item: int, file: ArtworkFile, was: Was) -> int | None:
        """Records that a person keeps a picture from scrapes, or leaves it to them."""
        return await self.submit(change_picture, item, file.kind, was, artwork.keep_artwork, file)

    async def remove_picture(self, item: int, file: ArtworkFile, was: Was) -> int | None:
        """Forgets a picture that a person took away, and locks its kind."""
        return await self.submit(change_picture, item, file.kind, was, artwork.remove_artwork, file)

    async def undo(self, job: int, pictures: Mapping[tuple[int, str], tuple[Was, Was]] | None = None) -> int | None:
        """Takes a change by hand back, but for what was changed again since; see `journal.undo`."""
        return await self.submit(undo, job, pictures)

    async def prefill(self, rows: Iterable[ItemRow]) -> int:
        """Adds ready-made rows by the million and returns how many; a season or episode is of the show before it."""
        count: int = await self._queue.submit(bound(prefill, self._db, rows), alone=True)
        return count
