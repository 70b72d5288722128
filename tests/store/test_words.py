"""What providers said of an item comes back as it was, and goes when the item is something else."""

from __future__ import annotations

import pytest

from emm_tui.domain.metadata import Credit, Metadata, Rating, SetInfo
from emm_tui.domain.query import parse_query
from emm_tui.store.library import Library
from emm_tui.store.words import pack, unpack
from emm_tui.store.writer import Writer
from tests.store.made_up import film, matched, metadata, pictures

FULL = Metadata(
    title="[REC] \ud800\x1b]",
    plot="A hum.\nLouder.",
    year=2007,
    runtime=78,
    genres=["Horror", "M*A*R*S"],
    ratings={"imdb": Rating(6.1, 900), "metacritic": Rating(61, None, 100)},
    ids={"tmdb": "5", "imdb": "tt9900005"},
    set=SetInfo("Quay", 9, "All of it.", "https://pictures.invalid/p.jpg"),
    credits=[Credit("Ada Invented", "actor", "The Keeper", 0, "https://pictures.invalid/a.jpg", 7)],
    languages={"title": "en-US"},
    alternative_titles=["Rec"],
    airs_before_season=0,
)


@pytest.mark.parametrize("facts", [FULL, Metadata(), Metadata(season=0, episode=0)])
def test_packed_words_come_back_as_they_were(facts: Metadata) -> None:
    text = pack(facts)
    assert text.isascii()
    assert unpack(text) == facts


def test_who_won_is_nothing_that_anybody_said() -> None:
    assert unpack(pack(Metadata(title="Rec", providers={"title": "tmdb"}))) == Metadata(title="Rec")


async def test_words_and_who_lacks_are_kept_until_the_item_is_something_else(writer: Writer, library: Library) -> None:
    await writer.add_discovered([film("[REC] Lights")])
    [item] = library.ids(parse_query("kind:movie"))
    said = (("tmdb", metadata()), ("omdb", FULL))
    await writer.save_metadata(item, matched(), metadata(), pictures("poster"), said, {"tvdb": "does not answer \x1b]"})
    assert library.said(item) == said
    assert library.item(item).lacking == {"tvdb": "does not answer \x1b]"}
    assert list(library.ids(parse_query("missing:provider"))) == [item]
    assert list(library.ids(parse_query("missing:omdb"))) == []
    await writer.save_metadata(item, None, metadata(), (), said[:1])
    assert library.said(item) == said[:1]
    assert library.item(item).lacking == {}
    await writer.set_match(item, "tmdb", "4711")
    assert library.said(item) == ()


async def test_the_default_rating_comes_first_and_is_the_one_of_the_list(writer: Writer, library: Library) -> None:
    await writer.add_discovered([film("[REC] Lights")])
    [item] = library.ids(parse_query("kind:movie"))
    ratings = {"metacritic": Rating(61, None, 100), "imdb": Rating(6.8, 9), "tmdb": Rating(7.0, 9)}
    await writer.save_metadata(item, matched(), metadata(ratings=ratings))
    found = library.item(item)
    assert list(found.metadata.ratings) == ["metacritic", "imdb", "tmdb"]
    assert found.row.rating == 6.1
