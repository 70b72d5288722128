"""A library whose file is taken away while it is open: nothing is made in its place, and what is open is read on."""
# ruff: noqa: ASYNC240 - nobody waits for these small files

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from emm_tui.domain.errors import StorageError
from emm_tui.domain.query import parse_query
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.store.made_up import film

EVERYTHING = parse_query("")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "share" / "emm"


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "library.db"


@pytest.fixture
async def library(path: Path) -> AsyncIterator[Library]:
    async with Writer(path, "scan") as writer:
        await writer.add_discovered([film("[REC] (2007)"), film("Harbour Lights")])
    library = Library(path)
    assert library.count(EVERYTHING) == 2
    yield library
    library.close()


async def refused(path: Path, library: Library, says: str) -> None:
    with pytest.raises(StorageError, match=says):
        async with Writer(path, "mark", library.file):
            pass


async def test_a_writer_makes_no_new_library_where_one_was(library: Library, path: Path) -> None:
    path.unlink()
    await refused(path, library, r"not there any more.*until it is back")
    assert not path.exists()


async def test_no_folder_is_made_where_a_disk_was(library: Library, path: Path, folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "unmounted")
    await refused(path, library, "its disk is gone")
    assert not folder.exists()
    (tmp_path / "unmounted").rename(folder)
    async with Writer(path, "mark", library.file) as writer:
        await writer.mark([1])
    assert library.rows([1])[0].marked


async def test_another_library_in_its_place_is_left_alone(library: Library, path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "restored.db")
    (tmp_path / "restored.db").rename(path)
    before = path.read_bytes()
    await refused(path, library, "another file than the one that was opened.*start emm anew")
    assert path.read_bytes() == before
    async with Writer(path, "mark", Library(path).file) as writer:  # who starts anew works with it
        await writer.mark([1])


async def test_a_library_that_was_never_there_is_made(path: Path) -> None:
    library = Library(path)
    assert library.file is None
    async with Writer(path, "scan", library.file) as writer:
        await writer.add_discovered([film("Harbour Lights")])
    assert library.count(EVERYTHING) == 1
    path.unlink()
    await refused(path, library, "not there any more")  # from now on there was one
    library.close()


async def test_a_run_stops_when_its_library_is_taken_away(library: Library, path: Path) -> None:
    async with Writer(path, "scan", library.file) as writer:
        path.unlink()
        with pytest.raises(StorageError, match="not there any more"):
            await writer.add_discovered([film("Lost to Nobody")])
        with pytest.raises(StorageError, match="not there any more"):
            await writer.prefill([])
    assert not path.exists()


async def test_what_is_open_is_read_on_and_no_thread_takes_another_file_for_it(library: Library, path: Path) -> None:
    path.unlink()
    assert library.count(EVERYTHING) == 2
    with pytest.raises(StorageError, match="not there any more"):
        library.version()
    with ThreadPoolExecutor(1) as pool, pytest.raises(StorageError, match="not there any more"):
        pool.submit(library.count, EVERYTHING).result()
    async with Writer(path, "scan"):  # somebody else makes a new one
        pass
    assert library.count(EVERYTHING) == 2
    with ThreadPoolExecutor(1) as pool, pytest.raises(StorageError, match="another file"):
        pool.submit(library.count, EVERYTHING).result()


async def test_a_connection_that_lost_its_disk_is_not_used_again(library: Library) -> None:
    lost = sqlite3.OperationalError("disk I/O error")
    lost.sqlite_errorcode = sqlite3.SQLITE_IOERR
    with pytest.raises(StorageError, match="cannot be reached: disk I/O error"), library._open() as before:
        raise lost
    with library._open() as after:
        assert after is not before
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):  # a share that comes and goes takes no handles
        before and before.execute("SELECT 1")
    assert library.count(EVERYTHING) == 2


async def test_what_is_open_can_be_kept_after_its_file_is_gone(library: Library, path: Path) -> None:
    path.unlink()
    copy = library.keep()
    assert copy is not None and copy.parent == path.parent / "backups" and copy.stat().st_mode & 0o777 == 0o600
    assert library.keep() == copy
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    copy.rename(path)  # what a person does with it
    again = Library(path)
    assert [row.title for row in again.rows([1, 2])] == ["[REC] (2007)", "Harbour Lights"]
    async with Writer(path, "mark", again.file) as writer:
        await writer.mark([1])
    assert again.rows([1])[0].marked
    again.close()


async def test_no_copy_is_made_where_a_disk_was(library: Library, folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "unmounted")
    assert library.keep() is None
    assert not folder.exists()
