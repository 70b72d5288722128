"""An invented library, on disk in a temporary folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from emm_tui.store.library import Library
from emm_tui.store.writer import Writer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    library = Library(path)
    yield library
    library.close()


@pytest.fixture
async def writer(path: Path) -> AsyncIterator[Writer]:
    async with Writer(path, "test") as writer:
        yield writer
