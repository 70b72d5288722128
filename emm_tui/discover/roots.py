"""Is a source there at all? An empty mount point looks like a library from which everything was deleted."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

from emm_tui.discover.file_names import is_junk
from emm_tui.discover.listing import Folder, look, reason
from emm_tui.discover.threads import answer
from emm_tui.domain.errors import SourceError
from emm_tui.domain.media import Source

PROBE_SECONDS = 2.0


def path_of(source: Source) -> str:
    """The absolute path of a source's root, links left as they are."""
    return os.path.abspath(os.path.expanduser(source.path))


def top_names(root: str, paths: Iterable[str]) -> set[str]:
    """The names right below `root` under which the given paths lie; paths elsewhere do not count."""
    start = root.rstrip("/") + "/"
    return {path[len(start) :].partition("/")[0] for path in paths if path.startswith(start)}


async def probe(source: Source, known: Collection[str]) -> Folder:
    """The source's root; SourceError when it does not answer, holds nothing, or nothing of the `known` names."""
    path = path_of(source)
    try:
        folder, content, familiar = await answer(lambda: _look_inside(path, known), PROBE_SECONDS)
    except TimeoutError:
        raise gone(source, f"it did not answer within {PROBE_SECONDS:.0f} s") from None
    except OSError as error:
        raise gone(source, reason(error)) from error
    if not content:
        raise gone(source, "it holds nothing: is it mounted?")
    if known and not familiar:
        raise gone(source, "nothing that was known is there", "Run 'emm scan --full' if that is right.")
    return folder


def _look_inside(path: str, known: Collection[str]) -> tuple[Folder, bool, bool]:
    """The folder, whether anything of a user's lies in it, and whether any of the known names does."""
    folder, content = look(path), False
    with os.scandir(path) as entries:
        for entry in entries:
            content = content or not is_junk(entry.name)
            if content and (not known or entry.name in known):
                return folder, True, True
    return folder, content, False


def gone(source: Source, why: str, hint: str = "Its items were left alone.") -> SourceError:
    """The error of a source that is not available."""
    return SourceError(f"{source.name} is not available: {why}.", hint)
