"""What somebody else writes shows up by itself; while he does, reading goes on and writing says who is at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from emm_tui.config import Config
from emm_tui.domain.media import ItemRow
from emm_tui.paths import Paths
from emm_tui.session import Session
from emm_tui.store.library import Library
from emm_tui.store.lock import WriterLock
from emm_tui.store.writer import Writer
from emm_tui.ui import watch
from emm_tui.ui.app import EmmApp
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui.conftest import Until


def film(id: int, title: str) -> ItemRow:
    return ItemRow(id=id, kind="movie", state="new", title=title, year=1990 + id, path=f"/media/films/{title}.mkv")


async def write(database: Path, *rows: ItemRow) -> None:
    async with Writer(database, "scan") as writer:
        await writer.prefill(rows)


@pytest.fixture
async def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[EmmApp]:
    monkeypatch.setattr(watch, "EVERY", 0.05)
    paths = Paths(tmp_path / "config.toml", tmp_path, tmp_path / "cache")
    await write(paths.database, film(1, "[REC] (2007)"), film(2, "Harbour"))
    session = Session.open(paths, Config())
    library = Library(paths.database)
    yield EmmApp(session, library)
    library.close()
    session.close()


def titles(app: EmmApp) -> list[str | None]:
    table = app.screen.query_one(MediaTable)
    return [line.item.title for index in range(table.source.total) if (line := table.source.row(index))]


async def test_rows_of_another_writer_come_by_themselves(app: EmmApp, until: Until) -> None:
    async with app.run_test():
        await until(lambda: len(titles(app)) == 2)
        await until(lambda: app.others._known is not None)
        await write(app.session.database, film(3, "Slow Signals"))
        await until(lambda: len(titles(app)) == 3)


async def test_while_somebody_writes_a_person_reads_on_and_is_told_who_it_is(app: EmmApp, until: Until) -> None:
    lock = WriterLock(app.session.database)
    async with app.run_test() as pilot:
        await until(lambda: len(titles(app)) == 2)
        lock.acquire("scrape")
        try:
            await pilot.press("x")
            await until(lambda: any("Another emm is writing" in note.message for note in app._notifications))
            assert any("(scrape)" in note.message for note in app._notifications)
            await pilot.press("j")
            await until(lambda: app.screen.query_one(MediaTable).cursor == 1)
        finally:
            lock.release()


def said(app: EmmApp, text: str) -> bool:
    return any(text in note.message for note in app._notifications)


async def test_a_library_that_is_taken_away_is_told_of_and_read_on_and_no_new_one_is_made(
    app: EmmApp, until: Until
) -> None:
    database, away = app.session.database, app.session.database.with_suffix(".away")
    async with app.run_test() as pilot:
        await until(lambda: app.others._known is not None and len(titles(app)) == 2)
        database.rename(away)
        await until(lambda: said(app, "is not there any more"))
        app.clear_notifications()
        await pilot.press("m")
        await until(lambda: said(app, "Nothing is written until it is back"))
        await pilot.press("6", "w", "4", "1", "l")
        await until(lambda: len(app.screen.query(MediaTable)) == 1 and len(titles(app)) == 2)
        assert titles(app) == ["[REC] (2007)", "Harbour"] and app.is_running
        assert not database.exists()
        assert len(list((database.parent / "backups").iterdir())) == 1
        away.rename(database)
        await until(lambda: said(app, "is there again"))
        await pilot.press("escape", "m")
        await until(lambda: app.session.library.rows([1])[0].marked)


async def test_another_library_in_its_place_is_not_written_to(app: EmmApp, until: Until, tmp_path: Path) -> None:
    database, other = app.session.database, tmp_path / "other.db"
    await write(other, film(1, "Not this one"))
    async with app.run_test() as pilot:
        await until(lambda: app.others._known is not None and len(titles(app)) == 2)
        other.rename(database)
        await until(lambda: said(app, "is another file than the one that was opened"))
        app.clear_notifications()
        await pilot.press("m")
        await until(lambda: said(app, "start emm anew"))
        assert titles(app) == ["[REC] (2007)", "Harbour"]
    library = Library(database)
    assert [(row.title, row.marked) for row in library.rows([1, 2])] == [("Not this one", False)]
    library.close()


async def test_a_library_that_cannot_be_read_is_no_change() -> None:
    told: list[int] = []
    answers: list[int | Exception | None] = [None, OSError(), 4, 4, 7]

    def version() -> int | None:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    watching = watch.Watch(version, lambda: told.append(len(answers)), lambda text: None)
    while answers or watching._look is not None:
        watching._looked = 0.0 if answers else float("inf")
        if watching._look is not None:
            watching._look.exception()
        watching.tick()
    watching.close()
    assert told == [2, 0]
