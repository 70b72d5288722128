"""The pictures of a whole show: its own and its seasons' in its folder, a still beside each episode file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from emm_tui.domain.artwork import OF_ALL_SEASONS
from emm_tui.domain.media import Item
from emm_tui.exporters.layout import layout
from emm_tui.pipeline.actor_thumbs import fetch_actor_thumbs
from emm_tui.pipeline.artwork import Wanted, fetch_together, kinds_of
from emm_tui.pipeline.artwork_copies import copy_pictures
from emm_tui.pipeline.artwork_download import ArtworkDeps, Brought
from emm_tui.pipeline.show_files import in_folder


async def fetch_show_artwork(
    show: Item, seasons: Sequence[Item], files: Mapping[str, Sequence[Item]], deps: ArtworkDeps
) -> Brought:
    """Brings the pictures that the items are offered in order, each recorded with its item; returns what came of it.

    `files` are the episodes of each file, whose first one has its still. A show without a folder of its own has no
    pictures but those stills. A picture that cannot be had is a warning; raises StorageError when the disk is full,
    ExportError when the show's folder cannot be read or, though a picture is wanted there, written (ReadOnlyError).
    """
    whole = [in_folder(item, show.row.path) for item in ((show, *seasons) if show.row.path else ())]
    wanted = [_wanted(item, item, deps) for item in whole]
    for episodes in files.values():
        offering = next((item for item in episodes if item.artwork_candidates), episodes[0])
        wanted.append(_wanted(episodes[0], offering, deps))
    brought = await fetch_together(wanted, show.metadata.original_language, deps) if wanted else Brought()
    if len(show.folders) > 1:
        placed = {one.item: one.files for one in wanted}
        items = {item.row.id: item for item in whole}
        brought.lost += await copy_pictures(items, placed, deps, show.folders[1:])
    if show.row.path:
        await fetch_actor_thumbs(show.row.path, show.metadata, deps)
    return brought


def _wanted(item: Item, offering: Item, deps: ArtworkDeps) -> Wanted:
    kinds = kinds_of(item.row.kind, deps.config, item.locked)
    if item.row.kind == "show":
        offered = {candidate.kind for candidate in offering.artwork_candidates}
        every = (f"{OF_ALL_SEASONS}{kind}" for kind in deps.config.artwork.kinds)
        kinds += [kind for kind in every if kind in offered and kind not in item.locked]
    return Wanted(item.row.id, layout(item), kinds, offering.artwork_candidates, item.artwork)
