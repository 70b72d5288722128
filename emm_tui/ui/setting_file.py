"""The config file while a person works on it: read, looked after, and changed only when nobody else has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from emm_tui.config import Config
from emm_tui.config_file.edit import hindrance, write
from emm_tui.config_file.reading import checked, parsed, text_of
from emm_tui.domain.errors import ConfigError, EmmError

Stamp = tuple[int, int, int] | None


@dataclass(slots=True, frozen=True)
class Reading:
    """What the file says: `data` is None where it is no TOML, `config` None while `trouble` says what is wrong.

    `text` is None when it cannot be read at all, `fixed` says why it cannot be written.
    """

    text: str | None = None
    data: Mapping[str, Any] | None = None
    config: Config | None = None
    trouble: str = ""
    fixed: str = ""
    there: bool = True


@dataclass(slots=True)
class SettingFile:
    """One config file; its methods wait for the disk, so they belong into a thread."""

    path: Path
    environ: Mapping[str, str]
    last: Reading = field(default_factory=Reading)
    _stamp: Stamp = None
    _lock: Lock = field(default_factory=Lock)

    def read(self) -> Reading:
        """What it says now."""
        with self._lock:
            return self._read_again()

    def changed(self) -> bool:
        """Whether somebody has written since it was read."""
        return self._look() != self._stamp

    def change(self, how: Callable[[str], str], seen: Reading | None) -> Config:
        """Writes what `how` makes of the text; nothing that would not be read again, and over nobody's changes.

        `seen` is what a person saw when she began: ConfigError when the file says something else by now, or would be
        wrong; StorageError when it cannot be written.
        """
        with self._lock:
            before = text_of(self.path)
            if seen is None or before != seen.text:
                raise ConfigError(
                    f"Another program has changed {self.path} meanwhile.",
                    "Nothing was written; it is read again: look, then change it once more.",
                )
            text = how(before)
            config = checked(self.path, text, self.environ)
            write(self.path, text, before)
            self._read_again()
        return config

    def _read_again(self) -> Reading:
        self._stamp = self._look()
        self.last = self._read()
        return self.last

    def _read(self) -> Reading:
        text = data = None
        fixed, there = hindrance(self.path), self._stamp is not None
        try:
            text = text_of(self.path)
            data = parsed(self.path, text)
            config = checked(self.path, text, self.environ)
        except EmmError as error:
            return Reading(text, data, None, str(error), fixed, there)
        return Reading(text, data, config, "", fixed, there)

    def _look(self) -> Stamp:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
