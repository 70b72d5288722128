"""A terminal to run programs in: a real pty, its size, its keys, and every byte that comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence

LEAVES = b"\x1b[?1049l"  # the sequence that gives the shell its screen back


class Terminal:
    """One child on a pty. `output` is all that it has written."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        size: tuple[int, int] = (160, 48),
        ignore: Sequence[signal.Signals] = (),
    ) -> None:
        self.output = b""
        self.started = time.perf_counter()
        self.pid, self.fileno = pty.fork()
        if self.pid == 0:
            for number in ignore:
                signal.signal(number, signal.SIG_IGN)
            os.execvpe(command[0], list(command), {**os.environ, "TERM": "xterm-256color", **environ})
        self.resize(*size)

    def resize(self, width: int, height: int) -> None:
        """Another size; the child is told."""
        fcntl.ioctl(self.fileno, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def send(self, keys: str) -> None:
        """Presses keys."""
        os.write(self.fileno, keys.encode())

    def read(self, seconds: float) -> bytes:
        """What comes within `seconds`, as soon as something comes; nothing at the end of the child."""
        if not select.select([self.fileno], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self.fileno, 1 << 16)
        except OSError:
            return b""
        self.output += data
        return data

    def expect(self, text: bytes, seconds: float = 60.0) -> float:
        """Reads until `text` has come out; answers when, in seconds since the start."""
        end = time.perf_counter() + seconds
        while text not in self.output:
            if time.perf_counter() > end:
                raise AssertionError(f"{text!r} never came; the end was {self.output[-2000:]!r}")
            self.read(0.05)
        return time.perf_counter() - self.started

    def drain(self, quiet: float) -> bytes:
        """Reads until nothing has come for `quiet` seconds."""
        data = b""
        while part := self.read(quiet):
            data += part
        return data

    def wait(self, seconds: float = 60.0) -> int:
        """The child's exit code (minus the signal when it died of one); reads along."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                self.drain(0.05)
                return os.waitstatus_to_exitcode(status)
            self.read(0.02)
        raise AssertionError("it does not end")

    def hang_up(self) -> None:
        """Takes the terminal away."""
        os.close(self.fileno)
        self.fileno = -1

    def close(self) -> None:
        """Ends the child, however it is."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0
        if self.fileno >= 0:
            os.close(self.fileno)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
