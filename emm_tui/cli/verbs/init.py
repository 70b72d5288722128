"""Writes a first config.toml; never overwrites one."""

from __future__ import annotations

import os
from pathlib import Path

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb
from emm_tui.config import Config, Secret, SourceConfig


@click.command(cls=Verb)
@click.pass_obj
def command(invocation: Invocation) -> None:
    """Writes a first config.toml with every key explained. On a terminal it asks for folders and key."""
    from emm_tui.config_file.text import example

    file = invocation.paths.config_file
    config = Config()
    written = not os.path.lexists(file)
    if written:
        if invocation.on_terminal and not invocation.options.json:
            _ask(invocation, config)
        written = _write(file, example(config))
    if invocation.options.json:
        invocation.out.document("init", {"path": str(file), "written": written})
        return
    if not written:
        invocation.out.say(f"{file} is already there and stays as it is.")
        return
    invocation.out.say(f"Wrote {file}")
    invocation.out.text(_next(config))


def _next(config: Config) -> str:
    left = ["your folders"] * (not config.sources) + ["your TMDB key"] * (not config.providers.tmdb.token)
    return f"Next: put {' and '.join(left)} there, then run: emm scan" if left else "Next: emm scan"


def _ask(invocation: Invocation, config: Config) -> None:
    """Puts a person's answers into the config; an empty answer leaves it for later."""
    for kind, name, question in (("movies", "Movies", "Folder of films"), ("tv", "TV", "Folder of shows")):
        folder = click.prompt(f"{question} (empty: none)", default="", show_default=False, err=True)
        if folder:
            path = os.path.abspath(os.path.expanduser(folder))
            if not os.path.isdir(path):
                invocation.warn(f"{path} is not there now.")
            config.sources.append(SourceConfig(name, path, "movies" if kind == "movies" else "tv"))
    key = click.prompt("TMDB key or token (empty: later)", default="", show_default=False, hide_input=True, err=True)
    config.providers.tmdb.token = Secret(key.strip())


def _write(file: Path, text: str) -> bool:
    """Writes a file for its owner alone; False when there is one by now."""
    from emm_tui.domain.errors import StorageError
    from emm_tui.paths import private_folder

    try:
        private_folder(file.parent)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    except OSError as error:
        raise StorageError(f"{file} cannot be written: {error.strerror}.") from None
    with open(handle, "w", encoding="utf-8") as opened:
        opened.write(text)
    return True
