"""The command line: finds the verb by its file name and loads nothing but that."""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from emm_tui.cli import verbs
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verbs
from emm_tui.cli.run import guarded
from emm_tui.cli.screen import open_library

CHAPTERS = {
    "Begin": ("demo", "init", "config"),
    "Work": ("scan", "scrape", "review", "candidates", "match", "edit", "explain", "export"),
    "Look": ("list", "show", "status", "parse"),
    "Keep": ("jobs", "cache", "metrics"),
}
"""The order in which help shows the verbs; one that is not here stands under "More"."""


class Program(Verbs):
    """`emm`: each file in verbs/ is one verb, its first line the verb's help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, by file name."""
        return sorted(module.name for module in pkgutil.iter_modules(verbs.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Loads the one verb that was asked for."""
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{verbs.__name__}.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs in chapters, each with the first line of its file."""
        left = set(self.list_commands(ctx))
        chapters = {title: [name for name in names if name in left] for title, names in CHAPTERS.items()}
        left -= {name for names in chapters.values() for name in names}
        for title, names in {**chapters, "More": sorted(left)}.items():
            if names:
                with formatter.section(title):
                    formatter.write_dl([(name, _first_line(name)) for name in names])


def _first_line(verb: str) -> str:
    """A verb's help without importing it."""
    path = Path(next(iter(verbs.__path__))) / f"{verb}.py"
    with open(path, encoding="utf-8") as file:
        return file.readline().strip().strip('"')


@click.command(cls=Program, name="emm", invoke_without_command=True)
@click.pass_context
def program(ctx: click.Context) -> Any:
    """Keeps a library of films and TV: finds them, knows what they are, and writes what Kodi, Jellyfin and Plex read.

    Alone it opens the library on a terminal, and prints "emm status" without one.
    """
    if ctx.invoked_subcommand is None:
        invocation: Invocation = ctx.obj
        if invocation.draws:
            return open_library(invocation)
        from emm_tui.cli.verbs.status import command as status

        return ctx.invoke(status)
    return None


def run(arguments: Sequence[str]) -> int:
    """Runs one command line; the answer is the exit code, everything that went wrong has been said."""
    invocation = Invocation(os.environ)
    return guarded(invocation, lambda: _read(invocation, arguments))


def _read(invocation: Invocation, arguments: Sequence[str]) -> Any:
    """Does what the command line says, with click's errors told."""
    try:
        return program.main(list(arguments), prog_name="emm", standalone_mode=False, obj=invocation)
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "emm"
        hint = f"'{path} --help' shows how it is used." if isinstance(error, click.UsageError) else None
        invocation.messages.error(error.format_message(), hint)
        return error.exit_code
