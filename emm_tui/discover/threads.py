"""Work that may hang on a dead share: on daemon threads, with limits, so that neither screen nor exit waits for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, suppress
from typing import TypeVar

T = TypeVar("T")


async def answer(work: Callable[[], T], seconds: float) -> T:
    """What `work` returns or raises; TimeoutError after `seconds`, the thread is then left to itself."""
    async with aclosing(stream(lambda: iter((work(),)), depth=1, seconds=seconds)) as answers:
        async for result in answers:
            return result
    raise AssertionError("work gave no answer")


async def stream(items: Callable[[], Iterator[T]], *, depth: int, seconds: float) -> AsyncGenerator[T, None]:
    """The items of an iterator that runs on a thread, at most `depth` ahead; TimeoutError after `seconds` of silence.

    Close it (`contextlib.aclosing`) when leaving early: the thread then ends at its next item.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[tuple[T] | BaseException | None] = asyncio.Queue()
    room = threading.Semaphore(depth)
    left = threading.Event()

    def tell(message: tuple[T] | BaseException | None) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            loop.call_soon_threadsafe(arrived.put_nowait, message)

    def run() -> None:
        try:
            for item in items():
                room.acquire()
                if left.is_set():
                    return
                tell((item,))
            tell(None)
        except BaseException as error:
            tell(error)

    threading.Thread(target=run, name="emm-stream", daemon=True).start()
    try:
        while (message := await asyncio.wait_for(arrived.get(), seconds)) is not None:
            if isinstance(message, BaseException):
                raise message
            yield message[0]
            room.release()
    finally:
        left.set()
        room.release()
