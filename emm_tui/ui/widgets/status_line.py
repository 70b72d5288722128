"""The status line: what is shown, what is selected, what runs and how quick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from emm_tui.domain.display import display
from emm_tui.ui.activity import Activity, Progress
from emm_tui.ui.widgets.one_line import OneLine, Part
from emm_tui.ui.words import clock, join, plural


class Shown(NamedTuple):
    """What the table shows: `total` without a filter, `new` rows not taken in yet, `sort` as `title ▲`.

    Not `complete` while only the first rows are known."""

    shown: int
    total: int
    selected: int = 0
    range: int = 0
    filter: str = ""
    sort: str = ""
    new: int = 0
    complete: bool = True


class StatusLine(OneLine):
    """`shown/total · selected · filter · sort · jobs 3 ▸ 42 % eta 1:20 · 12 req/s · cache 87 % · errors 2`."""


def status(shown: Shown, activity: Activity, jobs: int) -> list[Part]:
    """The parts of the line; those that say nothing are left out."""
    return [*_view(shown), *running(activity, jobs)]


def running(activity: Activity, jobs: int) -> list[Part]:
    """The parts that are the same on every screen: what runs, how quick, what failed."""
    return [*_jobs(activity, jobs), *_figures(activity)]


def _view(shown: Shown) -> Iterator[Part]:
    count = f"{shown.shown:,}/{max(shown.total, shown.shown):,}" if shown.complete else "reading …"
    yield Part(count, style="$foreground")
    if shown.new:
        yield Part(f"+{shown.new:,} new — R to refresh", 1, "$text-accent")
    if shown.selected or shown.range:
        selected = f"{shown.selected:,} selected" if shown.selected else ""
        span = f"range of {shown.range:,}" if shown.range else ""
        yield Part(join([selected, span], " + "), 1, "$text-accent")
    yield Part(display(shown.filter), 7)
    yield Part(shown.sort, 8)


def _jobs(activity: Activity, jobs: int) -> Iterator[Part]:
    progress = activity.progress
    if progress is not None:
        paused = " paused" if activity.paused else ""
        yield Part(f"jobs {max(jobs, 1)} ▸ {_progress(progress)}{paused}", 0, "$text-accent")
    elif jobs:
        yield Part(f"jobs {jobs} ▸ starting", 0, "$text-accent")


def _progress(progress: Progress) -> str:
    if progress.share is None:
        return f"{display(progress.verb)} {plural(progress.files, 'file')}"
    eta = "" if progress.eta is None else f" eta {clock(progress.eta)}"
    return f"{progress.share:.0%}".replace("%", " %") + eta


def _figures(activity: Activity) -> Iterator[Part]:
    if activity.progress is not None:
        yield Part(f"{activity.requests_per_second:.0f} req/s", 5)
    if activity.hit_rate is not None:
        yield Part(f"cache {activity.hit_rate * 100:.0f} %", 6)
    if activity.errors:
        yield Part(f"errors {activity.errors:,}", 2, "$text-error")
