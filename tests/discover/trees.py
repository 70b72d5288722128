"""Makes small media trees and reads them the way a scan does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from emm_tui.discover.listing import look
from emm_tui.discover.naming import films_of, name
from emm_tui.discover.walk import Visit, Walk
from emm_tui.domain.guess import SourceKind
from emm_tui.domain.media import Discovered, Source


def plant(root: Path, *paths: str) -> None:
    """Creates files of a few bytes, their folders with them; a path that ends in a slash is a folder."""
    for path in paths:
        place = root / path
        if path.endswith("/"):
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(b"film " + os.fsencode(place.name))


def age(root: Path, seconds: int = 3600) -> None:
    """Makes all folders look as if nothing had been changed for a while."""
    for folder in [root, *(path for path in root.rglob("*") if path.is_dir() and not path.is_symlink())]:
        found = folder.stat()
        os.utime(folder, ns=(found.st_atime_ns, found.st_mtime_ns - seconds * 10**9))


def visits(root: Path, kind: SourceKind = "movies", known: Mapping[str, int] | None = None) -> list[Visit]:
    """All visits of one walk."""
    return list(Walk(Source("Test", str(root), kind), look(str(root)), known or {}).visits())


def discover(root: Path, kind: SourceKind = "movies") -> dict[str, Discovered]:
    """What lies in a tree, by path below its root."""
    source = Source("Test", str(root), kind)
    found: dict[str, Discovered] = {}
    for visit in visits(root, kind):
        films, own_folder = films_of(visit, source)
        found |= {item.path[len(str(root)) + 1 :]: item for item in name(films, own_folder, visit, source, str(root))}
    return found


def beside(item: Discovered, role: str) -> list[str]:
    """The names of an item's files of one role."""
    return sorted(os.path.basename(file.path) for file in item.files if file.role == role)
