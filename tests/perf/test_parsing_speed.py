"""How quick the parser is, as ratios of two things that are timed in the same run."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable

import pytest
from guessit import guessit

from emm_tui.parsing import parse
from tests.parsing.table import cases

pytestmark = pytest.mark.perf
NAMES = [case.path for case in cases()]


def seconds(action: Callable[[str], object], names: Iterable[str]) -> float:
    """The processor time of an action on all names."""
    begin = time.process_time()
    for name in names:
        action(name)
    return time.process_time() - begin


def many(count: int) -> list[str]:
    """As many different names as asked for."""
    return [f"{n}/{NAMES[n % len(NAMES)]}" for n in range(count)]


def test_time_grows_as_the_number_of_names() -> None:
    seconds(parse, NAMES)
    first, second = many(2_000), many(12_000)
    assert seconds(parse, second) <= 1.5 * 6 * seconds(parse, first)


def test_time_does_not_grow_faster_than_a_name() -> None:
    short = ["Ash Tower - " * 10 + "S01E02.mkv"] * 300
    long = ["Ash Tower - " * 300 + "S01E02.mkv"] * 300
    assert seconds(parse, long) <= 60 * seconds(parse, short)


def test_a_name_costs_less_than_compiling_one_pattern() -> None:
    from re import _compiler  # type: ignore[attr-defined]

    pattern = r"(?:s(\d{1,2})e(\d{1,3})|(\d{1,2})x(\d{2,3})|(19|20)\d\d)[ ._-]+(.*?)(?:1080p|720p|$)"
    compiling = seconds(lambda _: _compiler.compile(pattern, re.IGNORECASE), NAMES)
    assert seconds(parse, NAMES) <= compiling


def test_a_hundred_times_guessit_on_names_as_they_lie_on_disk() -> None:
    same = [name for name in NAMES if len(name) >= 60]
    for parser in (guessit, parse):
        parser(same[0])
    theirs = seconds(guessit, same)
    ours = min(seconds(parse, same * 10) for _ in range(3)) / 10
    print(f"{len(same)} names: guessit {len(same) / theirs:.0f} a second, ours {theirs / ours:.0f} times as many")
    assert theirs >= 100 * ours
