"""Screens are drawn the same everywhere: one folder of snapshots for each test module, no NO_COLOR from outside."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.location import PyTestLocation
from textual._context import active_app
from textual.pilot import Pilot

from emm_tui.ui.screens import library
from emm_tui.ui.widgets import row_source

SNAPSHOTS = Path(__file__).parents[2] / "snapshots"


SHELL = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLUMNS", "LINES", "TEXTUAL_PRESS"}
LONGEST = 30.0  # seconds that a test waits for anything


def _dirname(cls: type[Any], *, test_location: PyTestLocation) -> str:
    return str(SNAPSHOTS / Path(test_location.filepath).stem)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing from the shell decides how the screens look."""
    monkeypatch.setattr(SVGImageExtension, "dirname", classmethod(_dirname))
    for name in SHELL:
        monkeypatch.delenv(name, raising=False)


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
