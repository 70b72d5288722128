"""The metrics screen: what a run costs, counted anew on request, written to a file."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path

import pytest

from emm_tui.domain import events as ev
from emm_tui.domain.metrics import Histogram, Metrics
from emm_tui.ui import figures
from emm_tui.ui.app import EmmApp
from emm_tui.ui.pulse import Pulse, bar, sparkline
from emm_tui.ui.widgets.board import Board, plain
from tests.ui import fake, invented
from tests.ui.busy import LEVELS, busy
from tests.ui.conftest import Until


async def shown(app: EmmApp, until: Until) -> tuple[Board, Board]:
    await app.switch_mode("metrics")
    now, costs = app.screen.query_one("#now", Board), app.screen.query_one("#costs", Board)
    await until(lambda: costs.lines)
    return now, costs


def read(folder: Path) -> dict[str, dict[str, str]]:
    (file,) = folder.iterdir()
    return {row["name"]: row for row in csv.DictReader(file.open())}


async def test_it_says_how_quick_the_run_is_and_where_it_waits(until: Until) -> None:
    session = fake.FakeSession(invented.rows(5))
    app = fake.app(session)
    async with app.run_test(size=(160, 48)):
        busy(session, app)
        now, costs = await shown(app, until)
        await until(lambda: "108 through" in plain(now.lines))
        waits = [line for line in plain(now.lines).splitlines() if "◂" in line]
        assert len(waits) == 1
        assert "artwork" in waits[0] and "waits for images 20/20" in waits[0]
        assert len(waits[0]) <= 67
        await until(lambda: "14/16" in plain(costs.lines))
        assert "paused" in plain(costs.lines)
        assert "tmdb.movie" in plain(costs.lines)


async def test_a_reset_counts_from_here_on_and_leaves_the_record_of_the_job(until: Until) -> None:
    session = fake.FakeSession(invented.rows(5))
    app = fake.app(session)
    async with app.run_test(size=(160, 48)) as pilot:
        busy(session, app)
        now, _ = await shown(app, until)
        await until(lambda: "108 through" in plain(now.lines))
        await pilot.press("r")
        await until(lambda: "0 through" in plain(now.lines) and "108" not in plain(now.lines))
        session.emit(ev.ItemEnded(300, "done"))
        await until(lambda: "1 through" in plain(now.lines))
        assert session.metrics.ended == 109


async def test_the_timings_go_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: Until) -> None:
    monkeypatch.chdir(tmp_path)
    session = fake.FakeSession(invented.rows(5))
    app = fake.app(session)
    async with app.run_test(size=(160, 48)) as pilot:
        busy(session, app)
        await shown(app, until)
        await pilot.press("x")
        await until(lambda: [file for file in tmp_path.iterdir() if file.read_text().count("\n") > 4])
    rows = read(tmp_path)
    assert float(rows["tmdb.movie"]["count"]) == session.metrics.operations["tmdb.movie"].count


async def test_without_a_run_it_says_how_to_begin_one(until: Until) -> None:
    app = fake.app(fake.FakeSession(invented.rows(5)))
    async with app.run_test():
        await app.switch_mode("metrics")
        await until(lambda: app.screen.has_class("-empty"))


def test_the_latency_since_a_reset_is_that_of_what_came_after() -> None:
    metrics = Metrics()
    metrics.fold(ev.RequestEnded("tmdb", "tmdb.movie", 200, 5.0, 10))
    start = figures.Start.of(metrics)
    for _ in range(10):
        metrics.fold(ev.RequestEnded("tmdb", "tmdb.movie", 200, 0.01, 10))
    took = start.timings(metrics)["tmdb.movie"]
    assert took.count == 10
    assert 0.0085e9 < took.percentile(0.99) < 0.0115e9
    assert start.counts(metrics)["tmdb"].requests == 10


def test_nothing_since_is_nothing() -> None:
    histogram = Histogram()
    histogram.add(1000)
    since = histogram.since(histogram.copy())
    assert (since.count, since.total, since.percentile(0.99)) == (0, 0, 0)


def test_a_pulse_is_per_second_and_survives_counts_that_begin_again() -> None:
    now = 0.0
    pulse = Pulse(lambda: now)
    for count in (0.0, 10.0, 30.0, 0.0, 5.0):
        pulse.sample({"items": count}, {"memory": 7.0})
        now += 2.0
    assert list(pulse.series("items")) == [0.0, 5.0, 10.0, 0.0, 2.5]
    assert pulse.last("memory") == 7.0
    assert pulse.last("nobody") == 0.0


def test_the_highest_value_is_a_full_block() -> None:
    assert sparkline([0, 1, 2, 4], 6) == "  ▁▃▅█"
    assert sparkline([0, 0], 2) == "▁▁"
    assert bar(0, 8, 10) == ""
    assert bar(0.01, 8, 10) == "█"
    assert bar(8, 8, 10) == "█" * 10


@pytest.mark.parametrize(
    ("stage", "states", "why"),
    [
        ("identify", {}, "waits for tmdb 14/16"),
        ("scrape", {"fanarttv": "paused"}, "fanarttv is paused"),
        ("artwork", {"fanarttv": "paused"}, "waits for images 20/20"),
        ("store", {}, "waits for the database"),
        ("export", {}, "waits for the disk"),
    ],
)
def test_the_stage_that_waits_says_for_what(stage: str, states: dict[str, str], why: str) -> None:
    metrics = Metrics()
    metrics.levels = {name: partial(LEVELS.__getitem__, name) for name in LEVELS}
    for name in states:
        metrics.fold(ev.ProviderStateChanged(name, "paused", "limits our requests"))
    for item in range(5):
        metrics.fold(ev.StageEntered(item, stage))
    (line,) = (line for line in plain(list(figures.stages(metrics, 9))).splitlines() if "◂" in line)
    assert line.startswith(stage) and line.endswith(f"◂ {why}")


def test_a_stage_that_nothing_holds_up_just_waits() -> None:
    metrics = Metrics()
    for item in range(5):
        metrics.fold(ev.StageEntered(item, "identify"))
    assert "waits here" in plain(list(figures.stages(metrics, 9)))
