"""What the terminal says of its graphics: asked between two frames, and its answer taken out of what is typed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic

QUESTION = "\x1b[16t\x1b[c"
"""How large is a cell? And what are you? Terminals answer in order, and all but the dumbest the second one."""
PATIENCE = 1.0  # seconds until nobody is taken to answer
LATEST = 5.0  # seconds until what looks like an answer that has begun is a key again
SIXEL = "4"
_ANSWER = re.compile(r"\x1b\[(?:\?([\d;]*)c|6;(\d+);(\d+)t)")
_BEGUN = re.compile(r"\x1b(?:\[(?:\?[\d;]*|6(?:;[\d;]*)?)?)?\Z")


@dataclass(slots=True, frozen=True)
class Graphics:
    """Whether the terminal draws sixels; how many pixels wide and high a cell is, None where it does not say."""

    sixel: bool = False
    cell: tuple[int, int] | None = None


class Answers:
    """Lies between the keyboard's bytes and their reader: `sift` in the reading thread, `ask` on the event loop."""

    def __init__(self) -> None:
        self.graphics = Graphics()
        self._held = ""
        self._until = 0.0
        self._answered: Callable[[], object] = lambda: None

    async def ask(self, write: Callable[[str], object]) -> Graphics:
        """Asks anew; after a second without an answer what was known before."""
        answered, loop = asyncio.Event(), asyncio.get_running_loop()
        self._answered = partial(loop.call_soon_threadsafe, answered.set)
        self._until = monotonic() + LATEST
        write(QUESTION)
        with suppress(TimeoutError):
            await asyncio.wait_for(answered.wait(), PATIENCE)
        return self.graphics

    def sift(self, text: str) -> str:
        """What is typed; what may be the beginning of an answer is held back until the next call, even one of ""."""
        if not text:
            held, self._held = self._held, ""
            return held
        text = _ANSWER.sub(self._take, self._held + text)
        begun = _BEGUN.search(text) if monotonic() < self._until else None
        self._held = begun[0] if begun else ""
        return text.removesuffix(self._held)

    def _take(self, answer: re.Match[str]) -> str:
        features, high, wide = answer.groups()
        if features is None:
            cell = (int(wide), int(high)) if int(wide) and int(high) else None
            self.graphics = replace(self.graphics, cell=cell)
            return ""
        self.graphics = replace(self.graphics, sixel=SIXEL in features.split(";")[1:])
        self._until = 0.0
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._answered()
        return ""
