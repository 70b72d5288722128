"""What is going on, folded from events: how far the job is, how quick, and which rows have changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from emm_tui.pipeline.memory import resident
from emm_tui.ui.pulse import Pulse

if TYPE_CHECKING:
    from emm_tui.domain import events as ev
    from emm_tui.domain.metrics import Metrics

WINDOW = 3.0  # seconds over which a rate is taken


@dataclass(slots=True)
class Changes:
    """What a tick brought: changed items, texts to show once; the library may have grown.

    `ended`: a job has ended, or somebody else has written: anything may be another.
    """

    ids: set[int] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    grew: bool = False
    ended: bool = False


class Progress(NamedTuple):
    """The running job: `total` 0 while unknown, `eta` in seconds or None."""

    verb: str
    ended: int
    total: int
    files: int
    eta: float | None

    @property
    def share(self) -> float | None:
        """0..1, None while the total is unknown."""
        return min(self.ended / self.total, 1.0) if self.total else None


class Activity:
    """Takes events from any thread; `tick()` folds them on the event loop and tells the listeners.

    `beside` says how many bytes the process takes that runs the verbs.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self.beside: Callable[[], int] = lambda: 0
        self._inbox: deque[ev.Event] = deque()
        self._listeners: list[Callable[[Changes], None]] = []
        self._job: ev.JobStarted | None = None
        self._since = 0.0
        self._before = (0, 0)
        self._requests: deque[tuple[float, int]] = deque()
        self.pulse = Pulse(clock)
        self.paused = False
        self._read = 0
        self._written = False

    @cached_property
    def metrics(self) -> Metrics:
        """All events folded; loaded when there is something to count, which the first paint does not wait for."""
        from emm_tui.domain.metrics import Metrics

        return Metrics()

    @property
    def _counting(self) -> bool:
        return "metrics" in self.__dict__

    def take(self, event: ev.Event) -> None:
        """Keeps an event for the next tick; cheap, from any thread."""
        self._inbox.append(event)

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Calls `listener` at every tick; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def written(self) -> None:
        """Somebody has written to the library; the next tick says so."""
        self._written = True

    def tick(self) -> None:
        """Folds what has come."""
        changes = Changes(ended=self._written)
        self._written = False
        for _ in range(len(self._inbox)):
            event = self._inbox.popleft()
            self.metrics.fold(event)
            self._note(event, changes)
        self._sample()
        for listener in list(self._listeners):
            listener(changes)

    def _note(self, event: ev.Event, changes: Changes) -> None:
        from emm_tui.domain import events as ev

        match event:
            case ev.ItemsChanged(ids):
                changes.ids.update(ids)
            case ev.Warned(text):
                changes.warnings.append(text)
            case ev.ProviderStateChanged(provider, state, detail) if state != "ok":
                changes.warnings.append(f"{provider} is {state}: {detail}")
            case ev.JobStarted():
                self._job, self._since, self.paused = event, self._clock(), False
                self._before = (self.metrics.ended, self.metrics.files)
            case ev.JobEnded():
                self._job, changes.ended = None, True
            case ev.FilesSeen():
                changes.grew = True
            case _:
                pass

    def _sample(self) -> None:
        now = self._clock()
        self._requests.append((now, sum(counts.requests for counts in self.metrics.providers.values())))
        while now - self._requests[0][0] > WINDOW and len(self._requests) > 1:
            self._requests.popleft()
        if self.pulse.due:
            requests = {name: float(counts.requests) for name, counts in self.metrics.providers.items()}
            done = {"items": float(self.metrics.ended), "files": float(self.metrics.files)}
            counts = {**requests, **done, "requests": float(self._requests[-1][1])}
            self.pulse.sample(counts, {"memory": resident() + self.beside()})

    @property
    def progress(self) -> Progress | None:
        """How far the running job is; None when none runs."""
        if self._job is None:
            return None
        ended, files = self.metrics.ended - self._before[0], self.metrics.files - self._before[1]
        left = self._job.total - ended
        eta = (self._clock() - self._since) / ended * left if ended and left > 0 else None
        return Progress(self._job.verb, ended, self._job.total, files, None if self.paused else eta)

    @property
    def requests_per_second(self) -> float:
        """Requests sent lately."""
        if len(self._requests) < 2:
            return 0.0
        (start, before), (end, now) = self._requests[0], self._requests[-1]
        return (now - before) / (end - start) if end > start else 0.0

    @property
    def hit_rate(self) -> float | None:
        """The share of answers that came out of the cache, 0..1; None when nothing was asked."""
        counts = self.metrics.providers.values() if self._counting else ()
        hits, misses = sum(c.cache_hits for c in counts), sum(c.cache_misses for c in counts)
        return hits / (hits + misses) if hits + misses else None

    @property
    def errors(self) -> int:
        """Items that failed since the start and that nobody has read of yet."""
        return len(self.metrics.failures) - self._read if self._counting else 0

    def read_failures(self) -> None:
        """A person knows what has failed so far."""
        self._read = len(self.metrics.failures)
