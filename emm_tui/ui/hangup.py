"""Signals, and a terminal that is gone: both end the program in good order."""

from __future__ import annotations

import asyncio
import os
import select
import signal
from collections.abc import Callable

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def on_signals(leave: Callable[[int], None]) -> None:
    """Calls `leave(128 + number)` on the running loop when one of the signals comes."""
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, leave, 128 + number)


def hung_up(fileno: int = 0) -> bool:
    """True when the terminal behind `fileno` is gone."""
    poll = select.poll()
    poll.register(fileno, 0)
    return any(happened & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, happened in poll.poll(0))


def to_nowhere() -> None:
    """Turns the standard streams away from a terminal that is gone, so that the last words block nobody."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for fileno in (0, 1, 2):
        os.dup2(nowhere, fileno)
    os.close(nowhere)
