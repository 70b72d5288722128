"""What is said on stderr: errors, warnings and log lines, above the progress line when there is one."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Mapping

from emm_tui.cli.terminal import Terminal
from emm_tui.domain.display import display

CLEAR_LINE = "\r\x1b[K"


class Messages:
    """The one writer to stderr; a stderr that nobody reads is no error."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.terminal = Terminal.of(sys.stderr, environ)
        self.redact: Callable[[str], str] = lambda text: text
        self._status = ""

    def error(self, message: str, hint: str | None = None) -> None:
        """What went wrong, and below it what to do next."""
        for line in message.splitlines():
            self.say(f"emm: {line}")
        if hint:
            self.say(f"     {hint}")

    def say(self, text: str) -> None:
        """One line, redacted and safe to show; the progress line stays below it."""
        line = display(self.redact(text))
        self._write(f"{CLEAR_LINE}{line}\n{self._status}" if self._status else f"{line}\n")

    def status(self, text: str) -> None:
        """Replaces the progress line of a terminal; an empty text takes it away."""
        if text or self._status:
            self._status = text
            self._write(CLEAR_LINE + text)

    def _write(self, text: str) -> None:
        if sys.stderr is None:
            return
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.buffer.write(text.encode(sys.stderr.encoding or "utf-8", "backslashreplace"))
            sys.stderr.buffer.flush()
