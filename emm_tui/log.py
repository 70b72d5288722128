"""The log: JSON lines in a rotating file, redacted as the final string, and a readable copy for `-v`."""

from __future__ import annotations

import json
import logging
import logging.handlers
import os
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from emm_tui.domain import events as ev
from emm_tui.domain.display import display
from emm_tui.domain.metrics import Histogram, Metrics
from emm_tui.paths import private_folder

FILE = "emm.log"
MOST_BYTES = 10_000_000
KEPT = 5
NOISY = ("httpx", "httpcore", "asyncio", "PIL")

Redact = Callable[[str], str]
Echo = Callable[[str], None]


def configure(directory: Path, redact: Redact, verbose: int = 0, echo: Echo | None = None) -> None:
    """Sends every log line to `directory`/emm.log, and with `verbose` (1 info, 2 debug) a copy to `echo`.

    A folder that cannot be written costs the log, never the run.
    """
    import structlog  # costs 70 ms that short verbs do not pay

    sink = _Sink(_file(directory), redact, echo if verbose else None)
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose > 1 else logging.INFO),
        logger_factory=lambda *_: sink,
        cache_logger_on_first_use=False,
    )
    structlog.configure(processors=[*structlog.get_config()["processors"], sink.render])
    logging.basicConfig(handlers=[_Bridge(sink)], level=logging.WARNING, force=True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def record(event: ev.Event) -> None:
    """The log's listener: jobs, failures, warnings and provider states become lines."""
    import structlog

    log = structlog.get_logger()
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
        case ev.RequestEnded(_, operation, status, seconds, size, retry):
            log.debug("request", operation=operation, status=status, seconds=round(seconds, 4), bytes=size, retry=retry)
        case _:
            pass


def farewell(metrics: Metrics, seconds: float) -> None:
    """The last line of a run: what it did, what it cost."""
    import structlog

    providers = metrics.providers.values()
    structlog.get_logger().info(
        "run ended",
        verb=metrics.job.verb if metrics.job else None,
        seconds=round(seconds, 3),
        items=metrics.outcomes,
        requests=sum(one.requests for one in providers),
        cache_hits=sum(one.cache_hits for one in providers),
        images=metrics.images.downloaded,
        slowest={name: one.summary()["p95_ms"] for name, one in _slowest(metrics)},
    )


def _slowest(metrics: Metrics) -> list[tuple[str, Histogram]]:
    return sorted(metrics.operations.items(), key=lambda pair: pair[1].total, reverse=True)[:5]


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


class _Bridge(logging.Handler):
    """Warnings that libraries log the standard way, as lines of our log."""

    def __init__(self, sink: _Sink) -> None:
        super().__init__(logging.WARNING)
        self.sink = sink

    def emit(self, record: logging.LogRecord) -> None:
        """Passes on the text; never the arguments or a trace, which may hold an address with a key."""
        import structlog

        structlog.get_logger().warning(record.getMessage(), logger=record.name)

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
