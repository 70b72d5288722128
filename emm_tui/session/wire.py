"""What goes between the screens' process and the one beside it that runs the verbs: messages on two pipes.

They are pickled: each end reads nothing but what the other has written, its own parent or child.
"""

from __future__ import annotations

import pickle
import traceback
from asyncio import StreamReader
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.errors import EmmError
from emm_tui.domain.metrics import Histogram, Level
from emm_tui.paths import Paths

_LENGTH = 8  # bytes before each message


@dataclass(slots=True, frozen=True)
class Hello:
    """The first message: which library it is, and how much the log tells (0 to 2)."""

    paths: Paths
    config: Config
    verbose: int


@dataclass(slots=True, frozen=True)
class Call:
    """Run a verb of the session by this config; its Answer has the same number."""

    number: int
    verb: str
    arguments: Sequence[object]
    named: Mapping[str, object]
    config: Config


@dataclass(slots=True, frozen=True)
class Cancel:
    """Cancel that call: it saves its state, then answers."""

    number: int


@dataclass(slots=True, frozen=True)
class Held:
    """Begin nothing new in the running scrape, or go on."""

    held: bool


@dataclass(slots=True, frozen=True)
class RunBegan(ev.Event):
    """From here on the events are another run's."""


@dataclass(slots=True, frozen=True)
class News:
    """What has happened since the last news, in order; the run's timings and levels, and the bytes resident now."""

    events: Sequence[ev.Event]
    operations: Mapping[str, Histogram]
    levels: Mapping[str, Level]
    resident: int


@dataclass(slots=True, frozen=True)
class Answer:
    """What became of a call: its `value`, its `error` (of a bug with the trace), or neither when it was cancelled."""

    number: int
    value: object = None
    error: Exception | None = None
    trace: str = ""
    cancelled: bool = field(default=False)

    @classmethod
    def of_error(cls, number: int, error: Exception) -> Answer:
        """The error as it can be sent: what cannot be read back becomes a RuntimeError of the same words."""
        trace = "" if isinstance(error, EmmError) else "".join(traceback.format_exception(error))
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301
        except Exception:
            error = RuntimeError(f"{type(error).__name__}: {error}")
        return cls(number, error=error, trace=trace)


class Trace(Exception):
    """The trace of an error in the other process, as the cause of the one that is raised here."""


def packed(message: object) -> bytes:
    """The bytes of a message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(_LENGTH, "big") + data


async def receive(reader: StreamReader) -> object:
    """The next message. Raises EOFError when the other process is gone."""
    length = int.from_bytes(await reader.readexactly(_LENGTH), "big")
    return pickle.loads(await reader.readexactly(length))  # noqa: S301
