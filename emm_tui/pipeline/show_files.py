"""A show with all that lies in it: its seasons, and the episodes of each of its files."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from emm_tui.domain.media import Item

if TYPE_CHECKING:
    from emm_tui.store.library import Library


def read_show(library: Library, show: Item) -> tuple[Item, list[Item], dict[str, list[Item]]]:
    """The show, its seasons, and path -> episodes of each file that is there, in the order of their numbers.

    Of a show that lies in several folders only those that are there now: a share may be away.
    """
    seasons, episodes = library.show_parts(show.row.id)
    files: dict[str, list[Item]] = {}
    for episode in episodes:
        if episode.row.path:
            files.setdefault(episode.row.path, []).append(episode)
    if len(show.folders) < 2:
        return show, seasons, files
    here = [folder for folder in show.folders if os.path.isdir(folder)]
    away = tuple(folder + os.sep for folder in show.folders if folder not in here)
    files = {path: found for path, found in files.items() if not path.startswith(away)}
    return in_folder(replace(show, folders=here), here[0] if here else None), seasons, files


def in_folder(item: Item, folder: str | None) -> Item:
    """A show or a season as it lies in that folder."""
    if item.row.kind == "season" and item.show:
        return replace(item, show=replace(item.show, path=folder))
    return replace(item, row=replace(item.row, path=folder))
