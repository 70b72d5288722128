"""Opens the TUI; nothing of it is loaded before."""

from __future__ import annotations

import gc
import sys

from emm_tui.cli.invocation import Invocation

SWITCH = 0.0005  # seconds that a thread keeps the interpreter while the event loop waits for it; Python's own is 0.005


def open_library(invocation: Invocation, *, in_browser: bool = False) -> int:
    """The TUI, until it is left; its exit code."""
    sys.setswitchinterval(SWITCH)  # the loop loses its turn at each read and write of a socket, hundreds in a scrape
    gc.disable()  # what is imported stays: nothing to collect before the first paint, which turns it on again
    from emm_tui.ui.app import run as run_screen

    with invocation.session() as session:
        invocation.log_to_file(session)
        return run_screen(session, in_browser=in_browser)
