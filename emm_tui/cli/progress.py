"""How far a run is, on stderr: a line that redraws on a terminal, whole lines at most every 10 s, or JSON lines."""

from __future__ import annotations

import json
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from emm_tui.cli.text import cut
from emm_tui.domain.events import Event, Warned
from emm_tui.domain.metrics import Metrics

if TYPE_CHECKING:
    from emm_tui.cli.invocation import Invocation
    from emm_tui.session import Session

SECONDS = {"bar": 0.2, "line": 10.0, "json": 1.0}
WINDOW = 30.0
"""Seconds over which the rate is taken, so that the time left follows what happens now."""
BAR = 20


@dataclass(slots=True, frozen=True)
class Sight:
    """What there is to see at one moment; `rate` in items (or files) a second, `left` in seconds."""

    verb: str
    done: int
    total: int
    files: int
    images: int
    requests: int
    cache_hits: int
    failed: int
    rate: float
    left: float | None

    def document(self) -> dict[str, Any]:
        """The line of `--progress json`."""
        return {name: getattr(self, name) for name in self.__slots__}


class Progress:
    """Draws what a session's Metrics say, in the way the options and the terminal allow."""

    def __init__(self, invocation: Invocation, session: Session) -> None:
        self._messages = invocation.messages
        self._quiet = invocation.options.quiet
        self._session = session
        self.mode = _mode(invocation)
        self._window: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])
        self._unsubscribe = session.subscribe(self._hear)

    async def run(self) -> None:
        """Draws until it is cancelled."""
        import anyio

        if self.mode == "none":
            return
        while True:
            await anyio.sleep(SECONDS[self.mode])
            self._draw()

    def end(self) -> None:
        """Takes the line away."""
        self._unsubscribe()
        self._messages.status("")
        if self.mode == "json":
            self._draw()

    def _hear(self, event: Event) -> None:
        if isinstance(event, Warned) and not self._quiet:
            self._messages.error(f"warning: {event.text}")

    def _draw(self) -> None:
        sight = look(self._session.metrics, self._window)
        if self.mode == "json":
            self._messages.say(json.dumps(sight.document()))
        elif self.mode == "bar":
            self._messages.status(cut(line(sight, bar=True), self._messages.terminal.width - 1))
        elif sight.done or sight.files or sight.total:
            self._messages.say(f"emm: {line(sight)}")


def look(metrics: Metrics, window: deque[tuple[float, int]]) -> Sight:
    """The sight of this moment; `window` holds earlier (time, count) pairs and gets this one."""
    total = metrics.job.total if metrics.job else 0
    done = metrics.ended
    now, count = time.monotonic(), done or metrics.files
    while len(window) > 1 and (now - window[0][0] > WINDOW or window[0][1] > count):
        window.popleft()
    window.append((now, count))
    seconds, counted = now - window[0][0], count - window[0][1]
    rate = counted / seconds if seconds > 0 and counted > 0 else 0.0
    left = (total - done) / rate if rate and total > done else None
    providers = metrics.providers.values()
    return Sight(
        verb=metrics.job.verb if metrics.job else "scan",
        done=done,
        total=total,
        files=metrics.files,
        images=metrics.images.downloaded,
        requests=sum(counts.requests for counts in providers),
        cache_hits=sum(counts.cache_hits for counts in providers),
        failed=metrics.outcomes.get("failed", 0),
        rate=round(rate, 1),
        left=None if left is None else round(left),
    )


def line(sight: Sight, bar: bool = False) -> str:
    """One line of counts, rate and time left."""
    parts = [sight.verb]
    if sight.total:
        share = min(1.0, sight.done / sight.total)
        parts.append(f"[{'#' * int(share * BAR):<{BAR}}]" if bar else "")
        parts.append(f"{sight.done:,}/{sight.total:,}  {share:.0%}")
    else:
        parts.append(f"{sight.files:,} files" if sight.files else "")
    parts.append(f"{sight.rate:,.1f}/s" if sight.rate else "")
    parts.append(f"eta {clock(sight.left)}" if sight.left is not None else "")
    parts.append(f"{sight.images:,} images" if sight.images else "")
    asked = sight.requests + sight.cache_hits
    parts.append(f"cache {sight.cache_hits / asked:.0%}" if sight.cache_hits else "")
    parts.append(f"{sight.failed:,} failed" if sight.failed else "")
    return "  ".join(part for part in parts if part)


def clock(seconds: float) -> str:
    """Seconds as 1:20 or 2:03:04."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _mode(invocation: Invocation) -> str:
    options, terminal = invocation.options, invocation.messages.terminal
    if options.progress != "auto":
        return options.progress
    if options.quiet:
        return "none"
    return "bar" if terminal.styled else "line"
