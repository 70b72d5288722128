"""A timed scope costs a few bare looks at the clock."""

from __future__ import annotations

from statistics import median
from time import perf_counter_ns

import pytest

from emm_tui.domain.metrics import Metrics

ROUNDS, EACH = 9, 20_000


def bare() -> float:
    begin = perf_counter_ns()
    for _ in range(EACH):
        start = perf_counter_ns()
        _ = perf_counter_ns() - start
    return (perf_counter_ns() - begin) / EACH


def timed(metrics: Metrics) -> float:
    begin = perf_counter_ns()
    for _ in range(EACH):
        with metrics.time("store.save"):
            pass
    return (perf_counter_ns() - begin) / EACH


@pytest.mark.perf
def test_a_timed_scope_costs_at_most_ten_times_two_looks_at_the_clock() -> None:
    metrics = Metrics()
    pairs = [(timed(metrics), bare()) for _ in range(ROUNDS)]
    ours, floor = median(p[0] for p in pairs), median(p[1] for p in pairs)
    print(f"a timed scope {ours:.0f} ns, two looks at the clock {floor:.0f} ns")
    assert ours <= 10 * floor
    assert ours < 2000
