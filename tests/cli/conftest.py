"""A home with a config and a made-up library, and the program run within this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from emm_tui.cli.app import run


@dataclass
class Done:
    """What a command line came to."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def said(self) -> str:
        return self.err.decode()

    @property
    def document(self) -> dict[str, Any]:
        assert self.out.isascii()
        assert self.out.count(b"\n") == 1
        found: dict[str, Any] = json.loads(self.out)
        return found


Emm = Callable[..., Done]
FILMS = (
    b"[REC] (2007)",
    b"The Lamp Keeper (1961)",
    b"Bad\xe9 Name (1999)",
    b"Evil \x1b]52;c;QUFB\x07 (2003)",
    "映画 灯台 (1988)".encode(),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("EMM_HOME", str(folder))
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("COLUMNS", raising=False)
    folder.mkdir()
    return folder


@pytest.fixture
def emm(home: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Emm:
    def call(*arguments: str) -> Done:
        capfdbinary.readouterr()
        code = run(arguments)
        captured = capfdbinary.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@pytest.fixture
def films(home: Path, tmp_path: Path) -> Path:
    """Films on disk and a config that names them; nothing is scanned yet."""
    top = tmp_path / "films"
    for name in FILMS:
        folder = bytes(top) + b"/" + name
        Path(folder.decode("utf-8", "surrogateescape")).mkdir(parents=True)
        Path((folder + b"/" + name + b".mkv").decode("utf-8", "surrogateescape")).write_bytes(b"video")
    source = f'[[sources]]\nname = "Films"\npath = "{top}"\nkind = "movies"\n'
    (home / "config.toml").write_text(source)
    return top


@pytest.fixture
def library(films: Path, emm: Emm) -> Path:
    """The films, scanned."""
    assert emm("scan").code == 0
    return films
