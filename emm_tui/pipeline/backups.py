"""Copies of files that somebody else made, before they are changed or make way."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from emm_tui import fsio
from emm_tui.exporters.layout import NAME_BYTES
from emm_tui.paths import private_folder


def back_up(path: str, data: bytes, folder: Path) -> str:
    """Copies what lies at `path`, byte for byte, unless that is in the folder already; returns the copy's path."""
    private_folder(folder)
    digest = hashlib.sha256(os.fsencode(path) + b"\0" + data).hexdigest()[:12]
    name, ending = os.path.splitext(os.path.basename(path))
    stem = os.fsencode(name)[: NAME_BYTES - 20]
    copy = os.path.join(folder, f"{os.fsdecode(stem)}.{digest}{ending}")
    if fsio.stamp(copy) is None:
        fsio.write_whole(copy, data)
    return copy
