"""Shows a made-up library, with its own provider and no key."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import FilePath, Verb

TITLES = click.IntRange(0, 10_000_000)


@click.command(cls=Verb)
@click.option("--movies", type=TITLES, default=40, show_default=True, metavar="N", help="So many films.")
@click.option("--shows", type=TITLES, default=4, show_default=True, metavar="N", help="So many shows.")
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
    with ExitStack() as stack:
        home = _home(stack, opened(options), keep)
        _move(invocation, home)
        summary = run(invocation, lambda session: fill(session, options))
        if invocation.on_terminal and not headless and not invocation.options.json:
            from emm_tui.cli.screen import open_library

            return open_library(invocation)
    kept = str(summary.home) if summary.home else None
    _tell(invocation, summary.rows(), {**asdict(summary), "home": kept})
    return summary.exit_code


def _home(stack: ExitStack, opened: AbstractContextManager[Path], keep: Path | None) -> Path:
    """The demo's folder, there until the stack ends. StorageError when it cannot be made."""
    from emm_tui.domain.errors import StorageError

    try:
        return stack.enter_context(opened)
    except OSError as error:
        where = keep or "The temporary folder"
        text = f"{where} cannot be the demo's home: {error.strerror}."
        raise StorageError(text, "Name one with --keep DIR.") from None


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
