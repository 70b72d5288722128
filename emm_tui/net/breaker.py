"""A circuit breaker: a provider that fails again and again is left alone for a while."""

from __future__ import annotations

from time import monotonic

LIMIT = 5
REST = 60.0


class Breaker:
    """Opens after `LIMIT` straight failures; after `REST` seconds one request may try.

    Failures of requests that were under way at the same time count as one: they tell the same story.
    """

    def __init__(self) -> None:
        self._failures = 0
        self._last = 0.0
        self._until = 0.0
        self._parked = 0.0

    @property
    def blocked(self) -> float:
        """Seconds for which nothing new may be asked."""
        rest = self._until - monotonic() if self.open else 0.0
        return max(0.0, rest, self.parked)

    def admit(self) -> float:
        """0 when the caller may ask now, else `blocked`; when the breaker is open, one caller is let through to try."""
        blocked = self.blocked
        if self.open and not blocked:
            self._until = monotonic() + REST
        return blocked

    @property
    def parked(self) -> float:
        """Seconds for which the provider itself wants to be left alone."""
        return max(0.0, self._parked - monotonic())

    @property
    def open(self) -> bool:
        """Whether there were too many failures."""
        return self._failures >= LIMIT

    def succeeded(self) -> None:
        """The provider works."""
        self._failures = 0

    def failed(self, started: float) -> None:
        """A request that went out at `started` (monotonic seconds) failed."""
        now = monotonic()
        if started >= self._last:
            self._failures += 1
            self._last = now
        if self._failures >= LIMIT:
            self._until = max(self._until, now + REST)

    def park(self, seconds: float) -> None:
        """Nothing may be asked for as long as the provider said."""
        self._parked = max(self._parked, monotonic() + seconds)
