"""What the library knows from IMDb's data files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emm_tui.store.opened import Opened

if TYPE_CHECKING:
    from emm_tui.domain.datasets import Dataset
    from emm_tui.domain.fetched import Number
    from emm_tui.domain.metadata import Rating


class Rated(Opened):
    """The files that were read, the titles that are wanted of them, and their ratings."""

    def datasets(self) -> list[Dataset]:
        """IMDb's data files that were read, by name."""
        from emm_tui.store import datasets

        with self._open() as connection:
            return datasets.read_datasets(connection) if connection else []

    def imdb_titles(self) -> list[int]:
        """The numbers of all titles whose rating at IMDb is wanted, as 500 of `tt0000500`."""
        from emm_tui.store import datasets

        with self._open() as connection:
            return datasets.read_titles(connection) if connection else []

    def imdb_shows(self) -> list[int]:
        """The numbers of the library's shows at IMDb."""
        from emm_tui.store import datasets

        with self._open() as connection:
            return datasets.read_shows(connection) if connection else []

    def imdb_rating(self, ident: str) -> Rating | None:
        """What IMDb's data files say of a title by its id, None when nothing."""
        from emm_tui.store import datasets

        with self._open() as connection:
            return datasets.read_rating(connection, ident) if connection else None

    def imdb_episodes(self, ident: str) -> dict[Number, Rating]:
        """What IMDb's data files say of the episodes of a show by its id."""
        from emm_tui.store import datasets

        with self._open() as connection:
            return datasets.read_episode_ratings(connection, ident) if connection else {}
