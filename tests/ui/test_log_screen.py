"""The log screen: follows the file, filters it, and keeps failures until they are read."""
# ruff: noqa: ASYNC240 - nobody waits for these small files

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emm_tui.domain import events as ev
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.entry import EntryDialog
from emm_tui.ui.screens.log import LogScreen
from tests.ui import fake, invented
from tests.ui.busy import line, write_log
from tests.ui.conftest import Until


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_log(tmp_path)


@pytest.fixture
def app(file: Path) -> EmmApp:
    session = fake.FakeSession(invented.rows(5))
    session.paths.log = file.parent
    return fake.app(session)


def screen(app: EmmApp) -> LogScreen:
    assert isinstance(app.screen_stack[0], LogScreen)
    return app.screen_stack[0]


def texts(app: EmmApp) -> Iterator[str]:
    source = screen(app).table.source
    for index in range(source.total):
        if entry := source.row(index):
            yield entry.text


def add(file: Path, *lines: str, end: str = "\n") -> None:
    with open(file, "a", encoding="ascii") as out:
        out.write("\n".join(lines) + end)


async def test_new_lines_come_by_themselves_and_who_is_at_the_end_stays_there(
    app: EmmApp, file: Path, until: Until
) -> None:
    async with app.run_test() as pilot:
        await app.switch_mode("log")
        table = screen(app).table
        await until(lambda: table.source.total == 60 and table.cursor == 59)
        add(file, line(70, "info", "item ended", item=70))
        await until(lambda: table.source.total == 61 and table.cursor == 60)
        await pilot.press("g")
        await until(lambda: table.cursor == 0)
        add(file, line(71, "info", "item ended", item=71))
        await until(lambda: table.source.total == 62)
        assert table.cursor == 0


async def test_a_key_shows_errors_alone_and_words_narrow_them(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await app.switch_mode("log")
        await until(lambda: screen(app).table.source.total == 60)
        await pilot.press("e", "e")
        await until(lambda: screen(app).table.source.total == 6)
        assert all("item failed" in text for text in texts(app))
        await pilot.press("slash", *"1998", "enter")
        await until(lambda: screen(app).table.source.total == 1)
        await pilot.press("slash", *"zz")
        await until(lambda: app.screen.has_class("-empty"))
        await pilot.press("q", "escape")  # typed on, then cleared
        await until(lambda: screen(app).table.source.total == 6 and not app.screen.has_class("-empty"))
        await pilot.press("escape", "escape")
        await until(lambda: app.current_mode == "library")


async def test_a_line_opens_in_full(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await app.switch_mode("log")
        await until(lambda: screen(app).table.source.total == 60)
        await pilot.press("e", "e")
        await until(lambda: screen(app).table.source.total == 6)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, EntryDialog))
        dialog = app.screen
        assert isinstance(dialog, EntryDialog)
        text = "\n".join(part.plain for part in dialog._lines())
        assert "no answer for" in text
        assert "\x1b" not in text and "\u202e" not in text


async def test_failures_are_counted_until_they_are_read(app: EmmApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await app.switch_mode("log")
        app.activity.take(ev.ItemFailed(3, None, "scrape", "no answer"))
        await until(lambda: "1 failure not read" in screen(app).heading.render().plain)
        await pilot.press("r")
        await until(lambda: app.activity.errors == 0)
        app.activity.take(ev.ItemFailed(4, None, "scrape", "no answer"))
        await until(lambda: app.activity.errors == 1)


def rotate(file: Path, *lines: str) -> None:
    """What the log does when the file is full; the new one has these lines."""
    for number in range(8, 0, -1):
        if (old := file.with_name(f"{file.name}.{number}")).exists():
            old.rename(file.with_name(f"{file.name}.{number + 1}"))
    file.rename(file.with_name(f"{file.name}.1"))
    file.write_text("".join(f"{one}\n" for one in lines), encoding="ascii")


def many(day: int, count: int = 300) -> list[str]:
    return [line(number, "info", f"day {day}", item=number) for number in range(count)]


async def test_files_that_were_rotated_away_come_when_a_person_gets_there_and_nothing_moves(
    app: EmmApp, file: Path, until: Until
) -> None:
    file.write_text("".join(f"{one}\n" for one in many(1)))
    rotate(file, *many(2))
    rotate(file, *many(3))
    async with app.run_test() as pilot:
        await app.switch_mode("log")
        log, table = screen(app), screen(app).table
        await until(lambda: table.source.total == 300 and table.cursor == 299)
        assert "300 lines, earlier ones above" in log.heading.render().plain
        table.cursor = 30
        await until(lambda: table.cursor == 30)
        line_on_screen, entry = table.cursor - table.scroll_offset.y, table.source.row(30)
        await pilot.press("ctrl+b")
        await until(lambda: table.source.total == 600 and table.cursor > 300)
        assert (here := table.source.row(table.cursor)) and here.event == "day 3"
        assert entry and entry.event == "day 3" and line_on_screen >= 0
        await pilot.press("g")
        await until(lambda: table.source.total == 900 and table.cursor == 0)
        assert (first := table.source.row(0)) and first.event == "day 1"
        await until(lambda: "900 lines" in log.heading.render().plain and "above" not in log.heading.render().plain)


async def test_a_filter_searches_all_files_and_without_it_one_is_where_the_hit_was(
    app: EmmApp, file: Path, until: Until
) -> None:
    file.write_text("".join(f"{one}\n" for one in [*many(1), line(7, "error", "needle"), *many(1)]))
    rotate(file, *many(2))
    rotate(file, *many(3))
    async with app.run_test() as pilot:
        await app.switch_mode("log")
        table = screen(app).table
        await until(lambda: table.source.total == 300)
        await pilot.press("slash", *"needle", "enter")
        await until(lambda: table.source.total == 1 and not screen(app).file.more)
        assert (hit := table.source.row(0)) and hit.event == "needle"
        add(file, line(8, "info", "another needle"))
        await until(lambda: table.source.total == 2)
        await pilot.press("k", "slash", "escape")
        await until(lambda: table.source.total > 900)
        await until(lambda: (now := table.source.row(table.cursor)) is not None and now.event == "needle")


async def test_the_log_is_rotated_while_a_person_reads_it(app: EmmApp, file: Path, until: Until) -> None:
    async with app.run_test() as pilot:
        await app.switch_mode("log")
        table = screen(app).table
        await until(lambda: table.source.total == 60)
        await pilot.press("k", "k", "k")
        await until(lambda: table.cursor == 56)
        entry = table.source.row(56)
        rotate(file, *many(2, 5))
        await until(lambda: table.source.total == 65)
        assert table.cursor == 56 and table.source.row(56) == entry
        assert [text.split()[1] for text in list(texts(app))[60:]] == ["2"] * 5
