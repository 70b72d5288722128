"""Where the program keeps its config, state, cache and logs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

NAME = "emm-tui"


class Paths(NamedTuple):
    """The program's own files and folders; nothing is created before it is needed."""

    config_file: Path
    state: Path
    cache: Path

    @classmethod
    def resolve(cls, environ: Mapping[str, str], config_override: Path | None = None) -> Paths:
        """All in `EMM_HOME` when that is set, else the platform's own folders (XDG on Linux)."""
        home = environ.get("EMM_HOME")
        config, state, cache = _in_one(home) if home else _of_the_platform()
        if config_override is not None:
            return cls(_absolute(config_override), state, cache)
        return cls(config / "config.toml", state, cache)

    @property
    def database(self) -> Path:
        """The library, unless the config names another file."""
        return self.state / "library.db"

    @property
    def log(self) -> Path:
        """The folder of the log files."""
        return self.state / "log"

    @property
    def crash(self) -> Path:
        """The folder of crash reports."""
        return self.log / "crash"

    @property
    def backups(self) -> Path:
        """The folder of copies of the library and of foreign NFO files."""
        return self.state / "backups"


def private_folder(path: Path) -> None:
    """Makes the folder, and those above it, for the user's eyes only; leaves an existing one as it is."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def _in_one(home: str) -> tuple[Path, Path, Path]:
    folder = _absolute(Path(home))
    return folder, folder, folder / "cache"


def _of_the_platform() -> tuple[Path, Path, Path]:
    from platformdirs import PlatformDirs  # costs 10 ms that EMM_HOME does not need

    folders = PlatformDirs(NAME, appauthor=False)
    return folders.user_config_path, folders.user_state_path, folders.user_cache_path


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path.expanduser()))
