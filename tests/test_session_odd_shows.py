"""What shows get that are not as they should be: visible, explained, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emm_tui.domain.fetched import FetchedSeason, FetchedShow
from emm_tui.domain.media import Item
from emm_tui.domain.metadata import Metadata
from emm_tui.domain.query import parse_query
from emm_tui.pipeline.reports import RunReport, ScrapeOptions
from tests.fake_films import FakeSession
from tests.fake_shows import FakeProvider, fetched_show, make_session

Opened = Callable[..., FakeSession]
TITLE = "Night Ferry [Rec]"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens a session over files, below the source, with a provider of shows."""
    sessions = []

    def open_one(files: list[str], *shows: FetchedShow) -> FakeSession:
        provider = FakeProvider({}, shows={int(show.candidate.id): show for show in shows})
        sessions.append(make_session(tmp_path, provider, files))
        return sessions[-1]

    yield open_one
    for session in sessions:
        session.close()


def ferry(ident: int = 70, year: int = 1981, seasons: dict[int, int] | None = None) -> FetchedShow:
    return fetched_show(ident, TITLE, year, seasons or {1: 3})


async def scraped(session: FakeSession) -> RunReport:
    """Scans and scrapes; every file is an item of the library afterwards."""
    scan = await session.scan()
    report = await session.scrape()
    here = {item.row.path for item in items(session, "kind:episode")}
    assert len(here) == scan.files
    return report


def items(session: FakeSession, query: str) -> list[Item]:
    return [session.library.item(id) for id in session.library.ids(parse_query(query))]


def reasons(item: Item) -> str:
    return "; ".join(item.match.reasons) if item.match else ""


async def test_an_episode_outside_of_any_show_folder_is_scraped_and_nothing_of_the_show_lies_in_the_source(
    opened: Opened, tmp_path: Path
) -> None:
    session = opened([f"{TITLE} - S01E02.mkv", f"{TITLE} (1981)/{TITLE} - S01E01.mkv"], ferry())
    assert (await scraped(session)).done == 2
    assert [(one.row.title, one.row.state) for one in items(session, "kind:episode")] == [
        ("Tide 1.1", "scraped"),
        ("Tide 1.2", "scraped"),
    ]
    media = tmp_path / "media"
    assert {path.name for path in media.iterdir() if path.is_file()} == {
        f"{TITLE} - S01E02.mkv",
        f"{TITLE} - S01E02.nfo",
        f"{TITLE} - S01E02-thumb.jpg",
    }
    [show] = items(session, "kind:show")
    assert show.row.state == "scraped"
    assert [one.episode for one in session.library.missing_episodes(show.row.id)] == [3]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("S99E99", "S99E99 is not known at tmdb: it has no such season"),
        ("S01E99", "S01E99 is not known at tmdb: it has 3 episodes"),
        ("S01E00", "S01E00 is not known at tmdb: it has 3 episodes"),
        ("S00E07", "S00E07 is not known at tmdb: it has no such season"),
        ("S01E1234", "S01E1234 is not known at tmdb: it has 3 episodes"),
    ],
)
async def test_a_number_that_does_not_exist_is_in_the_review_with_its_reason_and_learnt_later(
    opened: Opened, tmp_path: Path, name: str, said: str
) -> None:
    session = opened([f"{TITLE}/{TITLE} - S01E01.mkv", f"{TITLE}/{TITLE} - {name}.mkv"], ferry())
    assert (await scraped(session)).done == 1
    [odd] = [item for item in session.library.review() if item.row.kind == "episode"]
    assert (odd.row.state, reasons(odd)) == ("unmatched", said)
    assert odd.show and odd.show.title == TITLE
    show = ferry(seasons={0: 1, 1: 3})
    season, episode = odd.row.season, odd.row.episode
    new = fetched_show(70, TITLE, 1981, {0: 1}).seasons[0].episodes[0]
    assert season is not None and episode is not None
    new.season, new.episode = season, episode
    known = show.seasons.setdefault(season, FetchedSeason(season, Metadata(title="Late", season=season)))
    known.episodes.append(new)
    provider = session.films
    assert isinstance(provider, FakeProvider)
    provider.shows[70] = show
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert session.library.item(odd.row.id).row.state == "scraped"


async def test_a_span_that_reaches_beyond_the_last_episode_keeps_the_known_one(opened: Opened) -> None:
    session = opened([f"{TITLE}/{TITLE} - S01E03-E05.mkv"], ferry())
    assert (await scraped(session)).done == 1
    found = items(session, "kind:episode")
    assert [(one.row.episode, one.row.state) for one in found] == [
        (3, "scraped"),
        (4, "unmatched"),
        (5, "unmatched"),
    ]


async def test_two_files_of_one_episode_are_both_scraped_and_each_has_its_nfo(opened: Opened, tmp_path: Path) -> None:
    names = [f"{TITLE} - S01E01.mkv", f"{TITLE}.S01E01.2160p.mkv"]
    session = opened([f"{TITLE}/{name}" for name in names], ferry())
    assert (await scraped(session)).done == 1
    found = items(session, "kind:episode")
    assert [(one.row.season, one.row.episode, one.row.title, one.row.state) for one in found] == [
        (1, 1, "Tide 1.1", "scraped")
    ] * 2
    assert len({one.row.path for one in found}) == 2
    folder = tmp_path / "media" / TITLE
    assert all((folder / name).with_suffix(".nfo").exists() for name in names)


async def test_a_remake_of_the_same_name_leaves_the_choice_to_a_person_who_then_has_it(opened: Opened) -> None:
    session = opened([f"{TITLE}/{TITLE} - S01E01.mkv"], ferry(), ferry(80, 2014, {1: 1}))
    report = await scraped(session)
    assert (report.ambiguous, report.done) == (1, 0)
    [show] = [item for item in session.library.review() if item.row.kind == "show"]
    assert {(one.id, one.year) for one in show.candidates} == {("70", 1981), ("80", 2014)}
    assert show.row.state == "ambiguous"
    assert reasons(show)
    assert (await session.match(show.row.id, "tmdb", "80")).done == 1
    assert session.library.item(show.row.id).row.year == 2014


async def test_a_remake_that_appears_later_does_not_take_a_show_over(opened: Opened) -> None:
    session = opened([f"{TITLE}/{TITLE} - S01E01.mkv"], ferry())
    await scraped(session)
    provider = session.films
    assert isinstance(provider, FakeProvider)
    provider.shows[80] = ferry(80, 2014)
    await session.scrape(options=ScrapeOptions(scope="all"))
    [show] = items(session, "kind:show")
    assert (show.row.tmdb, show.row.year, show.row.state) == (70, 1981, "scraped")


async def test_a_show_and_its_remake_are_two_shows_by_their_years_in_folders_and_without(opened: Opened) -> None:
    files = [
        f"{TITLE} (1981)/{TITLE} - S01E01.mkv",
        f"{TITLE} (2014)/{TITLE} - S01E01.mkv",
        f"{TITLE} (1981) - S01E02.mkv",
        f"{TITLE} (2014) - S01E02.mkv",
    ]
    session = opened(files, ferry(), ferry(80, 2014))
    assert (await scraped(session)).done == 4
    assert sorted((show.row.tmdb, show.row.year) for show in items(session, "kind:show")) == [
        (70, 1981),
        (80, 2014),
    ]
    assert len(items(session, "kind:episode state:scraped")) == 4


async def test_a_folder_that_is_split_into_two_shows_keeps_the_first_and_adds_the_second(
    opened: Opened, tmp_path: Path
) -> None:
    """Both shows lay in one folder until somebody tidied up."""
    files = [f"{TITLE} (1981)/Season 01/{TITLE} - S01E01.mkv", f"{TITLE} (1981)/Season 02/{TITLE} - S02E01.mkv"]
    session = opened(files, ferry(seasons={1: 3}), ferry(80, 2014, {1: 1, 2: 2}))
    await scraped(session)
    [first] = items(session, "kind:show")
    [odd] = items(session, "kind:episode state:unmatched")
    assert odd.row.season == 2
    media = tmp_path / "media"
    (media / f"{TITLE} (2014)").mkdir()
    (media / f"{TITLE} (1981)" / "Season 02").rename(media / f"{TITLE} (2014)" / "Season 02")
    await scraped(session)
    assert {(show.row.tmdb, show.row.state) for show in items(session, "kind:show")} == {
        (70, "scraped"),
        (80, "scraped"),
    }
    moved = session.library.item(odd.row.id)
    assert (moved.row.state, moved.show and moved.show.tmdb) == ("scraped", 80)
    kept = session.library.item(first.row.id)
    assert (kept.row.tmdb, kept.row.missing_since) == (70, None)


async def test_an_empty_season_folder_is_no_season_and_one_that_becomes_empty_is_missing(
    opened: Opened, tmp_path: Path
) -> None:
    session = opened([f"{TITLE}/Season {n:02}/{TITLE} - S{n:02}E01.mkv" for n in (1, 2)], ferry(seasons={1: 1, 2: 1}))
    (tmp_path / "media" / TITLE / "Season 03").mkdir()
    await scraped(session)
    assert [season.row.season for season in items(session, "kind:season")] == [1, 2]
    (tmp_path / "media" / TITLE / "Season 02" / f"{TITLE} - S02E01.mkv").unlink()
    assert (await session.scan()).missing == 1
    first, second = items(session, "kind:season")
    assert (first.row.missing_since, bool(second.row.missing_since)) == (None, True)
    [gone] = items(session, "kind:episode s:2")
    assert (gone.row.state, gone.metadata.plot, bool(gone.row.missing_since)) == ("scraped", "Number 1 of 2.", True)
    [show] = items(session, "kind:show")
    assert [(one.season, one.episode) for one in session.library.missing_episodes(show.row.id)] == [(2, 1)]


async def test_a_season_without_episodes_at_the_provider_is_known_and_its_files_say_why_they_are_not(
    opened: Opened,
) -> None:
    session = opened([f"{TITLE}/{TITLE} - S01E01.mkv", f"{TITLE}/{TITLE} - S02E01.mkv"], ferry(seasons={1: 1, 2: 0}))
    assert (await scraped(session)).done == 1
    season = items(session, "kind:season s:2")[0]
    assert (season.row.title, season.row.state) == ("Part 2", "scraped")
    [odd] = items(session, "kind:episode s:2")
    assert (odd.row.state, reasons(odd)) == ("unmatched", "S02E01 is not known at tmdb: it has 0 episodes")


async def test_a_show_without_any_season_at_the_provider_is_done_and_its_files_wait(opened: Opened) -> None:
    nothing = ferry()
    nothing.seasons.clear()
    session = opened([f"{TITLE}/{TITLE} - S01E01.mkv"], nothing)
    assert (await scraped(session)).done == 1
    assert [one.row.state for one in items(session, "kind:episode")] == ["unmatched"]


async def test_an_episode_that_the_provider_drops_keeps_what_was_known(opened: Opened) -> None:
    session = opened([f"{TITLE}/{TITLE} - S01E0{n}.mkv" for n in (1, 2)], ferry())
    await scraped(session)
    provider = session.films
    assert isinstance(provider, FakeProvider)
    provider.shows[70] = ferry(seasons={1: 1})
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert [(one.row.title, one.row.state) for one in items(session, "kind:episode")] == [
        ("Tide 1.1", "scraped"),
        ("Tide 1.2", "scraped"),
    ]
