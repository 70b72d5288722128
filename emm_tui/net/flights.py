"""Single flight: what several tasks ask for at the same time is fetched once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio


class _Flight:
    __slots__ = ("answer", "done", "error")

    def __init__(self) -> None:
        self.done = anyio.Event()
        self.answer: bytes | None = None
        self.error: Exception | None = None


class Flights:
    """Asks under way, by key."""

    def __init__(self) -> None:
        self._flights: dict[str, _Flight] = {}

    async def share(self, key: str, ask: Callable[[], Awaitable[bytes]]) -> bytes:
        """The answer of `ask`, or of the same ask by another task; one that was cancelled is asked again."""
        while (flight := self._flights.get(key)) is not None:
            await flight.done.wait()
            if flight.error is not None:
                raise flight.error
            if flight.answer is not None:
                return flight.answer
        return await self._lead(key, ask)

    async def _lead(self, key: str, ask: Callable[[], Awaitable[bytes]]) -> bytes:
        flight = self._flights[key] = _Flight()
        try:
            flight.answer = await ask()
            return flight.answer
        except Exception as error:
            flight.error = error
            raise
        finally:
            del self._flights[key]
            flight.done.set()
