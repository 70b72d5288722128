"""Is it there? A share that is away leaves a mount point, which looks like a folder to write in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import chain, islice

from emm_tui.discover.listing import Folder
from emm_tui.discover.roots import path_of, probe, top_names
from emm_tui.domain.errors import SourceError
from emm_tui.domain.media import Source, Target
from emm_tui.store.library import Library

SOME_FILES = 1000


async def root_of(source: Source, library: Library, *, anew: bool = False) -> Folder:
    """The root of a source; SourceError when it is away. `anew` takes it though nothing that was known is there."""
    if anew:
        return await probe(source, ())
    some_files = islice(library.known_files(source.name), SOME_FILES)
    return await probe(source, top_names(path_of(source), chain(library.folders(source.name), some_files)))


async def away(sources: Sequence[Source], library: Library) -> dict[str, str]:
    """The sources that are not available, by name, with the reason."""
    found = {}
    for source in sources:
        try:
            await root_of(source, library)
        except SourceError as error:
            found[source.name] = str(error)
    return found


def is_there(target: Target) -> bool:
    """Whether a film, or any episode of a show, still lies where it was seen."""
    videos = [file.path for file in target.files if file.role == "video"]
    return any(os.path.lexists(path) for path in videos or [target.path])
