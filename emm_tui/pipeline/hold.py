"""A run that is told to wait: what is on its way goes on, nothing new begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import Event


class Hold:
    """Open until somebody holds it; only for the event loop's own thread. `told` hears whether it is held."""

    def __init__(self, told: Callable[[bool], None] = lambda _held: None) -> None:
        self._told = told
        self._released: Event | None = None

    @property
    def held(self) -> bool:
        """Whether nothing new may begin."""
        return self._released is not None

    def toggle(self) -> None:
        """Holds, or lets go on."""
        from asyncio import Event  # reading a library does not pay for it

        if self._released is None:
            self._released = Event()
        else:
            self._released.set()
            self._released = None
        self._told(self.held)

    async def passed(self) -> None:
        """Returns when the next item may begin."""
        while self._released is not None:
            await self._released.wait()
