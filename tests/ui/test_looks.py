"""How the screens look: every screen at two sizes in dark, light and ANSI colours, and the states of the library."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from time import tzset
from typing import Any

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from emm_tui.domain import events as ev
from emm_tui.ui import activity, figures, pulse
from emm_tui.ui.keys import modes
from emm_tui.ui.widgets import virtual_table
from emm_tui.ui.widgets.filter_bar import FilterInput
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui import fake, invented
from tests.ui.busy import busy, jobs, write_log
from tests.ui.rest import at_rest

SIZES = {"80x24": (80, 24), "160x48": (160, 48)}
Snap = Callable[..., bool]
Scene = Callable[[Pilot[Any]], Awaitable[None]]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program always has as much memory, no clock goes on, and that on the wall is that of Greenwich."""
    zone = os.environ.get("TZ")
    monkeypatch.setenv("TZ", "UTC")
    tzset()
    for one in (activity.Activity, pulse.Pulse):
        monkeypatch.setattr(one.__init__, "__defaults__", (lambda: 1000.0,))
    monkeypatch.setattr(virtual_table, "SETTLED", 0.02)
    monkeypatch.setattr(activity, "resident", lambda: 96e6)
    monkeypatch.setattr(figures, "most_resident", lambda: 128_000_000)
    yield
    if zone is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = zone
    tzset()


KEYS = {"library": ("j", "space", "j", "j", "j", "space", "j")}
"""What is pressed on a screen before it is looked at; on others one `j`."""


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", modes())
def test_screen(snap_compare: Snap, name: str, size: str, theme: str, tmp_path: Path) -> None:
    session = fake.FakeSession(invented.rows())
    session.paths.log = tmp_path
    session.paths.config_file = Path("/nowhere/config.toml")
    write_log(tmp_path)
    jobs(session.library)
    invented.responses(session.responses)
    session.config.ui.theme = theme
    app = fake.app(session)

    async def scene(pilot: Pilot[Any]) -> None:
        if name != "library":
            busy(session, app)
        await at_rest(pilot)
        app.switch_mode(name)
        await at_rest(pilot)
        await pilot.press(*KEYS.get(name, ("j",)))
        await at_rest(pilot)

    assert snap_compare(app, terminal_size=SIZES[size], run_before=scene)


async def _open(pilot: Pilot[Any], title: str) -> None:
    """Opens the next show or season of that title."""
    table = pilot.app.screen.query_one(MediaTable)
    while (line := table.source.row(table.cursor)) is None or line.item.title != title:
        await pilot.press("j")
    before = table.source.total
    await pilot.press("l")
    while table.source.total == before:
        await pilot.pause(0.01)


@pytest.mark.parametrize("theme", ["textual-dark", "ansi-dark"])
@pytest.mark.parametrize("size", SIZES)
def test_open_shows(snap_compare: Snap, size: str, theme: str) -> None:
    session = fake.FakeSession(invented.shows(invented.rows()))
    session.config.ui.theme = theme

    async def scene(pilot: Pilot[Any]) -> None:
        await at_rest(pilot)
        await _open(pilot, "Amber Harbour")
        await pilot.press("j", "j", "j")
        await _open(pilot, "Season 2")
        await pilot.press("j", "space", "j")
        await at_rest(pilot)

    assert snap_compare(fake.app(session), terminal_size=SIZES[size], run_before=scene)


@pytest.mark.parametrize("size", SIZES)
def test_hits_below_their_shows(snap_compare: Snap, size: str) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await at_rest(pilot)
        await pilot.press("slash")
        pilot.app.screen.query_one(FilterInput).value = "bell, ferry, harbour"
        await pilot.press("enter", "j", "j")
        await at_rest(pilot)

    app = fake.app(fake.FakeSession(invented.shows(invented.rows())))
    assert snap_compare(app, terminal_size=SIZES[size], run_before=scene)


def test_no_colour(snap_compare: Snap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = fake.app(fake.FakeSession(invented.rows()))

    async def scene(pilot: Pilot[Any]) -> None:
        await at_rest(pilot)
        await pilot.press("j", "space")
        await at_rest(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=scene)


async def _filtered(pilot: Pilot[Any]) -> None:
    await pilot.press("slash")
    pilot.app.screen.query_one(FilterInput).value = "harbour state:scraped"


async def _misread(pilot: Pilot[Any]) -> None:
    await pilot.press("slash")
    pilot.app.screen.query_one(FilterInput).value = "yaer:1999"


async def _details(pilot: Pilot[Any]) -> None:
    await pilot.press("j", "l")


async def _sort(pilot: Pilot[Any]) -> None:
    await pilot.press("s")


async def _help(pilot: Pilot[Any]) -> None:
    await pilot.press("question_mark")
    pilot.app.screen.query_one(VerticalScroll).styles.scrollbar_size_vertical = 0  # it is as long as there are keys


async def _candidates(pilot: Pilot[Any]) -> None:
    await pilot.press(*"jjjj", "i")


async def _views(pilot: Pilot[Any]) -> None:
    await pilot.press("V", "j")


async def _columns(pilot: Pilot[Any]) -> None:
    await pilot.press("c", "space", "j")


async def _bulk(pilot: Pilot[Any]) -> None:
    await pilot.press("space", "space", "B")


async def _edit(pilot: Pilot[Any]) -> None:
    await pilot.press("e")
    await at_rest(pilot)
    await pilot.press("enter")
    await at_rest(pilot)
    await pilot.press("X")


async def _lock(pilot: Pilot[Any]) -> None:
    await pilot.press("L", "space")


async def _undo(pilot: Pilot[Any]) -> None:
    await pilot.press("space", "space", "m")
    app: Any = pilot.app
    while not app.session.__dict__.get("by_hand") or app.jobs:
        await pilot.pause(0.01)
    app.clear_notifications()
    await pilot.press("u")
    while len(app.screen_stack) < 2:
        await pilot.pause(0.01)


@pytest.mark.parametrize(
    "scene",
    [
        *(_filtered, _misread, _details, _sort, _help, _candidates),
        *(_views, _columns, _bulk, _edit, _lock, _undo),
    ],
)
def test_state(snap_compare: Snap, scene: Scene) -> None:
    async def run(pilot: Pilot[Any]) -> None:
        await at_rest(pilot)
        await scene(pilot)
        await at_rest(pilot)

    assert snap_compare(fake.app(fake.FakeSession(invented.rows())), terminal_size=(80, 24), run_before=run)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tabs", [0, 3], ids=["fields", "nfo"])
def test_item(snap_compare: Snap, size: str, theme: str, tabs: int) -> None:
    session = fake.FakeSession(invented.rows())
    session.config.ui.theme = theme
    session.library.locked[2] = {"plot"}

    async def scene(pilot: Pilot[Any]) -> None:
        await at_rest(pilot)
        await pilot.press("j", "E")
        await at_rest(pilot)
        await pilot.press(*["tab"] * tabs)
        await at_rest(pilot)
        await pilot.press(*"jjjj")
        await at_rest(pilot)

    assert snap_compare(fake.app(session), terminal_size=SIZES[size], run_before=scene)


def test_quitting_in_the_middle_of_a_scrape(snap_compare: Snap) -> None:
    session = fake.FakeSession(invented.rows())
    session.gate = asyncio.Semaphore(0)
    app = fake.app(session)

    async def scene(pilot: Pilot[Any]) -> None:
        await at_rest(pilot)
        session.emit(ev.ItemFailed(3, None, "scrape", "no answer"))
        await pilot.press("v", "j", "j", "j", "v", "S")
        while not app.jobs or app.activity.progress is None:
            await pilot.pause(0.01)
        await at_rest(pilot)
        await pilot.press("q")
        await at_rest(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=scene)


@pytest.mark.parametrize("sources", [("Films", "Series"), ()], ids=["unscanned", "no_source"])
def test_empty(snap_compare: Snap, sources: tuple[str, ...]) -> None:
    app = fake.app(fake.FakeSession(sources=sources))
    assert snap_compare(app, terminal_size=(80, 24), run_before=at_rest)


def test_too_small(snap_compare: Snap) -> None:
    assert snap_compare(fake.app(fake.FakeSession(invented.rows(3))), terminal_size=(30, 8), run_before=at_rest)
