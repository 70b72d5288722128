"""One show in several folders and sources is one show: once its id is known, and until a person says otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from emm_tui.config import SourceConfig
from emm_tui.domain.media import Item
from emm_tui.domain.query import parse_query
from emm_tui.pipeline.reports import ScrapeOptions
from emm_tui.ui.detail_text import detail
from tests.fake_films import FakeSession
from tests.fake_shows import FakeProvider, fetched_show, make_session, picture

TITLE = "Night Ferry [Rec]"
FIRST = f"{TITLE} (1981)/Season 01/{TITLE} - S01E01.mkv"
SECOND = f"{TITLE}.1981.COMPLETE/{TITLE} - S02E01.mkv"
DOUBLE = f"{TITLE}.1981.COMPLETE/{TITLE} - S01E01.mkv"
LOOSE = f"{TITLE} (1981) - S02E02.mkv"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[FakeSession]:
    """A show in two folders, with one episode in both."""
    shows = {70: fetched_show(70, TITLE, 1981, {1: 2, 2: 3}), 80: fetched_show(80, TITLE, 2014, {1: 1, 2: 1})}
    made = make_session(tmp_path, FakeProvider({}, shows=shows), [FIRST, SECOND, DOUBLE])
    for place, name in enumerate([FIRST, SECOND, DOUBLE], 1):
        os.utime(tmp_path / "media" / name, ns=(10**18 + place, 10**18 + place))
    yield made
    made.close()


@pytest.fixture
def media(tmp_path: Path) -> Path:
    return tmp_path / "media"


def items(session: FakeSession, query: str) -> list[Item]:
    return [session.library.item(id) for id in session.library.ids(parse_query(query))]


def the_show(session: FakeSession) -> Item:
    [show] = items(session, "kind:show")
    return show


async def scraped(session: FakeSession) -> Item:
    await session.scan()
    await session.scrape()
    return the_show(session)


def stamps(media: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in media.rglob("*")}


async def test_folders_are_two_shows_until_they_have_the_same_id(session: FakeSession, media: Path) -> None:
    await session.scan()
    assert len(items(session, "kind:show")) == 2
    report = await session.scrape()
    assert (report.items, report.done) == (2, 2)
    show = the_show(session)
    assert (show.row.state, sorted(show.folders)) == (
        "scraped",
        sorted([str(media / os.path.dirname(SECOND)), str(media / f"{TITLE} (1981)")]),
    )
    assert [season.season for season in show.seasons] == [1, 2]
    found = items(session, "kind:episode")
    assert [(one.row.season, one.row.episode, one.row.state) for one in found] == [
        (1, 1, "scraped"),
        (1, 1, "scraped"),
        (2, 1, "scraped"),
    ]
    missing = session.library.missing_episodes(show.row.id)
    assert [(one.season, one.episode) for one in missing] == [(1, 2), (2, 2), (2, 3)]


async def test_every_folder_has_the_nfo_and_the_pictures_of_the_show(session: FakeSession, media: Path) -> None:
    await scraped(session)
    folders = [media / f"{TITLE} (1981)", media / os.path.dirname(SECOND)]
    for name in ("tvshow.nfo", "poster.jpg", "season01-poster.jpg", "season02-poster.jpg"):
        assert len({(folder / name).read_bytes() for folder in folders}) == 1
    assert [call for call, _ in session.films.asked].count("download") == 6  # three posters, three stills
    before = stamps(media)
    await session.scan()
    assert (await session.scrape()).items == 0
    assert (await session.scrape(options=ScrapeOptions(scope="all"))).done == 1
    assert stamps(media) == before


async def test_two_files_of_one_episode_say_so(session: FakeSession, media: Path) -> None:
    await scraped(session)
    first, second = items(session, "kind:episode s:1")
    for one, other in ((first, second), (second, first)):
        assert one.match and f"also in {other.row.path}" in "; ".join(one.match.reasons)
    [alone] = items(session, "kind:episode s:2")
    assert alone.match and "also in" not in "; ".join(alone.match.reasons)


async def test_a_folder_in_another_source_joins_and_may_be_away(session: FakeSession, tmp_path: Path) -> None:
    await scraped(session)
    more = tmp_path / "more" / TITLE
    more.mkdir(parents=True)
    (more / f"{TITLE} - S02E03.mkv").write_bytes(b"third")
    (tmp_path / "more" / "Salt Lamp.mkv").write_bytes(b"other")
    session.config.sources.append(SourceConfig("More", str(tmp_path / "more"), "tv"))
    provider = session.films
    assert isinstance(provider, FakeProvider)
    del provider.shows[80]
    await session.scan()
    await session.scrape("night")
    show = the_show_named(session, TITLE)
    assert len(show.folders) == 3
    assert (more / "poster.jpg").exists()
    (tmp_path / "more").rename(tmp_path / "aside")
    await session.scan()
    assert (await session.scrape("night", options=ScrapeOptions(scope="all"))).done == 1
    assert not (tmp_path / "more").exists()
    (tmp_path / "aside").rename(tmp_path / "more")
    await session.scan()
    assert session.library.count(parse_query("kind:any missing:file")) == 0


def the_show_named(session: FakeSession, title: str) -> Item:
    [show] = [item for item in items(session, "kind:show") if item.row.title == title]
    return show


async def test_a_loose_episode_joins_the_folder_of_its_show(session: FakeSession, media: Path) -> None:
    (media / LOOSE).write_bytes(b"loose")
    show = await scraped(session)
    assert show.row.path
    assert [one.row.state for one in items(session, "kind:episode s:2")] == ["scraped", "scraped"]
    (media / LOOSE.replace("E02", "E03")).write_bytes(b"looser")
    await session.scan()
    assert the_show(session).row.id == show.row.id


async def test_a_person_may_take_one_folder_out_again(session: FakeSession, media: Path) -> None:
    show = await scraped(session)
    folder = media / os.path.dirname(SECOND)
    assert session.library.resolve(str(folder)) == show.row.id
    assert session.library.part_of_show(str(folder)) == str(folder)
    report = await session.match(show.row.id, "tmdb", "80", folder=str(folder))
    assert report.done == 1
    other = next(item for item in items(session, "kind:show") if item.row.tmdb == 80)
    kept = next(item for item in items(session, "kind:show") if item.row.tmdb == 70)
    assert (kept.row.id, kept.folders, other.folders) == (show.row.id, [str(media / f"{TITLE} (1981)")], [str(folder)])
    assert {one.row.path for one in items(session, "kind:episode tmdb:80")} == {
        str(media / SECOND),
        str(media / DOUBLE),
    }
    assert [season.season for season in kept.seasons] == [1]
    assert b">2014-" in (folder / "tvshow.nfo").read_bytes()
    assert other.artwork["poster"].url == "https://pictures.invalid/show80.jpg"
    await session.scan()
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert len(items(session, "kind:show")) == 2


async def test_a_folder_that_is_taken_out_keeps_no_picture_of_the_seasons_of_the_other_show(
    session: FakeSession, media: Path
) -> None:
    assert isinstance(session.films, FakeProvider)
    session.films.shows[80] = fetched_show(80, TITLE, 2014, {1: 1})
    (media / "Kept" / "S01").mkdir(parents=True)
    (media / "Kept" / "S01" / f"{TITLE} (2014) - S01E01.mkv").write_bytes(b"kept")
    await session.scan()
    kept = session.library.resolve(str(media / "Kept"))
    await session.match(kept, "tmdb", "80")
    await session.scrape()
    folder = media / os.path.dirname(SECOND)
    show = session.library.resolve(str(folder))
    theirs = (folder / "season02-poster.jpg").read_bytes()
    (folder / "season01-banner.jpg").write_bytes(theirs)
    await session.match(show, "tmdb", "80", folder=str(folder))
    assert sorted(path.name for path in folder.glob("season*")) == ["season01-banner.jpg", "season01-poster.jpg"]
    assert not (media / "Kept" / "season02-poster.jpg").exists()
    assert not list(folder.glob("*S02E01-thumb.jpg"))
    assert (media / f"{TITLE} (1981)" / "season01-poster.jpg").exists()


@pytest.mark.parametrize("name", [FIRST, SECOND])
async def test_a_chosen_picture_stays_the_shows_when_either_folder_leaves_and_comes_back(
    session: FakeSession, media: Path, name: str
) -> None:
    other = picture("poster", "show70b")
    assert isinstance(session.films, FakeProvider)
    session.films.shows[70].artwork.append(other)
    show = await scraped(session)
    await session.choose_artwork(show.row.id, "poster", other.url)
    await session.scrape(options=ScrapeOptions(scope="all"))
    folder = media / name.split("/", maxsplit=1)[0]
    await session.match(show.row.id, "tmdb", "80", folder=str(folder))
    await session.match(session.library.resolve(str(folder)), "tmdb", "70", folder=str(folder))
    await session.scrape(options=ScrapeOptions(scope="all"))
    poster = the_show(session).artwork["poster"]
    assert (poster.url, poster.chosen) == (other.url, True)


async def test_either_folder_may_be_renamed(session: FakeSession, media: Path) -> None:
    show = await scraped(session)
    before = {item.row.id: (item.row.state, item.row.title) for item in items(session, "kind:any")}
    for old, new in ((show.folders[1], "Ferry B"), (show.folders[0], "Ferry A")):
        os.rename(old, media / new)
        await session.scan()
        assert {item.row.id: (item.row.state, item.row.title) for item in items(session, "kind:any")} == before
    now = the_show(session)
    assert sorted(now.folders) == [str(media / "Ferry A"), str(media / "Ferry B")]
    session.films.asked.clear()
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert [call for call, _ in session.films.asked] == ["show"]
    pictures = [file.path for item in items(session, "kind:any") for file in (*item.artwork.values(), *item.copies)]
    assert pictures and all(map(os.path.exists, pictures))


async def test_the_show_goes_on_in_its_other_folder_when_one_is_gone(session: FakeSession, media: Path) -> None:
    show = await scraped(session)
    os.rename(show.folders[0], media.parent / "aside")
    await session.scan()
    now = the_show(session)
    assert (now.row.id, now.row.path, now.row.missing_since) == (show.row.id, show.folders[1], None)
    session.films.asked.clear()
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert [call for call, _ in session.films.asked] == ["show"]
    assert the_show(session).artwork["poster"].path == os.path.join(show.folders[1], "poster.jpg")
    os.rename(media.parent / "aside", show.folders[0])
    await session.scan()
    assert session.library.count(parse_query("kind:any missing:file")) == 0


async def test_a_picture_that_somebody_put_into_one_folder_stays(session: FakeSession, media: Path) -> None:
    await session.scan()
    theirs = media / os.path.dirname(SECOND) / "poster.jpg"
    theirs.write_bytes(b"no copy")
    (media / f"{TITLE} (1981)" / "poster.jpg").write_bytes(b"no copy either")
    await session.scrape()
    assert theirs.read_bytes() == b"no copy" or the_show(session).row.path == os.path.dirname(theirs)


async def test_a_lock_and_a_decision_outlive_the_union(session: FakeSession, media: Path) -> None:
    await session.scan()
    second = session.library.resolve(str(media / os.path.dirname(SECOND)))
    async with session._writer("lock") as writer:
        await writer.lock([second], ["plot"])
        await writer.mark([second])
    await session.scrape()
    show = the_show(session)
    assert (show.row.id, show.locked, show.row.marked) == (second, ["plot"], True)


async def test_shows_of_one_title_and_different_ids_stay_two(session: FakeSession, media: Path) -> None:
    other = media / f"{TITLE} (2014)" / f"{TITLE} - S01E01.mkv"
    other.parent.mkdir()
    other.write_bytes(b"remake")
    await session.scan()
    await session.scrape()
    assert {(item.row.tmdb, len(item.folders)) for item in items(session, "kind:show")} == {(70, 2), (80, 1)}


async def test_words_find_the_episodes_of_a_show_by_its_title_where_episodes_are_asked_for(
    session: FakeSession,
) -> None:
    await scraped(session)
    assert len(items(session, "ferry kind:episode")) == 3
    assert [item.row.title for item in items(session, "ferry tide 2.1 kind:episode")] == ["Tide 2.1"]
    assert len(items(session, "ferry kind:season,episode")) == 5
    assert items(session, "lamp kind:episode") == []
    assert [item.row.kind for item in items(session, "ferry")] == ["show"]


async def test_what_belongs_to_a_marked_show_is_marked_with_it(session: FakeSession) -> None:
    show = await scraped(session)
    await session.mark([show.row.id], apply=True)
    assert all(item.row.marked for item in items(session, "kind:any"))
    await session.mark([show.row.id], marked=False, apply=True)
    assert not any(item.row.marked for item in items(session, "kind:any"))


async def test_a_show_and_its_seasons_tell_which_episodes_they_lack(session: FakeSession) -> None:
    show = await scraped(session)
    assert [(one.season, one.episode) for one in show.missing] == [(1, 2), (2, 2), (2, 3)]
    assert [[one.episode for one in season.missing] for season in items(session, "kind:season")] == [[2], [2, 3]]
    pane = detail(show, 60).plain
    assert "S02E03 Tide 2.3" in pane
