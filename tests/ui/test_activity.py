"""Events become progress, rates and changes."""

from __future__ import annotations

from emm_tui.domain import events as ev
from emm_tui.ui.activity import Activity, Changes


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_progress_counts_only_the_running_job_and_tells_how_long() -> None:
    clock = Clock()
    activity = Activity(clock)
    for event in (ev.ItemEnded(9, "done"), ev.JobStarted(1, "scrape", 100)):
        activity.take(event)
    activity.tick()
    clock.now += 10
    for item in range(25):
        activity.take(ev.ItemEnded(item, "done"))
    activity.tick()
    progress = activity.progress
    assert progress is not None
    assert (progress.ended, progress.share, progress.eta) == (25, 0.25, 30.0)
    activity.take(ev.JobEnded(1, "done"))
    activity.tick()
    assert activity.progress is None


def test_a_scan_knows_no_total() -> None:
    activity = Activity()
    activity.take(ev.JobStarted(1, "scan", 0))
    activity.take(ev.FilesSeen("Films", 1204))
    activity.tick()
    progress = activity.progress
    assert progress is not None
    assert (progress.share, progress.files, progress.eta) == (None, 1204, None)


def test_requests_per_second_are_those_of_the_last_seconds() -> None:
    clock = Clock()
    activity = Activity(clock)
    activity.tick()
    for _ in range(10):
        clock.now += 0.25
        for _ in range(3):
            activity.take(ev.RequestEnded("tmdb", "tmdb.movie", 200, 0.1, 100))
        activity.tick()
    assert activity.requests_per_second == 12.0
    for _ in range(40):
        clock.now += 0.25
        activity.tick()
    assert activity.requests_per_second == 0.0


def test_the_hit_rate_is_unknown_until_the_cache_was_asked() -> None:
    activity = Activity()
    assert activity.hit_rate is None
    for hit in (True, True, True, False):
        activity.take(ev.CacheLooked("tmdb", hit))
    activity.tick()
    assert activity.hit_rate == 0.75


def test_changes_and_warnings_are_told_once() -> None:
    activity, heard = Activity(), list[Changes]()
    deaf = activity.listen(heard.append)
    for event in (ev.ItemsChanged((1, 2)), ev.ItemsChanged((2, 3)), ev.Warned("slow"), ev.ItemFailed(1, "p", "s", "e")):
        activity.take(event)
    activity.tick()
    activity.tick()
    deaf()
    activity.tick()
    assert [(c.ids, c.warnings) for c in heard] == [({1, 2, 3}, ["slow"]), (set(), [])]
    assert activity.errors == 1
