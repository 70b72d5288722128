"""What happened in each of the last seconds: rates of what is counted, and levels."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

KEPT = 120  # seconds
BLOCKS = "▁▂▃▄▅▆▇█"


class Pulse:
    """Sampled once a second, whether somebody looks or not."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._at: float | None = None
        self._before: dict[str, float] = {}
        self._series: dict[str, deque[float]] = {}

    @property
    def due(self) -> bool:
        """Whether the second is over."""
        return self._at is None or self._clock() - self._at >= 1.0

    def sample(self, counts: Mapping[str, float], levels: Mapping[str, float]) -> None:
        """Takes what has been counted since the start, and how high the levels are."""
        now = self._clock()
        passed = 0.0 if self._at is None else now - self._at
        for name, count in counts.items():
            grown = max(count - self._before.get(name, 0.0), 0.0)  # a count that was reset begins again
            self._keep(name, grown / passed if passed else 0.0)
        for name, level in levels.items():
            self._keep(name, level)
        self._at, self._before = now, dict(counts)

    def last(self, name: str) -> float:
        """The last second's value; 0 before there is one."""
        return self._series[name][-1] if self._series.get(name) else 0.0

    def series(self, name: str) -> Sequence[float]:
        """The values, the oldest first."""
        return self._series.get(name, ())

    def forget(self) -> None:
        """Begins anew."""
        self._series.clear()

    def _keep(self, name: str, value: float) -> None:
        self._series.setdefault(name, deque(maxlen=KEPT)).append(value)


def sparkline(values: Sequence[float], width: int) -> str:
    """The last `width` values as blocks of a row's height, the newest at the right; the highest is a full block."""
    shown = list(values)[-width:]
    top = max(shown, default=0.0)
    blocks = [BLOCKS[min(int(value / top * len(BLOCKS)), len(BLOCKS) - 1)] if top else BLOCKS[0] for value in shown]
    return "".join(blocks).rjust(width)


def bar(value: float, top: float, width: int) -> str:
    """A bar of at most `width` cells; anything above 0 shows."""
    cells = round(value / top * width) if top else 0
    return "█" * max(cells, 1 if value else 0)
