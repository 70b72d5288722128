"""Opens the TUI; nothing of it is loaded before."""

from __future__ import annotations

import gc

from emm_tui.cli.invocation import Invocation


def open_library(invocation: Invocation, *, in_browser: bool = False) -> int:
    """The TUI, until it is left; its exit code."""
    gc.disable()  # what is imported stays: nothing to collect before the first paint, which turns it on again
    with invocation.session() as session:
        from emm_tui.ui.app import run as run_screen

        return run_screen(session, in_browser=in_browser, drawn=lambda: invocation.log_to_file(session))
