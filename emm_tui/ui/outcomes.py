"""What a run came to, in one line for a toast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emm_tui.ui.jobs import Severity
from emm_tui.ui.words import join, plural

if TYPE_CHECKING:
    from emm_tui.pipeline.reports import ExportReport, RunReport, ScanReport, UndoReport


def of_scrape(report: RunReport) -> tuple[str, Severity]:
    """`12 films: 10 done, 1 ambiguous, 1 failed`; what went wrong comes first."""
    counts = [
        f"{number:,} {name}"
        for name in ("done", "ambiguous", "unmatched", "failed", "skipped")
        if (number := getattr(report, name))
    ]
    text = f"Scraped {plural(report.items, 'item')}: {join(counts, ', ') or 'nothing to do'}"
    if report.storage_error:
        return f"{report.storage_error} {text}", "error"
    if report.refused:
        return f"Key refused by {', '.join(sorted(report.refused))}; see 'emm config check'. {text}", "error"
    if report.degraded:
        return f"{', '.join(sorted(report.degraded))} is down; cached data used. {text}", "warning"
    if report.left_alone:
        return f"Not available, left alone: {', '.join(sorted(report.left_alone))}. {text}", "error"
    return text, "warning" if report.failed or report.ambiguous or report.unmatched else "information"


def of_scan(report: ScanReport) -> tuple[str, Severity]:
    """`1,204 files: 12 added, 3 updated`; sources that are not there come first."""
    absent = [source.name for source in report.sources if not source.available]
    counts = [f"{report.added:,} added", f"{report.updated:,} updated"]
    counts += [f"{report.missing:,} gone"] if report.missing else []
    text = f"Scanned {plural(report.files, 'file')}: {', '.join(counts)}"
    if absent:
        return f"Not available, left alone: {', '.join(absent)}. {text}", "error"
    if report.errors:
        path, error = report.errors[0]
        return f"{text}; {plural(len(report.errors), 'error')}, the first: {path}: {error}", "warning"
    return text, "information"


def of_export(report: ExportReport) -> tuple[str, Severity]:
    """`Wrote 24 files of 12 items, 3 unchanged`."""
    text = f"Wrote {plural(len(report.written), 'file')} of {plural(report.items, 'item')}"
    text += f", {report.unchanged:,} unchanged" if report.unchanged else ""
    if report.storage_error:
        return f"{report.storage_error} {text}", "error"
    if report.failures:
        return f"{text}; {len(report.failures):,} failed, the first: {report.failures[0].error}", "warning"
    return text, "information"


def of_change(did: str, number: int, what: str) -> tuple[str, Severity]:
    """`Marked 12 items; u undoes it`."""
    return (f"{did} {plural(number, what)}; u undoes it" if number else "Nothing changes"), "information"


def of_undo(report: UndoReport) -> tuple[str, Severity]:
    """`Undid 2 changes (edit)`; what stays as it is comes with its reason."""
    text = f"Undid {plural(len(report.possible), 'change')} ({report.verb})"
    stays = [one for one in report.changes if one.problem]
    if report.failures:
        return f"{text}; {len(report.failures):,} failed, the first: {report.failures[0].error}", "warning"
    return (f"{text}; {len(stays):,} stay: {stays[0].problem}", "warning") if stays else (text, "information")
