"""Runs a verb and turns whatever happens into an exit code: errors, signals, a closed pipe, a bug."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.output import ClosedPipe
from emm_tui.domain.errors import EmmError, Interrupted

if TYPE_CHECKING:
    from anyio import CancelScope
    from anyio.abc import TaskStatus

    from emm_tui.session import Session

T = TypeVar("T")

BUG = 70
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 4.5
"""Seconds that a run gets to save its state after a signal; what hangs longer (a dead share) is left behind."""


def guarded(invocation: Invocation, work: Callable[[], Any]) -> int:
    """Runs `work`, which answers an exit code or nothing; says what went wrong and gives the contract's code."""
    try:
        _tolerant_streams()
        code = work()
        invocation.out.flush()
        return code if isinstance(code, int) else 0
    except EmmError as error:
        invocation.messages.error(error.message, error.hint)
        return error.exit_code
    except ClosedPipe:
        return 0
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except Exception as error:
        return _bug(invocation, error)


def run(invocation: Invocation, verb: Callable[[Session], Awaitable[T]]) -> T:
    """Runs an asynchronous verb with its log, its progress and an ear for signals.

    A signal cancels the verb, which saves its state; then Interrupted is raised. Its errors come out as they are.
    """
    import anyio

    from emm_tui.cli.progress import Progress

    async def work() -> T:
        with invocation.session() as session:
            log = invocation.log_to_file(session)
            progress = Progress(invocation, session)
            begin = time.monotonic()
            try:
                return await _until_signal(lambda: verb(session), progress.run)
            finally:
                progress.end()
                log.farewell(session.metrics, time.monotonic() - begin)

    return anyio.run(work)


async def _until_signal(verb: Callable[[], Awaitable[T]], beside: Callable[[], Coroutine[Any, Any, None]]) -> T:
    """The verb's answer; `beside` runs as long as the verb does."""
    import anyio

    caught: list[int] = []
    answers: list[T] = []
    problems: list[Exception] = []
    async with anyio.create_task_group() as group:
        scope = anyio.CancelScope()
        await group.start(_cancel_on_signal, scope, caught)
        group.start_soon(beside)
        with scope:
            try:
                answers.append(await verb())
            except Exception as problem:  # carried out of the group, which would wrap it
                problems.append(problem)
        group.cancel_scope.cancel()
    if problems:
        raise problems[0]
    if not answers:
        raise Interrupted(caught[0])
    return answers[0]


async def _cancel_on_signal(scope: CancelScope, caught: list[int], *, task_status: TaskStatus[None]) -> None:
    """Waits for signals from the moment it has started; a second one ends the process at once."""
    import anyio

    wanted = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]  # nohup stays nohup
    with anyio.open_signal_receiver(*wanted) as signals:
        task_status.started()
        async for number in signals:
            if caught:
                os._exit(128 + number)
            caught.append(number)
            limit = threading.Timer(PATIENCE, os._exit, [128 + number])
            limit.daemon = True
            limit.start()
            scope.cancel()


def _bug(invocation: Invocation, error: Exception) -> int:
    from emm_tui.cli.crash import write_report

    messages = invocation.messages
    messages.error(f"A bug: {type(error).__name__}: {error}")
    report = write_report(invocation, error)
    if report:
        messages.say(f"     The report is in {report}; please send it to the project.")
    return BUG


def _tolerant_streams() -> None:
    """Lets click print under any locale and encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
