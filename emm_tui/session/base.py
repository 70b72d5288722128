"""What every verb of a session stands on: config, library, events, and the ways to cache, client and writer."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Self

from emm_tui.domain.errors import UsageError
from emm_tui.pipeline.hold import Hold
from emm_tui.store.files import is_older
from emm_tui.store.library import Library

if TYPE_CHECKING:
    from emm_tui.config import Config
    from emm_tui.domain import events as ev
    from emm_tui.domain.media import Source
    from emm_tui.domain.metrics import Metrics
    from emm_tui.net.cache import Cache
    from emm_tui.net.client import Client
    from emm_tui.paths import Paths
    from emm_tui.providers import Provider
    from emm_tui.session.engine import Engine
    from emm_tui.store.writer import Writer


class Base:
    """A library with its config; reading is at hand, everything else is opened when it is needed.

    With an `engine` the long verbs run there. `metrics` and `hold` are those of the running or the last run;
    `verbose` is how much the log tells, 0 to 2.
    """

    def __init__(self, paths: Paths, config: Config) -> None:
        self.paths = paths
        self.config = config
        self.database = Path(config.library.database or paths.database).expanduser()
        self.library = Library(self.database)
        self.hold = Hold()
        self.engine: Engine | None = None
        self._runs_beside = False
        self.verbose = 0
        self._config_listeners: list[Callable[[Config], None]] = []
        self._listeners: list[ev.Emit] = []
        self._own_listeners: list[ev.Emit] = []
        self._memory: Cache | None = None

    @classmethod
    def open(cls, paths: Paths, config: Config) -> Self:
        """Opens the library for reading, an older one after its upgrade.

        DatabaseError when it is newer than the program or damaged, BusyError when an upgrade has to wait.
        """
        session = cls(paths, config)
        if is_older(session.database):
            from emm_tui.store.upgrade import upgrade_file

            upgrade_file(session.database)
        return session

    @cached_property
    def metrics(self) -> Metrics:
        """What has happened since the last run began; nothing of it is needed to look at the library."""
        from emm_tui.domain.metrics import Metrics

        return Metrics()

    def close(self) -> None:
        """Closes the read connections."""
        self.library.close()

    @property
    def sources(self) -> list[Source]:
        """The sources of the config."""
        from emm_tui.domain.media import Source

        return [Source(source.name, source.path, source.kind) for source in self.config.sources]

    def reconfigure(self, config: Config) -> None:
        """Works by another config from the next verb on; which library it is stays."""
        self.config = config
        for listener in self._config_listeners:
            listener(config)

    def on_config(self, listener: Callable[[Config], None]) -> None:
        """Tells `listener` of every other config."""
        self._config_listeners.append(listener)

    def subscribe(self, listener: ev.Emit, *, own: bool = False) -> Callable[[], None]:
        """Tells `listener` of every event from now on; call the answer to end it.

        `own`: only of what happens in this process, not of what an engine tells.
        """
        listeners = self._own_listeners if own else self._listeners
        listeners.append(listener)
        return lambda: listeners.remove(listener)

    def emit(self, event: ev.Event) -> None:
        """Tells of an event in this process."""
        for listener in tuple(self._own_listeners):
            listener(event)
        self.relay(event)

    def relay(self, event: ev.Event) -> None:
        """Folds an event into the metrics of the run and hands it on."""
        self.metrics.fold(event)
        for listener in tuple(self._listeners):
            listener(event)

    def _changed(self, items: Iterable[int]) -> None:
        """Says that items have new contents."""
        from emm_tui.domain.events import ItemsChanged

        self.emit(ItemsChanged(tuple(items)))

    def _counted_anew(self) -> Metrics:
        """Empty metrics for a run that begins."""
        from emm_tui.domain.metrics import Metrics

        self.metrics = metrics = Metrics()
        return metrics

    def run_beside(self) -> None:
        """Runs the long verbs in a process of their own from now on."""
        self._runs_beside = True

    def runner(self) -> Engine | None:
        """The engine for a run that is to begin; None when it is to run here.

        A cache in memory is of this process alone: with one the verbs run here.
        """
        if not self._runs_beside or self.config.cache.backend == "memory":
            return None
        if self.engine is None:
            from emm_tui.session.engine import Engine

            self.engine = Engine(self)
        return self.engine

    def begin_run(self) -> None:
        """The engine's next run: what it tells is counted anew, and it can be held."""
        self._counted_anew()
        if self.engine:
            self.hold = Hold(self.engine.hold)

    async def leave(self) -> None:
        """Ends the engine, if there is one; what it still runs is cancelled and saves its state."""
        if self.engine:
            await self.engine.close()

    @contextmanager
    def cache(self) -> Iterator[Cache]:
        """The response cache; one in memory lives as long as the session."""
        from emm_tui.net.cache import open_cache

        in_memory = self.config.cache.backend == "memory"
        cache = self._memory if in_memory and self._memory else open_cache(self.config.cache, self.paths.cache)
        self._memory = cache if in_memory else None
        try:
            yield cache
        finally:
            cache.close()

    def _chosen_sources(self, names: Sequence[str]) -> list[Source]:
        known = {source.name: source for source in self.sources}
        if not known:
            raise UsageError("The config has no source.", f"Add a [[sources]] table to {self.paths.config_file}.")
        for name in names:
            if name not in known:
                raise UsageError(f"There is no source {name!r}.", f"The config has: {', '.join(known)}.")
        return [known[name] for name in names] if names else list(known.values())

    @asynccontextmanager
    async def _writer(self, verb: str) -> AsyncIterator[Writer]:
        await _loaded("emm_tui.store.writer")
        from emm_tui.store.writer import Writer

        async with Writer(self.database, verb, self.library.file) as writer:
            yield writer

    @asynccontextmanager
    async def _providers(
        self, metrics: Metrics | None = None, not_before: float | None = None, any_age: bool = False
    ) -> AsyncIterator[tuple[Client, dict[str, Provider]]]:
        """A client and the providers that are enabled; without `metrics` nobody sees what is asked."""
        await _loaded("emm_tui.net.client", "emm_tui.providers.registry")
        from emm_tui.domain.metrics import Metrics
        from emm_tui.net.client import Client
        from emm_tui.providers.registry import open_providers

        metrics = Metrics() if metrics is None else metrics
        with self.cache() as cache:
            state = self.paths.state
            client = Client(self.config, cache, metrics, self.emit, not_before=not_before, any_age=any_age, state=state)
            async with client:
                yield client, open_providers(client, self.config, self.library.imdb_rating)


async def _loaded(*modules: str) -> None:
    """Imports what takes a while the first time, on a thread: no key waits for it."""
    for module in modules:
        if module not in sys.modules:
            await asyncio.to_thread(import_module, module)
