"""One run of the program: its options, and what verbs need, each opened on first use."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from emm_tui.cli.messages import Messages
from emm_tui.cli.output import Output
from emm_tui.domain.display import display

if TYPE_CHECKING:
    from emm_tui.config import Config
    from emm_tui.log import Log
    from emm_tui.net.redact import Redactor
    from emm_tui.paths import Paths
    from emm_tui.session import Session


@dataclass(slots=True)
class Options:
    """What the global options came to."""

    config: Path | None = None
    json: bool = False
    quiet: bool = False
    verbose: int = 0
    progress: str = "auto"


class Invocation:
    """What every verb gets: `options`, `out` (stdout), `messages` (stderr), and config and session on demand."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.options = Options()
        self.out = Output.standard(environ)
        self.messages = Messages(environ)
        self._loaded: Config

    @property
    def on_terminal(self) -> bool:
        """True when a person sits at both ends."""
        return self.out.terminal.tty and sys.stdin is not None and sys.stdin.isatty()

    @property
    def draws(self) -> bool:
        """True when the TUI can be shown to that person."""
        return self.on_terminal and self.environ.get("TERM", "dumb") not in ("", "dumb") and not self.options.json

    @cached_property
    def paths(self) -> Paths:
        """Where things are."""
        from emm_tui.paths import Paths

        return Paths.resolve(self.environ, self.options.config)

    @cached_property
    def config(self) -> Config:
        """The checked configuration; from here on messages are redacted. Raises ConfigError."""
        from emm_tui.config_file import exposed, load
        from emm_tui.domain.errors import ConfigError

        file = self.paths.config_file
        if self.options.config is not None and not file.exists():
            raise ConfigError(f"There is no config file {file}.", "'emm --config FILE init' writes one.")
        self._loaded = load(self.paths, self.environ)
        self.messages.redact = lambda text: self._redactor(text)
        if exposed(file):
            self.warn(f"{file} holds a key, and others can read it.", f"Run: chmod 600 {file}")
        return self._loaded

    @cached_property
    def _redactor(self) -> Redactor:
        """What takes the secrets of the config out of text; made when there is something to say."""
        from emm_tui.net.redact import Redactor

        return Redactor.of(self._loaded)

    def warn(self, message: str, hint: str | None = None) -> None:
        """A warning on stderr, unless it shall be quiet."""
        if not self.options.quiet:
            self.messages.error(f"warning: {message}", hint)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """The library with its config. Raises ConfigError and DatabaseError."""
        from emm_tui.session import Session

        session = Session.open(self.paths, self.config)
        try:
            yield session
        finally:
            session.close()

    def log_to_file(self, session: Session) -> Log:
        """Writes what happens from now on to the log; with -v also to stderr."""
        from emm_tui.log import configure

        log = configure(self.paths.log, self.messages.redact, self.options.verbose, self.messages.say)
        session.verbose = self.options.verbose
        session.subscribe(log.record, own=True)
        session.on_config(self._redactor.learn)
        return log

    def shown(self, line: str) -> str:
        """A line that is all foreign text, made safe and redacted."""
        return display(self.messages.redact(line))

    def absolute(self, item: str) -> str:
        """An ITEM as the library knows it: what looks like a path is made absolute."""
        if os.sep in item or item in (".", "..") or item.startswith("~"):
            return os.path.abspath(os.path.expanduser(item))
        return item
