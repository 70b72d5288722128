"""What JSON says of runs: scans, scrapes, exports, jobs and timings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from emm_tui.domain.events import ItemFailed
from emm_tui.domain.media import Job
from emm_tui.domain.metrics import Histogram, Metrics, ProviderCounts
from emm_tui.pipeline.reports import (
    EditReport,
    ExportReport,
    HandReport,
    OrderChange,
    RunReport,
    ScanReport,
    UndoReport,
)

Document = dict[str, Any]
IMAGES = "images"


def scan(report: ScanReport) -> Document:
    """What a scan saw."""
    return {
        "sources": [
            {
                "name": source.name,
                "path": source.path,
                "available": source.available,
                "files": source.files,
                "seconds": round(source.seconds, 3),
            }
            for source in report.sources
        ],
        "files": report.files,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "missing": report.missing,
        "errors": [{"path": path, "error": error} for path, error in report.errors],
        "seconds": round(report.seconds, 3),
    }


def scrape(report: RunReport) -> Document:
    """What a scrape came to; `planned` are the items of a dry run."""
    images = report.metrics.images
    return {
        "job": report.job,
        **{name: getattr(report, name) for name in ("items", "done", "ambiguous", "unmatched", "failed", "skipped")},
        "lacking": report.lacking,
        "images": {
            "downloaded": images.downloaded,
            "kept": images.kept,
            "failed": images.failed,
            "bytes": images.bytes,
        },
        "providers": {
            name: {
                "requests": counts.requests,
                "cache_hits": counts.cache_hits,
                "errors": counts.errors,
                "retries": counts.retries,
            }
            for name, counts in providers(report.metrics)
        },
        "seconds": round(report.seconds, 3),
        "failures": [failure(one) for one in report.failures],
        "planned": report.planned,
    }


def export(report: ExportReport) -> Document:
    """What an export wrote, or would write."""
    return {
        "items": report.items,
        "written": report.written,
        "unchanged": report.unchanged,
        "failed": len(report.failures),
        "failures": [failure(one) for one in report.failures],
    }


def failure(one: ItemFailed) -> Document:
    """One item that failed."""
    return {"item": one.item, "path": one.path, "stage": one.stage, "error": one.error}


def job(one: Job) -> Document:
    """One run of a verb."""
    return {
        "id": one.id,
        "verb": one.verb,
        "started": one.started,
        "ended": one.ended,
        "state": one.state,
        "items": one.items,
        "done": one.done,
        "failed": one.failed,
    }


def operations(histograms: Mapping[str, Histogram]) -> list[Document]:
    """The timings of `metrics`, by name."""
    return [{"name": name, **histograms[name].summary()} for name in sorted(histograms)]


def providers(metrics: Metrics) -> Iterator[tuple[str, ProviderCounts]]:
    """The counts of each provider of facts; those of image hosts are told as images."""
    return ((name, counts) for name, counts in metrics.providers.items() if name != IMAGES)


def edit(report: EditReport) -> Document:
    """What edits change, or changed."""
    return by_hand(report) | {"orders": [_order(one) for one in report.orders]}


def by_hand(report: HandReport) -> Document:
    """What edits, locks or marks change, or changed."""
    return {
        "items": report.items,
        "applied": report.applied,
        "job": report.job,
        "changes": [{"item": one.item, "field": one.field, "old": one.old, "new": one.new} for one in report.changes],
    }


def undo(report: UndoReport) -> Document:
    """What taking a change back changes, or changed."""
    return {
        "job": report.job,
        "verb": report.verb,
        "applied": report.applied,
        "changes": [asdict(one) for one in report.changes],
        "written": report.files,
        "failures": [failure(one) for one in report.failures],
    }


def _order(change: OrderChange) -> Document:
    return {
        "item": change.item,
        "title": change.title,
        "old": change.old,
        "new": change.new,
        "name": change.name,
        "episodes": [
            {"item": one.item, "path": one.path, "old": _number(one.old), "new": _number(one.new), "reason": one.reason}
            for one in change.episodes
        ],
        "warnings": change.warnings,
    }


def _number(number: tuple[int | None, int | None] | None) -> Document | None:
    return {"season": number[0], "episode": number[1]} if number else None
