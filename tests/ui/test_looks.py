"""How the screens look: every screen at two sizes in dark, light and ANSI colours, and the states of the library."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from emm_tui.domain import events as ev
from emm_tui.ui.keys import modes
from emm_tui.ui.widgets.filter_bar import FilterInput
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui import fake, invented
from tests.ui.busy import busy, jobs, write_log
from tests.ui.conftest import Looks
from tests.ui.rest import at_rest

Snap = Callable[..., bool]


pytestmark = pytest.mark.usefixtures("still")

KEYS = {"library": ("j", "space", "j", "j", "j", "space", "j")}
"""What is pressed on a screen before it is looked at; on others one `j`."""


@pytest.mark.parametrize("name", modes())
async def test_screen(looks: Looks, name: str, tmp_path: Path) -> None:
    session = fake.FakeSession(invented.rows())
    session.paths.log = tmp_path
    session.paths.config_file = Path("/nowhere/config.toml")
    write_log(tmp_path)
    jobs(session.library)
    invented.responses(session.responses)
    app = fake.app(session)

    async def scene(pilot: Pilot[Any]) -> None:
        if name != "library":
            busy(session, app)
        await at_rest(pilot)
        app.switch_mode(name)
        await at_rest(pilot)
        await pilot.press(*KEYS.get(name, ("j",)))
        await at_rest(pilot)

    await looks(app, scene)


async def _open(pilot: Pilot[Any], title: str) -> None:
    """Opens the next show or season of that title."""
    table = pilot.app.screen.query_one(MediaTable)
    while (line := table.source.row(table.cursor)) is None or line.item.title != title:
        await pilot.press("j")
    before = table.source.total
    await pilot.press("l")
    while table.source.total == before:
        await pilot.pause(0.01)


async def test_open_shows(looks: Looks) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await _open(pilot, "Amber Harbour")
        await pilot.press("j", "j", "j")
        await _open(pilot, "Season 2")
        await pilot.press("j", "space", "j")
        await at_rest(pilot)

    await looks(fake.app(fake.FakeSession(invented.shows(invented.rows()))), scene)


async def test_hits_below_their_shows(looks: Looks) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("slash")
        pilot.app.screen.query_one(FilterInput).value = "bell, ferry, harbour"
        await pilot.press("enter", "j", "j")
        await at_rest(pilot)

    await looks(fake.app(fake.FakeSession(invented.shows(invented.rows()))), scene)


def test_no_colour(snap_compare: Snap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = fake.app(fake.FakeSession(invented.rows()))

    async def scene(pilot: Pilot[Any]) -> None:
        await at_rest(pilot)
        await pilot.press("j", "space")
        await at_rest(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=scene)


@pytest.mark.parametrize("tabs", [0, 3], ids=["fields", "nfo"])
async def test_item(looks: Looks, tabs: int) -> None:
    session = fake.FakeSession(invented.rows())
    session.library.locked = {row.id: {"plot"} for row in session.library.by_id.values()}

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press(*"jjjjjjj", "E")
        await at_rest(pilot)
        await pilot.press(*["tab"] * tabs)
        await at_rest(pilot)
        await pilot.press(*"jjjjjj")
        await at_rest(pilot)

    await looks(fake.app(session), scene)


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
