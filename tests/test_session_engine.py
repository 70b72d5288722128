"""The process beside the screens: what runs there is told here, can be held and cancelled, and outlives nobody."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

import psutil
import pytest

from emm_tui.domain import events as ev
from emm_tui.domain.errors import EmmError, NotFoundError
from emm_tui.domain.query import parse_query
from emm_tui.log import FILE
from emm_tui.pipeline.reports import ScrapeOptions
from emm_tui.session import Session, child, engine, line, wire
from emm_tui.session.wire import Answer, News, packed, receive
from tests.gated import Gated, gated, gone

LONGEST = 60.0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gated]:
    with gated(tmp_path / "home", monkeypatch) as made:
        yield made


@pytest.fixture
async def session(home: Gated) -> AsyncIterator[Session]:
    """A session whose films are scanned, and which runs its verbs beside."""
    made = home.session()
    await made.scan()
    made.run_beside()
    yield made
    home.gate.set()
    await made.leave()
    made.close()


async def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < end, "it never came true"
        await asyncio.sleep(0.01)


def scraped(session: Session) -> int:
    return session.library.count(parse_query("kind:movie state:scraped"))


def pid(session: Session) -> int:
    """The process beside, which is there."""
    assert session.engine and session.engine.pid
    return session.engine.pid


async def in_the_middle(session: Session, home: Gated) -> asyncio.Task[object]:
    """A scrape that waits for the provider's word on its first film."""
    home.gate.clear()
    home.asked.clear()
    run: asyncio.Task[object] = asyncio.create_task(session.scrape())
    await until(lambda: home.asked and session.metrics.stages)
    return run


async def test_a_run_beside_tells_and_leaves_the_same_as_one_here(session: Session) -> None:
    told: list[ev.Event] = []
    session.subscribe(told.append)
    before = session.metrics
    report = await session.scrape()
    assert report.done == scraped(session) > 3
    assert pid(session) != os.getpid()
    assert session.metrics is not before and session.metrics.outcomes["done"] == report.done
    assert session.metrics.operations["tmdb.movie"].count >= report.done
    assert session.metrics.operations["store.batch"].count
    assert session.metrics.levels["tmdb"]().limit
    kinds = [type(event) for event in told]
    assert kinds[0] is ev.JobStarted and kinds[-1] is ev.JobEnded
    assert kinds.count(ev.ItemEnded) == report.items == session.metrics.ended
    assert session.library.jobs()[0].state == "done"


async def test_what_a_run_asks_for_is_estimated_beside(session: Session) -> None:
    films = list(session.library.ids(parse_query("kind:movie")))
    beside = await session.estimate(films, ScrapeOptions())
    assert session.engine and session.engine.pid
    session.reconfigure(replace(session.config, cache=replace(session.config.cache, backend="memory")))
    assert beside == await session.estimate(films, ScrapeOptions())
    assert beside.requests > beside.items == len(films)


async def test_each_run_is_counted_anew(session: Session) -> None:
    await session.scrape()
    first = session.metrics
    await session.scrape()
    assert session.metrics is not first and not session.metrics.outcomes.get("done")


async def test_a_run_goes_on_while_the_screens_are_busy(session: Session, home: Gated) -> None:
    run = await in_the_middle(session, home)
    home.gate.set()
    end = time.monotonic() + LONGEST
    while scraped(session) < 3:  # nothing is awaited here: this event loop stands still
        assert time.monotonic() < end
        time.sleep(0.01)  # noqa: ASYNC251
    assert not session.metrics.outcomes.get("done")
    await run


async def test_a_cancelled_run_has_saved_its_state_and_goes_on_later(session: Session, home: Gated) -> None:
    run = await in_the_middle(session, home)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert session.library.jobs()[0].state == "interrupted"
    home.gate.set()
    report = await session.resume()
    assert report.done == scraped(session) > 3


async def test_a_run_that_is_cancelled_before_it_begins_is_cancelled(session: Session) -> None:
    run = asyncio.create_task(session.scrape())
    await until(lambda: session.engine and session.engine.pid)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run


async def test_a_held_run_begins_nothing_new_until_it_goes_on(session: Session, home: Gated) -> None:
    entered: set[int] = set()
    session.subscribe(lambda event: entered.add(event.item) if isinstance(event, ev.StageEntered) else None)
    run = await in_the_middle(session, home)
    session.hold.toggle()
    assert session.hold.held
    home.gate.set()
    await until(lambda: session.metrics.ended == 1)
    assert session.engine
    await session.engine.call("nfos", (next(iter(entered)),), {})  # whatever had begun would have been told before
    assert len(entered) == 1 and not run.done()
    session.hold.toggle()
    await run
    assert len(entered) == session.metrics.ended > 1


async def test_an_error_is_the_same_here(session: Session) -> None:
    with pytest.raises(NotFoundError, match="no job 99") as caught:
        await session.resume(99)
    assert caught.value.exit_code == 1 and caught.value.hint and caught.value.__cause__ is None


async def test_a_bug_comes_with_the_trace_of_where_it_was(session: Session) -> None:
    beside = session.runner()
    assert beside
    with pytest.raises(AttributeError) as caught:
        await beside.call("scrape", (), {"options": "none that there are"})
    assert "in scrape" in str(caught.value.__cause__) and "Traceback" in str(caught.value.__cause__)


def test_an_answer_that_cannot_be_sent_is_a_bug_and_no_wait() -> None:
    sent = pickle.loads(child._packed(Answer(7, lambda: None))[8:])
    assert sent.number == 7 and sent.error and sent.trace


EVENTS = [
    one for module in (ev, wire) for one in vars(module).values() if isinstance(one, type) and issubclass(one, ev.Event)
]
HOSTILE = "[REC] \x1b[31m\udcff"
VALUES = {"int": 7, "float": 0.5, "bool": True, "str": HOSTILE, "str | None": None, "tuple[int, ...]": (3, 1)}


@pytest.mark.parametrize("kind", EVENTS)
async def test_whatever_happens_can_be_told_to_another_process(kind: type[ev.Event]) -> None:
    event = kind(**{field.name: VALUES[str(field.type)] for field in fields(kind)})
    reader = asyncio.StreamReader()
    reader.feed_data(packed(News([event], {}, {}, 0)))
    assert await receive(reader) == News([event], {}, {}, 0)


async def test_a_call_that_cannot_be_sent_is_no_call_that_is_waited_for(session: Session) -> None:
    beside = session.runner()
    assert beside
    with pytest.raises(Exception, match="pickle"):
        await beside.call("nfos", (lambda: None,), {})
    assert beside._line and not beside._line.busy
    assert (await session.scrape()).done == scraped(session) > 3


async def test_a_run_whose_process_dies_is_an_error_and_can_be_resumed(session: Session, home: Gated) -> None:
    told: list[ev.Event] = []
    session.subscribe(told.append)
    run = await in_the_middle(session, home)
    os.kill(pid(session), signal.SIGKILL)
    with pytest.raises(EmmError, match="has ended"):
        await run
    await until(lambda: any(isinstance(event, ev.JobEnded) for event in told))
    home.gate.set()
    assert (await session.resume()).done == scraped(session) > 3


async def test_no_process_to_be_had_is_an_error_and_the_next_run_tries_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "executable", "/no/python")
        with pytest.raises(EmmError, match="cannot be started"):
            await session.scrape()
    assert session.engine and session.engine.pid is None
    assert (await session.scrape()).done == scraped(session) > 3


async def test_leaving_in_the_middle_saves_the_state(session: Session, home: Gated) -> None:
    run = await in_the_middle(session, home)
    process = psutil.Process(pid(session))
    await session.leave()
    with suppress(asyncio.CancelledError, EmmError):
        await run
    assert gone(process)
    assert session.library.jobs()[0].state == "interrupted"


async def test_leaving_does_not_wait_for_what_hangs(
    session: Session, home: Gated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "PATIENCE", 0.05)
    run = await in_the_middle(session, home)
    process = psutil.Process(pid(session))
    process.suspend()
    await session.leave()
    with pytest.raises(EmmError, match="has ended"):
        await run
    await until(lambda: gone(process))


async def test_a_cancelled_run_that_hangs_is_ended_and_another_can_begin(
    session: Session, home: Gated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "HUNG", 0.05)
    run = await in_the_middle(session, home)
    process = psutil.Process(pid(session))
    process.suspend()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    await until(lambda: gone(process))
    home.gate.set()
    assert (await session.resume()).done == scraped(session) > 3


OTHER = """
import asyncio, os, sys
from pathlib import Path
from tests.gated import Gated
async def main():
    session = Gated(Path(sys.argv[1])).session()
    session.run_beside()
    run = asyncio.create_task(session.scrape())
    while not session.metrics.stages:
        await asyncio.sleep(0.01)
    print(session.engine.pid, flush=True)
    await run
asyncio.run(main())
"""
"""A program that tells the process beside it once its scrape is on."""


async def test_it_does_not_outlive_a_program_that_was_killed(session: Session, home: Gated) -> None:
    home.gate.clear()
    command = [sys.executable, "-c", OTHER, str(home.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent) as other:  # noqa: ASYNC220
        assert other.stdout
        beside = psutil.Process(int(await asyncio.to_thread(other.stdout.readline)))
        other.kill()
    await until(lambda: gone(beside))
    assert session.library.jobs()[0].state == "interrupted"


async def test_its_memory_is_given_back_when_nobody_calls(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "REST", 0.01)
    await session.scan()
    first = psutil.Process(pid(session))
    assert session.engine and session.engine.resident > 1e6
    await until(lambda: gone(first))
    assert session.engine.pid is None and session.engine.resident == 0
    assert (await session.scrape()).done > 3


async def test_it_works_by_the_config_of_now(session: Session, home: Gated) -> None:
    await session.scrape()
    written = list((home.home / "media").rglob("*.nfo"))
    assert written
    for file in written:
        file.unlink()
    session.reconfigure(replace(session.config, export=replace(session.config.export, nfo=False)))
    await session.scrape("kind:movie", items=list(session.library.ids(parse_query("kind:movie"))))
    assert not list((home.home / "media").rglob("*.nfo"))


async def test_a_cache_in_memory_keeps_the_runs_here(session: Session) -> None:
    session.reconfigure(replace(session.config, cache=replace(session.config.cache, backend="memory")))
    assert (await session.scrape()).done > 3
    assert session.engine is None


async def test_what_runs_beside_is_logged_once(session: Session) -> None:
    await session.scrape()
    lines = (session.paths.log / FILE).read_text("ascii").splitlines()
    assert [json.loads(line)["event"] for line in lines].count("job started") == 1
