"""What a run came to, in one line."""

from __future__ import annotations

from emm_tui.domain.events import ItemFailed
from emm_tui.pipeline.reports import ExportReport, RunReport, ScanReport, SourceReport
from emm_tui.ui.outcomes import of_export, of_scan, of_scrape


def test_a_scrape_says_only_what_happened() -> None:
    assert of_scrape(RunReport(items=3, done=3)) == ("Scraped 3 items: 3 done", "information")
    assert of_scrape(RunReport(items=3, done=1, ambiguous=2)) == ("Scraped 3 items: 1 done, 2 ambiguous", "warning")
    assert of_scrape(RunReport()) == ("Scraped 0 items: nothing to do", "information")


def test_a_refused_key_says_what_to_do() -> None:
    text, severity = of_scrape(RunReport(items=1, refused={"tmdb"}))
    assert severity == "error"
    assert text.startswith("Key refused by tmdb; see 'emm config check'.")


def test_a_full_disk_comes_first() -> None:
    text, severity = of_scrape(RunReport(items=1, failed=1, storage_error="The disk is full.", degraded={"tmdb"}))
    assert (text, severity) == ("The disk is full. Scraped 1 item: 1 failed", "error")


def test_a_source_that_is_gone_is_named() -> None:
    report = ScanReport([SourceReport("Films", "/media/films", False), SourceReport("More", "/m", True, 10)], added=2)
    assert of_scan(report) == ("Not available, left alone: Films. Scanned 10 files: 2 added, 0 updated", "error")


def test_a_scrape_names_the_source_that_it_left_alone() -> None:
    text, severity = of_scrape(RunReport(items=2, skipped=2, left_alone={"Films"}))
    assert (text, severity) == ("Not available, left alone: Films. Scraped 2 items: 2 skipped", "error")


def test_the_first_error_of_a_scan_is_told() -> None:
    report = ScanReport([SourceReport("Films", "/f", True, 1)], errors=[("/f/x", "permission denied"), ("/f/y", "no")])
    assert of_scan(report) == (
        "Scanned 1 file: 0 added, 0 updated; 2 errors, the first: /f/x: permission denied",
        "warning",
    )


def test_an_export_says_what_it_left_alone() -> None:
    assert of_export(ExportReport(5, ["a", "b"], 3)) == ("Wrote 2 files of 5 items, 3 unchanged", "information")
    failed = ExportReport(5, [], 0, [ItemFailed(1, "p", "export", "read-only")])
    assert of_export(failed)[1] == "warning"
