"""What a verb came to: the figures that the command line prints and the screens show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from emm_tui.domain.datasets import Dataset
from emm_tui.domain.edits import Changed, Renumbered, Undone
from emm_tui.domain.events import ItemFailed
from emm_tui.domain.metrics import Metrics

Scope = Literal["default", "all", "new", "missing", "marked", "failed"]
Part = Literal["metadata", "artwork", "nfo"]
ALL_PARTS: frozenset[Part] = frozenset({"metadata", "artwork", "nfo"})


@dataclass(slots=True, frozen=True)
class ScrapeOptions:
    """How a scrape goes; `scope` default means new and failed, `kinds` are those of pictures, None the config's."""

    scope: Scope = "default"
    mode: Literal["auto", "ask", "skip"] = "auto"
    only: frozenset[Part] = ALL_PARTS
    refresh: bool = False
    limit: int | None = None
    dry_run: bool = False
    kinds: tuple[str, ...] | None = None


@dataclass(slots=True)
class SourceReport:
    """What a scan saw of one source."""

    name: str
    path: str
    available: bool
    files: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class ScanReport:
    """What a scan saw; `errors` are (path, text)."""

    sources: list[SourceReport] = field(default_factory=list)
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    missing: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    job: int | None = None

    @property
    def files(self) -> int:
        """Media files seen in all sources."""
        return sum(source.files for source in self.sources)


@dataclass(slots=True)
class RunReport:
    """What a scrape came to; `left_alone` are the sources that were not available, `planned` the items of a dry run.

    `lacking` counts the items that could not have a provider, by its name.
    """

    job: int | None = None
    items: int = 0
    done: int = 0
    ambiguous: int = 0
    unmatched: int = 0
    failed: int = 0
    skipped: int = 0
    metrics: Metrics = field(default_factory=Metrics)
    seconds: float = 0.0
    failures: list[ItemFailed] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    degraded: set[str] = field(default_factory=set)
    left_alone: set[str] = field(default_factory=set)
    lacking: dict[str, int] = field(default_factory=dict)
    storage_error: str | None = None
    planned: list[int] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """The contract's code: the gravest thing that happened."""
        if self.storage_error:
            return 9
        if self.refused:
            return 7
        if self.degraded:
            return 8
        if self.left_alone:
            return 6
        return 1 if self.failed else 0


@dataclass(slots=True)
class ExportReport:
    """What an export wrote, or would write."""

    items: int = 0
    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    failures: list[ItemFailed] = field(default_factory=list)
    storage_error: str | None = None

    @property
    def exit_code(self) -> int:
        """0, 1 when some items failed, 9 when the storage did."""
        if self.storage_error:
            return 9
        return 1 if self.failures else 0


@dataclass(slots=True)
class DatasetsReport:
    """What an update of IMDb's data files came to: how they are now, which are `new`, the items rated anew."""

    files: list[Dataset] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    rated: list[int] = field(default_factory=list)


@dataclass(slots=True, frozen=True)
class OrderChange:
    """Another order for the files of a show: aired|absolute or an id; `episodes` are those that get another number.

    `warnings` say what a person should look at before: files that become one episode, or none that is known.
    """

    item: int
    title: str
    old: str
    new: str
    name: str
    episodes: list[Renumbered]
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class HandReport:
    """What locks or marks change in so many `items`, or changed once they are `applied`; `job` undoes it."""

    items: int = 0
    applied: bool = False
    job: int | None = None
    changes: list[Changed] = field(default_factory=list)


@dataclass(slots=True)
class EditReport(HandReport):
    """What edits change, orders of shows among it."""

    orders: list[OrderChange] = field(default_factory=list)


@dataclass(slots=True)
class UndoReport:
    """What taking `job` back changes, or changed once it is `applied`; `files` follow where they can."""

    job: int
    verb: str
    applied: bool = False
    changes: list[Undone] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    failures: list[ItemFailed] = field(default_factory=list)

    @property
    def possible(self) -> list[Undone]:
        """What nothing stands on."""
        return [one for one in self.changes if one.problem is None]

    @property
    def exit_code(self) -> int:
        """0, or 1 when something stays as it is."""
        return 1 if self.failures or len(self.possible) < len(self.changes) else 0


@dataclass(slots=True, frozen=True)
class Estimate:
    """What a scrape of `items` asks for at most: `requests` to providers and `pictures`; the cache may know some."""

    items: int
    requests: int
    pictures: int


@dataclass(slots=True, frozen=True)
class NfoPreview:
    """An NFO file as it lies there, None where there is none, and as an export would leave it."""

    path: str
    old: bytes | None
    new: bytes
