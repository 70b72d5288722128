"""Brings IMDb's own data files here, and says what is kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verbs

if TYPE_CHECKING:
    from emm_tui.domain.datasets import Dataset

COURTESY = "Information courtesy of IMDb (https://www.imdb.com). Used with permission."


@click.group(cls=Verbs)
def command() -> None:
    """IMDb's own data files, for personal and non-commercial use: ratings of the library's titles."""


@command.command("update")
@click.option("--episodes", is_flag=True, help="Episodes' ratings too, now and from now on; a file of 50 MB.")
@click.option("--force", is_flag=True, help="Ask again for files that were asked for today.")
@click.pass_obj
def update(invocation: Invocation, episodes: bool, force: bool) -> None:
    """Fetches the files, at most once a day, and rates the library anew; the next scrape or export writes it down."""
    from emm_tui.cli.run import run
    from emm_tui.cli.words import count

    report = run(invocation, lambda session: session.update_datasets(episodes=episodes, force=force))
    if invocation.options.json:
        files = [asdict(one) | {"new": one.name in report.new} for one in report.files]
        invocation.out.document("datasets.update", {"files": files, "rated": len(report.rated)})
        return
    _print(invocation, report.files)
    invocation.out.text(f"{count(len(report.rated), 'item')} rated anew.", COURTESY)
    if report.rated:
        invocation.out.text("Next: emm export")


@command.command("status")
@click.pass_obj
def status(invocation: Invocation) -> None:
    """Says which files there are, how old they are, and how many of their rows are of the library's titles."""
    with invocation.session() as session:
        files = session.library.datasets()
    if invocation.options.json:
        invocation.out.document("datasets.status", {"files": [asdict(one) for one in files]})
    elif files:
        _print(invocation, files)
        invocation.out.text(COURTESY)
    else:
        invocation.out.text("No data files yet.", "Next: emm datasets update")


def _print(invocation: Invocation, files: Sequence[Dataset]) -> None:
    from emm_tui.cli.text import Column, table
    from emm_tui.cli.words import moment, size

    columns = [Column("file", role="bold"), Column("of"), Column("asked"), Column("size", True)]
    columns += [Column("rows", True), Column("kept", True)]
    rows = [
        [one.name, moment(one.changed), moment(one.asked), size(one.size), f"{one.rows:,}", f"{one.kept:,}"]
        for one in files
    ]
    invocation.out.long_text(table(columns, rows, invocation.out.terminal))
