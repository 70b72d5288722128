"""The verbs that look at a library, on a real one."""

from __future__ import annotations

import csv
import io
import json
import os
from contextlib import closing
from pathlib import Path

import pytest

from emm_tui.config import Config
from emm_tui.net.cache import open_cache
from tests.cli.conftest import FILMS, Emm


def test_a_scan_tells_what_is_new_and_then_that_nothing_is(films: Path, emm: Emm) -> None:
    first, second = emm("scan", "--json").document, emm("scan", "--json").document
    assert (first["schema"], first["added"], first["errors"]) == ("emm.scan/1", len(FILMS), [])
    assert (second["added"], second["missing"]) == (0, 0)


def test_a_quiet_scan_says_nothing_on_stderr(films: Path, emm: Emm) -> None:
    assert emm("scan", "-q").err == b""


def test_a_source_that_is_gone_ends_with_6_and_is_named(library: Path, emm: Emm) -> None:
    library.rename(library.with_name("away"))
    done = emm("scan")
    assert done.code == 6
    assert "Films is not available" in done.said
    assert emm("list", "--json").document["total"] == len(FILMS)


def test_a_list_gives_every_path_back_byte_for_byte(library: Path, emm: Emm) -> None:
    items = emm("list", "--json").document["items"]
    assert {os.path.basename(os.fsencode(item["path"])) for item in items} == {name + b".mkv" for name in FILMS}


def test_a_list_can_be_lines_or_csv(library: Path, emm: Emm) -> None:
    lines = [json.loads(line) for line in emm("list", "--jsonl").text.splitlines()]
    assert {line["title"] for line in lines} >= {"[REC]", "The Lamp Keeper"}
    table = emm("list", "--csv", "--columns", "title,year").out.decode("utf-8", "surrogateescape")
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert rows[0] == ["title", "year"]
    assert ["[REC]", "2007"] in rows


def test_a_list_is_cut_sorted_and_counted(library: Path, emm: Emm) -> None:
    document = emm("list", "--limit", "2", "--sort", "year-", "--json").document
    assert document["total"] == len(FILMS)
    assert [item["year"] for item in document["items"]] == [2007, 2003]


def test_a_list_without_hits_is_empty_and_fine(library: Path, emm: Emm) -> None:
    assert emm("list", "nothing-like-that", "--json").document["items"] == []
    done = emm("list", "nothing-like-that")
    assert (done.code, done.out) == (0, b"")


@pytest.mark.parametrize("verb", [["list"], ["review"], ["status"], ["show", "evil"], ["explain", "evil"]])
def test_text_has_nothing_that_a_terminal_obeys(library: Path, emm: Emm, verb: list[str]) -> None:
    done = emm(*verb)
    assert done.code == 0
    assert b"\x1b" not in done.out + done.err
    assert b"\x07" not in done.out


def test_a_path_is_one_line_whatever_its_name_is(films: Path, emm: Emm, monkeypatch: pytest.MonkeyPatch) -> None:
    (films / "Two\nLines (2001)").mkdir()
    (films / "Two\nLines (2001)" / "Two\nLines (2001).mkv").write_bytes(b"video")
    monkeypatch.setenv("EMM_CACHE__OFFLINE", "true")
    emm("scan")
    emm("scrape")
    for verb in (["review"], ["show", "year:2001"], ["explain", "year:2001"]):
        text = emm(*verb).text
        assert "Two␊Lines (2001).mkv" in text
        assert not any(line.startswith("Lines") for line in text.splitlines())


def test_an_item_is_meant_by_id_path_relative_path_or_query(
    library: Path, emm: Emm, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(library / "[REC] (2007)" / "[REC] (2007).mkv")
    found = emm("show", path, "--json").document
    monkeypatch.chdir(library)
    for words in ([str(found["id"])], ["./[REC] (2007)/[REC] (2007).mkv"], ["[rec]"], ["year:2007"]):
        assert emm("show", *words, "--json").document["id"] == found["id"]


@pytest.mark.parametrize("item", ["no such film", "999999", "/nowhere/x.mkv"])
def test_an_item_that_is_not_there_ends_with_1(library: Path, emm: Emm, item: str) -> None:
    done = emm("show", item)
    assert (done.code, done.out) == (1, b"")
    assert done.said.startswith("emm: ")


def test_an_item_that_could_be_several_names_the_first_ids(library: Path, emm: Emm) -> None:
    done = emm("show", "year:1980..2010")
    assert done.code == 1
    assert "4 items" in done.said


def test_status_knows_the_next_step(emm: Emm, films: Path) -> None:
    assert "Next: emm scan" in emm("status").text
    emm("scan")
    assert "Next: emm scrape" in emm("status").text
    assert emm("status", "--json").document["items"] == {"movie": {"new": len(FILMS)}}


def test_a_scan_is_a_job_with_timings(library: Path, emm: Emm, tmp_path: Path) -> None:
    jobs = emm("jobs", "--json").document
    assert [(job["verb"], job["state"]) for job in jobs["jobs"]] == [("scan", "done")]
    assert "scan" in emm("jobs", "show", str(jobs["jobs"][0]["id"])).text
    assert {one["name"] for one in emm("metrics", "--json").document["operations"]} >= {"parse", "scan.walk"}
    assert emm("metrics", "--csv", str(tmp_path / "timings.csv")).code == 0
    assert (tmp_path / "timings.csv").read_text().startswith("name,count,errors,min_ms")


def test_a_run_ends_its_log_with_what_it_did(library: Path, home: Path) -> None:
    last = json.loads((home / "log" / "emm.log").read_text().splitlines()[-1])
    assert (last["event"], last["verb"]) == ("run ended", "scan")


def test_nothing_to_resume_ends_with_1(library: Path, emm: Emm) -> None:
    done = emm("jobs", "resume")
    assert done.code == 1
    assert "no interrupted" in done.said


def test_a_dry_run_lists_what_would_be_scraped(library: Path, emm: Emm) -> None:
    assert f"Would scrape {len(FILMS)} items" in emm("scrape", "--dry-run").text
    assert len(emm("scrape", "--dry-run", "--limit", "2", "--json").document["planned"]) == 2


def test_a_scrape_that_nobody_can_be_asked_for_says_where_to_put_a_key(
    library: Path, emm: Emm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMM_PROVIDERS__IMDB__ENABLED", "false")
    done = emm("scrape")
    assert done.code == 3
    assert "providers.tmdb.token" in done.said


def test_the_cache_tells_its_figures_and_is_cleared(films: Path, emm: Emm) -> None:
    stats = emm("cache", "stats", "--json").document
    assert (stats["backend"], stats["entries"], stats["hit_rate"], stats["providers"]) == ("disk", 0, 0.0, {})
    assert emm("cache", "clear", "--json").document["removed"] == 0
    assert emm("cache", "prune", "--provider", "tmdb").text == "0 answers removed.\n"
    assert emm("cache", "expire").text == "0 answers will be asked for again.\n"


def test_the_cache_tells_one_providers_figures(films: Path, emm: Emm) -> None:
    assert emm("cache", "stats", "--provider", "tmdb", "--json").document["providers"] == {}
    assert emm("cache", "stats", "--provider", "tmdb").code == 0


def test_the_cache_tells_how_often_it_was_enough_in_the_last_run(home: Path, emm: Emm) -> None:
    with closing(open_cache(Config().cache, home / "cache")) as cache:
        cache.count("2031-05-01", {"tmdb": (0, 30), "omdb": (0, 10)})
        cache.count("2031-05-01", {"tmdb": (30, 0), "omdb": (9, 1)})
    document = emm("cache", "stats", "--json").document
    assert document["last_run"] == {"hits": 39, "misses": 1, "hit_rate": 0.975}
    assert document["hit_rate"] == 0.4875
    assert "last run" in emm("cache", "stats").text
    assert emm("cache", "stats", "--provider", "tmdb", "--json").document["last_run"]["hit_rate"] == 1.0


def test_a_damaged_library_ends_with_4(home: Path, emm: Emm) -> None:
    (home / "library.db").write_bytes(b"this is no database, " * 100)
    done = emm("list")
    assert (done.code, done.out) == (4, b"")
