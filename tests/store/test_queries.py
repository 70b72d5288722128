"""Queries against a library: what they find, in which order, and by which index."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emm_tui.domain.media import ItemRow
from emm_tui.domain.metadata import Credit, Rating
from emm_tui.domain.query import QueryError, parse_query
from emm_tui.domain.query_fields import FIELDS
from emm_tui.store.layout import ARTWORK_BITS
from emm_tui.store.library import Library
from emm_tui.store.query_sql import order, where
from emm_tui.store.writer import Writer
from tests.store.made_up import HOSTILE, film, matched, metadata, pictures

POSTER = ARTWORK_BITS["poster"]

FILMS = [
    ItemRow(0, "movie", "scraped", "The Harbour", 1999, rating=7.5, runtime=90, added="2026-01-05T10:00:00Z"),
    ItemRow(0, "movie", "failed", "Étoile & Sons", 2004, rating=6.0, runtime=120, added="2026-02-05T10:00:00Z"),
    ItemRow(0, "movie", "new", "[REC]", 2007, added="2026-03-05T10:00:00Z"),
    ItemRow(0, "movie", "new", "Zz 10", artwork=POSTER, added="2026-03-06T10:00:00Z", path="/m/zz.mkv"),
    ItemRow(0, "movie", "new", "Zz 9", tmdb=55, marked=True, missing_since="2026-03-07T10:00:00Z"),
    ItemRow(0, "show", "new", "An Island", 1999, imdb="tt9900001", tvdb=66),
    ItemRow(0, "season", "new", "Season 1", season=1),
    ItemRow(0, "episode", "new", "Pilot", season=1, episode=1),
    ItemRow(0, "episode", "new", "Storm", season=1, episode=2),
]


@pytest.fixture
async def filled(writer: Writer, library: Library) -> Library:
    await writer.prefill(FILMS)
    await writer.add_discovered([film("Lantern Bay")])
    item = library.resolve("lantern bay")
    facts = metadata(
        title="Lantern Bay",
        genres=["Science Fiction"],
        credits=[Credit("Zoë Quill", "actor"), Credit("Ivo Tarn", "director"), Credit("Ada Moreau", "writer")],
        ratings={"imdb": Rating(90, 5, 100)},
    )
    await writer.save_metadata(item, matched(), facts, pictures("poster"))
    await writer.finish(item, "failed", error="Time-out at the picture server", stage="artwork")
    await writer.lock([item], ["title"])
    return library


TABLE: list[tuple[str, list[str]]] = [
    ("", ["[REC]", "Étoile & Sons", "The Harbour", "An Island", "Lantern Bay", "Zz 9", "Zz 10"]),
    ("harb", ["The Harbour"]),
    ("ETOILE", ["Étoile & Sons"]),
    ("lumières", ["Lantern Bay"]),
    ("hafenlichter bay", ["Lantern Bay"]),
    ('"& sons"', ["Étoile & Sons"]),
    ("z", ["Lantern Bay", "Zz 9", "Zz 10"][1:]),
    ("^zz kind:movie year:..2001", ["The Harbour", "Lantern Bay"]),
    ("harbour,lantern", ["The Harbour", "Lantern Bay"]),
    ("harbour , zz 9", ["The Harbour", "Zz 9"]),
    ("har , zz", ["The Harbour", "Zz 9", "Zz 10"]),
    ("kind:show", ["An Island"]),
    ("kind:episode", ["Pilot", "Storm"]),
    ("kind:season,episode storm", ["Storm"]),
    ("kind:set", ["Harbour Collection"]),
    ("^kind:movie,episode,season", ["Harbour Collection", "An Island"]),
    ("kind:any pilot , kind:show", ["An Island", "Pilot"]),
    ("show:island e:2", ["Storm"]),
    ("state:failed", ["Étoile & Sons", "Lantern Bay"]),
    ("^state:new,failed", ["The Harbour"]),
    ("year:1999", ["The Harbour", "An Island"]),
    ("year:none", ["Zz 9", "Zz 10"]),
    ("^year:1999", ["[REC]", "Étoile & Sons", "Lantern Bay", "Zz 9", "Zz 10"]),
    ("rating:>=7.5", ["The Harbour", "Lantern Bay"]),
    ("runtime:<100", ["The Harbour", "Lantern Bay"]),
    ("added:2026-02", ["Étoile & Sons"]),
    ("added:2026-01..2026-02", ["Étoile & Sons", "The Harbour"]),
    ("added:<2026-02 kind:movie", ["The Harbour"]),
    ("added:>2026-03-05 zz", ["Zz 9", "Zz 10"]),
    ("added:1d", ["An Island", "Lantern Bay", "Zz 9"]),
    ("missing:file", ["Zz 9"]),
    ("^missing:poster", ["Zz 10"]),
    ("missing:plot year:2001..", ["[REC]", "Étoile & Sons"]),
    ("^missing:plot,actor,genre,director,set,premiered,certification,trailer", ["Lantern Bay"]),
    ("^missing:tmdb", ["Lantern Bay", "Zz 9"]),
    ("genre:science", ["Lantern Bay"]),
    ("tag:lighthouse studio:pier country:norway", ["Lantern Bay"]),
    ("actor:zoe director:tarn writer:moreau", ["Lantern Bay"]),
    ("actor:tarn", []),
    ("set:harbour", ["Lantern Bay"]),
    ("source:movies", ["Lantern Bay"]),
    ("path:/m/zz", ["Zz 10"]),
    ('path:"Lantern Bay (2001).mkv"', ["Lantern Bay"]),
    ("certification:pg", ["Lantern Bay"]),
    ("error:time-out", ["Lantern Bay"]),
    ("locked:title", ["Lantern Bay"]),
    ("marked:yes", ["Zz 9"]),
    ("tmdb:55", ["Zz 9"]),
    ("tvdb:66 kind:any", ["An Island", "Season 1", "Pilot", "Storm"]),
    ("imdb:tt9900001", ["An Island"]),
    ("id:1", ["The Harbour"]),
    ("kind:movie sort:year-", ["[REC]", "Étoile & Sons", "Lantern Bay", "The Harbour", "Zz 9", "Zz 10"]),
    ("kind:movie year:1.. sort:rating", ["[REC]", "Étoile & Sons", "The Harbour", "Lantern Bay"]),
    ("sort:title- year:1999", ["An Island", "The Harbour"]),
    ("kind:movie sort:state,year- year:2000..", ["Étoile & Sons", "Lantern Bay", "[REC]"]),
]


@pytest.mark.parametrize(("query", "titles"), TABLE, ids=[query or "nothing" for query, _ in TABLE])
async def test_a_query_finds_what_it_says_in_its_order(filled: Library, query: str, titles: list[str]) -> None:
    wanted = parse_query(query)
    ids = filled.ids(wanted)
    assert [row.title for row in filled.rows(ids)] == titles
    assert filled.count(wanted) == len(titles)
    assert list(filled.ids(wanted, 2)) == list(ids)[:2]


PLANS = [
    ("", "COVERING INDEX items_title (tier=?)"),
    ("kind:movie", "COVERING INDEX items_title (tier=?)"),
    ("kind:episode", "COVERING INDEX items_title (tier=?)"),
    ("sort:title-", "COVERING INDEX items_title (tier=?)"),
    ("missing:poster", "COVERING INDEX items_title (tier=?)"),
    ("z", "COVERING INDEX items_title (tier=?)"),
    ("sort:year", "COVERING INDEX items_year (tier=?)"),
    ("kind:movie sort:added", "COVERING INDEX items_added (tier=?)"),
    ("kind:movie sort:rating", "COVERING INDEX items_rating (tier=?)"),
    ("kind:movie sort:runtime", "COVERING INDEX items_runtime (tier=?)"),
    ("sort:state", "COVERING INDEX items_state (tier=?)"),
    ("state:failed", "COVERING INDEX items_state (tier=? AND state=?)"),
    ("year:1999", "COVERING INDEX items_year (tier=? AND year=?)"),
]


@pytest.mark.parametrize(("query", "plan"), PLANS, ids=[query or "nothing" for query, _ in PLANS])
async def test_lists_are_read_in_order_from_one_index(filled: Library, path: Path, query: str, plan: str) -> None:
    steps = explained(path, *selected(query))
    assert steps == [f"SEARCH i USING {plan}"]


SELECTIVE = [
    ("lantern bay", "SCAN titles VIRTUAL TABLE"),
    ("tmdb:55", "items_tmdb"),
    ("tvdb:66 kind:any", "items_tvdb"),
    ("imdb:tt9900001", "items_imdb"),
    ("show:island kind:episode", "items_show"),
    ("set:harbour", "items_set"),
    ("marked:yes", "items_marked"),
    ("missing:file", "items_missing"),
    ("actor:zoe", "people_folded"),
    ("actor:zoe", "credits_person"),
    ("genre:science", "item_terms_term"),
    ("path:/m/zz", "items_title"),
]


@pytest.mark.parametrize(("query", "index"), SELECTIVE)
async def test_a_selective_filter_begins_with_its_own_index(
    filled: Library, path: Path, query: str, index: str
) -> None:
    assert index in " ".join(explained(path, *selected(query)))


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT id FROM items WHERE path = ? AND kind = 'show'", "items_path"),
        ("SELECT id FROM items WHERE parent = ? AND season = ?1 AND kind = 'season'", "items_parent"),
        ("SELECT show FROM show_places WHERE scan_key = ? AND source = ?1", "show_places_scan_key"),
        ("SELECT count(*) FROM items WHERE source = ? AND missing_since IS NULL", "items_source"),
        ("SELECT path FROM files WHERE item = ?", "files_item"),
        ("SELECT item FROM files WHERE path = ?", "sqlite_autoindex_files_1"),
        ("SELECT item FROM job_items WHERE job = ? AND outcome IS NULL", "PRIMARY KEY (job=?)"),
    ],
)
async def test_what_scans_and_scrapes_look_up_has_an_index(filled: Library, path: Path, sql: str, index: str) -> None:
    assert index in " ".join(explained(path, sql, (1,)))


def selected(query: str) -> tuple[str, tuple[object, ...]]:
    wanted = parse_query(query)
    condition, values = where(wanted)
    return f"SELECT i.id FROM items i WHERE {condition} ORDER BY {order(wanted)}", values


def explained(path: Path, sql: str, values: tuple[object, ...]) -> list[str]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [step[3] for step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    finally:
        connection.close()


words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(HOSTILE),
    st.sampled_from([field.example for field in FIELDS.values()]),
    st.builds("{}:{}".format, st.sampled_from([*FIELDS, "sort"]), st.text(max_size=8)),
)


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("some") / "library.db"

    async def fill() -> None:
        async with Writer(path, "prefill") as writer:
            await writer.prefill([*FILMS, *(ItemRow(0, "movie", "new", title) for title in HOSTILE)])

    asyncio.run(fill())
    library = Library(path)
    yield library
    library.close()


@settings(deadline=None, max_examples=200)
@given(st.lists(words, max_size=4).map(" ".join))
def test_no_text_breaks_the_sql_of_a_query(some: Library, text: str) -> None:
    try:
        query = parse_query(text)
    except QueryError:
        return
    assert len(some.ids(query)) == some.count(query)


async def test_rows_come_in_the_order_of_their_ids_and_skip_what_is_gone(filled: Library) -> None:
    ids = filled.ids(parse_query(""))
    assert [row.id for row in filled.rows([ids[2], 9999, ids[0]])] == [ids[2], ids[0]]
    assert filled.rows([]) == []
