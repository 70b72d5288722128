"""What scans learn of shows between scrapes: a lost NFO, loose episodes, titles of folders, moves in two halves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from emm_tui.domain.media import Item, Source
from emm_tui.domain.query import parse_query
from emm_tui.pipeline.presence import root_of
from emm_tui.pipeline.reports import ScrapeOptions
from emm_tui.pipeline.scan import Deps, Seen, _batches, _store
from tests.fake_films import FakeSession
from tests.fake_shows import FakeProvider, fetched_show, make_session

TITLE = "Night Ferry [Rec]"
FILES = [f"{TITLE} (1981)/{TITLE} - S01E01.mkv", f"{TITLE} (1981)/{TITLE} - S01E02.mkv"]
REMAKE = f"{TITLE} (2014)/{TITLE} - S01E01.mkv"
LOOSE = f"{TITLE} - S01E03.mkv"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[FakeSession]:
    shows = {70: fetched_show(70, TITLE, 1981, {1: 3}), 80: fetched_show(80, TITLE, 2014, {1: 3})}
    made = make_session(tmp_path, FakeProvider({}, shows=shows), FILES)
    yield made
    made.close()


@pytest.fixture
def media(tmp_path: Path) -> Path:
    return tmp_path / "media"


def items(session: FakeSession, query: str) -> list[Item]:
    return [session.library.item(id) for id in session.library.ids(parse_query(query))]


def add(media: Path, name: str) -> None:
    path = media / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"video of " + name.encode())


async def scraped(session: FakeSession) -> None:
    await session.scan()
    await session.scrape()


async def test_an_nfo_of_a_show_that_was_deleted_is_missed_and_comes_back(session: FakeSession, media: Path) -> None:
    await scraped(session)
    nfo = media / f"{TITLE} (1981)" / "tvshow.nfo"
    assert items(session, "kind:show missing:nfo") == []
    os.unlink(nfo)
    await session.scan()
    [show] = items(session, "kind:show missing:nfo")
    assert (await session.scrape(items=[show.row.id], options=ScrapeOptions(scope="missing"))).done == 1
    assert nfo.stat().st_size
    await session.scan()
    assert items(session, "kind:show missing:nfo") == []


async def test_a_loose_episode_that_fits_two_known_shows_waits_for_a_person(session: FakeSession, media: Path) -> None:
    add(media, REMAKE)
    await scraped(session)
    add(media, LOOSE)
    await scraped(session)
    [loose] = items(session, "kind:show state:ambiguous")
    assert loose.match and loose.match.reasons == [
        f"its title fits 2 shows of the library: {TITLE} (1981), {TITLE} (2014)"
    ]
    assert {(one.id, one.year) for one in loose.candidates} == {("70", 1981), ("80", 2014)}
    assert [item.row.id for item in session.library.review()] == [loose.row.id]
    await session.match(loose.row.id, "tmdb", "80")
    assert {(show.row.tmdb, show.row.state) for show in items(session, "kind:show")} == {
        (70, "scraped"),
        (80, "scraped"),
    }
    [episode] = items(session, "kind:episode e:3")
    assert (episode.row.state, episode.show and episode.show.tmdb) == ("scraped", 80)


async def test_the_title_of_a_folder_with_its_year_is_tried_before_that_of_its_files(
    session: FakeSession, media: Path
) -> None:
    for number in (1, 2):
        add(media, f"{TITLE}: All at Sea (1999)/[G] Ferry! - 0{number}.mkv")
    provider = session.films
    assert isinstance(provider, FakeProvider)
    provider.shows[90] = fetched_show(90, f"{TITLE}: All at Sea", 1999, {1: 2})
    await scraped(session)
    assert [show.row.state for show in items(session, "kind:show tmdb:90")] == ["scraped"]
    assert [one.row.state for one in items(session, "kind:episode tmdb:90")] == ["scraped", "scraped"]
    asked = [title for call, title in provider.asked if call == "search_show"]
    assert "Ferry!" not in asked


async def test_a_move_that_a_cut_short_scan_saw_half_of_keeps_who_is_who(session: FakeSession, media: Path) -> None:
    add(media, REMAKE)
    await scraped(session)
    before = {item.row.id: (item.row.title, item.row.state) for item in items(session, "kind:any")}
    os.rename(media / f"{TITLE} (1981)", media / "Ferry")
    source = session.sources[0]
    async with session._writer("scan") as writer:
        await writer.start_job("scan", {})
        deps = Deps(session.library, writer, session.metrics, session.emit)
        await take_in_half(source, deps)
    assert session.library.count(parse_query("kind:episode")) == 5
    await session.scan()
    assert {item.row.id: (item.row.title, item.row.state) for item in items(session, "kind:any")} == before
    assert session.library.count(parse_query("kind:any missing:file")) == 0


async def take_in_half(source: Source, deps: Deps) -> None:
    """What a scan does until it is killed: files are taken in, its end is never reached."""
    from emm_tui.pipeline.reports import ScanReport

    root = await root_of(source, deps.library)
    for batch in _batches(source, root, {}, deps.metrics):
        await _store(batch, source, Seen(), deps, ScanReport())


async def test_the_seasons_of_a_show_that_nobody_knows_are_no_matter_for_review(
    session: FakeSession, media: Path
) -> None:
    add(media, f"{TITLE} (1981)/{TITLE} - S09E01.mkv")
    await scraped(session)
    assert sorted(item.row.kind for item in session.library.review()) == ["episode", "season"]
    show = items(session, "kind:show")[0]
    async with session._writer("test") as writer:
        await writer.submit(
            lambda db: db.conn.execute("UPDATE items SET state = 'ambiguous' WHERE id = ?", (show.row.id,))
        )
    assert [item.row.id for item in session.library.review()] == [show.row.id]
