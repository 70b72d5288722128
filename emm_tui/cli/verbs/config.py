"""Shows, checks and explains the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verbs

if TYPE_CHECKING:
    from emm_tui.config import Config

INVALID = 3


@click.group(cls=Verbs)
def command() -> None:
    """The configuration: where it is, what is in force, whether it is right, which keys there are."""


@command.command("path")
@click.pass_obj
def path(invocation: Invocation) -> None:
    """Prints where config.toml is, or would be."""
    file = invocation.paths.config_file
    if invocation.options.json:
        invocation.out.document("config.path", {"path": str(file), "exists": file.exists()})
    else:
        invocation.out.say(str(file))


@command.command("show")
@click.pass_obj
def show(invocation: Invocation) -> None:
    """Prints what is in force: file, environment and defaults together, secrets masked."""
    from emm_tui.config_file.text import masked, render

    if invocation.options.json:
        invocation.out.document("config.show", {"config": masked(invocation.config)})
    else:
        invocation.out.long_text(invocation.shown(line) for line in render(invocation.config).splitlines())


@command.command("check")
@click.pass_obj
def check(invocation: Invocation) -> int:
    """Says what is wrong with the configuration, with the place and what was expected."""
    from emm_tui.domain.errors import ConfigError

    problems, warnings = [], []
    try:
        warnings = _warnings(invocation.config)
    except ConfigError as error:
        problems = error.message.splitlines()
    file = invocation.paths.config_file
    if invocation.options.json:
        state = {"ok": not problems, "problems": problems, "warnings": warnings}
        invocation.out.document("config.check", {**state, "path": str(file), "exists": file.exists()})
    elif problems:
        invocation.out.long_text(invocation.shown(problem) for problem in problems)
    else:
        sources = f"{len(invocation.config.sources)} sources"
        absent = f"There is no {file}: the defaults and the EMM_ variables are in force, {sources}"
        invocation.out.say(f"OK: {file}, {sources}" if file.exists() else absent)
        invocation.out.long_text(invocation.shown(f"warning: {warning}") for warning in warnings)
    return INVALID if problems else 0


def _warnings(config: Config) -> list[str]:
    """What is right, and will not work all the same."""
    from emm_tui.net.cache import hindrance

    problem = hindrance(config.cache)
    return [*([problem] if problem else []), *_unknown_keys(config)]


def _unknown_keys(config: Config) -> list[str]:
    if not config.ui.keymap:
        return []
    from emm_tui.ui.keymap import problems

    return problems(config.ui.keymap)


@command.command("keys")
@click.pass_obj
def keys(invocation: Invocation) -> None:
    """Lists every key with its type, its default and one line on it."""
    from emm_tui.cli.page import Page
    from emm_tui.config_file.keys import all_keys
    from emm_tui.config_file.text import key_row

    rows = [key_row(path, key) for path, key in all_keys()]
    if invocation.options.json:
        invocation.out.document("config.keys", {"keys": rows})
        return
    page = Page(invocation.out.terminal)
    for row in rows:
        page.heading(row["key"])
        page.prose(row["doc"], 2)
        page.prose(f"{row['type']}, default {row['default']}" if row["default"] else row["type"], 2, "dim")
    invocation.out.text(*page.lines)
