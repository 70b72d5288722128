"""Everything about single items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from emm_tui.domain.errors import NotFoundError
from emm_tui.store import lookup
from emm_tui.store.opened import Opened

if TYPE_CHECKING:
    from emm_tui.domain.edits import Renumbered
    from emm_tui.domain.fetched import FetchedShow, Number, Said
    from emm_tui.domain.media import Item, KnownEpisode, Target


class Details(Opened):
    """Items as a whole, what providers said of them, and where shows belong."""

    def item(self, id: int) -> Item:
        """Everything about an item; NotFoundError when there is none."""
        from emm_tui.store import items

        with self._open() as connection:
            found = items.read_item(connection, id) if connection else None
        if found is None:
            raise NotFoundError(f"There is no item {id}.", "See 'emm list'.")
        return found

    def targets(self, ids: Sequence[int]) -> list[Target]:
        """What a scrape needs to know of these items, in their order."""
        from emm_tui.store import items

        with self._open() as connection:
            found = [items.read_target(connection, id) for id in ids] if connection else []
        return [target for target in found if target]

    def locks(self, ids: Sequence[int]) -> dict[int, list[str]]:
        """The locked fields of these items."""
        from emm_tui.store.reading import read_locks

        with self._open() as connection:
            return read_locks(connection, ids) if connection else {}

    def show_parts(self, show: int) -> tuple[list[Item], list[Item]]:
        """The seasons of a show, and its episodes whose file is there, both in order."""
        from emm_tui.store import items

        with self._open() as connection:
            return items.read_parts(connection, show) if connection else ([], [])

    def missing_episodes(self, show: int) -> list[KnownEpisode]:
        """The episodes of a show that have aired and of which there is no file, in order; specials are left out."""
        from emm_tui.store import items

        with self._open() as connection:
            return items.read_missing(connection, show) if connection else []

    def renumbered(self, show: int, fetched: FetchedShow) -> tuple[list[Renumbered], dict[Number, list[str]]]:
        """The episode files of a show that are another episode in the order of `fetched` than they are now."""
        from emm_tui.store import orders

        with self._open() as connection:
            return orders.renumbered(connection, show, fetched) if connection else ([], {})

    def said(self, item: int) -> Said:
        """What each provider said of an item when it was last asked, the one that it was found at first."""
        from emm_tui.store import words

        with self._open() as connection:
            return words.read_words(connection, item) if connection else ()

    def same_shows(self, provider: str, id: str) -> list[int]:
        """The shows that were decided to be the one of this id."""
        with self._open() as connection:
            return lookup.same_shows(connection, provider, id) if connection else []

    def part_of_show(self, ref: str) -> str | None:
        """The folder that `ref` is the path of, when it is one of several that a show lies in."""
        with self._open() as connection:
            return lookup.part_of_show(connection, ref) if connection else None
