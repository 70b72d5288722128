"""One way to one provider: how many at once, how fast, and whether at all."""

from __future__ import annotations

import math

import anyio

from emm_tui.domain.events import Emit, ProviderStateChanged, Warned
from emm_tui.domain.metrics import Level
from emm_tui.net.answers import Trouble
from emm_tui.net.breaker import REST, Breaker
from emm_tui.net.quota import Quota
from emm_tui.net.retry import LONGEST_PARK, LONGEST_PAUSE, limited_pause
from emm_tui.net.throttle import Throttle

STATES = ("ok", "paused", "down", "refused")


class Lane:
    """A provider's API, or one host of pictures: in-flight limit, pace, circuit breaker, and what is said of it."""

    def __init__(self, name: str, concurrency: int, rate: float, emit: Emit, quota: Quota | None = None) -> None:
        self.name = name
        self.limiter = anyio.CapacityLimiter(max(1, concurrency))
        self.throttle = Throttle(rate)
        self.breaker = Breaker()
        self.quota = quota
        self.state = "ok"
        self.detail = ""
        self._emit = emit

    def level(self) -> Level:
        """How many requests are in flight, and how many wait for a place."""
        state = self.limiter.statistics()
        return Level(state.borrowed_tokens, int(state.total_tokens), state.tasks_waiting)

    def refusal(self, retry: bool, admit: bool = False) -> Trouble | None:
        """Why nothing may be sent now, if so; `admit` when it would be sent at once, and then it counts.

        Who has begun may go on with its tries, unless the provider itself wants to be left alone.
        """
        seconds = self.breaker.parked
        if not retry and not seconds:
            seconds = self.breaker.admit() if admit else self.breaker.blocked
        if seconds:
            return Trouble(f"is left alone for another {_span(seconds)}: it {self.detail}")
        if self.quota and (not self.quota.take() if admit else self.quota.used_up):
            self.say("down", f"has had its {self.quota.per_day} requests of today (UTC)")
            return Trouble(self.detail)
        return None

    def succeeded(self) -> None:
        """An answer came: the provider works."""
        self.breaker.succeeded()
        self.throttle.answered()
        if self.state != "ok":
            self.say("ok", "answers again")

    def failed(self, trouble: Trouble, started: float, number: int) -> None:
        """Try `number` (from 0), sent at `started`, came to trouble that is the provider's."""
        rest = limited_pause(number, trouble.wait) if trouble.limited else 0.0
        if trouble.park or rest > LONGEST_PAUSE:
            self.breaker.park(min(trouble.park or rest, LONGEST_PARK))
            self.say("down", trouble.text)
            return
        self.breaker.failed(started)
        if rest and self.breaker.open:
            self.breaker.park(max(rest, REST))
        if self.breaker.open:
            self.say("down", trouble.text)
        elif rest:
            self.throttle.pause(rest)
            self.say("paused", f"{trouble.text}; waiting {_span(rest)}")

    def parked(self) -> bool:
        """Whether the provider wants to be left alone, also by those who have begun."""
        return self.breaker.parked > 0

    def say(self, state: str, detail: str) -> None:
        """Tells a change of state ok|paused|down|refused, once; a refused key stays refused."""
        before = self.state
        if before != "refused":
            self.state, self.detail = state, detail
        if before != self.state:
            self._emit(ProviderStateChanged(self.name, state, detail))

    def warn(self, text: str) -> None:
        """Tells what stops nothing."""
        self._emit(Warned(f"{self.name}: {text}"))


def _span(seconds: float) -> str:
    minutes, rest = divmod(math.ceil(seconds), 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
