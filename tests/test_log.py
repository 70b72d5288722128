"""The log file: whole, redacted, private, and without a byte that a terminal obeys."""

from __future__ import annotations

import json
import logging
import stat
from pathlib import Path

from emm_tui import log
from emm_tui.domain.events import ItemEnded, ItemFailed, JobStarted, ProviderStateChanged, RequestEnded, Warned
from emm_tui.domain.metrics import Metrics


def redact(text: str) -> str:
    return text.replace("canary", "***")


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / log.FILE).read_text("ascii").splitlines()]


def test_events_become_json_lines(tmp_path: Path) -> None:
    kept = log.configure(tmp_path / "log", redact)
    kept.record(JobStarted(7, "scrape", 3))
    kept.record(ItemFailed(1, "/films/[REC] (2007)\udce9.mkv", "store", "no room"))
    kept.record(RequestEnded("tmdb", "tmdb.movie", 200, 0.1, 5))
    rows = lines(tmp_path / "log")
    assert [(row["level"], row["event"]) for row in rows] == [("info", "job started"), ("error", "item failed")]
    assert rows[1]["path"] == "/films/[REC] (2007)\udce9.mkv"


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    kept = log.configure(tmp_path / "log", redact)
    kept.record(Warned("hello"))
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "log" / log.FILE).stat().st_mode) == 0o600


def test_no_secret_and_no_escape_reaches_file_or_echo(tmp_path: Path) -> None:
    said: list[str] = []
    kept = log.configure(tmp_path, redact, 2, said.append)
    kept.record(ProviderStateChanged("tmdb", "down", "GET /?key=canary \x1b]52;c;x\x07 \x9b31m"))
    logging.getLogger("a.library").warning("asked %s", "https://host/?key=canary")
    written = (tmp_path / log.FILE).read_bytes()
    for text in (written, "".join(said).encode()):
        assert b"canary" not in text
        assert b"\x1b" not in text
        assert b"\xc2\x9b" not in text
    assert len(said) == 2


def test_requests_are_logged_only_on_demand(tmp_path: Path) -> None:
    kept = log.configure(tmp_path, redact, 2, lambda _: None)
    kept.record(RequestEnded("tmdb", "tmdb.movie", 200, 0.1, 5))
    assert lines(tmp_path)[0]["operation"] == "tmdb.movie"


def test_a_folder_that_cannot_be_made_costs_only_the_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = log.configure(tmp_path / "file" / "log", redact)
    kept.record(Warned("hello"))


def test_the_last_line_says_what_the_run_did_and_cost(tmp_path: Path) -> None:
    metrics = Metrics()
    for event in (JobStarted(1, "scrape", 1), RequestEnded("tmdb", "tmdb.movie", 200, 0.1, 5), ItemEnded(1, "done")):
        metrics.fold(event)
    log.configure(tmp_path, redact).farewell(metrics, 1.5)
    (row,) = lines(tmp_path)
    assert (row["event"], row["verb"], row["requests"], row["items"]) == ("run ended", "scrape", 1, {"done": 1})
    assert row["slowest"] == {"tmdb.movie": 100.0}
