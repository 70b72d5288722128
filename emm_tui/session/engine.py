"""The process beside the screens that runs the verbs: started when one is called, gone when there was none for long."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from emm_tui.session.line import Line
from emm_tui.session.wire import Held

if TYPE_CHECKING:
    from emm_tui.session.base import Base

REST = 60.0
"""Seconds after the last call until the process is let go, and its memory with it."""


class Engine:
    """Runs a session's verbs in a child process. Only for the event loop's own thread."""

    def __init__(self, session: Base) -> None:
        self._session = session
        self._opening = asyncio.Lock()
        self._line: Line | None = None
        self._rest: asyncio.TimerHandle | None = None

    async def call(self, verb: str, arguments: Sequence[object], named: Mapping[str, object]) -> Any:
        """What the verb answers, or raises; one that is cancelled has saved its state when this returns."""
        if self._rest:
            self._rest.cancel()
        async with self._opening:
            if self._line is None or self._line.ended:
                self._line = await Line.open(self._session)
        line = self._line
        try:
            return await line.call(verb, arguments, named)
        finally:
            if not line.busy and line is self._line:
                self._rest = asyncio.get_running_loop().call_later(REST, self._let_go)

    def hold(self, held: bool) -> None:
        """Lets the running scrape begin nothing new, or go on."""
        if self._line:
            self._line.send(Held(held))

    @property
    def resident(self) -> int:
        """Bytes that the process has resident; 0 without one."""
        return 0 if self._line is None or self._line.ended else self._line.resident

    @property
    def pid(self) -> int | None:
        """The process, None without one."""
        return None if self._line is None or self._line.ended else self._line.pid

    async def close(self) -> None:
        """Ends the process; what it still runs is cancelled and saves its state."""
        if self._rest:
            self._rest.cancel()
        if self._line:
            await self._line.close()

    def _let_go(self) -> None:
        if self._line and not self._line.busy:
            self._line.leave()
            self._line = None
