"""The terminal driver, which bears the loss of the line: what it writes then goes nowhere, and nothing waits."""

from __future__ import annotations

from contextlib import suppress
from typing import IO, Any, cast

from textual.drivers.linux_driver import LinuxDriver

from emm_tui.ui.hangup import hung_up


class _Tolerant:
    """A stream whose writes may fail: a thread that dies of one would leave its queue to fill up for ever."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()


class TerminalDriver(LinuxDriver):
    """Textual's driver for POSIX terminals, with the loss of the line left to the program's own watch."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file = cast(Any, _Tolerant(cast("IO[str]", self._file)))

    def run_input_thread(self) -> None:
        """Reads keys until the end of the program, or of the line."""
        with suppress(OSError):
            super().run_input_thread()

    def _sigcont_application(self, *_: object) -> None:
        if not hung_up():  # a hang-up comes with a SIGCONT, which is no reason to set the terminal up again
            super()._sigcont_application()
