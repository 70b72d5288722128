"""How far a run is: one fold of events, seen as a line, a bar or JSON."""

from __future__ import annotations

import time
from collections import deque

import pytest

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.messages import CLEAR_LINE, Messages
from emm_tui.cli.progress import Progress, Sight, clock, line, look
from emm_tui.cli.terminal import Terminal
from emm_tui.domain.events import CacheLooked, FilesSeen, ImageEnded, ItemEnded, JobStarted, RequestEnded, Warned
from emm_tui.domain.metrics import Metrics


def folded() -> Metrics:
    metrics = Metrics()
    for event in (
        JobStarted(1, "scrape", 200),
        *(ItemEnded(n, "done") for n in range(99)),
        ItemEnded(99, "failed"),
        ImageEnded("poster", "downloaded", 5),
        RequestEnded("tmdb", "tmdb.movie", 200, 0.1, 5),
        *[CacheLooked("tmdb", True)] * 3,
    ):
        metrics.fold(event)
    return metrics


def test_rate_and_time_left_follow_the_last_seconds() -> None:
    window = deque([(time.monotonic() - 10, 50)])
    sight = look(folded(), window)
    assert (sight.done, sight.total, sight.failed, sight.images) == (100, 200, 1, 1)
    assert sight.rate == pytest.approx(5, rel=0.1)
    assert sight.left == pytest.approx(20, rel=0.1)


def test_a_line_has_counts_rate_and_time_left() -> None:
    sight = Sight("scrape", 100, 200, 0, 1204, 25, 75, 2, 12.3, 80)
    assert line(sight) == "scrape  100/200  50%  12.3/s  eta 1:20  1,204 images  cache 75%  2 failed"
    assert "[##########          ]" in line(sight, bar=True)


def test_a_scan_counts_files() -> None:
    metrics = Metrics()
    metrics.fold(FilesSeen("Films", 12345))
    assert line(look(metrics, deque([(time.monotonic(), 0)]))).startswith("scan  12,345 files")


def test_the_clock_is_short() -> None:
    assert [clock(n) for n in (5, 80, 7384)] == ["0:05", "1:20", "2:03:04"]


class FakeSession:
    """Metrics and a place to subscribe: all that progress asks of a session."""

    def __init__(self) -> None:
        self.metrics = folded()
        self.listeners: list[object] = []

    def subscribe(self, listener: object) -> object:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)


@pytest.mark.parametrize(
    ("progress", "quiet", "styled", "expected"),
    [
        ("auto", False, True, "bar"),
        ("auto", False, False, "line"),
        ("auto", True, True, "none"),
        ("json", True, True, "json"),
        ("none", False, True, "none"),
    ],
)
def test_the_way_it_is_shown_follows_options_and_terminal(
    progress: str, quiet: bool, styled: bool, expected: str
) -> None:
    invocation = Invocation({})
    invocation.options.progress, invocation.options.quiet = progress, quiet
    invocation.messages.terminal = Terminal(styled, 80, styled, styled)
    assert Progress(invocation, FakeSession()).mode == expected  # type: ignore[arg-type]


def test_a_warning_is_said_once_and_not_when_quiet(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for quiet, expected in ((False, b"emm: warning: odd \xe2\x90\x9b[2J\n"), (True, b"")):
        invocation = Invocation({})
        invocation.options.quiet = quiet
        session = FakeSession()
        progress = Progress(invocation, session)  # type: ignore[arg-type]
        session.listeners[0](Warned("odd \x1b[2J"))  # type: ignore[operator]
        progress.end()
        assert capfdbinary.readouterr().err == expected
        assert session.listeners == []


def test_a_message_stands_above_the_progress_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    messages = Messages({})
    messages.status("50%")
    messages.say("careful")
    messages.status("")
    clear = CLEAR_LINE.encode()
    assert capfdbinary.readouterr().err == clear + b"50%" + clear + b"careful\n50%" + clear
