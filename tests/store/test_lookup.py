"""ITEM of the command line: an id, a path, a query with one hit."""

from __future__ import annotations

import os

import pytest

from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.media import Discovered
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.store.made_up import HOSTILE, episode, film


@pytest.fixture
async def films(writer: Writer) -> list[Discovered]:
    odd = film(os.fsdecode(b"odd\xff"))
    films = [film("Harbour Lights"), film("Harbour Nights", 2003), film("1917", 2019), odd]
    await writer.add_discovered([*films, episode("Tideland", 1, 1, 2)])
    return films


async def test_an_item_is_found_by_id_path_folder_or_query(films: list[Discovered], library: Library) -> None:
    assert library.resolve("2") == 2
    assert library.resolve(films[0].path) == 1
    assert library.resolve(os.path.dirname(films[0].path) + "/") == 1
    assert library.resolve(films[3].path) == 4
    assert library.resolve("harbour year:2003") == 2
    assert library.resolve("1917") == 3
    assert library.item(library.resolve("/media/TV/Tideland")).row.kind == "show"


async def test_a_relative_path_is_looked_up_from_here(
    films: list[Discovered], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    assert library.resolve(films[1].path[1:]) == library.resolve(f"./{films[1].path}") == 2


@pytest.mark.parametrize(
    ("ref", "says"),
    [
        ("harbour", "means 2 items: 1, 2"),
        ("nothing like it", "No item"),
        ("/media/Movies", "means 4 items"),
        ("/media/TV/Tideland/Season 1/Tideland.S1E01E02.mkv", "means 2 items"),
        ("yaer:1999", "year"),
        ("", "No item"),
        ("99999999999999999999", "No item"),
    ],
)
async def test_what_is_not_one_item_says_how_many_there_are(
    films: list[Discovered], library: Library, ref: str, says: str
) -> None:
    with pytest.raises(NotFoundError, match=says):
        library.resolve(ref)


@pytest.mark.parametrize("ref", HOSTILE, ids=ascii)
async def test_a_hostile_reference_is_refused_in_plain_ascii(
    films: list[Discovered], library: Library, ref: str
) -> None:
    with pytest.raises(NotFoundError) as error:
        library.resolve(ref)
    assert error.value.message.isprintable()
