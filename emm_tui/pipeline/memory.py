"""How much memory the program has."""

from __future__ import annotations

import os
import sys

PAGE = os.sysconf("SC_PAGE_SIZE")


def resident() -> float:
    """Bytes resident now; where the system does not say, the most there ever were."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return float(int(file.read().split()[1]) * PAGE)
    except (OSError, ValueError, IndexError):
        return float(most_resident())


def most_resident() -> int:
    """The most bytes that were ever resident."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
