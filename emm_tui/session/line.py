"""A child process that runs verbs: how it is started, called and ended, and how its news are told here."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import emm_tui
from emm_tui.domain import events as ev
from emm_tui.domain.errors import EmmError
from emm_tui.domain.metrics import Level
from emm_tui.session.wire import Answer, Call, Cancel, Hello, News, RunBegan, Trace, packed, receive

if TYPE_CHECKING:
    from emm_tui.session.base import Base

PATIENCE = 4.0
"""Seconds that it gets to save the state of its calls."""
HUNG = 15.0
"""Seconds after which a process is killed that does not come to the end of a cancelled call."""
FAREWELL = 0.5
"""Seconds that it gets to end when it has nothing to save."""
FRUGAL = {"MALLOC_ARENA_MAX": "1"}
"""Its threads take turns anyhow: one heap for all of them is a tenth of the memory less."""


class Line:
    """One process of a session: the calls that it has, and the news that it tells."""

    def __init__(self, session: Base, process: subprocess.Process) -> None:
        assert process.stdin and process.stdout  # noqa: S101 - both are pipes
        self._session = session
        self._process = process
        self._out, self._in = process.stdin, process.stdout
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._cancelled: set[int] = set()
        self._count = 0
        self._job: int | None = None
        self.ended = False
        self.resident = 0
        self.pid = process.pid
        self._listening = asyncio.create_task(self._listen(), name="engine")

    @classmethod
    async def open(cls, session: Base) -> Line:
        """Starts the process, away from the terminal and its signals. EmmError when the system has none to give."""
        home = str(Path(emm_tui.__file__).parent.parent)
        path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "emm_tui.session.child", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, env={**FRUGAL, **os.environ, "PYTHONPATH": path}, start_new_session=True,
            )  # fmt: skip
        except (OSError, RuntimeError) as error:  # no process, no descriptor, no program; or no thread to watch it
            text = f"The process that runs it cannot be started: {error}."
            raise EmmError(text, "Nothing has been changed. Try again when the system has room.") from error
        line = cls(session, process)
        line.send(Hello(session.paths, session.config, session.verbose))
        return line

    @property
    def busy(self) -> bool:
        """Whether a call waits for its answer."""
        return bool(self._answers)

    def send(self, message: object) -> None:
        """Sends a message; to a process that is gone it goes nowhere."""
        if not self.ended:
            self._out.write(packed(message))

    async def call(self, verb: str, arguments: Sequence[object], named: Mapping[str, object]) -> Any:
        """The answer to one call."""
        self._count += 1
        number, answer = self._count, asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        try:
            self.send(Call(number, verb, arguments, named, self._session.config))
            return await asyncio.shield(answer)
        except asyncio.CancelledError:
            self._cancelled.add(number)
            self.send(Cancel(number))
            hung = asyncio.get_running_loop().call_later(HUNG, self._kill)
            while not answer.done():
                with suppress(asyncio.CancelledError):  # it saves its state: once is enough
                    await asyncio.wait([answer])
            hung.cancel()
            with suppress(asyncio.CancelledError):
                answer.exception()
            raise
        finally:
            self._cancelled.discard(number)
            self._answers.pop(number, None)

    def leave(self) -> None:
        """Tells the process to end: nobody calls any more."""
        self._out.close()

    async def close(self) -> None:
        """Sees the process to its end, which is not later than its patience; one that hangs is killed."""
        self.leave()
        seconds = PATIENCE if self._answers.keys() - self._cancelled else FAREWELL
        try:
            await asyncio.wait_for(self._process.wait(), seconds)
        except TimeoutError:
            self._kill()
        await asyncio.wait([self._listening], timeout=FAREWELL)
        self._listening.cancel()  # what waits for a dead share ends only with that

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()

    async def _listen(self) -> None:
        try:
            while True:
                match await receive(self._in):
                    case News() as news:
                        self._tell(news)
                    case Answer() as answer:
                        self._settle(answer)
        except (EOFError, ConnectionError):
            pass
        finally:
            self._end()

    def _tell(self, news: News) -> None:
        session = self._session
        for event in news.events:
            match event:
                case RunBegan():
                    session.begin_run()
                    continue
                case ev.JobStarted(job):
                    self._job = job
                case ev.JobEnded():
                    self._job = None
            session.relay(event)
        session.metrics.operations.update(news.operations)
        session.metrics.levels = {name: partial(_as_told, level) for name, level in news.levels.items()}
        self.resident = news.resident

    def _settle(self, answer: Answer) -> None:
        future = self._answers.get(answer.number)
        if future is None or future.done():
            return
        if answer.cancelled:
            future.cancel()
        elif answer.error:
            answer.error.__cause__ = Trace(f"\n{answer.trace}") if answer.trace else None
            future.set_exception(answer.error)
        else:
            future.set_result(answer.value)

    def _end(self) -> None:
        """The process is gone; what it still had to answer it never will."""
        self.ended = True
        for future in self._answers.values():
            if not future.done():
                hint = "Its state is saved: resume it, or start it again."
                future.set_exception(EmmError("The process that ran it has ended.", hint))
        if self._job is not None:
            self._session.relay(ev.JobEnded(self._job, "interrupted"))
            self._job = None


def _as_told(level: Level) -> Level:
    return level
