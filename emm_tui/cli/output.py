"""The one writer to stdout: JSON documents, JSON lines, CSV, and text that any terminal or pipe can take."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO

from emm_tui.cli.terminal import Terminal
from emm_tui.domain.display import display
from emm_tui.domain.errors import StorageError

VERSION = 1
PIECE = 1 << 16


class ClosedPipe(Exception):
    """Nobody reads our output any more, as after `| head -1`: there is nothing left to do."""


class Output:
    """A verb's results. JSON is ASCII, so any file name survives; text is encoded as the stream wants it."""

    def __init__(self, stream: BinaryIO, terminal: Terminal, encoding: str = "utf-8") -> None:
        self._stream = stream
        self._encoding = encoding
        self.terminal = terminal

    @classmethod
    def standard(cls, environ: Mapping[str, str]) -> Output:
        """The process's stdout."""
        if sys.stdout is None:  # started with it closed
            return cls(io.BytesIO(), Terminal())
        terminal = Terminal.of(sys.stdout, environ)
        return cls(sys.stdout.buffer, terminal, sys.stdout.encoding or "utf-8")

    def document(self, verb: str, body: Mapping[str, Any]) -> None:
        """One JSON document, `{"schema": "emm.<verb>/1", ...}`, on one line."""
        self.raw(encode({"schema": f"emm.{verb}/{VERSION}", **body}) + b"\n")

    def stream(self, verb: str, head: Mapping[str, Any], name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """A document whose last key is a list of any length, written as it comes."""
        begin = encode({"schema": f"emm.{verb}/{VERSION}", **head})[:-1]
        self._pieces(begin + b", " + encode(name) + b": [", b", ", map(encode, rows), b"]}\n")

    def lines(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """JSON lines."""
        self._pieces(b"", b"", (encode(row) + b"\n" for row in rows), b"")

    def csv(self, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """A header and the rows; the bytes of file names as they are, but nothing that a terminal obeys on one."""
        safe = _shown if self.terminal.tty else _data
        self._pieces(b"", b"", (_csv_line([safe(cell) for cell in row]) for row in chain([heading], rows)), b"")

    def text(self, *lines: str) -> None:
        """Lines whose foreign parts went through display()."""
        self.long_text(lines)

    def long_text(self, lines: Iterable[str]) -> None:
        """The same for any number of lines, written as they come."""
        self._pieces(b"", b"", (line.encode(self._encoding, "backslashreplace") + b"\n" for line in lines), b"")

    def say(self, line: str) -> None:
        """One line that is all foreign text."""
        self.text(display(line))

    def raw(self, data: bytes, flush: bool = True) -> None:
        """Bytes that are ready. Raises ClosedPipe when nobody reads, StorageError when they cannot be written."""
        try:
            self._stream.write(data)
            if flush:
                self._stream.flush()
        except OSError as error:
            self._failed(error)

    def flush(self) -> None:
        """Hands on what is buffered."""
        self.raw(b"")

    def _pieces(self, begin: bytes, between: bytes, parts: Iterable[bytes], end: bytes) -> None:
        """Writes parts in pieces of about 64 KB."""
        held, size, separator = [begin], 0, b""
        for part in parts:
            held += (separator, part)
            separator, size = between, size + len(part)
            if size > PIECE:
                self.raw(b"".join(held))
                held, size = [], 0
        self.raw(b"".join((*held, end)))

    def _failed(self, error: OSError) -> None:
        devnull = os.open(os.devnull, os.O_WRONLY)  # so that the interpreter's own flush at exit finds a reader
        os.dup2(devnull, 1)
        os.close(devnull)
        if error.errno in (errno.EPIPE, errno.ECONNRESET):
            raise ClosedPipe from None
        raise StorageError(f"The output cannot be written: {error.strerror}.", "Is the disk full?") from None


_ENCODER = json.JSONEncoder(ensure_ascii=True, check_circular=False)


def encode(value: Any) -> bytes:
    """A value as ASCII JSON; lone surrogates (bytes of a file name that are not UTF-8) as `\\udcXX`."""
    return _ENCODER.encode(value).encode("ascii")


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A header and the rows as CSV."""
    return b"".join(_csv_line([_data(cell) for cell in row]) for row in chain([heading], rows))


def _csv_line(cells: Sequence[str]) -> bytes:
    import csv

    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    try:
        return line.getvalue().encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return line.getvalue().encode("utf-8", "backslashreplace")


def _shown(cell: Any) -> str:
    return display(_data(cell))


def _data(cell: Any) -> str:
    return "" if cell is None else str(cell)
