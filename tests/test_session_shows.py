"""A session over shows: identified once, episodes mapped, new files taken in, troubles the show's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emm_tui.domain import events as ev
from emm_tui.domain.errors import ProviderDownError, UsageError
from emm_tui.domain.query import parse_query
from emm_tui.pipeline.reports import RunReport, ScrapeOptions
from tests.fake_films import FakeSession
from tests.fake_shows import FakeProvider, fetched_show, make_session

FILES = [
    "Harbour [Rec] (2011)/Season 01/Harbour [Rec] - S01E01-E02.mkv",
    "Harbour [Rec] (2011)/Season 01/Harbour [Rec] - S01E03.mkv",
    "Harbour [Rec] (2011)/Season 00/Harbour [Rec] - S00E01.mkv",
    "Salt Lamp/Season 01/Salt Lamp - S01E01.mkv",
]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[FakeSession]:
    """Two shows on disk, of which the provider knows one."""
    known = {70: fetched_show(70, "Harbour [Rec]", 2011, {0: 1, 1: 4})}
    made = make_session(tmp_path, FakeProvider({}, shows=known), FILES)
    yield made
    made.close()


def states(session: FakeSession, query: str = "kind:show") -> dict[str, str]:
    rows = session.library.rows(session.library.ids(parse_query(query)))
    return {row.title if row.episode is None else f"S{row.season}E{row.episode}": row.state for row in rows}


def add(home: Path, name: str) -> Path:
    path = home / "media" / name
    path.write_bytes(b"video of " + name.encode())
    return path


def asked(session: FakeSession) -> list[str]:
    return [call for call, _ in session.films.asked]


def beside(home: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in (home / "media").rglob("*") if path.is_file()}


async def scraped(session: FakeSession, **named: object) -> RunReport:
    await session.scan()
    return await session.scrape(options=ScrapeOptions(**named))  # type: ignore[arg-type]


async def test_a_show_is_asked_for_once_and_counts_once_whatever_its_episodes(
    session: FakeSession, tmp_path: Path
) -> None:
    heard: list[ev.Event] = []
    session.subscribe(heard.append)
    report = await scraped(session)
    assert (report.items, report.done, report.unmatched, report.exit_code) == (2, 1, 1, 0)
    assert asked(session).count("show") == 1
    assert states(session, "kind:episode show:harbour") == dict.fromkeys(["S0E1", "S1E1", "S1E2", "S1E3"], "scraped")
    folder = tmp_path / "media" / "Harbour [Rec] (2011)"
    assert b"<tvshow>" in (folder / "tvshow.nfo").read_bytes()
    double = (folder / "Season 01" / "Harbour [Rec] - S01E01-E02.nfo").read_bytes()
    assert double.count(b"<episodedetails>") == 2
    assert (folder / "season01-poster.jpg").exists()
    changed = {id for event in heard if isinstance(event, ev.ItemsChanged) for id in event.ids}
    assert set(session.library.ids(parse_query("kind:any show:harbour"))) <= changed


async def test_a_second_scrape_has_nothing_to_do_and_one_of_all_changes_no_file(
    session: FakeSession, tmp_path: Path
) -> None:
    await scraped(session)
    await session.scan()
    before = beside(tmp_path)
    session.films.asked.clear()
    assert ((await session.scrape()).items, session.films.asked) == (0, [])
    again = await session.scrape("harbour", options=ScrapeOptions(scope="all"))
    assert (again.done, again.metrics.images.downloaded) == (1, 0)
    assert asked(session) == ["show"]
    assert beside(tmp_path) == before


async def test_a_new_episode_takes_its_scraped_show_again_by_its_id(session: FakeSession, tmp_path: Path) -> None:
    await scraped(session)
    add(tmp_path, "Harbour [Rec] (2011)/Season 01/Harbour [Rec] - S01E04.mkv")
    session.films.asked.clear()
    report = await scraped(session)
    assert (report.items, report.done) == (1, 1)
    assert asked(session)[0] == "show"
    assert states(session, "kind:episode e:4") == {"S1E4": "scraped"}
    assert (tmp_path / "media/Harbour [Rec] (2011)/Season 01/Harbour [Rec] - S01E04.nfo").exists()


async def test_a_number_that_nobody_knows_does_not_keep_its_show_from_being_done(
    session: FakeSession, tmp_path: Path
) -> None:
    add(tmp_path, "Harbour [Rec] (2011)/Season 01/Harbour [Rec] - S01E99.mkv")
    report = await scraped(session)
    assert report.done == 1
    assert states(session, "kind:episode e:99") == {"S1E99": "unmatched"}
    assert (await session.scrape()).items == 0


async def test_seasons_and_episodes_of_a_query_stand_for_their_show(session: FakeSession) -> None:
    await session.scan()
    planned = await session.scrape("kind:episode show:harbour", options=ScrapeOptions(dry_run=True))
    [show] = session.library.ids(parse_query("kind:show harbour"))
    assert planned.planned == [show]
    season = session.library.ids(parse_query("kind:season show:harbour"))[0]
    assert (await session.scrape(items=[season])).done == 1
    assert (await session.scrape("kind:episode show:harbour", options=ScrapeOptions(dry_run=True))).planned == []
    everything = ScrapeOptions(scope="all", dry_run=True)
    assert (await session.scrape("kind:season s:0", options=everything)).planned == [show]


async def test_a_marked_episode_takes_its_show(session: FakeSession) -> None:
    await scraped(session)
    [one] = session.library.ids(parse_query("kind:episode e:3"))
    async with session._writer("mark") as writer:
        await writer.mark([one])
    report = await session.scrape(options=ScrapeOptions(scope="marked"))
    assert (report.items, report.done) == (1, 1)


async def test_a_shows_trouble_is_one_items_failure_and_takes_no_state_away(session: FakeSession) -> None:
    session.films.trouble[70] = ProviderDownError("tmdb", "does not answer.")
    report = await scraped(session)
    assert (report.failed, report.exit_code) == (1, 8)
    assert states(session)["Harbour [Rec]"] == "failed"
    session.films.trouble.clear()
    assert (await session.scrape()).done == 1
    session.films.trouble[70] = ProviderDownError("tmdb", "does not answer.")
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert states(session)["Harbour [Rec]"] == "scraped"
    assert set(states(session, "kind:episode show:harbour").values()) == {"scraped"}


async def test_a_person_decides_which_show_it_is_by_any_id(session: FakeSession) -> None:
    await scraped(session)
    provider = session.films
    assert isinstance(provider, FakeProvider)
    provider.shows[9] = fetched_show(9, "Die Salzlampe", 1999, {1: 2})
    provider.others["tvdb", "4711"] = 9
    item = session.library.resolve("kind:show salt")
    assert (await session.match(item, "tvdb", "4711")).done == 1
    found = session.library.item(item)
    assert (found.row.state, found.metadata.title, found.match and found.match.by) == (
        "scraped",
        "Die Salzlampe",
        "you",
    )
    assert [one.episode for one in session.library.missing_episodes(item)] == [2]
    [episode] = session.library.ids(parse_query("kind:episode show:salzlampe"))
    with pytest.raises(UsageError, match="episode"):
        await session.match(episode, "tmdb", "9")


async def test_candidates_of_a_show_are_asked_for(session: FakeSession) -> None:
    await session.scan()
    [show] = session.library.ids(parse_query("kind:show harbour"))
    assert [one.id for one in await session.candidates(show)] == ["70"]
    [episode] = session.library.ids(parse_query("kind:episode e:3"))
    assert await session.candidates(episode) == []


async def test_export_covers_shows(session: FakeSession, tmp_path: Path) -> None:
    await scraped(session)
    nfo = tmp_path / "media" / "Harbour [Rec] (2011)" / "tvshow.nfo"
    written = nfo.read_bytes()
    nfo.unlink()
    assert (await session.export()).written == [str(nfo)]
    assert nfo.read_bytes() == written
