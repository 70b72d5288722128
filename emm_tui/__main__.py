"""The program: `emm`, `emm-tui` and `python -m emm_tui`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Runs the command line; the answer is the exit code."""
    arguments = sys.argv[1:]
    if arguments:
        from emm_tui.cli.app import run

        return run(arguments)
    gc.disable()  # what is loaded stays: looking for garbage in it would take 30 ms until the first paint
    from emm_tui.cli.alone import run as run_alone

    return run_alone()


if __name__ == "__main__":
    sys.exit(main())
