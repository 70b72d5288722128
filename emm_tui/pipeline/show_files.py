"""A show with all that lies in it: its seasons, and the episodes of each of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emm_tui.domain.media import Item
from emm_tui.domain.query import Query, Term, Value

if TYPE_CHECKING:
    from emm_tui.store.library import Library


def read_show(library: Library, show: Item) -> tuple[Item, list[Item], dict[str, list[Item]]]:
    """The show, its seasons, and path -> episodes of each file that is there, in the order of their numbers."""
    seasons = [library.item(row.id) for row in show.seasons]
    files: dict[str, list[Item]] = {}
    for row in library.rows(library.ids(_episodes(show.row.title))):
        if row.path and not row.missing_since:
            episode = library.item(row.id)
            if episode.show and episode.show.id == show.row.id:
                files.setdefault(row.path, []).append(episode)
    return show, seasons, files


def _episodes(title: str) -> Query:
    """The episodes of all shows of that title: there may be two."""
    return Query(((Term("kind", (Value("=", "episode"),)), Term("show", (Value("=", title),))),))
