"""The program: `emm`, `emm-tui` and `python -m emm_tui`."""

from __future__ import annotations

import sys

from emm_tui.cli.app import run


def main() -> int:
    """Runs the command line; the answer is the exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
