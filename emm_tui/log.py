"""The log: JSON lines in a rotating file, redacted as the final string, and a readable copy for `-v`."""

from __future__ import annotations

import json
import logging
import logging.handlers
import os
from collections.abc import Callable, MutableMapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emm_tui.domain import events as ev
from emm_tui.domain.display import display
from emm_tui.domain.metrics import Metrics
from emm_tui.paths import private_folder

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

FILE = "emm.log"
MOST_BYTES = 10_000_000
KEPT = 5
NOISY = ("httpx", "httpcore", "asyncio", "PIL")

LOGGED = (
    ev.JobStarted,
    ev.JobEnded,
    ev.ItemFailed,
    ev.ItemEnded,
    ev.ProviderStateChanged,
    ev.Warned,
)

Redact = Callable[[str], str]
Echo = Callable[[str], None]


class Log:
    """The log of one run: a listener of events, and a last line."""

    def __init__(self, lines: Lines, requests: bool) -> None:
        self._lines = lines
        self._wanted = (*LOGGED, ev.RequestEnded) if requests else LOGGED

    def record(self, event: ev.Event) -> None:
        """Jobs, items, failures, warnings and provider states become lines, with -vv also requests."""
        if not isinstance(event, self._wanted):
            return
        log = self._lines.logger
        match event:
            case ev.JobStarted(job, verb, total):
                log.info("job started", job=job, verb=verb, total=total)
            case ev.JobEnded(job, state):
                log.info("job ended", job=job, state=state)
            case ev.ItemFailed(item, path, stage, error):
                log.error("item failed", item=item, path=path, stage=stage, error=error)
            case ev.ItemEnded(item, outcome):
                log.info("item ended", item=item, outcome=outcome)
            case ev.ProviderStateChanged(provider, state, detail):
                log.warning("provider", provider=provider, state=state, detail=detail)
            case ev.Warned(text):
                log.warning(text)
            case ev.RequestEnded():
                log.debug("request", **_request(event))

    def farewell(self, metrics: Metrics, seconds: float) -> None:
        """The last line of a run: what it did, what it cost, where the time went (p95 in ms)."""
        providers = [one for name, one in metrics.providers.items() if name != "images"]
        slowest = sorted(metrics.operations.items(), key=lambda pair: pair[1].total, reverse=True)[:5]
        self._lines.logger.info(
            "run ended",
            verb=metrics.job.verb if metrics.job else None,
            seconds=round(seconds, 3),
            items=metrics.outcomes,
            requests=sum(one.requests for one in providers),
            cache_hits=sum(one.cache_hits for one in providers),
            images=metrics.images.downloaded,
            slowest={name: one.summary()["p95_ms"] for name, one in slowest},
        )


def configure(directory: Path, redact: Redact, verbose: int = 0, echo: Echo | None = None) -> Log:
    """Sends every log line to `directory`/emm.log, and with `verbose` (1 info, 2 debug) a copy to `echo`.

    A folder that cannot be written costs the log, never the run.
    """
    lines = Lines(_Sink(_file(directory), redact, echo if verbose else None), verbose)
    logging.basicConfig(handlers=[_Bridge(lines)], level=logging.WARNING, force=True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    return Log(lines, requests=verbose > 1)


def _request(event: ev.RequestEnded) -> dict[str, object]:
    return {
        "operation": event.operation,
        "status": event.status,
        "seconds": round(event.seconds, 4),
        "bytes": event.bytes,
        "retry": event.retry,
    }


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating file that only its owner can read."""

    def _open(self) -> Any:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        return open(handle, self.mode, encoding="ascii", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk costs lines of the log, never the run."""


class _Sink:
    """Where a finished line goes: what structlog calls a logger."""

    def __init__(self, file: logging.Handler | None, redact: Redact, echo: Echo | None) -> None:
        self.file, self.redact, self.echo = file, redact, echo

    def render(self, _logger: object, _method: str, event: MutableMapping[str, Any]) -> str:
        """The event as one redacted line of ASCII JSON; `echo` gets a readable one."""
        if self.echo:
            self.echo(self.redact(_readable(event)))
        return self.redact(json.dumps(_ordered(event), default=repr))

    def msg(self, line: str) -> None:
        """Writes a finished line."""
        if self.file:
            self.file.handle(logging.makeLogRecord({"msg": line}))

    debug = info = warning = error = critical = exception = msg


class Lines:
    """Makes lines of what is logged."""

    def __init__(self, sink: _Sink, verbose: int) -> None:
        self._sink, self._level = sink, logging.DEBUG if verbose > 1 else logging.INFO

    @cached_property
    def logger(self) -> FilteringBoundLogger:
        """The logger, made for the first line: its import costs 70 ms that the first paint need not pay."""
        import structlog

        logger: FilteringBoundLogger = structlog.wrap_logger(
            self._sink,
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                self._sink.render,
            ],
            wrapper_class=structlog.make_filtering_bound_logger(self._level),
        ).bind()
        return logger


class _Bridge(logging.Handler):
    """Warnings that libraries log the standard way, as lines of our log."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(logging.WARNING)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Passes on the text; never a trace, which may hold an address with a key."""
        self.lines.logger.warning(record.getMessage(), logger=record.name)

    def handleError(self, record: logging.LogRecord) -> None:
        """A record that cannot be formatted is dropped."""


def _file(directory: Path) -> logging.Handler | None:
    try:
        private_folder(directory)
        return _PrivateFile(directory / FILE, maxBytes=MOST_BYTES, backupCount=KEPT)
    except OSError:
        return None


def _ordered(event: MutableMapping[str, Any]) -> dict[str, Any]:
    first = {name: event[name] for name in ("timestamp", "level", "event") if name in event}
    return first | dict(event)


def _readable(event: MutableMapping[str, Any]) -> str:
    rest = [f"{k}={v}" for k, v in event.items() if k not in ("timestamp", "level", "event") and v is not None]
    return display(
        " ".join([str(event.get("timestamp", ""))[11:19], f"{event.get('level', '')}:", str(event["event"]), *rest])
    )
