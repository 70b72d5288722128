"""Walks a source folder by folder: unchanged folders are not listed again, slow ones are listed many at a time."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from queue import SimpleQueue
from statistics import median

from emm_tui.discover.file_names import is_season_folder
from emm_tui.discover.listing import Folder, look, read, reason
from emm_tui.discover.unit import Unit, is_show, read_unit
from emm_tui.domain.media import Source

SETTLED_NS = 2_000_000_000
MEASURED = 50
SLOW_SECONDS = 0.001
THREADS = 16


@dataclass(slots=True)
class Stop:
    """A folder to visit; `show` is the folder of the show it is part of, None while there is none, if `sure`."""

    folder: Folder
    show: str | None = None
    sure: bool = True
    root: bool = False


@dataclass(slots=True)
class Visit:
    """What one folder came to: a unit, or None when it was unchanged or could not be read (see `errors`).

    `seen` are (path, mtime in ns) of the folder and its attached ones, with 0 for those that must be listed again
    next time; `unreadable` paths keep what is known at and below them; `loops` are links to a folder above them.
    """

    stop: Stop
    unit: Unit | None = None
    show: str | None = None
    seen: list[tuple[str, int]] = field(default_factory=list)
    below: list[Stop] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    loops: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def unreadable(self) -> list[str]:
        """The folders of which nothing may be taken for gone."""
        return [path for path, _ in self.errors] + ([] if self.seen else [self.stop.folder.path])


class Walk:
    """One walk over a source. `known` are the folders of the last scan (path -> mtime in ns), none for a full one."""

    def __init__(self, source: Source, root: Folder, known: Mapping[str, int]) -> None:
        self._source = source
        self._root = root
        self._known = known
        self._children: dict[str, list[str]] = defaultdict(list)
        for path in known:
            self._children[path.rpartition("/")[0]].append(path)
        self._stack = [Stop(root, root=True)]
        self._links: list[Stop] = []
        self._keys = {root.key}

    def visits(self) -> Iterator[Visit]:
        """Every folder once, as soon as it is read, in no promised order."""
        times: list[float] = []
        while stop := self._next(idle=True):
            visit = self._visit(stop)
            self._plan(visit)
            yield visit
            if len(times) < MEASURED:
                times.append(visit.seconds)
                if len(times) == MEASURED and median(times) > SLOW_SECONDS:
                    yield from self._side_by_side()

    def _side_by_side(self) -> Iterator[Visit]:
        """The rest of the walk on threads: a share answers many questions in the time of one."""
        pool = _Pool(self._visit, THREADS)
        try:
            while True:
                while pool.waiting < 2 * THREADS and (stop := self._next(idle=pool.waiting == 0)):
                    pool.put(stop)
                if not pool.waiting:
                    return
                visit = pool.get()
                self._plan(visit)
                yield visit
        finally:
            pool.close()

    def _next(self, *, idle: bool) -> Stop | None:
        """The next folder; links only when everything else is done, so that the real path of a folder wins."""
        if self._stack:
            return self._stack.pop()
        while idle and self._links:
            stop = self._links.pop()
            if stop.folder.key not in self._keys:
                self._keys.add(stop.folder.key)
                return stop
        return None

    def _plan(self, visit: Visit) -> None:
        for stop in reversed(visit.below):
            if stop.folder.link:
                if self._leads_up(stop.folder):
                    visit.loops.append(stop.folder.path)
                else:
                    self._links.append(stop)
            elif stop.folder.key not in self._keys:
                self._keys.add(stop.folder.key)
                self._stack.append(stop)

    def _leads_up(self, folder: Folder) -> bool:
        """Is a link's target above it, in the source or outside? It would bring in everything around, or itself."""
        path = folder.path
        while path:
            path = path.rpartition("/")[0]
            try:
                if look(path or "/").key == folder.key:
                    return True
            except OSError:
                return False
        return False

    def _visit(self, stop: Stop) -> Visit:
        begin = time.perf_counter()
        visit = Visit(stop)
        try:
            if not (self._is_settled(stop.folder) and self._pass_through(visit)):
                self._read(visit)
        except OSError as error:
            visit = Visit(stop, errors=[(str(error.filename or stop.folder.path), reason(error))])
        visit.seconds = time.perf_counter() - begin
        return visit

    def _is_settled(self, folder: Folder) -> bool:
        return self._known.get(folder.path) == folder.mtime_ns != 0

    def _pass_through(self, visit: Visit) -> bool:
        """Takes an unchanged folder as it was known; False when a folder that belongs to it has changed."""
        stop = visit.stop
        sure = self._source.kind == "movies" or (stop.sure and (stop.root or stop.show is not None))
        for path in self._children.get(stop.folder.path, ()):
            try:
                child = look(path)
            except OSError as error:
                visit.errors.append((path, reason(error)))
                continue
            if child.role != "media" and not self._is_settled(child):
                visit.errors.clear()
                visit.below.clear()
                return False
            visit.below.append(Stop(child, stop.show, sure))
        visit.seen = [(stop.folder.path, stop.folder.mtime_ns)]
        return True

    def _read(self, visit: Visit) -> None:
        stop, settled = visit.stop, time.time_ns() - SETTLED_NS
        show = stop.show if stop.sure else self._show_above(stop.folder)
        unit = read_unit(stop.folder, self._source.kind, root=stop.root, show=show is not None)
        if self._source.kind == "tv" and show is None and not stop.root and unit.films:
            show = self._show_at(stop.folder)
        visit.unit, visit.show, visit.errors = unit, show, unit.errors
        visit.below = [Stop(child, show) for child in unit.below]
        visit.seen = [
            (each.folder.path, 0 if unit.errors or each.folder.mtime_ns > settled else each.folder.mtime_ns)
            for each in unit.with_attached()
        ]

    def _show_at(self, folder: Folder) -> str | None:
        """A folder with episodes is the show's own, but for a season that lies in the source's root."""
        above = folder.path.rpartition("/")[0]
        return None if above == self._root.path and is_season_folder(folder.name, "") else folder.path

    def _show_above(self, folder: Folder) -> str | None:
        """The show's folder above one whose parents were not listed in this walk."""
        path = self._root.path
        for name in folder.path[len(path) + 1 :].split("/")[:-1]:
            path = f"{path}/{name}"
            here = look(path)
            if is_show(here, read(path)):
                return self._show_at(here)
        return None


class _Pool:
    """Threads that end with the program even while a dead share holds them."""

    def __init__(self, work: Callable[[Stop], Visit], threads: int) -> None:
        self.waiting = 0
        self._work = work
        self._threads = threads
        self._asked: SimpleQueue[Stop | None] = SimpleQueue()
        self._done: SimpleQueue[Visit | BaseException] = SimpleQueue()
        for _ in range(threads):
            threading.Thread(target=self._run, name="emm-walk", daemon=True).start()

    def put(self, stop: Stop) -> None:
        """Hands out one folder."""
        self.waiting += 1
        self._asked.put(stop)

    def get(self) -> Visit:
        """The next folder that is done; raises what its thread raised."""
        done = self._done.get()
        self.waiting -= 1
        if isinstance(done, BaseException):
            raise done
        return done

    def close(self) -> None:
        """Lets the threads go."""
        for _ in range(self._threads):
            self._asked.put(None)

    def _run(self) -> None:
        while stop := self._asked.get():
            try:
                self._done.put(self._work(stop))
            except BaseException as error:
                self._done.put(error)
