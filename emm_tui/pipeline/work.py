"""What travels through a scrape, and what its stages may use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import anyio

from emm_tui.config import Config
from emm_tui.domain.errors import KeyRefusedError, ProviderDownError, ProviderError
from emm_tui.domain.events import Emit
from emm_tui.domain.match import Verdict
from emm_tui.domain.media import Target
from emm_tui.domain.merge import Rules
from emm_tui.domain.metrics import Metrics
from emm_tui.paths import Paths
from emm_tui.pipeline.artwork_download import ArtworkDeps
from emm_tui.pipeline.hold import Hold
from emm_tui.pipeline.others import Others
from emm_tui.pipeline.reports import ScrapeOptions
from emm_tui.pipeline.rules import rules_of
from emm_tui.providers import Fetched, Provider
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer


@dataclass(slots=True)
class Work:
    """A film, or a show with all that belongs to it, on its way: what was decided and fetched so far.

    `others` are the other providers of it, `lacking` those that could not be asked (why).
    `nfo` is True once there is one beside it; `changed` are the items with new contents, `lost` the pictures that
    could not be had this time. `read` is what the library says of it, once its pictures were looked for.
    """

    target: Target
    others: Others
    verdict: Verdict | None = None
    fetched: Fetched | None = None
    nfo: bool | None = None
    changed: Sequence[int] = ()
    lost: Sequence[str] = ()
    lacking: Mapping[str, str] = field(default_factory=dict)
    read: Any = None

    @property
    def id(self) -> int:
        """The item's id in the library."""
        return self.target.id

    @property
    def decided(self) -> bool:
        """True when an earlier run settled what the item is; its reasons are the ones to keep."""
        return self.target.by == "auto" and bool(self.target.ids)


@dataclass(slots=True)
class Deps:
    """What the stages of a run share.

    `lacking` counts the items that could not have a provider, `later` are those that late providers are asked about.
    `away` are the sources that are not available, `left_alone` those of which some item was therefore skipped; `down`
    and `refused` are the providers that some item could not have, `storage_error` is why a folder could not be written.
    """

    config: Config
    paths: Paths
    library: Library
    writer: Writer
    providers: Mapping[str, Provider]
    options: ScrapeOptions
    job: int
    metrics: Metrics
    emit: Emit
    hold: Hold = field(default_factory=Hold)
    artwork: ArtworkDeps = field(init=False)
    rules: Rules = field(init=False)
    later: list[int] = field(default_factory=list)
    lacking: Counter[str] = field(default_factory=Counter)
    away: dict[str, str] = field(default_factory=dict)
    left_alone: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    down: set[str] = field(default_factory=set)
    storage_error: str | None = None

    def __post_init__(self) -> None:
        self.rules = rules_of(self.config)
        limiter = anyio.CapacityLimiter(self.config.artwork.concurrency)
        self.artwork = ArtworkDeps(self.config, self.emit, self.providers, self.writer, limiter)

    def note(self, problem: Exception) -> None:
        """Remembers whom some item could not have."""
        if isinstance(problem, KeyRefusedError):
            self.refused.add(problem.provider)
        elif isinstance(problem, ProviderDownError):
            self.down.add(problem.provider)

    def lack(self, provider: str, problem: ProviderError) -> None:
        """Remembers that an item goes without a provider: to the user that one is down, whatever it sent."""
        self.lacking[provider] += 1
        (self.refused if isinstance(problem, KeyRefusedError) else self.down).add(provider)
