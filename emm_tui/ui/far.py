"""Whether the terminal is at the end of a slow line, or behind a multiplexer."""

from __future__ import annotations

from collections.abc import Mapping

FAR = ("SSH_CONNECTION", "SSH_TTY", "TMUX", "STY")
"""Variables that tell of it."""


def is_far(environ: Mapping[str, str]) -> bool:
    """Fewer bytes are worth more than the last shade."""
    return any(environ.get(name) for name in FAR)
