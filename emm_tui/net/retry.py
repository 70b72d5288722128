"""When to ask again: full jitter backoff, and what a provider says in Retry-After."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

TRIES = 4
LONGEST_PAUSE = 300.0
LONGEST_PARK = 86400.0


@dataclass(slots=True)
class Patience:
    """How long one call is tried: at most TRIES times, and no try begins after `seconds` of asking and backing off.

    Pauses that the provider wants count apart, up to LONGEST_PAUSE in all; waiting for a turn does not count.
    """

    seconds: float
    tries: int = 0
    asked: float = 0.0
    rested: float = 0.0

    def tried(self, seconds: float, rest: float) -> bool:
        """Whether there may be another try after one of so many seconds, and a rest if the provider wants one."""
        self.tries += 1
        self.asked += seconds
        self.rested += rest
        return self.tries < TRIES and self.asked < self.seconds and self.rested <= LONGEST_PAUSE

    def back_off(self, quick: bool) -> float:
        """Seconds to wait before the next try."""
        pause = backoff(self.tries - 1, quick)
        self.asked += pause
        return pause


def backoff(number: int, quick: bool = False) -> float:
    """Seconds before try `number` + 2 (counted from 0): random up to 1, 2, 4; a quarter of it when `quick`."""
    return random.uniform(0, (0.25 if quick else 1.0) * 2**number)  # noqa: S311


def limited_pause(number: int, retry_after: float | None) -> float:
    """Seconds that a provider which limits us is left alone: what it says, else 1, 2, 4 and some jitter."""
    return retry_after if retry_after is not None else 2**number * random.uniform(0.75, 1.25)  # noqa: S311


def read_retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After header; None when there is none or it makes no sense, inf when it is beyond reason.

    A date is measured against the answer's own Date, so a wrong clock here does no harm.
    """
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+", text, re.ASCII):
        seconds = float(text) if len(text) < 12 else math.inf
    else:
        until = _date(text)
        seconds = until - (_date(headers.get("date", "")) or datetime.now(UTC).timestamp()) if until else 0.0
    return seconds if seconds > 0 else None


def _date(text: str) -> float | None:
    try:
        found = parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
