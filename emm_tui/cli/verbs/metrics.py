"""Shows the timings and counters of the last runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import FilePath, Verb, number

FIGURES = ("count", "errors", "min_ms", "mean_ms", "p50_ms", "p95_ms", "p99_ms", "max_ms", "total_ms")


@click.command(cls=Verb)
@click.option("--jobs", "runs", type=number(1), default=5, show_default=True, help="Of the last N runs.")
@click.option("--csv", "csv_file", type=FilePath(), metavar="FILE", help="Write the timings there; - is stdout.")
@click.pass_obj
def command(invocation: Invocation, runs: int, csv_file: Path | None) -> None:
    """Shows how often each operation ran, how long it took (ms), and what was counted."""
    from emm_tui.cli.report_views import operations

    with invocation.session() as session:
        figures = session.library.metrics(runs)
    rows = operations(figures.operations)
    if csv_file is not None:
        _write_csv(invocation, csv_file, rows)
    elif invocation.options.json:
        invocation.out.document(
            "metrics",
            {"operations": rows, "counters": figures.counters, "peak_rss_bytes": figures.peak_rss},
        )
    else:
        _print(invocation, rows, figures.counters, figures.peak_rss)


def _write_csv(invocation: Invocation, file: Path, rows: Sequence[dict[str, Any]]) -> None:
    from emm_tui.cli.output import csv_bytes
    from emm_tui.domain.errors import StorageError

    data = csv_bytes(["name", *FIGURES], ([row["name"], *(row[name] for name in FIGURES)] for row in rows))
    if str(file) == "-":
        invocation.out.raw(data)
        return
    try:
        file.write_bytes(data)
    except OSError as error:
        raise StorageError(f"{file} cannot be written: {error.strerror}.") from None


def _print(invocation: Invocation, rows: Sequence[dict[str, Any]], counters: dict[str, int], peak: int) -> None:
    from emm_tui.cli.text import Column, table
    from emm_tui.cli.words import size

    if not rows:
        invocation.out.text("No runs yet.")
        return
    columns = [Column("operation", role="bold"), *(Column(name.removesuffix("_ms"), True) for name in FIGURES)]
    cells = [[row["name"], *(_figure(row[name]) for name in FIGURES)] for row in rows]
    out = invocation.out
    out.long_text(table(columns, cells, out.terminal))
    out.text("", *(f"{name}: {number:,}" for name, number in sorted(counters.items()) if number))
    out.text(f"peak memory: {size(peak)}")


def _figure(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:,.2f}"
