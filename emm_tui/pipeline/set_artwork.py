"""Pictures of movie sets, in the folder where Kodi looks for them; one film of a set brings them for all."""

from __future__ import annotations

import os

from anyio import to_thread

from emm_tui import fsio
from emm_tui.domain import events as ev
from emm_tui.domain.errors import ExportError, ProviderError
from emm_tui.domain.metadata import SetInfo
from emm_tui.exporters.artwork import READABLE, set_art_path
from emm_tui.pipeline.artwork_download import ArtworkDeps, may_come_back
from emm_tui.pipeline.flow import ends_the_run
from emm_tui.pipeline.pictures import inspect

PROVIDER = "tmdb"


async def fetch_set_artwork(movie_set: SetInfo, deps: ArtworkDeps) -> list[str]:
    """Fetches the poster and the fanart that the set's folder lacks; what lies there stays.

    A picture that cannot be had is a warning; returns a text for each that was lost to a passing trouble. Raises
    StorageError when the disk is full.
    """
    directory = deps.config.export.sets_directory
    lost: list[str] = []
    if not directory:
        return lost
    for kind, url in (("poster", movie_set.poster), ("fanart", movie_set.fanart)):
        if not url or kind not in deps.config.artwork.kinds:
            continue
        path = set_art_path(directory, movie_set.name, kind, "jpg")
        if path is None or path in deps.claimed:
            continue
        deps.claimed.add(path)
        problem = await _fetch(kind, url, path, deps)
        if problem and may_come_back(problem):
            lost.append(f"{kind} of the set: {problem}")
    return lost


async def _fetch(kind: str, url: str, path: str, deps: ArtworkDeps) -> Exception | None:
    """Puts a picture in place; what kept it from there is told, and returned."""
    try:
        if await to_thread.run_sync(_is_there, path, kind):
            deps.emit(ev.ImageEnded(kind, "kept", 0))
            return None
        async with deps.limiter:
            data = await deps.images[PROVIDER].download(url)
            await to_thread.run_sync(_put, path, kind, data)
        deps.emit(ev.ImageEnded(kind, "downloaded", len(data)))
    except (ProviderError, ExportError) as error:
        if ends_the_run(error):
            raise
        deps.emit(ev.ImageEnded(kind, "failed", 0))
        deps.emit(ev.Warned(f"{os.path.dirname(path)}: no {kind} of the set. {error}"))
        return error
    return None


def _is_there(path: str, kind: str) -> bool:
    """Does the set have the picture? Raises ExportError where none can be put, as on a share that is away."""
    folder = os.path.dirname(path)
    above = os.path.dirname(folder)
    if not os.path.isdir(above):
        raise ExportError(f"There is no folder {above}.", "Make it, or change export.sets_directory.")
    known = os.path.lexists(folder)
    names = {name.lower() for name in fsio.sweep(folder)} if known else set()
    if any(f"{kind}.{ending}" in names for ending in READABLE):
        return True
    fsio.check_writable(folder if known else above)
    return False


def _put(path: str, kind: str, data: bytes) -> None:
    picture = inspect(data, kind)
    fsio.make_folder(os.path.dirname(path))
    fsio.write_whole(os.path.splitext(path)[0] + "." + picture.extension, data, new=True)
