"""One way to one provider: how many at once, how fast, and whether at all."""

from __future__ import annotations

import math

import anyio

from emm_tui.domain.events import Emit, ProviderStateChanged, Warned
from emm_tui.net.answers import Trouble
from emm_tui.net.breaker import Breaker
from emm_tui.net.retry import LONGEST_PARK, LONGEST_PAUSE, limited_pause
from emm_tui.net.throttle import Throttle


class Lane:
    """A provider's API, or one host of pictures: in-flight limit, pace, circuit breaker, and what is said of it."""

    def __init__(self, name: str, concurrency: int, rate: float, emit: Emit) -> None:
        self.name = name
        self.limiter = anyio.CapacityLimiter(max(1, concurrency))
        self.throttle = Throttle(rate)
        self.breaker = Breaker()
        self._emit = emit
        self._state = "ok"

    def refusal(self, retry: bool, admit: bool = False) -> Trouble | None:
        """Why nothing may be sent now, if so; `admit` when it would be sent at once.

        Who has begun may go on with its tries, unless the provider itself wants to be left alone.
        """
        if seconds := self.breaker.parked:
            return Trouble(f"limits our requests for another {_span(seconds)}")
        if not retry and (seconds := self.breaker.admit() if admit else self.breaker.blocked):
            return Trouble(f"is left alone for another {_span(seconds)}")
        return None

    def succeeded(self) -> None:
        """An answer came: the provider works."""
        self.breaker.succeeded()
        self.throttle.answered()
        if self._state != "ok":
            self.say("ok", "answers again")

    def failed(self, trouble: Trouble, started: float, number: int) -> None:
        """Try `number` (from 0), sent at `started`, came to trouble that is the provider's."""
        if trouble.limited:
            self._rest(limited_pause(number, trouble.wait))
            return
        self.breaker.failed(started)
        if self.breaker.open:
            self.say("down", trouble.text)

    def say(self, state: str, detail: str) -> None:
        """Tells a change of state ok|paused|down|refused, once."""
        if state != self._state:
            self._state = state
            self._emit(ProviderStateChanged(self.name, state, detail))

    def warn(self, text: str) -> None:
        """Tells what stops nothing."""
        self._emit(Warned(f"{self.name}: {text}"))

    def _rest(self, seconds: float) -> None:
        if seconds > LONGEST_PAUSE:
            self.breaker.park(min(seconds, LONGEST_PARK))
            self.say("down", f"limits our requests for {_span(seconds)}")
        else:
            self.throttle.pause(seconds)
            self.say("paused", f"limits our requests; waiting {_span(seconds)}")


def _span(seconds: float) -> str:
    if math.isinf(seconds) or seconds > LONGEST_PARK:
        return "more than a day"
    minutes, rest = divmod(math.ceil(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
