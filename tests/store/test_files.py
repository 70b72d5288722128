"""Files that are no library, not yet one, or not any more."""
# ruff: noqa: ASYNC240 - nobody waits for these small files

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from emm_tui.domain.errors import DatabaseError, EmmError, NotFoundError
from emm_tui.domain.query import parse_query
from emm_tui.store.files import VERSION
from emm_tui.store.layout import APPLICATION_ID
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.store.made_up import film, matched, metadata


@pytest.fixture
async def closed(path: Path) -> Path:
    """A library that nobody has open."""
    async with Writer(path, "scan") as writer:
        await writer.add_discovered([film(f"Film {number}") for number in range(200)])
        await writer.save_metadata(1, matched(), metadata())
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith(".lock")}


async def refused(path: Path, says: str) -> None:
    """Neither side opens the file, and it stays as it was, with nothing beside it."""
    before = contents(path.parent)
    with pytest.raises(DatabaseError, match=says) as error:
        Library(path)
    assert error.value.exit_code == 4
    with pytest.raises(DatabaseError, match=says):
        async with Writer(path, "scan"):
            pass
    assert contents(path.parent) == before


def test_a_library_that_does_not_exist_yet_is_empty(path: Path) -> None:
    library = Library(path)
    assert not (library.ids(parse_query("")) or library.jobs() or library.review() or library.targets([1]))
    assert library.status().counts == {}
    with pytest.raises(NotFoundError, match="emm scan"):
        library.resolve("1")
    assert not path.exists()


async def test_the_file_says_whose_it_is_and_how_old(closed: Path) -> None:
    header = closed.read_bytes()[:100]
    assert int.from_bytes(header[60:64], "big") == VERSION
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    with sqlite3.connect(closed) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


async def test_a_newer_library_is_refused_and_left_byte_for_byte(closed: Path) -> None:
    with sqlite3.connect(closed) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    await refused(closed, "newer")


async def test_a_newer_library_is_seen_in_a_log_that_was_not_merged(closed: Path, tmp_path: Path) -> None:
    other = tmp_path / "crashed"
    other.mkdir()
    connection = sqlite3.connect(closed)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    for name in ("library.db", "library.db-wal"):
        shutil.copy(tmp_path / name, other / name)
    connection.close()
    before = (other / "library.db").read_bytes()
    with pytest.raises(DatabaseError, match="newer"):
        Library(other / "library.db")
    with pytest.raises(DatabaseError, match="newer"):
        async with Writer(other / "library.db", "scan"):
            pass
    assert (other / "library.db").read_bytes() == before


async def test_another_programs_database_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id = 1196444487")
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    await refused(path, "another program")


@pytest.mark.parametrize(
    "bytes", [b"this is no database at all" * 20, b"SQLite", b"<html>" + b"\0" * 200], ids=["text", "short", "page"]
)
async def test_a_file_that_is_no_database_is_refused(path: Path, bytes: bytes) -> None:
    path.write_bytes(bytes)
    await refused(path, "damaged")


async def test_a_library_that_lost_its_end_is_refused(closed: Path) -> None:
    whole = closed.read_bytes()
    closed.write_bytes(whole[: len(whole) // 2])
    await refused(closed, "damaged")


async def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.touch()
    assert Library(path).count(parse_query("")) == 0
    async with Writer(path, "scan") as writer:
        await writer.add_discovered([film("Harbour Lights")])
    assert Library(path).count(parse_query("")) == 1


async def test_any_damaged_byte_is_reported_or_harmless(closed: Path) -> None:
    """No flipped byte crashes a reader or makes a library look empty."""
    whole = closed.read_bytes()
    chance = random.Random(7)
    for _ in range(200):
        at = chance.randrange(len(whole))
        closed.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        library = None
        try:
            library = Library(closed)
            assert len(library.ids(parse_query(""))) > 0
            library.rows(range(1, 201))
            library.item(1)
            library.status()
        except (EmmError, UnicodeDecodeError):
            pass
        finally:
            if library:
                library.close()
