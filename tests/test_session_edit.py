"""Changes by hand through a session: fields are kept and locked, files are counted in another order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from emm_tui.domain.errors import NotFoundError, UsageError
from emm_tui.domain.fetched import EpisodeOrder
from emm_tui.domain.query import parse_query
from emm_tui.pipeline.reports import ScrapeOptions
from tests.fake_films import FakeSession
from tests.fake_shows import FakeProvider, fetched_show, make_session

DISCS = "d" * 24
ARCS = "a" * 24
FOLDER = "Harbour [Rec] (2011)"
FILES = [
    f"{FOLDER}/Season 01/Harbour [Rec] - S01E01-E02.mkv",
    f"{FOLDER}/Season 01/Harbour [Rec] - S01E03.mkv",
    f"{FOLDER}/Season 02/Harbour [Rec] - S02E01.mkv",
    f"{FOLDER}/Season 00/Harbour [Rec] - S00E01.mkv",
]
ALL = ScrapeOptions(scope="all")


@pytest.fixture
def provider() -> FakeProvider:
    """A show of 2 x 3 episodes; its discs begin with the last two of season 1, and lack its second."""
    made = FakeProvider({}, shows={70: fetched_show(70, "Harbour [Rec]", 2011, {0: 1, 1: 3, 2: 3})})
    discs = {(1, 1): (1, 3), (1, 2): (1, 1), (1, 3): (2, 1), (2, 1): (2, 2)}
    made.offer(70, EpisodeOrder(DISCS, "Disc [Set]", "dvd", discs))
    made.offer(70, EpisodeOrder(ARCS, "Arcs", "story", {(1, 1): (2, 3)}))
    return made


@pytest.fixture
async def session(tmp_path: Path, provider: FakeProvider) -> AsyncIterator[FakeSession]:
    """The show on disk, scanned and scraped."""
    made = make_session(tmp_path, provider, FILES)
    await made.scan()
    await made.scrape()
    provider.asked.clear()
    yield made
    made.close()


def the_show(session: FakeSession) -> int:
    return session.library.resolve("kind:show harbour")


def episodes(session: FakeSession) -> dict[str, list[str]]:
    """The titles of the episodes in each file, in the order in which the file names them."""
    found: dict[str, list[str]] = {}
    for id in sorted(session.library.ids(parse_query("kind:episode"))):
        row = session.library.item(id).row
        found.setdefault((row.path or "")[-12:-4].strip(" -"), []).append(f"{row.title} {row.state}")
    return found


def asked(session: FakeSession) -> list[str]:
    return [call for call, _ in session.films.asked]


async def test_an_order_is_shown_first_and_changes_nothing(session: FakeSession) -> None:
    before = episodes(session)
    show = the_show(session)
    report = await session.edit([show], {"order": "DVD"})
    [change] = report.orders
    assert (change.old, change.new, change.name, report.applied) == ("aired", DISCS, "Disc [Set]", False)
    assert [(one.old, one.new) for one in change.episodes] == [
        ((1, 1), (1, 3)),
        ((1, 2), (1, 1)),
        ((1, 3), (2, 1)),
        ((2, 1), (2, 2)),
    ]
    assert (episodes(session), session.library.item(show).order) == (before, "")
    assert asked(session) == ["show", "order"]


async def test_an_order_that_is_kept_maps_the_files_at_the_next_scrape_and_from_then_on(session: FakeSession) -> None:
    show = the_show(session)
    await session.edit([show], {"order": DISCS}, apply=True)
    assert session.library.item(show).order == DISCS
    session.films.asked.clear()
    assert (await session.scrape()).done == 1
    assert [call for call in asked(session) if call != "download"] == ["show", "order"]
    mapped = {
        "S00E01": ["Tide 0.1 scraped"],
        "1E01-E02": ["Tide 1.3 scraped", "Tide 1.1 scraped"],
        "S01E03": ["Tide 2.1 scraped"],
        "S02E01": ["Tide 2.2 scraped"],
    }
    assert episodes(session) == mapped
    for _ in range(2):
        await session.scan(full=True)
        await session.scrape(options=ALL)
        assert episodes(session) == mapped
    assert (await session.scrape()).items == 0
    [item] = session.library.ids(parse_query("kind:episode s:1 e:3"))
    found = session.library.item(item)
    assert found.match and "S01E01 in the order Disc [Set]" in found.match.reasons[0]


async def test_back_to_the_aired_order_everything_is_as_it_was(session: FakeSession) -> None:
    before = episodes(session)
    show = the_show(session)
    for order in ("dvd", "aired"):
        await session.edit([show], {"order": order}, apply=True)
        await session.scrape()
    assert episodes(session) == before
    assert session.library.item(show).order == ""
    assert (await session.edit([show], {"order": "aired"}, apply=True)).orders[0].episodes == []
    assert (await session.scrape()).items == 0


async def test_a_number_that_an_order_lacks_is_visible_and_explained(session: FakeSession) -> None:
    show = the_show(session)
    report = await session.edit([show], {"order": "story"}, apply=True)
    lost = [one for one in report.orders[0].episodes if one.new is None]
    assert [one.old for one in lost] == [(1, 2), (1, 3), (2, 1)]
    assert lost[0].reason == "S01E02 is not in the order Arcs of tmdb"
    assert report.orders[0].warnings == [
        "3 of the files have a number that the order does not know; they wait for review"
    ]
    await session.scrape()
    unknown = session.library.ids(parse_query("kind:episode state:unmatched"))
    assert len(unknown) == 3
    assert set(unknown) <= {item.row.id for item in session.library.review()}
    assert episodes(session)["S00E01"] == ["Tide 0.1 scraped"]


async def test_files_that_become_one_episode_are_told_before(session: FakeSession, provider: FakeProvider) -> None:
    once = {(1, 1): (1, 1), (1, 2): (1, 2), (1, 3): (2, 1), (2, 1): (2, 1)}
    provider.offer(70, EpisodeOrder("both", "Both", "tv", once))
    [change] = (await session.edit([the_show(session)], {"order": "tv"})).orders
    names = "Harbour [Rec] - S01E03.mkv, Harbour [Rec] - S02E01.mkv"
    assert change.warnings == [f"2 episodes become S02E01: {names}"]
    [fine] = (await session.edit([the_show(session)], {"order": "aired"})).orders
    assert fine.warnings == []


async def test_absolute_counts_through_all_seasons_without_asking_for_an_order(
    session: FakeSession, tmp_path: Path
) -> None:
    path = tmp_path / "media" / FOLDER / "Season 02" / "Harbour [Rec] - S02E05.mkv"
    path.write_bytes(b"the fifth of all")
    await session.scan()
    await session.edit([the_show(session)], {"order": "absolute"}, apply=True)
    assert asked(session) == ["show"]
    await session.scrape()
    assert episodes(session)["S02E05"] == ["Tide 2.2 scraped"]
    assert episodes(session)["S02E01"] == ["Tide 1.1 scraped"]


@pytest.mark.parametrize("wanted", ["digital", "f" * 24, "sideways"])
async def test_an_order_that_there_is_not_says_which_there_are(session: FakeSession, wanted: str) -> None:
    with pytest.raises(UsageError) as problem:
        await session.edit([the_show(session)], {"order": wanted}, apply=True)
    for word in (wanted, "aired", "absolute", DISCS, "Disc [Set]", ARCS, "story"):
        assert word in str(problem.value)


async def test_two_orders_of_a_kind_have_to_be_told_apart_by_id(session: FakeSession, provider: FakeProvider) -> None:
    provider.offer(70, EpisodeOrder("e" * 24, "Other Discs", "dvd", {(1, 1): (1, 1)}))
    with pytest.raises(UsageError, match="2 orders dvd") as problem:
        await session.edit([the_show(session)], {"order": "dvd"})
    assert "e" * 24 in str(problem.value)


async def test_an_order_that_is_withdrawn_fails_the_show_and_loses_nothing(
    session: FakeSession, provider: FakeProvider
) -> None:
    show = the_show(session)
    await session.edit([show], {"order": "dvd"}, apply=True)
    await session.scrape()
    before = episodes(session)
    provider.shows[70].orders.clear()
    report = await session.scrape(options=ALL)
    assert report.failed == 1
    assert f"{DISCS} of this show any more" in report.failures[0].error
    assert episodes(session) == before


async def test_another_match_of_a_show_forgets_its_order(session: FakeSession, provider: FakeProvider) -> None:
    show = the_show(session)
    await session.edit([show], {"order": "dvd"}, apply=True)
    provider.shows[9] = fetched_show(9, "Other Shore", 1999, {1: 3})
    assert (await session.match(show, "tmdb", "9")).done == 1
    assert session.library.item(show).order == ""


async def test_an_order_needs_a_show_that_is_known(session: FakeSession, tmp_path: Path) -> None:
    path = tmp_path / "media" / "Nobody Knows" / "Nobody Knows - S01E01.mkv"
    path.parent.mkdir()
    path.write_bytes(b"video")
    await session.scan()
    with pytest.raises(UsageError, match="Nobody knows yet"):
        await session.edit([session.library.resolve("kind:show nobody")], {"order": "dvd"})
    [episode] = session.library.ids(parse_query("kind:episode s:2"))
    with pytest.raises(UsageError, match=r"\(episode\) has no order"):
        await session.edit([episode], {"order": "dvd"})
    with pytest.raises(NotFoundError):
        await session.edit([99_999], {"order": "dvd"})


async def test_fields_are_shown_first_then_kept_locked_and_found(session: FakeSession) -> None:
    show = the_show(session)
    edits = {"title": "Mole [2]", "plot": "Mine.", "year": "1999", "user_rating": "8.5"}
    report = await session.edit([show], edits)
    assert [(one.field, one.old, one.new) for one in report.changes] == [
        ("title", "Harbour [Rec]", "Mole [2]"),
        ("plot", "All about Harbour [Rec].", "Mine."),
        ("year", 2011, 1999),
        ("user_rating", None, 8.5),
    ]
    assert session.library.item(show).metadata.title == "Harbour [Rec]"
    await session.edit([show], edits, apply=True)
    await session.scrape(options=ALL)
    found = session.library.item(show)
    assert (found.row.title, found.metadata.plot, found.row.year, found.metadata.user_rating) == (
        "Mole [2]",
        "Mine.",
        1999,
        8.5,
    )
    assert set(found.locked) == set(edits)
    assert found.provenance["title"].provider == "you"
    assert list(session.library.ids(parse_query("mole"))) == [show]
    assert (await session.edit([show], edits, apply=True)).changes == []


async def test_a_field_can_be_emptied(session: FakeSession) -> None:
    show = the_show(session)
    await session.edit([show], {"user_rating": "3", "plot": "Mine."}, apply=True)
    await session.edit([show], {"user_rating": "", "plot": ""}, apply=True)
    found = session.library.item(show).metadata
    assert (found.user_rating, found.plot) == (None, None)


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        ({"runtime": "90"}, "title, plot, user_rating, year, order"),
        ({"titel": "x"}, "Did you mean title"),
        ({"title": "  "}, "empty"),
        ({"year": "12"}, "no year"),
        ({"user_rating": "11"}, "0 to 10"),
        ({"user_rating": "nan"}, "0 to 10"),
    ],
)
async def test_what_cannot_be_edited_is_told(session: FakeSession, edits: dict[str, str], word: str) -> None:
    with pytest.raises(UsageError) as problem:
        await session.edit([the_show(session)], edits, apply=True)
    assert word in str(problem.value)
