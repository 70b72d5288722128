"""The library under a person's hands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

import pytest
from textual.events import Key
from textual.pilot import Pilot

from emm_tui.domain import events as ev
from emm_tui.domain.errors import BusyError
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.confirm import ConfirmDialog
from emm_tui.ui.screens.library import LibraryScreen
from emm_tui.ui.widgets.detail import DetailPane
from emm_tui.ui.widgets.filter_bar import FilterBar, FilterInput
from emm_tui.ui.widgets.media_table import MediaTable
from emm_tui.ui.widgets.one_line import Part
from emm_tui.ui.widgets.status_line import StatusLine
from tests.ui import fake, invented
from tests.ui.conftest import Until


def table(app: EmmApp) -> MediaTable:
    return app.screen_stack[0].query_one(MediaTable)


def status(app: EmmApp) -> str:
    parts: tuple[Part, ...] = app.screen_stack[0].query_one(StatusLine).parts
    return " · ".join(part.text for part in parts)


def titles(app: EmmApp) -> list[str]:
    found = (table(app).source.row(index) for index in range(table(app).source.total))
    return [line.item.title for line in found if line]


async def type_filter(pilot: Pilot[None], text: str) -> None:
    await pilot.press("slash")
    pilot.app.screen.query_one(FilterInput).value = text


@pytest.fixture
def session() -> fake.FakeSession:
    return fake.FakeSession(invented.rows(60, hostile=False))


@pytest.fixture
def app(session: fake.FakeSession) -> EmmApp:
    return fake.app(session)


async def test_every_item_is_shown_in_order(app: EmmApp, until: Until) -> None:
    async with app.run_test():
        await until(lambda: table(app).source.total == 60)
        assert titles(app) == sorted(titles(app))
        assert status(app) == "60/60 · title ▲"


async def test_the_head_is_shown_before_the_whole_and_the_cursor_stays_on_its_item(until: Until) -> None:
    session = fake.FakeSession(replace(invented.rows(1)[0], id=id, title=f"Film {id:04d}") for id in range(1, 1001))
    held = asyncio.Event()
    app = fake.app(session)
    async with app.run_test() as pilot:
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await until(lambda: len(table(app).ids) == 1000)
        read = screen.reader.rows_of

        async def slow(query: object, limit: int | None, opened: object) -> object:
            if limit is None:
                await held.wait()
            return await read(query, limit, opened)  # type: ignore[arg-type]

        screen.reader.rows_of = slow  # type: ignore[method-assign, assignment]
        screen._order(head=True)
        await until(lambda: len(table(app).ids) == 256 and table(app).source.total == 1000)
        await pilot.press("j", "j")
        held.set()
        await until(lambda: len(table(app).ids) == 1000)
        assert table(app).key == 3


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [("j", 1), ("j,j,k", 1), ("down,up", 0), ("G", 59), ("G,g", 0), ("k", 0), ("ctrl+d", 8), ("pagedown,pageup", 0)],
)
async def test_keys_move_the_cursor(app: EmmApp, until: Until, keys: str, cursor: int) -> None:
    async with app.run_test(size=(80, 21)) as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press(*keys.split(","))
        assert table(app).cursor == cursor
        first, last = table(app).window
        assert first <= cursor <= last


async def test_a_click_moves_the_cursor_and_a_second_one_opens_the_details(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.click(MediaTable, offset=(8, 5))
        assert table(app).cursor == 4
        await pilot.click(MediaTable, offset=(8, 5))
        await until(lambda: isinstance(app.focused, DetailPane))


async def test_the_details_follow_the_cursor(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        pane = app.screen.query_one(DetailPane)
        await pilot.press("j")
        await until(lambda: pane.item is not None and pane.item.row.id == 2)


async def test_details_fold_away_when_narrow_and_open_over_the_table(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.screen.query_one(DetailPane)
        assert not pane.display
        await pilot.press("l")
        await until(lambda: pane.display and pane.has_focus and pane.item is not None)
        assert not table(app).display
        await pilot.press("escape")
        await until(lambda: table(app).has_focus and not pane.display)


async def test_the_filter_is_live_and_escape_clears_it_and_keeps_the_item(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await type_filter(pilot, "harbour")
        await until(lambda: table(app).source.total == 6)
        assert all("Harbour" in title for title in titles(app))
        assert status(app).startswith("6/60 · harbour")
        await pilot.press("enter", "j", "j")
        key = table(app).key
        await pilot.press("escape")
        await until(lambda: table(app).source.total == 60)
        assert table(app).key == key
        assert table(app).cursor > 2


async def test_keys_typed_ahead_go_into_the_filter(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    async with app.run_test():
        await until(lambda: table(app).source.total == 60)
        for key in ("slash", *"SSharbour"):
            app.post_message(Key(key, "/" if key == "slash" else key))
        await until(lambda: app.screen.query_one(FilterBar).text == "SSharbour")
        assert not session.scraped


async def test_escape_clears_a_filter_that_cannot_be_read(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await type_filter(pilot, "state:nonsense")
        hint = app.screen.query_one("#hint")
        await until(lambda: hint.has_class("-shown"))
        await pilot.press("enter", "escape")
        await until(lambda: not hint.has_class("-shown"))
        assert app.screen.query_one(FilterBar).text == ""


async def test_a_filter_that_cannot_be_read_keeps_the_rows_and_says_why(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await type_filter(pilot, "harbour")
        await until(lambda: table(app).source.total == 6)
        app.screen.query_one(FilterInput).value = "harbour state:scrapped"
        hint = app.screen.query_one("#hint")
        await until(lambda: hint.has_class("-shown"))
        assert "scraped" in str(hint.render())
        assert table(app).source.total == 6
        app.screen.query_one(FilterInput).value = "harbour state:scraped"
        await until(lambda: not hint.has_class("-shown"))


async def test_the_filter_moves_no_row_and_its_words_go_when_it_is_left(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        region, hint = table(app).region, app.screen.query_one("#hint")
        await type_filter(pilot, "a")
        await until(lambda: hint.display)
        assert table(app).region == region
        await pilot.press("enter")
        await until(lambda: not hint.display)
        assert table(app).region == region


async def test_a_filter_left_half_typed_says_why_it_is_not_applied(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await type_filter(pilot, "state:scr")
        await pilot.press("enter")
        hint = app.screen.query_one("#hint")
        await until(lambda: hint.has_class("-shown"))
        assert "scraped" in str(hint.render())
        assert table(app).source.total == 60


async def test_a_hint_that_is_too_long_ends_in_an_ellipsis(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await type_filter(pilot, "missing:px")
        hint = app.screen.query_one("#hint")
        await until(lambda: hint.has_class("-shown"))
        lines = str(hint.render()).split("\n")
        assert len(lines) == 2
        assert lines[1].endswith("…")


async def test_escape_in_the_filter_clears_then_leaves(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await type_filter(pilot, "harbour")
        await pilot.press("escape")
        assert app.screen.query_one(FilterBar).text == ""
        assert isinstance(app.focused, FilterInput)
        await pilot.press("escape")
        await until(lambda: table(app).has_focus)


async def test_pasted_text_is_made_safe(app: EmmApp) -> None:
    from textual.events import Paste

    async with app.run_test() as pilot:
        await pilot.press("slash")
        app.screen.query_one(FilterInput).post_message(Paste("har\x1b[31mbour"))
        await pilot.pause(0.1)
        assert "\x1b" not in app.screen.query_one(FilterBar).text


async def test_nothing_found_says_how_to_go_back(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await type_filter(pilot, "no such title")
        await until(lambda: app.screen.has_class("-empty"))
        assert "esc clears" in str(app.screen.query_one("#nothing").render())


async def test_the_next_hit_is_found_after_the_filter_is_cleared(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await type_filter(pilot, "harbour")
        await until(lambda: table(app).source.total == 6)
        await pilot.press("enter", "escape")
        await until(lambda: table(app).source.total == 60)
        places = []
        for _ in range(6):
            await pilot.press("n")
            places.append(table(app).source.row(table(app).cursor).item.title)  # type: ignore[union-attr]
        assert len(set(places)) == 6
        assert all("Harbour" in title for title in places)


@pytest.mark.parametrize(("key", "said"), [("n", "/ begins one"), ("N", "/ begins one"), ("r", "keep their names")])
async def test_a_key_that_can_do_nothing_says_what_does(app: EmmApp, key: str, said: str, until: Until) -> None:
    async with app.run_test(notifications=True) as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press(key)
        await until(lambda: any(said in note.message for note in app._notifications))


async def test_what_is_marked_has_a_sign_in_its_row(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("m")
        await until(lambda: "✓" in table(app).render_line(1).text)
        assert "✓" not in table(app).render_line(2).text


async def test_the_sort_menu_orders_and_the_same_again_turns_around(app: EmmApp, until: Until) -> None:
    def years() -> list[int]:
        return [line.item.year or 0 for index in range(60) if (line := table(app).source.row(index))]

    def ordered(reverse: bool) -> bool:
        return years() == sorted(years(), reverse=reverse)

    def shows(text: str) -> bool:
        return text in status(app)

    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        for arrow, reverse in (("▼", True), ("▲", False)):
            await pilot.press("s")
            await until(lambda: len(app.screen_stack) == 2)
            if reverse:
                await pilot.press("j")
            await pilot.press("enter")
            await until(partial(shows, f"year {arrow}"))
            await until(partial(ordered, reverse))


async def test_marks_stay_with_their_items_through_filter_and_sort(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("space", "space", "j", "v", "j", "j", "v")
        assert table(app).marks.keys == {1, 2, 4, 5, 6}
        await type_filter(pilot, "harbour")
        await until(lambda: table(app).source.total == 6)
        assert table(app).marks.keys == {1, 2, 4, 5, 6}
        assert "5 selected" in status(app)
        await pilot.press("enter", "escape")
        assert not table(app).marks.keys


async def test_all_that_is_shown_can_be_selected(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await type_filter(pilot, "harbour")
        await until(lambda: table(app).source.total == 6)
        await pilot.press("enter", "ctrl+a")
        assert len(table(app).marks) == 6
        await pilot.press("ctrl+a")
        assert len(table(app).marks) == 0


async def test_a_scrape_of_the_selection_shows_its_progress_and_never_blocks(
    app: EmmApp, session: fake.FakeSession, until: Until
) -> None:
    session.gate = asyncio.Semaphore(2)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("v", "j", "j", "j", "v", "S")
        await until(lambda: "50 %" in status(app))
        assert "jobs 1 ▸" in status(app)
        await pilot.press("G")
        assert table(app).cursor == 59
        for _ in range(2):
            session.gate.release()
        await until(lambda: "jobs" not in status(app))
        assert session.scraped == [[1, 2, 3, 4]]


async def test_changed_rows_are_drawn_in_place(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("j", "j")
        session.library.by_id[2] = replace(session.library.by_id[2], title="Zzz", rating=9.9)
        session.emit(ev.ItemsChanged((2,)))
        await until(lambda: "Zzz" in titles(app)[1])
        assert "Zzz" in table(app).render_line(2).text
        assert (table(app).cursor, table(app).key) == (2, 3)


async def test_new_rows_wait_until_they_are_asked_for(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    session.arriving = [replace(row, id=row.id + 1000, title=f"Aaa {row.title}") for row in invented.rows(12)]
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("j", "j", "j", "R")
        await until(lambda: f"+{len(session.arriving)} new — R to refresh" in status(app))
        key = table(app).key
        await pilot.press("R")
        await until(lambda: table(app).source.total == 60 + len(session.arriving))
        assert table(app).key == key
        assert session.scans == 1


async def test_an_untouched_table_takes_new_rows_in_by_itself(
    app: EmmApp, session: fake.FakeSession, until: Until
) -> None:
    session.arriving = [replace(row, id=row.id + 1000) for row in invented.rows(12)]
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("R")
        await until(lambda: table(app).source.total == 60 + len(session.arriving))


async def test_what_a_scan_changed_is_drawn_when_it_ends(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        session.library.by_id[1] = replace(session.library.by_id[1], missing_since="2026-01-01T00:00:00Z")
        await pilot.press("R")
        await until(lambda: "⌀ G" in table(app).render_line(1).text)


async def test_an_empty_library_says_the_next_key_and_fills_by_itself(until: Until) -> None:
    session = fake.FakeSession(sources=("Films", "More"))
    session.arriving = invented.rows(5, hostile=False)
    app = fake.app(session)
    async with app.run_test() as pilot:
        await until(lambda: "R scans Films, More" in str(app.screen.query_one("#nothing").render()))
        await pilot.press("R")
        await until(lambda: table(app).source.total == 5)
        await until(lambda: not app.screen.has_class("-empty"))


async def test_without_a_source_it_says_the_command(until: Until) -> None:
    app = fake.app(fake.FakeSession(sources=()))
    async with app.run_test():
        await until(lambda: "emm init" in str(app.screen.query_one("#nothing").render()))


async def test_quitting_asks_only_while_a_job_runs(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    session.gate = asyncio.Semaphore(0)
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("S", "q")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("n")
        await until(lambda: not isinstance(app.screen, ConfirmDialog))
        await pilot.press("q")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("y")
        await until(lambda: not app.is_running or app._exit)
    assert session.cancelled == 1
    assert app.return_code == 0


async def test_q_quits_at_once_when_nothing_runs(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await pilot.press("q")
        await until(lambda: app._exit)
    assert app.return_code == 0


async def test_a_job_can_be_cancelled(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    session.gate = asyncio.Semaphore(0)
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("S")
        await until(lambda: "jobs 1" in status(app))
        await pilot.press("C")
        await until(lambda: "jobs" not in status(app))
        assert session.cancelled == 1


async def test_jobs_wait_for_their_turn(app: EmmApp, session: fake.FakeSession, until: Until) -> None:
    session.gate = asyncio.Semaphore(0)
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("S", "j", "S")
        await until(lambda: "jobs 2" in status(app))
        assert session.scraped == [[1]]
        session.gate.release()
        session.gate.release()
        await until(lambda: session.scraped == [[1], [2]])
        await until(lambda: "jobs" not in status(app))


async def test_another_writer_is_told_and_nothing_breaks(
    app: EmmApp, session: fake.FakeSession, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(**_: object) -> None:
        raise BusyError("Another emm is writing (pid 7).", "Try again when it is done.")

    monkeypatch.setattr(session, "scrape", busy)
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("S")
        await until(lambda: any("pid 7" in toast.message for toast in app._notifications))
        await pilot.press("j")
        assert table(app).cursor == 1


async def test_a_bug_in_a_job_ends_the_program_with_that_error(
    app: EmmApp, session: fake.FakeSession, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(**_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(session, "scrape", broken)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            await until(lambda: table(app).source.total == 60)
            await pilot.press("S")
            await until(lambda: not app.is_running)


async def test_a_candidate_can_be_taken(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    ambiguous = next(id for id, row in session.library.by_id.items() if row.state == "ambiguous")
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        table(app).cursor = list(table(app).ids).index(ambiguous)
        await pilot.press("i")
        await until(lambda: len(app.screen_stack) == 2)
        await pilot.press("j", "enter")
        await until(lambda: session.matched == [(ambiguous, "tmdb", "910902")])


async def test_the_export_is_of_the_selection(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(lambda: table(app).source.total == 60)
        await pilot.press("space", "space", "x")
        await until(lambda: session.exported == ["id:1,2"])


async def test_the_export_of_many_goes_in_parts(until: Until) -> None:
    row = invented.rows(1, hostile=False)[0]
    session = fake.FakeSession(replace(row, id=id) for id in range(1, 1201))
    app = fake.app(session)
    async with app.run_test(notifications=True) as pilot:
        await until(lambda: len(table(app).ids) == 1200)
        await pilot.press("ctrl+a", "x")
        await until(lambda: any("3 files of 3 items" in toast.message for toast in app._notifications))
        assert [query.count(",") + 1 for query in session.exported] == [500, 500, 200]


async def test_warnings_are_shown(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    async with app.run_test():
        session.emit(ev.ProviderStateChanged("tmdb", "paused", "asked to wait 30 s"))
        await until(lambda: any("tmdb is paused" in toast.message for toast in app._notifications))


async def test_below_40x10_there_is_a_notice(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(30, 8)) as pilot:
        await until(lambda: app.screen.query_one("#too-small").display)
        await pilot.resize_terminal(80, 24)
        await until(lambda: table(app).display and not app.screen.query_one("#too-small").display)


async def test_a_storm_of_sizes_breaks_nothing(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        for width, height in [(20, 5), (500, 200), (41, 11), (99, 9), (100, 24), (1, 1), (80, 24)]:
            await pilot.resize_terminal(width, height)
        await until(lambda: table(app).display)
        assert titles(app)
