"""Metrics: exact counts, honest percentiles, and one fold that every view reads from."""

from __future__ import annotations

import json
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emm_tui.domain import events as ev
from emm_tui.domain.metrics import Histogram, Metrics

durations = st.lists(st.integers(min_value=0, max_value=10**12), min_size=1, max_size=200)


def filled(values: list[int]) -> Histogram:
    histogram = Histogram()
    for value in values:
        histogram.add(value)
    return histogram


@given(durations)
def test_count_sum_least_and_most_are_exact(values: list[int]) -> None:
    found = filled(values)
    assert (found.count, found.total, found.least, found.most) == (len(values), sum(values), min(values), max(values))


@given(durations, st.sampled_from([0.5, 0.95, 0.99, 1.0]))
def test_a_percentile_is_within_an_eighth_of_the_true_one(values: list[int], share: float) -> None:
    ranked = sorted(values)
    true = ranked[max(0, -(-len(ranked) * share // 1).__int__() - 1)]
    found = filled(values).percentile(share)
    assert true * 0.875 - 1 <= found <= true * 1.125 + 1


def test_percentiles_agree_with_the_textbook_on_many_values() -> None:
    values = [round(1e6 * 1.01**n) for n in range(1, 1000)]
    cuts = quantiles(values, n=100)
    found = filled(values)
    for share, cut in ((0.5, cuts[49]), (0.95, cuts[94]), (0.99, cuts[98])):
        assert found.percentile(share) == pytest.approx(cut, rel=0.125)


@given(durations, durations)
def test_merging_two_runs_is_as_if_they_had_been_one(one: list[int], two: list[int]) -> None:
    merged = filled(one)
    merged.merge(filled(two))
    assert merged == filled(one + two)


@given(durations)
def test_a_histogram_survives_the_library(values: list[int]) -> None:
    found = filled(values)
    assert Histogram.restore(json.loads(json.dumps(found.state()))) == found


def test_nothing_timed_is_all_zero() -> None:
    assert set(Histogram().summary().values()) == {0}
    merged = Histogram()
    merged.merge(filled([5]))
    assert (merged.least, merged.most) == (5, 5)


def test_scopes_nest_and_count_errors() -> None:
    metrics = Metrics()
    with pytest.raises(ValueError, match="inner"), metrics.time("outer"):
        for _ in range(3):
            with metrics.time("inner"):
                pass
        with metrics.time("inner"):
            raise ValueError("inner")
    inner, outer = metrics.operations["inner"], metrics.operations["outer"]
    assert (inner.count, inner.errors, outer.count, outer.errors) == (4, 1, 1, 1)
    assert outer.total >= inner.total


def test_requests_fold_into_the_counts_of_their_provider() -> None:
    metrics = Metrics()
    for status, retry in ((200, False), (503, False), (200, True), (404, False), (0, False), (429, False)):
        metrics.fold(ev.RequestEnded("tmdb", "tmdb.movie", status, 0.25, 100, retry))
    metrics.fold(ev.CacheLooked("tmdb", hit=True))
    metrics.fold(ev.CacheLooked("tmdb", hit=False))
    found = metrics.providers["tmdb"]
    assert (found.requests, found.errors, found.retries, found.bytes) == (6, 3, 1, 600)
    assert (found.cache_hits, found.cache_misses) == (1, 1)
    assert metrics.operations["tmdb.movie"].summary()["p50_ms"] == pytest.approx(250)


def test_items_and_pictures_fold_into_outcomes() -> None:
    metrics = Metrics()
    metrics.fold(ev.JobStarted(1, "scrape", 2))
    metrics.fold(ev.StageEntered(7, "artwork"))
    assert metrics.stages == {7: "artwork"}
    metrics.fold(ev.ItemEnded(7, "done"))
    failure = ev.ItemFailed(8, "/media/[REC].mkv", "scrape", "no answer")
    metrics.fold(failure)
    metrics.fold(ev.ItemEnded(8, "failed"))
    metrics.fold(ev.ImageEnded("poster", "downloaded", 512))
    metrics.fold(ev.ImageEnded("fanart", "kept", 0))
    assert (metrics.stages, metrics.outcomes, metrics.ended) == ({}, {"done": 1, "failed": 1}, 2)
    assert metrics.failures == [failure]
    assert (metrics.images.downloaded, metrics.images.kept, metrics.images.bytes) == (1, 1, 512)
