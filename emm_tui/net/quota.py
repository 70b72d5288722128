"""The requests of a day: counted across runs in a small file, for providers that allow only so many."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

DAY = 86400.0
_FILE = "quota.json"
_LOCK = "quota.lock"
_PAUSES = (0.0002,) * 500  # a count takes a fifth of a millisecond


class Quota:
    """What is left of a provider's `per_day` requests on this UTC day, for all processes that share `folder`.

    Without a folder, or while it cannot be written, this process counts for itself. A damaged file is a fresh start.
    """

    def __init__(self, provider: str, per_day: int, folder: Path | None) -> None:
        self.per_day = per_day
        self._provider = provider
        self._folder = folder
        self._day = ""
        self._used = 0
        self._untold = 0

    @property
    def used_up(self) -> bool:
        """Whether this process has seen the day's last request go."""
        return self.per_day <= 0 or (self._day == today() and self._used >= self.per_day)

    def take(self) -> bool:
        """Counts one request; False when there was none left."""
        return not self.used_up and self._count(1) <= self.per_day

    def use_up(self) -> None:
        """The provider says that the day's requests are gone, whatever we counted."""
        self._count(self.per_day)

    def _count(self, requests: int) -> int:
        """Adds requests to those of today; how many those are now."""
        if self._day != today():
            self._day, self._used, self._untold = today(), 0, 0
        self._used += requests
        self._untold += requests
        if self._folder is not None:
            with suppress(OSError):
                self._share(self._folder)
        return self._used

    def _share(self, folder: Path) -> None:
        with _locked(folder):
            counts = _read(folder / _FILE, self._day)
            used = counts.get(self._provider, 0) + self._untold
            counts[self._provider] = min(used, self.per_day)
            _write(folder / _FILE, {"day": self._day, "used": counts})
        self._used, self._untold = used, 0


def today() -> str:
    """The UTC day as 2026-01-31."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def until_tomorrow() -> float:
    """Seconds until the next UTC day."""
    return DAY - time.time() % DAY


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(folder / _LOCK, "ab") as file:
        for pause in _PAUSES:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(pause)
        else:
            raise BlockingIOError(f"{_LOCK} is held by a process that stands still")
        yield


def _read(path: Path, day: str) -> dict[str, int]:
    """Provider -> requests of `day`."""
    try:
        record: Any = json.loads(path.read_bytes())
        return {str(name): int(used) for name, used in record["used"].items()} if record["day"] == day else {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return {}


def _write(path: Path, record: object) -> None:
    new = path.with_suffix(".new")
    new.write_text(json.dumps(record), encoding="ascii")
    os.replace(new, path)
