"""A session and a library without disk or network, with the signatures of the real ones."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from emm_tui.config import Config, SourceConfig
from emm_tui.domain import events as ev
from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
from emm_tui.domain.errors import EmmError, MissingError, NotFoundError
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Item, ItemRow, Job, Source
from emm_tui.domain.metrics import Metrics
from emm_tui.domain.query import Query, Sort, Term, Value, fold, parse_query
from emm_tui.net.cache import Cache
from emm_tui.net.caches.memory import MemoryCache
from emm_tui.pipeline.choose import Offer
from emm_tui.pipeline.hold import Hold
from emm_tui.pipeline.previews import Thumb
from emm_tui.pipeline.reports import ExportReport, RunReport, ScanReport, ScrapeOptions, SourceReport
from emm_tui.store.threads import BreakOff
from emm_tui.ui.app import EmmApp
from tests.ui import invented
from tests.ui.by_hand import ByHand

if TYPE_CHECKING:
    from emm_tui.session import Session
    from emm_tui.store.library import Library


class FakeLibrary:
    """Rows in memory; knows the fields that the tests filter by."""

    def __init__(self, rows: Iterable[ItemRow]) -> None:
        self.by_id = {row.id: row for row in rows}
        self.above = invented.above(self.by_id.values())
        self.locked: dict[int, set[str]] = {}
        self.history: list[Job] = []
        self.failed: dict[int, list[ev.ItemFailed]] = {}

    def version(self) -> int:
        """Nobody else writes."""
        return 1

    def jobs(self, limit: int = 50) -> list[Job]:
        """The jobs, newest first."""
        return self.history[:limit]

    def writing_process(self) -> int | None:
        """Who writes: a number while a job runs."""
        return 4242 if any(job.state == "running" for job in self.history) else None

    def outcomes(self, id: int) -> dict[str, int]:
        """What came of the items of a job."""
        job = next(job for job in self.history if job.id == id)
        return {"done": job.done, "failed": job.failed, "": job.items - job.done - job.failed}

    def job_failures(self, id: int) -> list[ev.ItemFailed]:
        """What failed in a job."""
        return self.failed.get(id, [])

    def ids(self, query: Query, limit: int | None = None) -> array[int]:
        """The ids of a query, ordered."""
        found = [row for row in self.by_id.values() if _matches(row, query)]
        for sort in reversed(query.sort or (Sort("title"),)):
            found.sort(key=lambda row: _order(row, sort.field), reverse=sort.descending)
        return array("q", [row.id for row in found][:limit])

    def count(self, query: Query) -> int:
        """How many a query has."""
        return len(self.ids(query))

    def branches(self, query: Query, limit: int | None = None) -> tuple[array[int], array[int], array[int]]:
        """The ids of a query with the parent and the show of each."""
        ids = self.ids(query, limit)
        above = [self.above.get(id, (0, 0)) for id in ids]
        return ids, array("q", [parent for parent, _ in above]), array("q", [show for _, show in above])

    def children(self, parent: int) -> array[int]:
        """What hangs under a show or a season."""
        return array("q", [id for id, (own, _) in self.above.items() if own == parent])

    def titles(self, ids: Sequence[int]) -> list[int]:
        """The films and shows that items are or belong to."""
        return list(dict.fromkeys(self.above.get(id, (0, 0))[1] or id for id in ids))

    def rows(self, ids: Sequence[int]) -> list[ItemRow]:
        """The rows of `ids`, missing ones skipped."""
        return [replace(self.by_id[id]) for id in ids if id in self.by_id]

    def item(self, id: int) -> Item:
        """Everything about one item."""
        if id not in self.by_id:
            raise NotFoundError(f"There is no item {id}.")
        item = invented.item(self.by_id[id])
        item.locked = sorted(self.locked.get(id, ()))
        item.show = self.by_id.get(self.above.get(id, (0, 0))[1])
        item.seasons = [self.by_id[child] for child in self.children(id) if self.by_id[child].kind == "season"]
        return item

    def breakable(self, _break_off: BreakOff) -> AbstractContextManager[None]:
        """Nothing takes long here."""
        return nullcontext()


def _matches(row: ItemRow, query: Query) -> bool:
    if not query.deep and row.kind in ("season", "episode"):
        return False
    return not query.groups or any(all(_term(row, term) for term in group) for group in query.groups)


def _term(row: ItemRow, term: Term) -> bool:
    return any(_value(row, term.field, value) for value in term.values) != term.negated


def _value(row: ItemRow, field: str, value: Value) -> bool:
    if field == "source":  # all lie in the one of the tests
        return value.low == "Films"
    have: Any = getattr(row, field)
    if field in ("title", "show"):
        return fold(str(value.low)) in fold(have or "")
    if field == "kind" and value.low == "any":
        return True
    if value.operator == "..":
        return have is not None and (value.low or 0) <= have <= (value.high or 9999)
    return bool(have == value.low)


def _order(row: ItemRow, field: str) -> tuple[bool, Any]:
    if field == "title":
        season = (99 if row.kind == "episode" else -1) if row.season is None else row.season
        return False, (fold(row.show or row.title), season, row.kind == "episode", row.episode or 0)
    value = getattr(row, field)
    return value is None, value or (0 if field in ("year", "rating", "runtime") else "")


class FakePictures:
    """Draws a picture of its own for each address, in bands of three colours, every other line darker.

    `gate` lets so many through; `asked` and `given_up` are the addresses so far.
    """

    def __init__(self) -> None:
        self.gate = asyncio.Semaphore(10_000)
        self.asked: list[str] = []
        self.given_up: list[str] = []

    async def thumb(self, candidate: ArtworkCandidate, width: int, height: int) -> Thumb:
        """The picture in the shape of its candidate; one named `broken` cannot be had."""
        self.asked.append(candidate.url)
        try:
            await self.gate.acquire()
        except asyncio.CancelledError:
            self.given_up.append(candidate.url)
            raise
        if "broken" in candidate.url:
            raise MissingError(candidate.provider, "a picture is gone.")
        wide, high = (candidate.width, candidate.height) if candidate.width else (2, 3)
        across = min(width, round(height * wide / high))
        down = min(height, round(across * high / wide))
        seed = sum(candidate.url.encode())
        bands = [bytes(((seed * n) % 200, (seed * n * 3) % 220, 90 + n * 20)) for n in (1, 2, 3)]
        lines = (bytes(value // (1 + y % 2) for value in bands[y * 3 // down]) for y in range(down))
        return Thumb(across, down, b"".join(line * across for line in lines))


class FakeSession(ByHand):
    """Runs verbs by telling their events; `gate` lets so many items through."""

    def __init__(self, rows: Iterable[ItemRow] = (), sources: tuple[str, ...] = ("Films",)) -> None:
        self.library = FakeLibrary(rows)
        self.config = Config(sources=[SourceConfig(name, f"/media/{name}", "movies") for name in sources])
        self.paths = SimpleNamespace(
            config_file=Path("/home/ada/.config/emm-tui/config.toml"),
            log=Path("/nowhere/log"),
            cache=Path("/nowhere/cache"),
            state=Path("/nowhere/state"),
        )
        self.gate = asyncio.Semaphore(10_000)
        self.scraped: list[list[int]] = []
        self.matched: list[tuple[int, str, str]] = []
        self.searched: list[tuple[int, str]] = []
        self.answers = asyncio.Semaphore(10_000)
        self.exported: list[str] = []
        self.scans = 0
        self.cancelled = 0
        self.arriving: list[ItemRow] = []
        self.metrics = Metrics()
        self.offers: dict[int, list[Offer]] = {}
        self.drawn = FakePictures()
        self.no_pictures: EmmError | None = None
        self.open_pictures = 0
        self.hold = Hold()
        self.engine = None
        self.resumed: list[int] = []
        self.given_up: list[int] = []
        self._listeners: list[ev.Emit] = []
        self.responses = MemoryCache(2_000_000_000)

    async def leave(self) -> None:
        """Nothing is open."""

    def reconfigure(self, config: Config) -> None:
        """Another config."""
        self.config = config

    async def ask_provider(self, name: str) -> tuple[str, str]:
        """Refuses TheTVDB's key."""
        return ("refused", f"{name}: the key is refused") if name == "tvdb" else ("ok", "")

    @contextmanager
    def cache(self) -> Iterator[Cache]:
        """The response cache."""
        yield self.responses

    @property
    def sources(self) -> list[Source]:
        """The sources of the config."""
        return [Source(s.name, s.path, s.kind) for s in self.config.sources]

    def subscribe(self, listener: ev.Emit) -> Callable[[], None]:
        """Tells `listener` of every event."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def emit(self, event: ev.Event) -> None:
        """Tells an event."""
        self.metrics.fold(event)
        for listener in self._listeners:
            listener(event)

    async def scan(self, sources: Sequence[str] = (), *, full: bool = False) -> ScanReport:
        """Takes in what is `arriving`."""
        self.scans += 1
        self.emit(ev.JobStarted(1, "scan", 0))
        self.emit(ev.FilesSeen("Films", 1204))
        self.library.by_id.update((row.id, row) for row in self.arriving)
        self.emit(ev.JobEnded(1, "done"))
        return ScanReport([SourceReport("Films", "/media/Films", True, 1204)], added=len(self.arriving))

    async def scrape(
        self, query: str = "", *, items: Sequence[int] | None = None, options: ScrapeOptions | None = None
    ) -> RunReport:
        """Makes the items scraped."""
        found = self.library.ids(parse_query(query)) if items is None else items
        if options and options.dry_run:
            return RunReport(items=len(found), planned=list(found))
        chosen = list(found)
        self.scraped.append(chosen)
        self.emit(ev.JobStarted(2, "scrape", len(chosen)))
        try:
            for id in chosen:
                await self.gate.acquire()
                self.emit(ev.RequestEnded("tmdb", "tmdb.movie", 200, 0.05, 9000))
                self.library.by_id[id] = replace(self.library.by_id[id], state="scraped", rating=8.8)
                self.emit(ev.ItemsChanged((id,)))
                self.emit(ev.ItemEnded(id, "done"))
        except asyncio.CancelledError:
            self.cancelled += 1
            self.emit(ev.JobEnded(2, "interrupted"))
            raise
        self.emit(ev.JobEnded(2, "done"))
        return RunReport(2, len(chosen), len(chosen))

    async def resume(self, job: int | None = None) -> RunReport:
        """Notes the job."""
        self.resumed.append(job or 0)
        return RunReport(job or 0, 1, 1)

    async def cancel_job(self, job: int) -> Job:
        """Notes the job."""
        self.given_up.append(job)
        return self.library.history[0]

    async def match(self, item: int, provider: str, ident: str) -> RunReport:
        """Notes the decision."""
        self.matched.append((item, provider, ident))
        return await self.scrape(items=[item])

    async def candidates(self, item: int, words: str = "") -> list[Candidate]:
        """What the invented item has; nothing is like words that begin with `no`."""
        self.searched.append((item, words))
        await self.answers.acquire()
        found = self.library.item(item)
        if not words:
            return found.candidates
        return [] if words.startswith("no") else invented.candidates(replace(found.row, title=words))

    async def artwork(self, item: int) -> list[Offer]:
        """What the invented item is offered."""
        self.offers.setdefault(item, invented.offers(self.library.item(item).row))
        return [replace(offer) for offer in self.offers[item]]

    async def choose_artwork(self, item: int, kind: str, url: str) -> ArtworkFile:
        """Puts the picture in place."""
        offer = self._offer(item, kind)
        offer.current = next(place for place, one in enumerate(offer.candidates) if one.url == url)
        offer.file = ArtworkFile(kind, f"/media/films/x-{kind}.jpg", url, chosen=True)
        self.emit(ev.ItemsChanged((item,)))
        return offer.file

    async def keep_artwork(self, item: int, kind: str, *, keep: bool = True) -> ArtworkFile:
        """Keeps the picture, or gives it free."""
        offer = self._offer(item, kind)
        assert offer.file
        offer.file.chosen = keep
        self.emit(ev.ItemsChanged((item,)))
        return offer.file

    async def remove_artwork(self, item: int, kind: str) -> None:
        """Takes the picture away."""
        offer = self._offer(item, kind)
        offer.file, offer.current, offer.locked = None, None, True
        self.emit(ev.ItemsChanged((item,)))

    def _offer(self, item: int, kind: str) -> Offer:
        return next(offer for offer in self.offers[item] if offer.kind == kind)

    @asynccontextmanager
    async def pictures(self) -> AsyncIterator[FakePictures]:
        """Pictures that are drawn here; `open_pictures` counts those that look."""
        if self.no_pictures:
            raise self.no_pictures
        self.open_pictures += 1
        try:
            yield self.drawn
        finally:
            self.open_pictures -= 1

    async def export(self, query: str = "", *, profile: str | None = None, dry_run: bool = False) -> ExportReport:
        """Notes the query."""
        self.exported.append(query)
        return ExportReport(1, ["/media/films/x.nfo"])


def app(session: FakeSession) -> EmmApp:
    """The program over a fake session."""
    return EmmApp(cast("Session", session), cast("Library", session.library))
