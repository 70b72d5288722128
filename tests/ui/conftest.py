"""Screens are drawn the same everywhere: one folder of snapshots for each test module, no NO_COLOR from outside."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.location import PyTestLocation

SNAPSHOTS = Path(__file__).parents[2] / "snapshots"


def _dirname(cls: type[Any], *, test_location: PyTestLocation) -> str:
    return str(SNAPSHOTS / Path(test_location.filepath).stem)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing from the shell decides how the screens look."""
    monkeypatch.setattr(SVGImageExtension, "dirname", classmethod(_dirname))
    for name in ("NO_COLOR", "COLUMNS", "LINES", "TEXTUAL_PRESS"):
        monkeypatch.delenv(name, raising=False)


Until = Callable[[Callable[[], object]], Awaitable[None]]


@pytest.fixture
async def until() -> AsyncIterator[Until]:
    """Waits until a condition holds, at most five seconds."""
    from asyncio import sleep

    async def wait(condition: Callable[[], object]) -> None:
        for _ in range(500):
            if condition():
                return
            await sleep(0.01)
        raise AssertionError("it never came true")

    yield wait
