"""What a person changed is taken back: fields, locks, marks, orders, and which title an item is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from emm_tui.domain.errors import NotFoundError, UsageError
from emm_tui.domain.fetched import EpisodeOrder
from emm_tui.domain.media import Item
from emm_tui.domain.query import parse_query
from emm_tui.pipeline.reports import ScrapeOptions
from tests import fake_films, fake_shows
from tests.fake_films import FakeFilms, FakeSession

NAMES = ["[REC] (2007)", "The Lamp Keeper (1999)", "Nobody Knows (1988)"]
FILMS = {1: ("[REC]", 2007), 2: ("The Lamp Keeper", 1999), 3: ("The Other Keeper", 2001)}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[FakeSession]:
    """Three films on disk, two of them known to the provider by their names."""
    made = fake_films.make_session(tmp_path, FakeFilms(dict(FILMS)), NAMES)
    yield made
    made.close()


def ident(session: FakeSession, title: str) -> int:
    return session.library.resolve(f'kind:movie "{title}"')


def nfos(home: Path, folder: str) -> list[Path]:
    return list(home.glob(f"media/{folder}/*.nfo"))


def facts(item: Item) -> dict[str, Any]:
    """What follows from which title an item is."""
    return {
        "row": (item.row.state, item.row.title, item.row.year, item.row.tmdb, item.row.rating),
        "metadata": item.metadata,
        "match": item.match,
        "provenance": item.provenance,
        "candidates": item.candidates,
        "offered": item.artwork_candidates,
    }


def whole(session: FakeSession) -> dict[str, list[tuple[object, ...]]]:
    """All rows about items, but for the journal and the runs."""
    with sqlite3.connect(session.database) as connection:
        tables = ("items", "details", "locks", "provenance", "ids", "credits", "item_terms", "ratings", "candidates")
        return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}


async def test_an_edit_is_shown_and_then_taken_back_with_its_lock_its_origin_and_its_nfo(
    session: FakeSession, tmp_path: Path
) -> None:
    await session.scan()
    await session.scrape()
    item = ident(session, "lamp keeper")
    before, nfo = whole(session), nfos(tmp_path, "The Lamp*")[0]
    written = nfo.read_bytes()
    await session.edit([item], {"title": "A Lamp [/] Kept", "year": "1998"}, apply=True)
    await session.export()
    assert b"A Lamp [/] Kept" in nfo.read_bytes()
    report = await session.undo()
    assert {(one.part, one.now, one.then) for one in report.changes} == {
        ("title", "A Lamp [/] Kept", "The Lamp Keeper"),
        ("year", 1998, 1999),
    }
    assert session.library.item(item).row.title == "A Lamp [/] Kept"
    done = await session.undo(apply=True)
    assert (done.applied, done.files, done.exit_code) == (True, [str(nfo)], 0)
    assert whole(session) == before
    assert nfo.read_bytes() == written
    assert session.library.resolve('"lamp keeper"') == item


async def test_undo_goes_back_step_by_step_and_an_undo_can_be_undone(session: FakeSession) -> None:
    await session.scan()
    item = ident(session, "lamp")
    for year in ("1990", "1991"):
        await session.edit([item], {"year": year}, apply=True)
    first = await session.undo(apply=True)
    assert session.library.item(item).row.year == 1990
    await session.undo(apply=True)
    assert session.library.item(item).row.year == 1999
    with pytest.raises(NotFoundError):
        await session.undo()
    undos = [job.id for job in session.library.jobs() if job.verb == "undo"]
    for job in undos:
        await session.undo(job, apply=True)
    assert session.library.item(item).row.year == 1991
    assert (await session.undo()).job == first.job


async def test_what_was_changed_again_since_stays_and_says_by_what(session: FakeSession) -> None:
    await session.scan()
    one, two = ident(session, "lamp"), ident(session, "nobody")
    job = (await session.edit([one, two], {"year": "1990"}, apply=True)).job
    await session.lock([one], ["year"], locked=False, apply=True)
    report = await session.undo(job, apply=True)
    assert [one.problem is None for one in sorted(report.changes, key=lambda change: change.item == one)] == [
        True,
        False,
    ]
    assert "unlock" in next(change.problem or "" for change in report.changes if change.item == one)
    assert (session.library.item(one).row.year, session.library.item(two).row.year) == (1990, 1988)
    assert report.exit_code == 1


async def test_marks_and_locks_are_taken_back(session: FakeSession) -> None:
    await session.scan()
    items = list(session.library.ids(parse_query("")))
    await session.mark(items[:1], apply=True)
    planned = await session.mark(items)
    assert ([one.item for one in planned.changes], planned.applied) == (items[1:], False)
    await session.mark(items, apply=True)
    await session.lock(items[:1], ["cast", "plot"], apply=True)
    assert session.library.item(items[0]).locked == ["cast", "plot"]
    await session.undo(apply=True)
    assert session.library.item(items[0]).locked == []
    await session.undo(apply=True)
    assert [row.marked for row in session.library.rows(items)] == [True, False, False]
    assert not (await session.mark(items[:1], apply=True)).changes
    with pytest.raises(UsageError, match="Did you mean cast"):
        await session.lock(items, ["casts"], apply=True)


async def test_a_match_of_what_nobody_knew_is_taken_back_with_its_nfo(session: FakeSession, tmp_path: Path) -> None:
    await session.scan()
    await session.scrape()
    item = ident(session, "nobody knows")
    before = facts(session.library.item(item))
    assert before["row"][0] == "unmatched"
    await session.match(item, "tmdb", "3")
    assert session.library.item(item).row.title == "The Other Keeper"
    assert nfos(tmp_path, "Nobody*")
    [change] = (await session.undo()).changes
    assert (change.part, change.now) == ("match", "The Other Keeper (2001), tmdb 3")
    assert (await session.undo(apply=True)).exit_code == 0
    assert facts(session.library.item(item)) == before
    assert not nfos(tmp_path, "Nobody*")
    assert session.library.resolve('"nobody knows"') == item
    assert (await session.scrape(items=[item])).unmatched == 1


async def test_a_match_instead_of_another_gives_the_other_its_nfo_back(session: FakeSession, tmp_path: Path) -> None:
    await session.scan()
    await session.scrape()
    item = ident(session, "lamp keeper")
    nfo = nfos(tmp_path, "The Lamp*")[0]
    before, written = facts(session.library.item(item)), nfo.read_bytes()
    await session.match(item, "tmdb", "3")
    assert nfo.read_bytes() != written
    await session.undo(apply=True)
    now = facts(session.library.item(item))
    assert (now["row"], now["metadata"], now["match"]) == (before["row"], before["metadata"], before["match"])
    assert nfo.read_bytes() == written


async def test_a_later_match_keeps_an_edit_from_being_undone_but_not_a_mark(session: FakeSession) -> None:
    await session.scan()
    item = ident(session, "lamp")
    edit = (await session.edit([item], {"plot": "A light."}, apply=True)).job
    mark = (await session.mark([item], apply=True)).job
    await session.match(item, "tmdb", "3")
    [change] = (await session.undo(edit)).changes
    assert change.problem and "match" in change.problem
    [change] = (await session.undo(mark)).changes
    assert change.problem is None


async def test_an_item_that_is_gone_and_a_job_without_changes_are_told(session: FakeSession) -> None:
    await session.scan()
    [scan] = [job.id for job in session.library.jobs()]
    with pytest.raises(UsageError, match="nothing that can be undone"):
        await session.undo(scan)
    with pytest.raises(NotFoundError):
        await session.undo(4711)
    item = ident(session, "lamp")
    job = (await session.mark([item], apply=True)).job
    with sqlite3.connect(session.database) as connection:
        connection.execute("DELETE FROM items WHERE id = ?", (item,))
    [change] = (await session.undo(job, apply=True)).changes
    assert change.problem == "the item is gone"


DISCS = "d" * 24
FOLDER = "Harbour [Rec] (2011)"
FILES = [f"{FOLDER}/Season 01/Harbour [Rec] - S01E0{number}.mkv" for number in (1, 2, 3)]


@pytest.fixture
def show_session(tmp_path: Path) -> Iterator[FakeSession]:
    """A show of three files, and another show that it is not."""
    provider = fake_shows.FakeProvider(
        {},
        shows={
            70: fake_shows.fetched_show(70, "Harbour [Rec]", 2011, {1: 3}),
            71: fake_shows.fetched_show(71, "Harbour Wall", 1999, {1: 2}),
        },
    )
    provider.offer(70, EpisodeOrder(DISCS, "Disc [Set]", "dvd", {(1, 1): (1, 3), (1, 2): (1, 1), (1, 3): (1, 2)}))
    made = fake_shows.make_session(tmp_path, provider, FILES)
    yield made
    made.close()


async def test_another_match_of_a_show_is_taken_back_with_its_episodes(show_session: FakeSession) -> None:
    session = show_session
    await session.scan()
    await session.scrape()
    show = session.library.resolve("kind:show")
    parts = [show, *session.library.ids(parse_query("kind:season,episode"))]
    before = [(row.title, row.state, row.season, row.episode) for row in session.library.rows(parts)]
    await session.match(show, "tmdb", "71")
    assert [(row.title, row.state, row.season, row.episode) for row in session.library.rows(parts)] != before
    assert (await session.undo(apply=True)).exit_code == 0
    assert [(row.title, row.state, row.season, row.episode) for row in session.library.rows(parts)] == before
    assert session.library.missing_episodes(show) == []


async def test_an_order_is_taken_back(show_session: FakeSession) -> None:
    session = show_session
    await session.scan()
    await session.scrape()
    show = session.library.resolve("kind:show")
    await session.edit([show], {"order": "dvd"}, apply=True)
    await session.scrape(options=ScrapeOptions(scope="all"))
    [change] = (await session.undo(apply=True)).changes
    assert (change.part, change.now, change.then) == ("order", DISCS, "aired")
    assert session.library.item(show).order == ""
