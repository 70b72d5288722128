"""Shows under a person's hands: they open into seasons and episodes in the table."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from emm_tui.domain import events as ev
from emm_tui.domain.media import ItemRow
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.candidates import CandidatesDialog
from emm_tui.ui.widgets.detail import DetailPane
from emm_tui.ui.widgets.filter_bar import FilterInput
from emm_tui.ui.widgets.media_table import MediaTable
from emm_tui.ui.widgets.status_line import StatusLine
from tests.ui import fake, invented
from tests.ui.conftest import Until

SHOW = "Amber Harbour"


@pytest.fixture
def session() -> fake.FakeSession:
    return fake.FakeSession(invented.shows(invented.rows(60, hostile=False)))


@pytest.fixture
def app(session: fake.FakeSession) -> EmmApp:
    return fake.app(session)


def table(app: EmmApp) -> MediaTable:
    return app.screen_stack[0].query_one(MediaTable)


def item(app: EmmApp) -> ItemRow:
    """What the cursor is on."""
    line = table(app).source.row(table(app).cursor)
    assert line is not None
    return line.item


def below(app: EmmApp, show: str = SHOW) -> list[str]:
    """The titles of the rows below a show, as they are written."""
    found = []
    for index in range(table(app).source.total):
        line = table(app).source.row(index)
        if line and line.level and line.item.show == show:
            found.append(table(app).columns[1].text(line))
    return found


def status(app: EmmApp) -> str:
    return " · ".join(part.text for part in app.screen_stack[0].query_one(StatusLine).parts)


async def filtered(pilot: Pilot[None], text: str) -> None:
    await pilot.press("slash")
    pilot.app.screen.query_one(FilterInput).value = text
    await pilot.press("enter")


async def at(app: EmmApp, until: Until, title: str) -> None:
    """Puts the cursor on a show."""
    await until(lambda: table(app).source.total == 60)
    rows = (table(app).source.row(index) for index in range(60))
    table(app).cursor = next(index for index, line in enumerate(rows) if line and line.item.title == title)


SEASONS = ["  Specials ▸", "  Season 1 ▸", "  Season 2 ▸", "  S?E? Amber.Harbour.Behind.the.Scenes"]


@pytest.mark.parametrize("key", ["l", "enter", "right"])
async def test_a_show_opens_into_its_seasons_and_these_into_episodes(app: EmmApp, until: Until, key: str) -> None:
    async with app.run_test() as pilot:
        await at(app, until, SHOW)
        await pilot.press(key)
        await until(lambda: below(app) == SEASONS)
        assert item(app).title == SHOW
        assert status(app) == "60/60 · title ▲"
        await pilot.press("j", "j", key)
        await until(lambda: len(below(app)) == 6)
        assert below(app)[1:4] == [
            "  Season 1 ▾",
            "    S01E01 [REC]",
            "    S01E02 A Door in the Sea Wall that Nobody Remembers Building",
        ]
        await pilot.press(key)
        await until(lambda: isinstance(app.focused, DetailPane))


@pytest.mark.parametrize("key", ["h", "left", "escape"])
async def test_it_closes_from_within_the_season_first(app: EmmApp, until: Until, key: str) -> None:
    async with app.run_test() as pilot:
        await at(app, until, SHOW)
        await pilot.press("l")
        await until(lambda: below(app) == SEASONS)
        await pilot.press("j", "j", "l")
        await until(lambda: len(below(app)) == 6)
        await pilot.press("j", "j", key)
        assert (item(app).title, below(app)) == ("Season 1", SEASONS)
        await pilot.press(key)
        assert (item(app).title, below(app)) == (SHOW, [])
        assert table(app).source.total == 60


async def test_the_only_season_of_a_show_opens_with_it(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await at(app, until, "Northern Tide")
        await pilot.press("l")
        await until(lambda: len(below(app, "Northern Tide")) == 7)
        await pilot.press("j", "h")
        assert len(below(app, "Northern Tide")) == 1


async def test_a_show_without_anything_below_it_opens_its_details(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        empty = next(row for row in fake_shows(app) if row.title not in invented.SEASONS)
        await at(app, until, empty.title)
        await pilot.press("l")
        await until(lambda: isinstance(app.focused, DetailPane))


def fake_shows(app: EmmApp) -> list[ItemRow]:
    rows = (table(app).source.row(index) for index in range(60))
    return [line.item for line in rows if line and line.item.kind == "show"]


async def test_a_click_on_the_cursor_opens_and_closes(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await at(app, until, SHOW)
        line = table(app).cursor + 1 - table(app).scroll_offset.y
        await pilot.click(MediaTable, offset=(8, line))
        await until(lambda: below(app) == SEASONS)
        await pilot.click(MediaTable, offset=(8, line))
        await until(lambda: not below(app))


async def test_an_episode_says_its_day_and_keeps_to_the_width(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, until, "Northern Tide")
        await pilot.press("l")
        await until(lambda: len(below(app, "Northern Tide")) == 7)
        drawn = [table(app).render_line(y) for y in range(24)]
        assert {strip.cell_length for strip in drawn} == {table(app).size.width}
        assert any(re.search(r" {6}S01E01 \[REC\] +2013-03-01  episode", strip.text) for strip in drawn)
        assert any(re.search(r" {6}S01E02 A Door in the.*…  2013-03-02  episode", strip.text) for strip in drawn)


async def test_what_is_open_stays_open_in_another_order(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await at(app, until, SHOW)
        await pilot.press("l")
        await until(lambda: below(app) == SEASONS)
        await pilot.press("s", "j", "enter")
        await until(lambda: "year ▼" in status(app))
        await until(lambda: below(app) == SEASONS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kind:episode show:amber s:2 e:1..2", ["  Season 2 ▾", "    S02E01 A Door", "    S02E02 七つの灯"]),
        ("show:amber kind:season", ["  Specials ▸", "  Season 1 ▸", "  Season 2 ▸"]),
        ("seven", []),
        ("ferry", ["  Season 2 ▾", "    S02E03 Ferry"]),
        ("behind.the", ["  S?E? Amber.Harbour.Behind.the.Scenes"]),
    ],
)
async def test_a_filter_shows_episodes_below_their_show(app: EmmApp, until: Until, text: str, shown: list[str]) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await filtered(pilot, text)
        await until(lambda: app.screen.has_class("-empty") or table(app).source.total < 60)
        assert [title[: len(want)] for title, want in zip(below(app), shown, strict=True)] == shown
        if shown:
            first = table(app).source.row(0)
            assert first is not None
            assert (first.item.title, first.context) == (SHOW, True)


async def test_the_count_is_of_the_hits_and_so_is_the_selection_of_all(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await filtered(pilot, "kind:episode show:amber s:2")
        await until(lambda: status(app).startswith("4/60"))
        assert table(app).source.total == 6
        await pilot.press("ctrl+a")
        assert "4 selected" in status(app)


async def test_a_short_word_does_not_find_episodes(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await filtered(pilot, "fe")
        await until(lambda: app.screen.has_class("-empty"))


async def test_an_order_that_tears_shows_apart_names_them_in_every_row(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await filtered(pilot, "kind:episode show:amber s:2 sort:rating-")
        await until(lambda: table(app).source.total == 4)
        line = table(app).source.row(0)
        assert line is not None
        assert table(app).columns[1].text(line).startswith("Amber Harbour S02E04 ")


async def test_a_show_closes_among_hits_and_opens_in_full(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await filtered(pilot, "ferry show:amber")
        await until(lambda: table(app).source.total == 3)
        await pilot.press("h")
        assert table(app).source.total == 1
        await pilot.press("l")
        await until(lambda: below(app) == SEASONS)


async def test_a_show_of_which_only_hits_are_shown_opens_in_full(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await filtered(pilot, "ferry show:amber")
        await until(lambda: table(app).source.total == 3)
        await pilot.press("l")
        await until(lambda: below(app) == SEASONS)
        await pilot.press("l")
        await until(lambda: isinstance(app.focused, DetailPane))


async def test_leaving_a_filter_goes_from_the_episode_to_its_show(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await filtered(pilot, "ferry show:amber")
        await until(lambda: table(app).source.total == 3)
        await pilot.press("j", "j")
        assert item(app).kind == "episode"
        await pilot.press("escape")
        await until(lambda: table(app).source.total == 60)
        assert item(app).title == SHOW
        await pilot.press("g", "n")
        assert item(app).title == SHOW


async def test_the_selection_goes_across_levels_and_survives_closing(
    app: EmmApp, session: fake.FakeSession, until: Until
) -> None:
    async with app.run_test() as pilot:
        await at(app, until, SHOW)
        await pilot.press("l")
        await until(lambda: below(app) == SEASONS)
        await pilot.press("j", "space", "l")
        await until(lambda: len(below(app)) == 6)
        await pilot.press("j", "space", "k", "h", "h")
        assert not below(app)
        assert "2 selected" in status(app)
        await pilot.press("S")
        await until(lambda: len(session.scraped) == 1)
        assert len(session.scraped[0]) == 2


async def test_a_scrape_and_an_export_within_a_show_are_the_shows(
    app: EmmApp, session: fake.FakeSession, until: Until
) -> None:
    async with app.run_test() as pilot:
        await at(app, until, SHOW)
        show = table(app).key
        await pilot.press("l")
        await until(lambda: below(app) == SEASONS)
        await pilot.press("j", "space", "space", "x")
        await until(lambda: session.exported == [f"id:{show}"])


async def test_who_is_it_asks_for_the_show_of_an_episode(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    show = next(row for row in session.library.by_id.values() if row.title == SHOW)
    session.library.by_id[show.id] = replace(show, state="ambiguous")
    async with app.run_test() as pilot:
        await at(app, until, SHOW)
        await pilot.press("l")
        await until(lambda: below(app) == SEASONS)
        await pilot.press("j", "i")
        await until(lambda: isinstance(app.screen, CandidatesDialog))
        await until(lambda: app.screen.query_one(OptionList).option_count)
        await pilot.press("enter")
        await until(lambda: session.matched == [(show.id, "tmdb", "910901")])


async def test_a_season_that_a_scrape_adds_comes_into_the_open_show(
    app: EmmApp, session: fake.FakeSession, until: Until
) -> None:
    async with app.run_test() as pilot:
        await at(app, until, SHOW)
        show = table(app).key or 0
        await pilot.press("l")
        await until(lambda: below(app) == SEASONS)
        session.library.by_id[9000] = ItemRow(9000, "season", "new", "Season 3", season=3, show=SHOW)
        session.library.above[9000] = (show, show)
        session.emit(ev.ItemsChanged((show,)))
        await until(lambda: "  Season 3 ▸" in below(app))
        assert item(app).title == SHOW
