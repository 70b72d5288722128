"""A film of our own invention, with everything that a provider may say of one."""

from __future__ import annotations

import pytest

from emm_tui.domain.media import Item, ItemRow, MediaFile
from emm_tui.domain.metadata import Credit, Metadata, Rating, SetInfo


@pytest.fixture
def film() -> Item:
    """A scraped film, in a folder of its own."""
    metadata = Metadata(
        title="[REC] The Quiet Tide",
        original_title="Die stille Flut",
        sort_title="Quiet Tide",
        year=2007,
        premiered="2007-03-09",
        runtime=101,
        plot="A harbour wakes.\n\nNobody \U0001f600 slept & nobody < spoke.",
        outline="A harbour wakes.",
        tagline="It comes back.",
        certification="PG-13",
        genres=["Drama", "Sci-Fi / Fantasy"],
        countries=["Germany", "Norway"],
        studios=["Lantern / Works"],
        tags=["harbour"],
        ratings={"tmdb": Rating(7.25, 1234), "imdb": Rating(6.8, 99), "metacritic": Rating(66, None, 100)},
        ids={"imdb": "tt9900001", "tmdb": "990001"},
        set=SetInfo("Tide: The Saga", 77, "Three tides."),
        credits=[
            Credit("Ada Lind", "actor", "The Pilot", 1, "https://pictures.test/ada.jpg"),
            Credit("Bo Ek", "actor", "The Keeper", 0),
            Credit("Ada Lind", "actor", "Her Sister", 5),
            Credit("Cy Moe", "director"),
            Credit("Di Rask", "writer"),
            Credit("Ed Holt", "writer"),
        ],
        trailer="aB3_-xYz012",
    )
    path = "/films/Tide/Tide.mkv"
    return Item(ItemRow(1, "movie", "scraped", "Tide", path=path), None, metadata, [MediaFile(path, 1, 1)], True)
