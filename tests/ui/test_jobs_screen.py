"""The jobs screen: what runs and has run, and what can be done about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from emm_tui.domain import events as ev
from emm_tui.ui import unfinished
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.entry import EntryDialog
from emm_tui.ui.screens.jobs import JobsScreen
from emm_tui.ui.widgets.board import plain
from tests.ui import fake, invented
from tests.ui.busy import jobs
from tests.ui.conftest import Until

kept = unfinished.unfinished


@pytest.fixture
def session() -> fake.FakeSession:
    session = fake.FakeSession(invented.rows(9, hostile=False))
    jobs(session.library)
    return session


async def shown(app: EmmApp, until: Until) -> JobsScreen:
    await app.switch_mode("jobs")
    screen = app.screen
    assert isinstance(screen, JobsScreen)
    await until(lambda: screen.jobs.source.total == 5)
    return screen


async def test_what_failed_in_a_job_is_listed_and_tried_again(session: fake.FakeSession, until: Until) -> None:
    app = fake.app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await pilot.press("j")
        await until(lambda: len(screen.failures.failures) == 3)
        await pilot.press("t")
        await until(lambda: session.scraped == [[1, 2, 4]])


async def test_a_failure_says_all_of_itself(session: fake.FakeSession, until: Until) -> None:
    app = fake.app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await until(lambda: len(screen.failures.failures) == 1)
        await pilot.press("enter")
        await until(lambda: screen.failures.has_focus)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, EntryDialog))
        await pilot.press("escape")
        await until(lambda: app.screen is screen)
        await pilot.press("escape")
        await until(lambda: screen.jobs.has_focus)
        await pilot.press("escape")
        await until(lambda: app.current_mode == "library")


async def test_only_an_interrupted_job_is_resumed_or_given_up(session: fake.FakeSession, until: Until) -> None:
    app = fake.app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await pilot.press("j", "r", "d")
        await until(lambda: len(app._notifications) == 2)
        assert (session.resumed, session.given_up) == ([], [])
        await pilot.press("j", "j")
        await until(lambda: screen.jobs.at_cursor is not None and screen.jobs.at_cursor.id == 4)
        await pilot.press("r")
        await until(lambda: session.resumed == [4])
        await pilot.press("d")
        await until(lambda: session.given_up == [4])


async def test_a_running_scrape_shows_its_stages_and_can_be_held(session: fake.FakeSession, until: Until) -> None:
    session.library.history[0].state = "done"
    app = fake.app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        assert not screen.progress.display
        session.emit(ev.JobStarted(7, "scrape", 50))
        session.emit(ev.StageEntered(1, "artwork"))
        await until(lambda: "0 of 50" in plain(screen.progress.lines))
        await pilot.press("p")
        await until(lambda: session.hold.held and "paused" in plain(screen.progress.lines))
        await until(lambda: "paused" in screen.status_line.render().plain)
        await pilot.press("p")
        await until(lambda: not session.hold.held)
        session.emit(ev.JobEnded(7, "done"))
        await until(lambda: not screen.progress.display)


async def test_the_cursor_stays_on_its_job_when_a_new_one_comes(session: fake.FakeSession, until: Until) -> None:
    app = fake.app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await pilot.press("j", "j")
        await until(lambda: screen.jobs.at_cursor is not None and screen.jobs.at_cursor.id == 5)
        newest = session.library.history[0]
        session.library.history.insert(0, type(newest)(8, "scan", newest.started, None, "running", 0, 0, 0))
        session.emit(ev.JobEnded(7, "done"))
        await until(lambda: screen.jobs.source.total == 6)
        assert screen.jobs.at_cursor is not None and screen.jobs.at_cursor.id == 5


async def test_the_cursor_starts_on_the_job_to_go_on_with(session: fake.FakeSession, until: Until) -> None:
    session.library.history[0].state = "done"
    app = fake.app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        assert screen.jobs.at_cursor is not None and screen.jobs.at_cursor.id == 4
        await pilot.press("r")
        await until(lambda: session.resumed == [4])
        await pilot.press("g")
        session.library.history.append(replace(session.library.history[-1], id=2))
        session.emit(ev.JobEnded(7, "done"))  # read again: a person has chosen another row
        await until(lambda: screen.jobs.source.total == 6)
        assert screen.jobs.cursor == 0


def told(app: EmmApp) -> list[str]:
    return [note.message for note in app._notifications if "goes on" in note.message]


async def test_a_scrape_that_was_left_half_done_is_told_of_once(session: fake.FakeSession, until: Until) -> None:
    session.library.history[0].state = "done"
    session.config.ui.keymap = {"jobs.resume": "f5,ctrl+r"}
    app = fake.app(session)
    async with app.run_test(size=(80, 24)):
        await until(lambda: told(app))
        assert told(app) == ["Scrape 4 stopped at 12 of 60: w, then f5 goes on."]


@pytest.mark.parametrize("newest", ["running", "nothing"])
async def test_nothing_is_told_where_nothing_can_be_gone_on_with(
    session: fake.FakeSession, until: Until, newest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if newest == "nothing":
        session.library.history = [job for job in session.library.history if job.state == "done"]
    asked: list[str] = []
    monkeypatch.setattr(unfinished, "unfinished", lambda *known: asked.append(kept(*known)))
    app = fake.app(session)
    async with app.run_test(size=(80, 24)):
        await until(lambda: asked)
        assert asked == [""] and told(app) == []


async def test_a_run_of_another_process_is_followed_to_its_end(session: fake.FakeSession, until: Until) -> None:
    job = session.library.history[0]
    app = fake.app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await until(lambda: "scrape 7 in another emm (process 4242)  109 of 400" in plain(screen.progress.lines))
        job.done += 91
        await until(lambda: "200 of 400, about" in plain(screen.progress.lines))
        assert "failed 1" in plain(screen.progress.lines)
        await pilot.press("p")
        await until(lambda: any("only there" in note.message for note in app._notifications))
        job.state = "interrupted"  # killed: nobody has written that
        await until(lambda: not screen.progress.display)


async def test_no_jobs_yet_says_the_next_key(until: Until) -> None:
    app = fake.app(fake.FakeSession())
    async with app.run_test():
        await app.switch_mode("jobs")
        await until(lambda: app.screen.has_class("-empty"))
