"""A home whose provider answers about films only while its gate is open: runs that can be looked at in the middle."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from emm_tui.config_file import load
from emm_tui.demo import Options, opened
from emm_tui.demo.provider import Provider, Reply
from emm_tui.paths import Paths
from emm_tui.session import Session


@dataclass
class Gated:
    """The home; `asked` are the films that were asked for, one after the other."""

    home: Path
    gate: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)

    def session(self) -> Session:
        """A session on the home that works on one item at a time."""
        paths = Paths.resolve({"EMM_HOME": str(self.home)})
        return Session.open(paths, load(paths, {"EMM_SCRAPE__CONCURRENCY": "1"}))


@contextmanager
def gated(folder: Path, monkeypatch: pytest.MonkeyPatch, films: int = 6) -> Iterator[Gated]:
    """The home, for as long as its provider answers; the gate is open at first."""
    with opened(Options(movies=films, shows=0, keep=folder)) as home:
        made = Gated(home)
        made.gate.set()
        reply = Provider.reply

        def passed(self: Provider, target: str) -> Reply:
            if "/3/movie/" in target:
                made.asked.append(target)
                made.gate.wait(120)
            return reply(self, target)

        monkeypatch.setattr(Provider, "reply", passed)
        try:
            yield made
        finally:
            made.gate.set()


def gone(process: psutil.Process) -> bool:
    """Whether it runs no more."""
    with suppress(psutil.NoSuchProcess):
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    return True
