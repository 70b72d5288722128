"""`emm` alone: the library on a terminal. There is nothing to read, so that click is not loaded: it costs 20 ms."""

from __future__ import annotations

import gc
import os

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.run import guarded
from emm_tui.cli.screen import open_library


def run() -> int:
    """Opens the library, or has it told by the command line where nothing can be drawn; the answer is the exit code."""
    invocation = Invocation(os.environ)
    if invocation.draws:
        return guarded(invocation, lambda: open_library(invocation))
    gc.enable()
    from emm_tui.cli.app import run as run_line

    return run_line([])
