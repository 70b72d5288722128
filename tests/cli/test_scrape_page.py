"""What a scrape says when it is over: what came of it, and what is to be done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.scrape_page import tell
from emm_tui.domain.events import ItemFailed
from emm_tui.pipeline.reports import RunReport
from tests.cli.conftest import Emm

Captured = pytest.CaptureFixture[str]


def told(report: RunReport, captured: Captured) -> tuple[int, str, str]:
    code = tell(Invocation(os.environ), report, "scrape")
    out, err = captured.readouterr()
    return code, out, err


def test_a_refused_key_leaves_the_items_for_the_next_run(home: Path, capfd: Captured) -> None:
    code, out, err = told(RunReport(items=3, done=1, refused={"tmdb"}), capfd)
    assert code == 7
    assert "3 items in 0.0 s: 1 done, stopped, 2 left for the next run" in out
    assert "nothing to do" not in out
    assert "tmdb refused the key" in err


def test_a_run_without_items_has_nothing_to_do(home: Path, capfd: Captured) -> None:
    assert "nothing to do" in told(RunReport(), capfd)[1]


def test_a_provider_that_is_down_is_told_apart_from_being_offline(
    home: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = RunReport(items=1, failed=1, degraded={"tmdb"})
    assert "tmdb is down or limits us" in told(report, capfd)[2]
    monkeypatch.setenv("EMM_CACHE__OFFLINE", "true")
    code, _, err = told(report, capfd)
    assert code == 8
    assert "offline is on" in err
    assert "down" not in err


def test_offline_is_named_as_the_reason(library: Path, emm: Emm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMM_CACHE__OFFLINE", "true")
    done = emm("scrape")
    assert done.code == 8
    assert "offline is on" in done.said
    assert "down or limits us" not in done.said


def test_a_failure_is_one_line_whatever_its_path_is(home: Path, capfd: Captured) -> None:
    failure = ItemFailed(1, "/films/two\nlines\x1b[2J.mkv", "fetch", "cannot\nbe read")
    err = told(RunReport(items=1, failed=1, failures=[failure]), capfd)[2]
    assert err == "emm: /films/two␊lines␛[2J.mkv: fetch: cannot␊be read\n"


def test_a_source_that_is_away_is_named(home: Path, capfd: Captured) -> None:
    code, _, err = told(RunReport(items=2, skipped=2, left_alone={"Films"}), capfd)
    assert code == 6
    assert "Films is not available" in err
