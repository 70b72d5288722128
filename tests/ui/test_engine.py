"""Scrapes from the screens run in a process of their own: held, cancelled, broken and left, they keep their state."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psutil
import pytest

from emm_tui.domain.media import Job
from emm_tui.session import Session
from emm_tui.store.library import Library
from emm_tui.store.lock import WriterLock
from emm_tui.ui.app import EmmApp
from emm_tui.ui.screens.jobs import JobsScreen
from emm_tui.ui.widgets.media_table import MediaTable
from tests.gated import Gated, gated, gone
from tests.ui.conftest import Until
from tests.ui.terminal import Terminal


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gated]:
    with gated(tmp_path / "home", monkeypatch) as made:
        yield made


@pytest.fixture
async def session(home: Gated) -> AsyncIterator[Session]:
    made = home.session()
    await made.scan()
    home.gate.clear()
    yield made
    home.gate.set()
    made.close()


@pytest.fixture
def app(session: Session) -> Iterator[EmmApp]:
    session.run_beside()
    library = Library(session.database)
    yield EmmApp(session, library)
    library.close()


def notes(app: EmmApp) -> str:
    return " ".join(note.message for note in app._notifications)


async def begin(app: EmmApp, home: Gated, until: Until) -> None:
    """A scrape of all, whose first film waits for the provider."""
    await until(lambda: len(app.screen.query_one(MediaTable).ids) > 3)
    app.screen.query_one(MediaTable).action_select_all()
    await app.screen.run_action("scrape")
    await until(lambda: home.asked and app.activity.progress is not None and app.session.metrics.stages)


async def test_the_cursor_moves_while_a_run_is_held_and_it_goes_on_afterwards(
    app: EmmApp, home: Gated, until: Until
) -> None:
    async with app.run_test() as pilot:
        await begin(app, home, until)
        await pilot.press("j")
        await until(lambda: app.screen.query_one(MediaTable).cursor == 1)
        await pilot.press("w")
        await until(lambda: isinstance(app.screen, JobsScreen))
        await pilot.press("p")
        await until(lambda: app.activity.paused)
        home.gate.set()
        await until(lambda: app.activity.metrics.ended == 1)
        await pilot.press("p")
        await until(lambda: not app.activity.paused)
        await until(lambda: not len(app.jobs) and "Scraped" in notes(app))
        assert app.session.library.jobs()[0].state == "done"


async def test_a_cancelled_run_says_that_its_state_is_saved_and_it_is(app: EmmApp, home: Gated, until: Until) -> None:
    async with app.run_test() as pilot:
        await begin(app, home, until)
        await pilot.press("C")
        await until(lambda: "its state is saved" in notes(app))
        assert app.session.library.jobs()[0].state == "interrupted"


async def test_a_run_that_dies_is_told_and_the_screens_go_on(app: EmmApp, home: Gated, until: Until) -> None:
    async with app.run_test() as pilot:
        await begin(app, home, until)
        assert app.session.engine and app.session.engine.pid
        os.kill(app.session.engine.pid, signal.SIGKILL)
        await until(lambda: "has ended" in notes(app))
        await until(lambda: app.activity.progress is None)
        await pilot.press("j")
        await until(lambda: app.screen.query_one(MediaTable).cursor == 1)


async def test_while_another_program_writes_a_run_says_who_it_is_and_the_screens_go_on(
    app: EmmApp, home: Gated, until: Until
) -> None:
    other = WriterLock(app.session.database)
    async with app.run_test() as pilot:
        await until(lambda: len(app.screen.query_one(MediaTable).ids) > 3)
        other.acquire("scan")
        try:
            app.screen.query_one(MediaTable).action_select_all()
            await app.screen.run_action("scrape")
            await until(lambda: "Another emm is writing" in notes(app) and not len(app.jobs))
            assert f"process {os.getpid()}" in notes(app)
            await pilot.press("j")
            await until(lambda: app.screen.query_one(MediaTable).cursor == 1)
        finally:
            other.release()


async def test_a_bug_in_a_run_ends_the_program_with_its_trace(app: EmmApp, home: Gated, until: Until) -> None:
    async def broken() -> tuple[str, str]:
        beside = app.session.runner()
        assert beside
        await beside.call("scrape", (), {"options": "[REC] is no option"})
        raise AssertionError("it went well")

    with pytest.raises(AttributeError) as caught:
        async with app.run_test():
            await until(lambda: len(app.screen.query_one(MediaTable).ids) > 3)
            app.jobs.start("scrape", broken)  # type: ignore[arg-type]
            await until(lambda: app._exception is not None)
    assert "in scrape" in str(caught.value.__cause__)


async def test_leaving_while_a_run_is_on_saves_its_state(app: EmmApp, home: Gated, until: Until) -> None:
    async with app.run_test():
        await begin(app, home, until)
        assert app.session.engine and app.session.engine.pid
        beside = psutil.Process(app.session.engine.pid)
        app.action_leave_now()
        await until(lambda: app._exit)
    assert gone(beside)
    assert app.session.library.jobs()[0].state == "interrupted"


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)], ids=["TERM", "HUP", "INT"]
)
async def test_a_signal_in_the_middle_of_a_run_saves_its_state(
    session: Session, home: Gated, number: signal.Signals, code: int
) -> None:
    with Terminal([sys.executable, "-m", "emm_tui"], {"EMM_HOME": str(home.home)}, (100, 30)) as terminal:
        terminal.expect(b"filter")
        terminal.send("\x01S")
        terminal.expect(b"0 %")
        [beside] = psutil.Process(terminal.pid).children()
        os.kill(terminal.pid, number)
        assert terminal.wait() == code
    assert gone(beside)
    assert state_of(session.library.jobs()) == "interrupted"
    home.gate.set()
    assert (await session.resume()).done > 2


def state_of(jobs: list[Job]) -> str:
    """What became of the last scrape."""
    return next(job.state for job in jobs if job.verb == "scrape")
