"""What the status line says, and what it leaves out when it is narrow."""

from __future__ import annotations

from rich.cells import cell_len

from emm_tui.domain import events as ev
from emm_tui.ui.activity import Activity
from emm_tui.ui.widgets.one_line import fitting
from emm_tui.ui.widgets.status_line import Shown, status


def text(shown: Shown, activity: Activity, jobs: int, width: int = 300) -> str:
    said = [part for part in status(shown, activity, jobs) if part.text]
    return " · ".join(part.text for part in fitting(said, width))


def busy() -> Activity:
    now = iter([0.0, 0.0, 60.0, 60.0, 60.0, 60.0, 60.0])
    activity = Activity(lambda: next(now))
    activity.take(ev.JobStarted(1, "scrape", 100))
    activity.tick()
    for item in range(42):
        activity.take(ev.ItemEnded(item, "done"))
    activity.take(ev.CacheLooked("tmdb", True))
    for _ in range(2):
        activity.take(ev.ItemFailed(1, None, "scrape", "no answer"))
    activity.tick()
    return activity


def test_a_quiet_library_says_little() -> None:
    assert text(Shown(1204, 1204, sort="title ▲"), Activity(), 0) == "1,204/1,204 · title ▲"


def test_a_busy_one_says_everything() -> None:
    line = text(Shown(96, 1204, 3, 0, "state:failed", "title ▲"), busy(), 1)
    assert line == (
        "96/1,204 · 3 selected · state:failed · title ▲ · jobs 1 ▸ 42 % eta 1:22 · 0 req/s · cache 100 % · errors 2"
    )


def test_80_columns_keep_rows_selection_job_and_errors() -> None:
    line = text(Shown(96, 1204, 3, 0, "state:failed missing:poster", "title ▲"), busy(), 1, 78)
    assert cell_len(line) <= 78
    for part in ("96/1,204", "3 selected", "jobs 1 ▸ 42 %", "errors 2"):
        assert part in line


def test_new_rows_say_the_key() -> None:
    assert "+312 new — R to refresh" in text(Shown(10, 10, new=312), Activity(), 0)


def test_a_range_is_counted_beside_the_selection() -> None:
    assert "2 selected + range of 5" in text(Shown(10, 10, 2, 5), Activity(), 0)
    assert "· range of 5" in text(Shown(10, 10, 0, 5), Activity(), 0)
