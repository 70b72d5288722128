"""Hits and misses of the response cache, by provider and day, as the record that survives restarts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

Counts = Mapping[str, tuple[int, int]]
"""Provider -> (hits, misses)."""

LONGEST = 60
"""So many days are kept one by one."""


@dataclass(slots=True)
class Tally:
    """All counts since the cache was last cleared, the last run's, and those of each of the last days.

    A day is `YYYY-MM-DD` in UTC.
    """

    total: dict[str, tuple[int, int]] = field(default_factory=dict)
    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    days: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)

    def add(self, day: str, counts: Counts) -> None:
        """Adds the counts of a run, now the last one, to its day and to the total."""
        self.last = dict(counts)
        for into in (self.total, self.days.setdefault(day, {})):
            for provider, (hits, misses) in counts.items():
                before = into.get(provider, (0, 0))
                into[provider] = (before[0] + hits, before[1] + misses)
        for old in sorted(self.days)[:-LONGEST]:
            del self.days[old]

    def dump(self) -> bytes:
        """The record as JSON."""
        return json.dumps({"total": self.total, "last": self.last, "days": self.days}).encode()

    @classmethod
    def load(cls, record: bytes) -> Tally:
        """The record that `dump` made; an empty one when it is damaged."""
        try:
            read = json.loads(record)
            days = {str(day): _counts(counts) for day, counts in read["days"].items()}
            return cls(_counts(read["total"]), _counts(read["last"]), days)
        except (ValueError, TypeError, AttributeError, KeyError):
            return cls()


def hit_rate(counts: Counts) -> float:
    """The share of all looks that were hits, 0..1; 0 when there was none."""
    hits, misses = (sum(pair[side] for pair in counts.values()) for side in (0, 1))
    return round(hits / (hits + misses), 4) if hits + misses else 0.0


def _counts(read: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    return {str(provider): (int(hits), int(misses)) for provider, (hits, misses) in read.items()}
