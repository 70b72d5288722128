"""Portraits of actors in the folder `.actors` beside an NFO, under the names by which Kodi looks for them."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import partial

from anyio import to_thread

from emm_tui import fsio
from emm_tui.domain import events as ev
from emm_tui.domain.errors import EmmError, ExportError, MissingError, ProviderDownError, ProviderError
from emm_tui.domain.metadata import Metadata
from emm_tui.exporters.artwork import READABLE, actor_stem
from emm_tui.pipeline.artwork_download import ArtworkDeps, together
from emm_tui.pipeline.flow import ends_the_run
from emm_tui.pipeline.pictures import inspect

FOLDER = ".actors"
KIND = "actor"
_SHAPED_LIKE = "characterart"


async def fetch_actor_thumbs(folder: str, metadata: Metadata, deps: ArtworkDeps) -> None:
    """Fetches the portraits that the folder lacks, when the config wants them; what lies there stays.

    One that cannot be had is a warning: no title fails for it. Raises StorageError when the disk is full.
    """
    if not deps.config.artwork.actor_thumbs:
        return
    wanted = {stem: c.thumb for c in metadata.people("actor") if c.thumb and (stem := actor_stem(c.name))}
    try:
        there = await to_thread.run_sync(_stems, os.path.join(folder, FOLDER))
    except ExportError as error:
        deps.emit(ev.Warned(f"{folder}: no portraits. {error}"))
        return
    missing: Mapping[str, str] = {stem: url for stem, url in wanted.items() if stem.lower() not in there}
    for _ in wanted.keys() - missing.keys():
        deps.emit(ev.ImageEnded(KIND, "kept", 0))
    await together(partial(_fetch, os.path.join(folder, FOLDER, stem), url, deps) for stem, url in missing.items())


def _stems(folder: str) -> Collection[str]:
    """The names of the portraits that are there, without ending and in lower case."""
    if not os.path.isdir(folder):
        return ()
    parts = (os.path.splitext(name.lower()) for name in fsio.sweep(folder))
    return {stem for stem, ending in parts if ending[1:] in READABLE}


async def _fetch(stem: str, url: str, deps: ArtworkDeps) -> None:
    try:
        async with deps.limiter:
            data = await _download(url, deps)
            await to_thread.run_sync(_put, stem, data)
        deps.emit(ev.ImageEnded(KIND, "downloaded", len(data)))
    except (ProviderError, ExportError) as error:
        if ends_the_run(error):
            raise
        deps.emit(ev.ImageEnded(KIND, "failed", 0))
        deps.emit(ev.Warned(f"{stem}: no portrait. {error}"))


async def _download(url: str, deps: ArtworkDeps) -> bytes:
    """A portrait comes from whichever provider it belongs to: the others do not ask for it."""
    problem: EmmError = ExportError(f"No provider is there for {url}.")
    for images in deps.images.values():
        try:
            return await images.download(url)
        except (MissingError, ProviderDownError):
            raise
        except ProviderError as error:
            problem = error
    raise problem


def _put(stem: str, data: bytes) -> None:
    picture = inspect(data, _SHAPED_LIKE)
    fsio.make_folder(os.path.dirname(stem))
    fsio.write_whole(f"{stem}.{picture.extension}", data, new=True)
