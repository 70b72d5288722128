"""Shows whose folders and files are renamed, moved and swapped: they stay what they are."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from emm_tui.domain.media import Item
from emm_tui.domain.query import parse_query
from emm_tui.pipeline.reports import ScrapeOptions
from tests.fake_films import FakeSession
from tests.fake_shows import FakeProvider, fetched_show, make_session

FOLDER = "Harbour [Rec] (2011)"
FILES = [f"{FOLDER}/Season {s:02}/Harbour [Rec] - S{s:02}E{e:02}.mkv" for s in (1, 2) for e in (1, 2)]
OTHER = "Salt Lamp (1999)/Season 01/Salt Lamp - S01E01.mkv"


@dataclass(frozen=True)
class Being:
    """What must outlive a move of an item: `pictures` by kind the names of their files."""

    state: str
    title: str
    locked: tuple[str, ...]
    by: str | None
    urls: tuple[tuple[str, str | None], ...]


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[FakeSession]:
    """Two shows, scanned and scraped, with locks on every level."""
    known = {70: fetched_show(70, "Harbour [Rec]", 2011, {1: 3, 2: 3}), 90: fetched_show(90, "Salt Lamp", 1999, {1: 2})}
    made = make_session(tmp_path, FakeProvider({}, shows=known), [*FILES, OTHER])
    for place, name in enumerate([*FILES, OTHER], 1):
        os.utime(tmp_path / "media" / name, ns=(10**18 + place, 10**18 + place))
    await made.scan()
    await made.scrape()
    everything = list(made.library.ids(parse_query("kind:any")))
    async with made._writer("lock") as writer:
        await writer.lock(everything, ["plot"])
    await made.match(made.library.resolve("kind:show harbour"), "tmdb", "70")
    yield made
    made.close()


@pytest.fixture
def media(tmp_path: Path) -> Path:
    return tmp_path / "media"


def beings(session: FakeSession) -> dict[int, Being]:
    return {id: being(session.library.item(id)) for id in session.library.ids(parse_query("kind:any"))}


def being(item: Item) -> Being:
    pictures = tuple(sorted((kind, file.url) for kind, file in item.artwork.items()))
    by = item.match.by if item.match else None
    return Being(item.row.state, item.row.title, tuple(item.locked), by, pictures)


def nothing_is_missing(session: FakeSession) -> bool:
    return session.library.count(parse_query("kind:any missing:file")) == 0


def pictures_lie_there(session: FakeSession) -> bool:
    items = [session.library.item(id) for id in session.library.ids(parse_query("kind:any"))]
    return all(os.path.exists(file.path) for item in items for file in item.artwork.values())


async def test_a_renamed_show_folder_keeps_the_show_its_seasons_and_its_episodes(
    session: FakeSession, media: Path
) -> None:
    before = beings(session)
    (media / FOLDER).rename(media / "Harbour Lights")
    await session.scan()
    assert beings(session) == before
    assert nothing_is_missing(session)
    assert pictures_lie_there(session)
    show = session.library.item(session.library.resolve("kind:show harbour"))
    assert show.row.path == str(media / "Harbour Lights")
    session.films.asked.clear()
    assert (await session.scrape()).items == 0
    again = await session.scrape("harbour", options=ScrapeOptions(scope="all"))
    assert (again.done, again.metrics.images.downloaded) == (1, 0)
    assert beings(session) == before


@pytest.mark.parametrize("place", ["Staffel 2", "Extra Room/Season 2", "."])
async def test_a_moved_season_keeps_its_episodes(session: FakeSession, media: Path, place: str) -> None:
    before = beings(session)
    old, new = media / FOLDER / "Season 02", media / FOLDER / place
    new.mkdir(parents=True, exist_ok=True)
    for file in list(old.iterdir()):
        file.rename(new / file.name)
    old.rmdir()
    await session.scan()
    assert beings(session) == before
    assert nothing_is_missing(session)
    assert pictures_lie_there(session)
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert beings(session) == before


async def test_a_season_that_moves_to_a_folder_of_its_own_keeps_its_episodes(session: FakeSession, media: Path) -> None:
    """As a season that does not fit on the first disk any more: the show has two folders then."""
    before = beings(session)
    new = media / "Harbour [Rec] (2011) more" / "Season 02"
    new.parent.mkdir()
    (media / FOLDER / "Season 02").rename(new)
    await session.scan()
    after = beings(session)
    for id in session.library.ids(parse_query("kind:episode")):
        assert (after[id].title, after[id].locked, after[id].urls) == (
            before[id].title,
            before[id].locked,
            before[id].urls,
        )
    assert session.library.count(parse_query("kind:episode missing:file")) == 0
    assert pictures_lie_there(session)


@pytest.mark.parametrize("with_sidecars", [False, True])
async def test_two_swapped_episode_files_keep_who_they_are_and_learn_their_new_numbers(
    session: FakeSession, media: Path, with_sidecars: bool
) -> None:
    season = media / FOLDER / "Season 01"
    first, second = session.library.ids(parse_query("kind:episode show:harbour s:1 sort:title"))
    before = beings(session)
    names = [f"Harbour [Rec] - S01E{number:02}" for number in (1, 2)]
    endings = [".mkv", *((".nfo", "-thumb.jpg") if with_sidecars else ())]
    for ending in endings:
        (season / f"{names[0]}{ending}").rename(season / "aside")
        (season / f"{names[1]}{ending}").rename(season / f"{names[0]}{ending}")
        (season / "aside").rename(season / f"{names[1]}{ending}")
    await session.scan()
    rows = {id: session.library.item(id).row for id in (first, second)}
    assert [rows[first].episode, rows[second].episode] == [2, 1]
    assert nothing_is_missing(session)
    assert len(beings(session)) == len(before)
    await session.scrape()
    after = {id: session.library.item(id) for id in (first, second)}
    assert [after[first].row.title, after[second].row.title] == ["Tide 1.2", "Tide 1.1"]
    assert [item.metadata.plot for item in after.values()] == ["Number 1 of 1.", "Number 2 of 1."]
    assert {item.row.state for item in after.values()} == {"scraped"}
    assert after[first].artwork["thumb"].path == str(season / f"{names[1]}-thumb.jpg")
    assert after[second].artwork["thumb"].path == str(season / f"{names[0]}-thumb.jpg")
    assert pictures_lie_there(session)


async def test_a_renumbered_file_is_the_episode_that_its_name_now_says(session: FakeSession, media: Path) -> None:
    season = media / FOLDER / "Season 02"
    item = session.library.resolve(str(season / "Harbour [Rec] - S02E02.mkv"))
    (season / "Harbour [Rec] - S02E02.mkv").rename(season / "Harbour [Rec] - S02E03.mkv")
    await session.scan()
    await session.scrape()
    found = session.library.item(item)
    assert (found.row.episode, found.row.title, found.row.state) == (3, "Tide 2.3", "scraped")
    assert (found.metadata.plot, found.locked) == ("Number 2 of 2.", ["plot"])


async def test_what_goes_away_and_comes_back_is_as_it_was(session: FakeSession, media: Path) -> None:
    before = beings(session)
    (media / FOLDER).rename(media.parent / "aside")
    await session.scan()
    assert not nothing_is_missing(session)
    assert beings(session).keys() == before.keys()
    (media.parent / "aside").rename(media / FOLDER)
    await session.scan()
    assert beings(session) == before
    assert nothing_is_missing(session)


@pytest.mark.parametrize("who", ["kind:show harbour", "kind:season show:harbour season:1"])
async def test_a_picture_that_was_taken_away_comes_back_to_the_renamed_folder(
    session: FakeSession, media: Path, who: str
) -> None:
    item = session.library.resolve(who)
    before = session.library.item(item).artwork["poster"].path
    data = Path(before).read_bytes()  # noqa: ASYNC240 - a small file
    await session.remove_artwork(item, "poster")
    (media / FOLDER).rename(media / "Harbour Lights")
    await session.scan()
    await session.undo(apply=True)
    poster = Path(session.library.item(item).artwork["poster"].path)
    assert (poster.parent, poster.name) == (media / "Harbour Lights", Path(before).name)
    assert poster.read_bytes() == data  # noqa: ASYNC240 - a small file
    assert not (media / FOLDER).exists()
