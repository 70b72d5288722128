"""A film and a show of our own invention, with everything that a provider may say of them."""

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


@pytest.fixture
def show() -> Item:
    """A scraped show of two seasons and specials."""
    metadata = Metadata(
        title="[REC] Harbour Lights",
        original_title="Hafenlichter",
        year=2011,
        premiered="2011-04-17",
        runtime=44,
        plot="Three lamps, one sea.",
        tagline="Keep them lit.",
        certification="TV-14",
        status="Continuing",
        genres=["Drama"],
        countries=["Norway"],
        studios=["North / Sea One"],
        tags=["lighthouse"],
        ratings={"tmdb": Rating(8.1, 321)},
        ids={"tvdb": "990400", "tmdb": "990200", "imdb": "tt9900200"},
        credits=[Credit("Ada Lind", "actor", "The Keeper", 0), Credit("Di Rask", "writer")],
        trailer="aB3_-xYz012",
    )
    names = {0: "Specials", 1: "Season 1", 2: "The Long Night [/]"}
    seasons = [ItemRow(20 + n, "season", "scraped", name, season=n) for n, name in names.items()]
    row = ItemRow(2, "show", "scraped", "Harbour Lights", year=2011, path="/tv/Harbour Lights")
    return Item(row, None, metadata, seasons=seasons)


def episode(show: Item, season: int, number: int, path: str = "", **facts: object) -> Item:
    """An episode of the show; `facts` are those of its metadata."""
    path = path or f"{show.row.path}/Season {season:02}/Harbour Lights S{season:02}E{number:02}.mkv"
    title = f"Lamp {number}"
    row = ItemRow(100 * season + number, "episode", "scraped", title, season=season, episode=number, path=path)
    known = {"title": title, "season": season, "episode": number, "ids": {"tmdb": f"9{season:02}{number:02}"}, **facts}
    return Item(row, None, Metadata(**known), [MediaFile(path, 1, 1)], show=show.row)  # type: ignore[arg-type]
