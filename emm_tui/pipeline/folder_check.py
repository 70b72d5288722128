"""Looks at a folder that is to be a source, before it is one; a dead share keeps nobody waiting."""

from __future__ import annotations

import os

from emm_tui.discover.file_names import is_junk
from emm_tui.discover.listing import reason
from emm_tui.discover.threads import answer

SECONDS = 2.0


async def trouble_with(path: str) -> str:
    """Why nothing could be scanned in the folder `path` now; nothing when it could."""
    try:
        return await answer(lambda: _look(path), SECONDS)
    except TimeoutError:
        return f"it did not answer within {SECONDS:.0f} s"
    except (OSError, ValueError) as error:
        return reason(error) if isinstance(error, OSError) else "that is no path"


async def folders_like(typed: str, path: str) -> list[str]:
    """What `typed`, which stands for `path`, may become: the folders there whose name begins so, in order."""
    try:
        return await answer(lambda: _like(typed, path), SECONDS)
    except (TimeoutError, OSError, ValueError):
        return []


def _look(path: str) -> str:
    with os.scandir(path) as entries:
        return "" if any(not is_junk(entry.name) for entry in entries) else "it holds nothing: is it mounted?"


def _like(typed: str, path: str) -> list[str]:
    folder, begin = (path, "") if typed.endswith("/") else os.path.split(path)
    typed = typed.removesuffix(begin)
    with os.scandir(folder) as entries:
        found = [entry.name for entry in entries if entry.name.startswith(begin) and entry.is_dir()]
    return sorted(typed + name for name in found if begin or not name.startswith("."))
