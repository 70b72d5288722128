"""Carries items through stages: concurrency, back-pressure, cancellation and isolation of failures live here alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import anyio

from emm_tui.domain.errors import ConfigError, DatabaseError, EmmError, LastKeyRefusedError, ReadOnlyError, StorageError

T = TypeVar("T")

ENDS_THE_RUN = (ConfigError, DatabaseError, StorageError, LastKeyRefusedError)
"""What no sibling can succeed after, but for a ReadOnlyError: the run stops, the items keep their state."""


@dataclass(slots=True, frozen=True)
class Stage(Generic[T]):
    """One step of the flow: `work` takes an item and returns it for the next stage, or None when it is through."""

    name: str
    work: Callable[[T], Awaitable[T | None]]


@dataclass(slots=True, frozen=True)
class Failed(Generic[T]):
    """An item that a stage could not carry on, with the reason."""

    stage: str
    item: T
    error: Exception


def ends_the_run(error: Exception) -> bool:
    """Does the error stop all items? That one source is read-only is the matter of its own items."""
    return isinstance(error, ENDS_THE_RUN) and not isinstance(error, ReadOnlyError)


async def at_once() -> None:
    """Nothing holds the next item."""


async def flow(
    items: Iterable[T],
    stages: Sequence[Stage[T]],
    *,
    concurrency: int,
    entered: Callable[[T, str], None],
    failed: Callable[[Failed[T]], Awaitable[None]],
    ready: Callable[[], Awaitable[None]] = at_once,
) -> None:
    """Walks every item through the stages in order, at most `concurrency` items at a time.

    Items never wait for each other: while one downloads, others are identified and stored. `items` is drawn as slots
    become free and `ready` returns, so it may be endless. An error ends its own item (`failed` is told) unless it
    `ends_the_run`.
    """
    source = iter(items)
    try:
        async with anyio.create_task_group() as group:
            for _ in range(concurrency):
                group.start_soon(_carry_all, source, stages, entered, failed, ready)
    except BaseExceptionGroup as errors:
        raise _gravest(errors) from errors


async def _carry_all(
    source: Iterator[T],
    stages: Sequence[Stage[T]],
    entered: Callable[[T, str], None],
    failed: Callable[[Failed[T]], Awaitable[None]],
    ready: Callable[[], Awaitable[None]],
) -> None:
    await ready()
    for item in source:
        problem = await _carry(item, stages, entered)
        if problem:
            await failed(problem)
        await ready()


async def _carry(item: T, stages: Sequence[Stage[T]], entered: Callable[[T, str], None]) -> Failed[T] | None:
    current: T | None = item
    for stage in stages:
        assert current is not None  # noqa: S101 - narrowed by the break below
        entered(current, stage.name)
        try:
            current = await stage.work(current)
        except Exception as error:
            if ends_the_run(error):
                raise
            return Failed(stage.name, item, error)
        if current is None:
            break
    return None


def _gravest(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """The one exception of a group that says why the run ended."""
    flat = list(_flatten(errors))
    known = [e for e in flat if isinstance(e, EmmError)]
    return (known or flat)[0]


def _flatten(errors: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in errors.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _flatten(error)
        else:
            yield error
