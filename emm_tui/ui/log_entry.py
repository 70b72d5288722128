"""A line of the log: what it says, and whether it is wanted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from emm_tui.domain.display import display

LEVELS = ("debug", "info", "warning", "error")
_LEVEL = b'"level": "'
_LOUD = (b'"level": "warning"', b'"level": "error"', b'"level": "critical"')


@dataclass(slots=True, frozen=True)
class Wanted:
    """Which lines: of `least` level and above, with all `words` in them whatever their case."""

    least: str = "debug"
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, least: str) -> Wanted:
        """The words of a filter line."""
        return cls(least, tuple(text.lower().split()))

    @property
    def narrow(self) -> bool:
        """Whether there are lines that are not wanted."""
        return self != Wanted()

    def begins(self, lines: bytes, start: int) -> Iterable[int]:
        """Where each wanted one of these whole lines begins; the first begins at `start`."""
        parts = lines.splitlines(keepends=True)
        begins = accumulate(map(len, parts[:-1]), initial=start)
        if not self.narrow:
            return begins
        words = [json.dumps(word)[1:-1].encode() for word in self.words]
        least = LEVELS.index(self.least)
        if not _has(lines, words) or (least > 1 and not any(loud in lines for loud in _LOUD)):
            return ()
        whole = zip(begins, parts, strict=True)
        return [begin for begin, part in whole if (not least or _rank(part) >= least) and _has(part, words)]


def _rank(line: bytes) -> int:
    begin = line.find(_LEVEL, 0, 80) + len(_LEVEL)
    level = line[begin : line.find(b'"', begin)].decode("ascii", "replace") if begin >= len(_LEVEL) else ""
    return LEVELS.index(level) if level in LEVELS else LEVELS.index("error" if level == "critical" else "info")


def _has(line: bytes, words: list[bytes]) -> bool:
    lower = line.lower() if words else b""
    return all(word in lower for word in words)


@dataclass(slots=True, frozen=True)
class Entry:
    """One line: `time` as it stands in the file (UTC), `event` and its `fields`; all of it still foreign text."""

    time: str
    level: str
    event: str
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The event and its fields on one line, the error first, safe to show."""
        fields = sorted(self.fields.items(), key=lambda pair: pair[0] != "error")
        said = [f"{name}={value}" for name, value in fields if value is not None]
        return display("  ".join([self.event, *said]))


def parse(raw: bytes) -> Entry:
    """A line of the log; one that is no JSON object is an event by itself."""
    try:
        data = json.loads(raw)
        rest = {name: value for name, value in data.items() if name not in ("timestamp", "level", "event")}
        return Entry(str(data.get("timestamp", "")), str(data.get("level", "")), str(data.get("event", "")), rest)
    except (ValueError, AttributeError, RecursionError):
        return Entry("", "", raw.decode("utf-8", "replace"))
