"""Single flight: what several tasks ask for at the same time is fetched once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import anyio

T = TypeVar("T")


class _Flight(Generic[T]):
    __slots__ = ("answer", "done", "error")

    def __init__(self) -> None:
        self.done = anyio.Event()
        self.answer: T | None = None
        self.error: Exception | None = None


class Flights(Generic[T]):
    """Asks under way, by key; None is no answer."""

    def __init__(self) -> None:
        self._flights: dict[str, _Flight[T]] = {}

    async def share(self, key: str, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer of `ask`, or of the same ask by another task; one that was cancelled is asked again."""
        while (flight := self._flights.get(key)) is not None:
            await flight.done.wait()
            if flight.error is not None:
                raise flight.error
            if flight.answer is not None:
                return flight.answer
        return await self._lead(key, ask)

    async def _lead(self, key: str, ask: Callable[[], Awaitable[T]]) -> T:
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
