"""The runs that a person starts: one after the other, as the library has one writer; never in the way of a key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Literal, Protocol

from emm_tui.domain.errors import EmmError

Severity = Literal["information", "warning", "error"]


class Tell(Protocol):
    """Shows a text for a moment."""

    def __call__(self, text: str, severity: Severity = "information") -> None:
        """Shows `text`, which is not yet made safe."""


class Jobs:
    """Runs and those that wait for their turn; `turns` counts how often one has come or gone."""

    def __init__(self, tell: Tell, crashed: Callable[[Exception], None]) -> None:
        self._tell = tell
        self._crashed = crashed
        self._turn = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self.turns = 0

    def __len__(self) -> int:
        return len(self._tasks)

    def start(self, verb: str, run: Callable[[], Awaitable[tuple[str, Severity]]]) -> None:
        """Runs `run` when its turn comes; what it returns is shown."""
        if self._tasks:
            self._tell(f"{verb} waits for its turn.")
        task = asyncio.create_task(self._work(verb, run), name=f"job {verb}")
        self._tasks.append(task)
        self.turns += 1
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.remove(task)
        self.turns += 1

    async def _work(self, verb: str, run: Callable[[], Awaitable[tuple[str, Severity]]]) -> None:
        try:
            async with self._turn:
                text, severity = await run()
        except EmmError as error:
            self._tell(str(error), "error")
        except asyncio.CancelledError:
            self._tell(f"{verb} is cancelled; its state is saved.", "warning")
            raise
        except Exception as error:
            self._crashed(error)
        else:
            self._tell(text, severity)

    def cancel(self) -> None:
        """Cancels the runs; each saves its state."""
        for task in self._tasks:
            task.cancel()

    async def stop(self, seconds: float = 3.5) -> None:
        """Cancels the runs and waits until they have saved their state."""
        tasks = list(self._tasks)
        self.cancel()
        if tasks:
            with suppress(asyncio.CancelledError):
                await asyncio.wait(tasks, timeout=seconds)
