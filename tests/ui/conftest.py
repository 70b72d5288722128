"""Screens are drawn the same everywhere: one folder of snapshots for each test module, no NO_COLOR from outside."""

from __future__ import annotations

import os
from asyncio import sleep
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic, tzset
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion
from syrupy.location import PyTestLocation
from textual._context import active_app
from textual.pilot import Pilot

from emm_tui.ui import activity, figures, pulse
from emm_tui.ui.app import EmmApp
from emm_tui.ui.far import FAR
from emm_tui.ui.screens import library
from emm_tui.ui.widgets import row_source, virtual_table
from tests.ui.rest import at_rest

SNAPSHOTS = Path(__file__).parents[2] / "snapshots"


SHELL = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLUMNS", "LINES", "TEXTUAL_PRESS", *FAR}
LONGEST = 30.0  # seconds that a test waits for anything


def _dirname(cls: type[Any], *, test_location: PyTestLocation) -> str:
    return str(SNAPSHOTS / Path(test_location.filepath).stem)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing from the shell decides how the screens look."""
    monkeypatch.setattr(SVGImageExtension, "dirname", classmethod(_dirname))
    for name in SHELL:
        monkeypatch.delenv(name, raising=False)


THEMES = ("textual-dark", "textual-light", "ansi-dark")
SIZES = {"80x24": (80, 24), "160x48": (160, 48)}
Scene = Callable[[Pilot[Any]], Awaitable[None]]
Looks = Callable[..., Awaitable[None]]


@pytest.fixture
def looks(snapshot: SnapshotAssertion) -> Looks:
    """Compares what a program shows after a scene, in each size and theme, with what it has shown before."""
    svg = snapshot.use_extension(SVGImageExtension)

    async def compare(app: EmmApp, scene: Scene, sizes: Sequence[str] = tuple(SIZES)) -> None:
        shown: dict[str, str] = {}
        async with app.run_test(size=SIZES[sizes[0]]) as pilot:
            await at_rest(pilot)
            await scene(pilot)
            for size in sizes:
                await pilot.resize_terminal(*SIZES[size])
                for theme in THEMES:
                    app.theme = theme
                    await at_rest(pilot)
                    shown[f"{size}-{theme}"] = app.export_screenshot()
        assert not [name for name in shown if shown[name] != svg(name=name)], "it looks otherwise"

    return compare


@pytest.fixture
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


Until = Callable[[Callable[[], object]], Awaitable[None]]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame waits for its rows, however slow the machine is: what a test looks at is there."""
    monkeypatch.setattr(row_source, "PATIENCE", LONGEST)
    monkeypatch.setattr(library, "PATIENCE", LONGEST)


@pytest.fixture
async def until() -> Until:
    """Waits until a condition holds, and for the messages that are under way then: at most thirty seconds."""

    async def wait(condition: Callable[[], object]) -> None:
        end = monotonic() + LONGEST
        while not condition():
            assert monotonic() < end, "it never came true"
            await sleep(0.005)
        app = active_app.get(None)
        if app is not None and app.is_running and not app._exit:
            await Pilot(app)._wait_for_screen()

    return wait
