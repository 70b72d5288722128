"""Shows a made-up library, with its own provider and no key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import FilePath, Verb


@click.command(cls=Verb)
@click.option("--movies", type=click.IntRange(min=0), default=40, show_default=True, metavar="N", help="So many films.")
@click.option("--shows", type=click.IntRange(min=0), default=4, show_default=True, metavar="N", help="So many shows.")
@click.option("--seed", type=int, default=1, show_default=True, metavar="S", help="Another number, another library.")
@click.option("--headless", is_flag=True, help="No screen: scan, scrape, print what came of it.")
@click.option("--keep", type=FilePath(), metavar="DIR", help="Make DIR its home and leave it there.")
@click.option("--prefill", is_flag=True, help="Write the library's rows directly, to try any size.")
@click.pass_obj
def command(
    invocation: Invocation, movies: int, shows: int, seed: int, headless: bool, keep: Path | None, prefill: bool
) -> int:
    """Makes up a library and a provider on this machine, scans and scrapes it, and opens it on a terminal."""
    from emm_tui.cli.run import run
    from emm_tui.demo import Options, fill, opened

    options = Options(movies=movies, shows=shows, seed=seed, keep=keep, prefill=prefill)
    with opened(options) as home:
        _move(invocation, home)
        summary = run(invocation, lambda session: fill(session, options))
        if invocation.on_terminal and not headless and not invocation.options.json:
            from emm_tui.cli.screen import open_library

            return open_library(invocation)
    kept = str(summary.home) if summary.home else None
    _tell(invocation, summary.rows(), {**asdict(summary), "home": kept})
    return summary.exit_code


def _move(invocation: Invocation, home: Path) -> None:
    """Makes a folder the home of this run; nothing of the user's own is read or written any more."""
    foreign = {name: value for name, value in invocation.environ.items() if not name.startswith("EMM_")}
    invocation.environ = {**foreign, "EMM_HOME": str(home)}
    invocation.options.config = None


def _tell(invocation: Invocation, rows: Sequence[tuple[str, str]], document: dict[str, Any]) -> None:
    from emm_tui.cli.page import Page

    if invocation.options.json:
        invocation.out.document("demo", document)
        return
    page = Page(invocation.out.terminal)
    for label, value in rows:
        page.fact(label, value)
    invocation.out.text(*page.lines)
