"""The options that every verb takes, before or after its name, and the commands that take them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from emm_tui import __version__

if TYPE_CHECKING:
    from emm_tui.cli.invocation import Invocation

PROGRESS = ("auto", "none", "line", "bar", "json")
COMMON = {"--config", "--json", "--quiet", "--verbose", "--progress", "--version", "--help"}
LARGEST = 2**63 - 1
"""The largest number that the library can be asked for."""
SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Verb(click.Command):
    """A verb: its own options, and below them those of every verb."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["context_settings"] = SETTINGS | (kwargs.get("context_settings") or {})
        super().__init__(*args, **kwargs)
        self.params.extend(_global_options())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Two lists: what is this verb's own, and what is common to all."""
        _write_options(self, ctx, formatter)


class Verbs(click.Group):
    """A verb of verbs, such as `cache`."""

    command_class = Verb

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["context_settings"] = SETTINGS | (kwargs.get("context_settings") or {})
        super().__init__(*args, **kwargs)
        self.params.extend(_global_options())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs below it, then the options."""
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs below it, each with its first sentence."""
        below = [(name, self.commands[name].help or "") for name in self.list_commands(ctx)]
        _section(formatter, "Verbs", below)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the verb, or says which one was probably meant."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            close = get_close_matches(args[0], self.list_commands(ctx), 1)
            ctx.fail(f"There is no verb {args[0]!r}" + (f"; did you mean {close[0]}?" if close else "."))
        return super().resolve_command(ctx, args)


class FilePath(click.ParamType[Path]):
    """A file's path, as it was typed."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The text as a path; whether it is there is for the reader to say."""
        return Path(value)


def number(least: int) -> click.IntRange:
    """A whole number from `least` up to what the library can take."""
    return click.IntRange(least, LARGEST)


def _global_options() -> list[click.Parameter]:
    return [
        _option("--config", type=FilePath(), metavar="FILE", help="Use this config.toml."),
        _option("--json", is_flag=True, help="Print one JSON document, and nothing else, on stdout."),
        _option("-q", "--quiet", is_flag=True, help="Say nothing on stderr but errors."),
        _option("-v", "--verbose", count=True, help="Say more on stderr; -vv also every request."),
        _option("--progress", type=click.Choice(PROGRESS), help="How progress is shown on stderr."),
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
        ),
    ]


def _option(*names: str, **settings: Any) -> click.Option:
    return click.Option(list(names), expose_value=False, callback=_take, **settings)


def _take(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Notes what was given; the same option after the verb adds to, or replaces, the one before it."""
    options = _invocation(ctx).options
    if value and param.name:
        setattr(options, param.name, options.verbose + value if param.name == "verbose" else value)


def _version(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"emm {__version__}")
        ctx.exit()


def _invocation(ctx: click.Context) -> Invocation:
    invocation: Invocation = ctx.obj
    return invocation


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    own: list[tuple[str, str]] = []
    every: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record:
            (every if COMMON & set(param.opts) else own).append(record)
    _section(formatter, "Options", own)
    _section(formatter, "Options of every verb", every)


def _section(formatter: click.HelpFormatter, title: str, records: Sequence[tuple[str, str]]) -> None:
    if records:
        with formatter.section(title):
            formatter.write_dl(records)
