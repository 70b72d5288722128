"""What hangs under what, on a library that a scan has filled."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from emm_tui.domain.media import ItemRow
from emm_tui.domain.query import parse_query
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.store.made_up import episode, film, matched, metadata


@pytest.fixture
async def filled(writer: Writer, library: Library) -> Library:
    """Two shows and a film; the season of one episode is not known."""
    found = [episode("[REC] Lights", season, number) for season, number in ((2, 1), (1, 2), (1, 1), (0, 1), (10, 1))]
    await writer.add_discovered([*found, episode("[REC] Lights", None, 7), episode("Quay", 1, 1), film("Quiet Bay")])
    return library


def named(library: Library, ids: Sequence[int]) -> list[str]:
    """What rows are: a title, `S1`, `S1E1`."""

    def name(row: ItemRow) -> str:
        if row.kind == "season":
            return f"S{row.season}"
        return f"S{row.season}E{row.episode}" if row.kind == "episode" else row.title

    return [name(row) for row in library.rows(ids)]


def test_a_show_has_its_seasons_and_then_the_episodes_without_one(filled: Library) -> None:
    show = filled.resolve("[rec]")
    seasons = filled.children(show)
    assert named(filled, seasons) == ["S0", "S1", "S2", "S10", "SNoneE7"]
    assert named(filled, filled.children(seasons[1])) == ["S1E1", "S1E2"]


def test_films_and_episodes_have_nothing_below_them(filled: Library) -> None:
    assert not filled.children(filled.resolve("quiet bay"))
    assert not filled.children(filled.resolve("kind:episode show:quay"))
    assert not filled.children(999)


@pytest.mark.parametrize("text", ["kind:episode", "kind:any", "kind:season s:1", "quay", "kind:episode sort:rating-"])
def test_branches_are_the_ids_of_the_query_with_what_is_above_them(filled: Library, text: str) -> None:
    query = parse_query(text)
    ids, parents, shows = filled.branches(query)
    assert ids == filled.ids(query)
    for row, parent, show in zip(filled.rows(ids), parents, shows, strict=True):
        assert [above.title for above in filled.rows([show])] == ([row.show] if row.show else [])
        if row.kind == "season" or (row.kind == "episode" and row.season is None):
            assert parent == show
        elif row.kind == "episode":
            assert [above.season for above in filled.rows([parent])] == [row.season]
        else:
            assert (parent, show) == (0, 0)
    assert filled.branches(query, 1)[0] == ids[:1]


def test_an_empty_library_has_no_branches(library: Library) -> None:
    assert [len(part) for part in library.branches(parse_query("kind:any"))] == [0, 0, 0]
    assert not library.children(1)


async def test_an_episode_tells_its_day(filled: Library, writer: Writer) -> None:
    item = filled.resolve("kind:episode show:quay")
    await writer.save_metadata(item, matched(), metadata(premiered="2019-05-01"), [])
    assert filled.rows([item])[0].aired == "2019-05-01"
