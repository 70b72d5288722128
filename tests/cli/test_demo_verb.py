"""`emm demo`: a library out of nothing, gone again unless it shall stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Emm


def test_without_a_terminal_it_prints_what_came_of_it(emm: Emm) -> None:
    done = emm("demo", "--movies", "6", "--shows", "1", "-q")
    assert (done.code, done.err) == (0, b"")
    assert "scraped" in done.text


def test_it_leaves_nothing_in_the_users_own_home(home: Path, emm: Emm) -> None:
    document = emm("demo", "--movies", "4", "--shows", "1", "--json").document
    assert (document["schema"], document["home"]) == ("emm.demo/1", None)
    assert document["failed"] == 0
    assert list(home.iterdir()) == []


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path, emm: Emm) -> None:
    (tmp_path / "file").write_bytes(b"")
    for keep in ("/proc/nowhere", str(tmp_path / "file")):
        done = emm("demo", "--headless", "--keep", keep)
        assert done.code == 9
        assert f"{keep} cannot be the demo's home" in done.said


def test_a_kept_demo_is_a_home_like_any_other(tmp_path: Path, emm: Emm, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    emm("demo", "--movies", "4", "--shows", "1", "--keep", str(kept), "--headless")
    monkeypatch.setenv("EMM_HOME", str(kept))
    assert emm("list", "kind:movie", "state:scraped", "--json").document["total"] > 0
    assert (kept / "media").is_dir()


def test_a_prefilled_library_has_the_size_that_was_asked_for(emm: Emm) -> None:
    document = emm("demo", "--movies", "2000", "--prefill", "--json").document
    assert document["movies"] == 2000
