"""A show with all that lies in it: its seasons, and the episodes of each of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emm_tui.domain.media import Item

if TYPE_CHECKING:
    from emm_tui.store.library import Library


def read_show(library: Library, show: Item) -> tuple[Item, list[Item], dict[str, list[Item]]]:
    """The show, its seasons, and path -> episodes of each file that is there, in the order of their numbers."""
    seasons, episodes = library.show_parts(show.row.id)
    files: dict[str, list[Item]] = {}
    for episode in episodes:
        if episode.row.path:
            files.setdefault(episode.row.path, []).append(episode)
    return show, seasons, files
