"""A lane's pace: so many requests a second, and none at all while the provider wants a pause."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic

import anyio

_BURST_SECONDS = 0.1
_LOOK_UP_SECONDS = 1.0
_RECOVERY = 0.002
_SLOWEST = 0.5


@asynccontextmanager
async def slot(limiter: anyio.CapacityLimiter) -> AsyncIterator[None]:
    """One of the limiter's places; without a turn of the event loop when there is a free one."""
    try:
        limiter.acquire_nowait()
    except anyio.WouldBlock:
        await limiter.acquire()
    try:
        yield
    finally:
        limiter.release()


class Throttle:
    """A token bucket that can pause.

    `rate` is in requests a second, 0 or less for no limit. Each pause halves the pace, each answer restores a
    little of it, so that a provider which allows less than configured is asked as fast as it allows.
    """

    def __init__(self, rate: float) -> None:
        self._most = rate if rate > 0 else math.inf
        self._rate = self._most
        self._next = 0.0
        self._resume = 0.0
        self._turn = anyio.Lock(fast_acquire=True)

    @property
    def paused(self) -> float:
        """Seconds until requests may go out again; 0 when they may."""
        return max(0.0, self._resume - monotonic())

    async def wait(self, closed: Callable[[], bool]) -> None:
        """Returns when the next request may go out, tasks in their order; soon when `closed` says that none will."""
        async with self._turn:
            while (delay := self._delay()) > 0:
                if closed():
                    return
                await anyio.sleep(min(delay, _LOOK_UP_SECONDS))
            self._next = max(self._next, monotonic()) + 1 / self._rate

    def pause(self, seconds: float) -> None:
        """Holds back all tasks of this lane; longer pauses win."""
        now = monotonic()
        if self._resume <= now:
            self._rate = max(_SLOWEST, min(self._rate, 1000.0) / 2)
        self._resume = max(self._resume, now + seconds)
        self._next = max(self._next, self._resume + _BURST_SECONDS)

    def answered(self) -> None:
        """The provider gave an answer: a slowed pace recovers."""
        if self._rate < self._most:
            self._rate = min(self._most, self._rate + _RECOVERY * min(self._most, 1000.0))

    def _delay(self) -> float:
        return max(self._resume, self._next - _BURST_SECONDS) - monotonic()
