"""The terminal driver, which bears the loss of the line: what it writes then goes nowhere, and nothing waits."""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from fcntl import ioctl
from functools import partial
from itertools import chain
from selectors import EVENT_READ, SelectSelector
from struct import unpack
from termios import TIOCGWINSZ
from typing import IO, Any, cast

from rich.cells import cell_len
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from emm_tui.ui.answers import Answers, Graphics
from emm_tui.ui.hangup import hung_up


class _Tolerant:
    """A stream whose writes may fail: a thread that dies of one would leave its queue to fill up for ever."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.painted: Callable[[str], str] = str

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._stream.write(spelled(self.painted(text), getattr(self._stream, "encoding", None) or "utf-8"))

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()


class TerminalDriver(LinuxDriver):
    """Textual's driver for POSIX terminals, with the loss of the line left to the program's own watch."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._tolerant = _Tolerant(cast("IO[str]", self._file))
        self._file = cast(Any, self._tolerant)
        self._answers = Answers()

    def paint(self, painted: Callable[[str], str]) -> None:
        """From now on each frame goes through `painted`, in the thread that writes."""
        self._tolerant.painted = painted

    async def graphics(self) -> Graphics:
        """Asks the terminal what it can draw; a second at most."""
        said = await self._answers.ask(self.write)
        return said if said.cell else replace(said, cell=self._cell())

    def _cell(self) -> tuple[int, int] | None:
        """How many pixels a cell has, as the system knows it."""
        try:
            lines, columns, wide, high = unpack("HHHH", ioctl(self.fileno, TIOCGWINSZ, bytes(8)))
        except OSError:
            return None
        return (wide // columns, high // lines) if lines and columns and wide >= columns and high >= lines else None

    def run_input_thread(self) -> None:
        """Reads keys until the end of the program, or of the line; bytes that are no UTF-8 are no keys."""
        parser, decoder = XTermParser(self._debug), getincrementaldecoder("utf-8")("ignore")
        with suppress(OSError), SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            while not self.exit_event.is_set():
                data = os.read(self.fileno, 4096) if selector.select(0.1) else None
                if data == b"":
                    return
                text = self._answers.sift(decoder.decode(data or b""))
                for message in chain(parser.feed(text) if text else (), parser.tick()):
                    self.process_message(message)

    def _sigcont_application(self, *_: object) -> None:
        if hung_up() or not os.isatty(self.fileno):  # a hang-up comes with a SIGCONT
            return
        if self._must_signal_resume:  # whoever was not stopped by a key still has its threads and must not get two more
            super()._sigcont_application()
        self._app.call_later(self._app.run_action, "redraw")  # the shell has had the terminal meanwhile


def spelled(text: str, encoding: str) -> str:
    """`text` as a terminal of that encoding can show it: what it does not know is a question mark a cell."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(map(partial(_sign, encoding), text))
    return text


def _sign(encoding: str, char: str) -> str:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return "?" * cell_len(char)
    return char
