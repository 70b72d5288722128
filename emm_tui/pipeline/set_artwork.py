"""Pictures of movie sets, in the folder where Kodi looks for them; one film of a set brings them for all."""

from __future__ import annotations

import os

from anyio import to_thread

from emm_tui import fsio
from emm_tui.domain import events as ev
from emm_tui.domain.errors import ExportError, ProviderError, StorageError
from emm_tui.domain.metadata import SetInfo
from emm_tui.exporters.artwork import READABLE, set_art_path
from emm_tui.pipeline.artwork_download import ArtworkDeps
from emm_tui.pipeline.pictures import inspect

PROVIDER = "tmdb"


async def fetch_set_artwork(movie_set: SetInfo, deps: ArtworkDeps) -> None:
    """Fetches the poster and the fanart that the set's folder lacks; what lies there stays.

    A picture that cannot be had is a warning. Raises StorageError when the disk is full or read-only.
    """
    directory = deps.config.export.sets_directory
    if not directory:
        return
    for kind, url in (("poster", movie_set.poster), ("fanart", movie_set.fanart)):
        if not url or kind not in deps.config.artwork.kinds:
            continue
        path = set_art_path(directory, movie_set.name, kind, "jpg")
        if path is None or path in deps.claimed:
            continue
        deps.claimed.add(path)
        await _fetch(kind, url, path, deps)


async def _fetch(kind: str, url: str, path: str, deps: ArtworkDeps) -> None:
    try:
        if await to_thread.run_sync(_is_there, path, kind):
            deps.emit(ev.ImageEnded(kind, "kept", 0))
            return
        async with deps.limiter:
            data = await deps.images[PROVIDER].download(url)
            await to_thread.run_sync(_put, path, kind, data)
        deps.emit(ev.ImageEnded(kind, "downloaded", len(data)))
    except StorageError:
        raise
    except (ProviderError, ExportError) as error:
        deps.emit(ev.ImageEnded(kind, "failed", 0))
        deps.emit(ev.Warned(f"{os.path.dirname(path)}: no {kind} of the set. {error}"))


def _is_there(path: str, kind: str) -> bool:
    """Does the set have the picture? Raises ExportError without a folder of sets: it may be a share that is away."""
    folder = os.path.dirname(path)
    above = os.path.dirname(folder)
    if not os.path.isdir(above):
        raise ExportError(f"There is no folder {above}.", "Make it, or change export.sets_directory.")
    if not os.path.lexists(folder):
        return False
    names = {name.lower() for name in fsio.sweep(folder)}
    return any(f"{kind}.{ending}" in names for ending in READABLE)


def _put(path: str, kind: str, data: bytes) -> None:
    picture = inspect(data, kind)
    fsio.make_folder(os.path.dirname(path))
    fsio.write_whole(os.path.splitext(path)[0] + "." + picture.extension, data, new=True)
