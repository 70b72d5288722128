"""Everything that happens in a run, as small immutable facts; views fold them, nobody polls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Event:
    """The base of all events."""


@dataclass(slots=True, frozen=True)
class JobStarted(Event):
    """A run began; `total` items are to do (0 while unknown)."""

    job: int
    verb: str
    total: int


@dataclass(slots=True, frozen=True)
class JobEnded(Event):
    """A run ended in `state` done|partial|interrupted|cancelled."""

    job: int
    state: str


@dataclass(slots=True, frozen=True)
class FilesSeen(Event):
    """A scan has looked at `count` more files of `source`."""

    source: str
    count: int


STAGES = ("identify", "scrape", "store", "artwork", "export")
"""The stages of a scrape, in order; `store` comes once more at its end."""


@dataclass(slots=True, frozen=True)
class StageEntered(Event):
    """An item entered one of the `STAGES`."""

    item: int
    stage: str


@dataclass(slots=True, frozen=True)
class ItemEnded(Event):
    """An item is through: `outcome` done|ambiguous|unmatched|skipped|failed."""

    item: int
    outcome: str


@dataclass(slots=True, frozen=True)
class ItemFailed(Event):
    """An item's error; its siblings go on."""

    item: int
    path: str | None
    stage: str
    error: str


@dataclass(slots=True, frozen=True)
class ItemsChanged(Event):
    """These rows of the library have new contents (committed)."""

    ids: tuple[int, ...]


@dataclass(slots=True, frozen=True)
class RequestEnded(Event):
    """A request of a provider came back: `status` 0 when there was no answer; `retry` when it was not the first try."""

    provider: str
    operation: str
    status: int
    seconds: float
    bytes: int
    retry: bool = False


@dataclass(slots=True, frozen=True)
class CacheLooked(Event):
    """The response cache was asked: `hit` when it had a usable answer."""

    provider: str
    hit: bool


@dataclass(slots=True, frozen=True)
class ImageEnded(Event):
    """A picture was `outcome` downloaded|kept|failed."""

    kind: str
    outcome: str
    bytes: int


@dataclass(slots=True, frozen=True)
class ProviderStateChanged(Event):
    """A provider is ok|paused|down|refused; `detail` says why."""

    provider: str
    state: str
    detail: str


@dataclass(slots=True, frozen=True)
class Warned(Event):
    """Something that a user should see, but that stops nothing."""

    text: str


Emit = Callable[[Event], None]


def nobody(_event: Event) -> None:
    """The listener for who does not care."""
