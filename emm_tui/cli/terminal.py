"""What the other end of a stream can show: a terminal's width, colours and letters."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

DEFAULT_WIDTH = 80
WIDEST_PROSE = 100
STYLES = {"bold": "1", "dim": "2"}
COLOURS = {"accent": "36", "good": "32", "warn": "33", "bad": "31"}
STATE_ROLES = {
    "scraped": "good",
    "matched": "accent",
    "new": "accent",
    "ambiguous": "warn",
    "unmatched": "warn",
    "failed": "bad",
    "done": "good",
    "running": "accent",
    "partial": "warn",
    "interrupted": "warn",
    "cancelled": "dim",
}


class Terminal(NamedTuple):
    """One stream's other end; what is no terminal has no styles."""

    tty: bool = False
    width: int = DEFAULT_WIDTH
    styled: bool = False
    coloured: bool = False
    unicode: bool = True

    @classmethod
    def of(cls, stream: Any, environ: Mapping[str, str]) -> Terminal:
        """Looks at a text stream; no colours with NO_COLOR, no escape codes at all with TERM=dumb."""
        tty = stream is not None and stream.isatty()
        styled = tty and environ.get("TERM", "dumb") != "dumb"
        encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "")
        return cls(tty, _width(stream, environ), styled, styled and not environ.get("NO_COLOR"), encoding == "utf8")

    def paint(self, role: str, text: str) -> str:
        """The text in a role: bold, dim, accent, good, warn, bad; plain where that cannot be shown."""
        code = (STYLES.get(role) if self.styled else None) or (COLOURS.get(role) if self.coloured else None)
        return f"\x1b[{code}m{text}\x1b[0m" if code and text else text

    def state(self, state: str, text: str | None = None) -> str:
        """A state's name, or a text that stands for it, in the state's colour."""
        return self.paint(STATE_ROLES.get(state, ""), text or state)

    @property
    def prose(self) -> int:
        """How wide running text is set."""
        return max(20, min(self.width, WIDEST_PROSE))


def _width(stream: Any, environ: Mapping[str, str]) -> int:
    columns = environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
    except (OSError, ValueError, AttributeError):
        return DEFAULT_WIDTH
