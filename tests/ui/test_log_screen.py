"""The log screen: follows the file, filters it, and keeps failures until they are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emm_tui.domain import events as ev
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.entry import EntryDialog
from emm_tui.ui.log_file import LogFile, Wanted, parse
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


def test_a_line_that_is_being_written_waits_for_its_end(file: Path) -> None:
    log = LogFile(file)
    assert len(log.lines(Wanted()).offsets) == 60
    add(file, '{"timestamp": "x", "level": "info", "ev', end="")
    assert len(log.lines(Wanted()).offsets) == 60
    add(file, 'ent": "whole"}')
    lines = log.lines(Wanted())
    assert lines.entry(lines.offsets[-1]).event == "whole"


def test_a_rotated_file_is_begun_anew_and_the_lines_before_can_still_be_read(file: Path) -> None:
    log = LogFile(file)
    before = log.lines(Wanted())
    file.rename(file.with_suffix(".log.1"))
    file.write_text(line(90, "error", "new file") + "\n")
    assert log.changed
    after = log.lines(Wanted())
    assert [after.entry(offset).event for offset in after.offsets] == ["new file"]
    assert before.entry(before.offsets[0]).event == "job started"


def test_a_line_longer_than_what_is_read_at_once_hides_no_other(tmp_path: Path) -> None:
    file = tmp_path / "emm.log"
    file.write_text("x" * 3_000_000 + "\n" + line(1, "info", "short") + "\n")
    log = LogFile(file)
    lines = log.lines(Wanted(words=("short",)))
    assert [lines.entry(offset).event for offset in lines.offsets] == ["short"]


def test_words_are_found_whatever_their_letters(tmp_path: Path) -> None:
    file = tmp_path / "emm.log"
    file.write_text("\n".join([line(1, "info", "Überläufer Ende"), line(2, "info", "anderes")]) + "\n")
    lines = LogFile(file).lines(Wanted.of("ende läufer", "debug"))
    assert len(lines.offsets) == 1


@pytest.mark.parametrize("raw", [b"Traceback: no json", b"[1, 2]", b"\xff\xfe\x00", b"", b'{"level": 7}'])
def test_a_line_that_is_no_event_is_shown_as_it_is(raw: bytes) -> None:
    assert isinstance(parse(raw).text, str)


def test_a_file_that_stays_as_it_is_is_not_read_again(file: Path) -> None:
    log = LogFile(file)
    log.lines(Wanted())
    assert not log.changed


def test_no_log_is_no_lines(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "none")
    assert not log.changed
    assert len(log.lines(Wanted()).offsets) == 0
