"""A storm of sizes over a real pty while a dialog is open: nothing breaks, and what is seen in the end is right."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.ui.terminal import Terminal

COMMAND = [sys.executable, "-m", "emm_tui"]
DIALOGS = {
    "?": (b"Keys", b"esc closes"),
    "B": (b"Scrape many", b"esc closes"),
    ",a": (b"Another source", b"esc closes"),
    "V": (b"Everything", b"esc closes"),
}
"""The keys that open each -> what it shows, and what it says without room."""


def storm(terminal: Terminal, sizes: int, seed: int) -> None:
    choose = random.Random(seed)
    for _ in range(sizes):
        terminal.resize(choose.randint(20, 250), choose.randint(5, 70))
        terminal.read(choose.choice((0.0, 0.0, 0.01, 0.03)))


@pytest.mark.parametrize("keys", DIALOGS)
def test_fifty_sizes_leave_the_dialog_as_it_was(tmp_path: Path, keys: str) -> None:
    shown, notice = DIALOGS[keys]
    with Terminal(COMMAND, {"EMM_HOME": str(tmp_path)}, (100, 30)) as terminal:
        terminal.expect(b"emm init")
        terminal.send(keys[0])
        if keys[1:]:
            terminal.expect(b"Settings")
            terminal.send(keys[1:])
        terminal.expect(shown)
        storm(terminal, 50, len(keys))
        terminal.resize(20, 5)
        terminal.drain(0.2)
        terminal.resize(30, 6)
        terminal.output = b""
        terminal.expect(notice)
        terminal.resize(101, 31)
        terminal.output = b""
        terminal.expect(shown)
        terminal.send("\x1b")
        terminal.drain(0.3)
        terminal.send("\x11")
        assert terminal.wait() == 0
