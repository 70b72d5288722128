"""What the screens remember from one time to the next: columns and saved views, in a small file of their own."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

FILE = "ui.json"


class Remembered:
    """Reads the file once; each change is written whole. A file that cannot be read or written is as none."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._kept = _read(self._path)

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The names of the chosen columns in their order; None before anybody chose."""
        found = self._kept.get("columns")
        return tuple(map(str, found)) if isinstance(found, list) else None

    @property
    def views(self) -> dict[str, str]:
        """The saved views: name -> query."""
        found = self._kept.get("views")
        return {str(name): str(query) for name, query in found.items()} if isinstance(found, dict) else {}

    def keep_columns(self, names: tuple[str, ...]) -> None:
        """Remembers other columns."""
        self._keep("columns", list(names))

    def keep_views(self, views: Mapping[str, str]) -> None:
        """Remembers other views."""
        self._keep("views", dict(views))

    def _keep(self, name: str, value: object) -> None:
        self._kept[name] = value
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = self._path.with_name(f"{FILE}.{os.getpid()}")
            beside.write_text(json.dumps(self._kept, indent=1) + "\n", "ascii")
            beside.replace(self._path)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("ascii"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
