"""What the command line costs on top of what it runs on, each measured beside it in one run."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.perf
NAMES = 5000


def seconds(*arguments: str, data: bytes | None = None) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], input=data, capture_output=True, check=True)
    return time.perf_counter() - begin


def medians(*pairs: tuple[tuple[str, ...], bytes | None]) -> list[float]:
    """The median of 7 interleaved runs of each."""
    runs = [[seconds(*arguments, data=data) for arguments, data in pairs] for _ in range(7)]
    return [sorted(column)[3] for column in zip(*runs, strict=True)]


def test_help_costs_little_more_than_importing_click() -> None:
    program, click = medians((("-m", "emm_tui", "--help"), None), (("-c", "import click, pkgutil"), None))
    print(f"emm --help {program * 1000:.0f} ms, click alone {click * 1000:.0f} ms")
    assert program < 2 * click


def test_a_name_through_the_command_line_costs_little_more_than_parsing_it() -> None:
    names = "".join(f"The Lamp Keeper {n} (1961)/The.Lamp.Keeper.{n}.1961.1080p.mkv\n" for n in range(NAMES)).encode()
    bare = "import sys\nfrom emm_tui.parsing import parse\nfor line in sys.stdin: parse(line[:-1])"
    program, direct, empty = medians(
        (("-m", "emm_tui", "parse", "-", "--jsonl"), names),
        (("-c", bare), names),
        (("-m", "emm_tui", "--version"), None),
    )
    print(f"{NAMES / program:,.0f} names/s through the program, {NAMES / direct:,.0f} directly")
    assert program - empty < 1.5 * direct
