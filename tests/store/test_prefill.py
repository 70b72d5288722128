"""Libraries of any size without files."""

from __future__ import annotations

from collections.abc import Iterator

from emm_tui.domain.media import ItemRow
from emm_tui.domain.query import parse_query
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.store.made_up import film


def made(films: int, shows: int) -> Iterator[ItemRow]:
    for number in range(films):
        yield ItemRow(0, "movie", "scraped", f"Film {number}", 1950 + number % 70, rating=number % 10)
    for number in range(shows):
        yield ItemRow(0, "show", "new", f"Show {number}")
        for season in (1, 2):
            yield ItemRow(0, "season", "new", f"Season {season}", season=season)
            for episode in (1, 2, 3):
                yield ItemRow(0, "episode", "new", f"Part {episode}", season=season, episode=episode)


async def test_prefilled_rows_are_a_library_like_any_other(writer: Writer, library: Library) -> None:
    assert await writer.prefill(made(500, 10)) == 590
    assert library.count(parse_query("")) == 510
    assert library.rows(library.ids(parse_query("film 499")))[0].rating == 9
    [row] = library.rows(library.ids(parse_query('show:"show 7" kind:episode s:2 e:3')))
    assert (row.show, row.title) == ("Show 7", "Part 3")
    assert [season.season for season in library.item(library.resolve('kind:show "show 7"')).seasons] == [1, 2]
    assert library.targets([1])[0].guess.title == "Film 0"


async def test_a_library_can_be_filled_further(writer: Writer, library: Library) -> None:
    await writer.add_discovered([film("Harbour Lights")])
    await writer.prefill(made(10, 0))
    await writer.add_discovered([film("Salt Lamp")])
    await writer.prefill(made(10, 0))
    assert library.count(parse_query("")) == 22
    assert library.resolve("salt") == 12


async def test_alike_items_are_counted_together_as_one_by_one(writer: Writer, library: Library) -> None:
    await writer.prefill(made(300, 10))
    ids = library.ids(parse_query(""))
    groups = library.alike(ids)
    rows = library.rows(ids)
    assert sum(group.count for group in groups) == len(rows) > len(groups)
    for group in groups:
        like = [
            row
            for row in rows
            if (row.kind, row.tmdb is None, row.artwork) == (group.kind, group.undecided, group.artwork)
        ]
        assert len(like) == group.count
        assert sum(len(library.children(row.id)) for row in like if row.kind == "show") == group.below
    assert library.alike([]) == [] and library.alike([10**9]) == []
