"""Pace, pause, breaker and backoff, each by itself; time is moved by hand."""

from __future__ import annotations

import math

import pytest

from emm_tui.net.answers import Trouble
from emm_tui.net.breaker import LIMIT, REST, Breaker
from emm_tui.net.lane import Lane
from emm_tui.net.retry import Patience, backoff, limited_pause, read_retry_after
from emm_tui.net.throttle import Throttle


class Clock:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("emm_tui.net.throttle.monotonic", clock)
    monkeypatch.setattr("emm_tui.net.breaker.monotonic", clock)
    monkeypatch.setattr("emm_tui.net.throttle.anyio.sleep", clock.sleep)
    return clock


async def _take(throttle: Throttle, clock: Clock, count: int) -> list[float]:
    times = []
    for _ in range(count):
        await throttle.wait(lambda: False)
        times.append(clock.now)
    return times


async def test_requests_are_spread_evenly_after_a_small_burst(clock: Clock) -> None:
    times = await _take(Throttle(40), clock, 200)
    assert times[4] == 1000.0
    assert times[-1] - times[0] == pytest.approx(199 / 40, abs=0.2)


async def test_no_rate_is_no_wait(clock: Clock) -> None:
    assert set(await _take(Throttle(0), clock, 1000)) == {1000.0}


async def test_a_pause_holds_everybody_and_slows_down_afterwards(clock: Clock) -> None:
    throttle = Throttle(40)
    throttle.pause(30)
    throttle.pause(10)
    assert throttle.paused == 30
    times = await _take(throttle, clock, 41)
    assert times[0] == pytest.approx(1030)
    assert times[-1] - times[0] == pytest.approx(2, abs=0.2)


async def test_answers_bring_the_pace_back(clock: Clock) -> None:
    throttle = Throttle(40)
    for _ in range(6):
        throttle.pause(1)
        clock.now += 2
    for _ in range(1000):
        throttle.answered()
    times = await _take(throttle, clock, 81)
    assert times[-1] - times[0] == pytest.approx(2, abs=0.2)


def test_the_breaker_opens_after_straight_failures_and_lets_one_try(clock: Clock) -> None:
    breaker = Breaker()
    for _ in range(LIMIT):
        assert not breaker.admit()
        clock.now += 1
        breaker.failed(clock.now)
    assert breaker.admit() == breaker.blocked == REST
    clock.now += REST
    assert not breaker.blocked and not breaker.admit() and breaker.admit() == REST
    breaker.succeeded()
    assert not breaker.admit()


def test_a_success_between_failures_keeps_it_closed(clock: Clock) -> None:
    breaker = Breaker()
    for _ in range(3 * LIMIT):
        clock.now += 1
        breaker.failed(clock.now)
        breaker.succeeded()
    assert not breaker.open


def test_failures_at_the_same_time_are_one(clock: Clock) -> None:
    breaker = Breaker()
    started = clock.now
    clock.now += 1
    for _ in range(16):
        breaker.failed(started)
    assert not breaker.open


def test_a_parked_provider_is_not_tried_before_its_time(clock: Clock) -> None:
    breaker = Breaker()
    breaker.park(3600)
    breaker.succeeded()
    assert breaker.admit() == 3600
    clock.now += 3600
    assert not breaker.admit()


@pytest.mark.parametrize("number", range(3))
def test_backoff_is_random_below_a_doubling_bound(number: int) -> None:
    waits = [backoff(number) for _ in range(200)]
    assert 0 <= min(waits) < max(waits) <= 2**number
    assert max(backoff(number, quick=True) for _ in range(200)) <= 2**number / 4


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7),
        (" 120 ", 120),
        ("0", None),
        ("-3", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("9" * 400, math.inf),
        ("Fri, 02 Jan 2026 00:00:30 GMT", 30),
        ("Thu, 01 Jan 2026 00:00:00 GMT", None),
        ("Fri, 99 Jan 2026 00:00:30 GMT", None),
    ],
)
def test_retry_after_is_read_against_the_answers_own_date(text: str, seconds: float | None) -> None:
    assert read_retry_after({"retry-after": text, "date": "Fri, 02 Jan 2026 00:00:00 GMT"}) == seconds
    assert read_retry_after({}) is None


def test_a_limit_without_a_time_is_waited_out_longer_and_longer() -> None:
    assert limited_pause(0, 12.5) == 12.5
    for number in range(3):
        assert 0.7 * 2**number <= limited_pause(number, None) <= 1.3 * 2**number


def test_a_call_has_four_tries_of_two_deadlines_in_all() -> None:
    quick, slow, paused = Patience(60), Patience(60), Patience(60)
    assert [quick.tried(0.1, 0) for _ in range(4)] == [True, True, True, False]
    assert [slow.tried(30, 0), slow.back_off(quick=True) <= 0.25, slow.tried(30, 0)] == [True, True, False]
    assert [paused.tried(0.1, 200), paused.tried(0.1, 200)] == [True, False]


async def test_a_queue_for_who_wants_to_be_left_alone_breaks_up_at_once(clock: Clock) -> None:
    throttle = Throttle(40)
    throttle.pause(200)
    for _ in range(50):
        await throttle.wait(lambda: True)
    assert clock.now == 1000


def test_a_provider_that_limits_us_after_each_pause_is_left_alone(clock: Clock) -> None:
    told: list[str] = []
    lane = Lane("tmdb", 4, 40, lambda event: told.append(event.state))  # type: ignore[attr-defined]
    for number in range(LIMIT):
        assert lane.refusal(retry=True) is None
        lane.failed(Trouble("limits our requests", again=True, limited=True, wait=2), clock.now, number)
        clock.now += 3
    assert lane.refusal(retry=True) == Trouble("is left alone for another 57 s: it limits our requests")
    assert told == ["paused", "down"]
    clock.now += REST
    assert lane.refusal(retry=False, admit=True) is None and lane.refusal(retry=False, admit=True)
    lane.succeeded()
    assert lane.refusal(retry=False) is None and told[-1] == "ok"
