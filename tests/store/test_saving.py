"""What a scrape leaves behind, and what it must not touch."""

from __future__ import annotations

import re

import pytest

from emm_tui.domain.artwork import ArtworkFile
from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.match import Verdict
from emm_tui.domain.metadata import Credit, Rating
from emm_tui.domain.query import parse_query
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.store.made_up import HOSTILE, candidate, episode, film, matched, metadata, pictures


@pytest.fixture
async def item(writer: Writer, library: Library) -> int:
    await writer.add_discovered([film("Harbour Lights"), film("Salt Lamp")])
    return library.resolve("harbour")


async def test_metadata_comes_back_as_it_was_saved(writer: Writer, library: Library, item: int) -> None:
    facts = metadata()
    await writer.save_metadata(item, matched(), facts, pictures("poster", "fanart"))
    found = library.item(item)
    assert found.metadata == facts
    assert found.artwork_candidates == pictures("poster", "fanart")
    assert (found.row.state, found.row.rating, found.row.runtime, found.row.tmdb) == ("matched", 7.4, 96, 77)
    assert found.match and (found.match.by, found.match.provider, found.match.score) == ("auto", "tmdb", 97.5)
    assert found.match.reasons == ["title equal", "year 2001 = 2001"]


async def test_every_value_says_where_it_comes_from(writer: Writer, library: Library, item: int) -> None:
    await writer.save_metadata(item, matched(), metadata(tagline=None))
    provenance = library.item(item).provenance
    assert provenance["title"].provider == "tmdb"
    assert (provenance["title"].language, provenance["plot"].language) == ("en-US", "de-DE")
    assert {"cast", "directors", "writers", "genres", "ratings", "set", "year"} <= provenance.keys()
    assert "tagline" not in provenance
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", origin.time) for origin in provenance.values())


async def test_a_second_scrape_replaces_lists_and_forgets_what_is_no_more(
    writer: Writer, library: Library, item: int
) -> None:
    await writer.save_metadata(item, matched(), metadata(), pictures("poster", "fanart"))
    facts = metadata(genres=["Crime"], credits=[Credit("Mara Lind", "actor", "Herself", 0)], plot=None, set=None)
    await writer.save_metadata(item, matched(), facts, pictures("poster"))
    found = library.item(item)
    assert (found.metadata.genres, found.metadata.plot, found.metadata.set) == (["Crime"], None, None)
    assert [credit.role for credit in found.metadata.credits] == ["Herself"]
    assert [picture.kind for picture in found.artwork_candidates] == ["poster"]


async def test_locked_fields_and_the_users_rating_stay(writer: Writer, library: Library, item: int) -> None:
    await writer.save_metadata(item, matched(), metadata(user_rating=9.0))
    before = library.item(item)
    await writer.lock([item], ["title", "plot", "genres", "cast", "ratings", "set"])
    later = metadata(
        title="Port Lights",
        plot="Other.",
        tagline="Other.",
        genres=["Crime"],
        tags=["pier"],
        credits=[Credit("Nobody", "actor"), Credit("New Hand", "director")],
        ratings={"tmdb": Rating(1.0, 1)},
        set=None,
        user_rating=1.0,
    )
    await writer.save_metadata(item, matched(), later)
    after = library.item(item)
    for field in ("title", "plot", "genres", "ratings", "set", "user_rating"):
        assert getattr(after.metadata, field) == getattr(before.metadata, field)
    assert (after.metadata.tagline, after.metadata.tags) == ("Other.", ["pier"])
    assert after.metadata.people("actor") == before.metadata.people("actor")
    assert [credit.name for credit in after.metadata.people("director")] == ["New Hand"]
    assert after.provenance["title"] == before.provenance["title"]
    assert set(after.locked) == {"title", "plot", "genres", "cast", "ratings", "set"}
    await writer.lock([item], ["title"], locked=False)
    assert "title" not in library.item(item).locked


async def test_people_of_one_name_are_told_apart_and_each_film_keeps_its_portraits(
    writer: Writer, library: Library, item: int
) -> None:
    twins = [Credit("Mara Lind", "actor", "A", 0, "old.jpg", 1), Credit("Mara Lind", "actor", "B", 1, "b.jpg", 2)]
    await writer.save_metadata(item, matched(), metadata(credits=twins))
    other = library.resolve("salt")
    newer = [Credit("Mara Lind", "actor", "C", 0, "new.jpg", 1)]
    await writer.save_metadata(other, matched(78), metadata(credits=newer, ids={"tmdb": "78"}))
    assert library.item(item).metadata.credits == twins
    assert library.item(other).metadata.credits == newer
    assert library.count(parse_query("actor:lind")) == 2


async def test_a_set_is_one_item_with_its_own_text_and_pictures(writer: Writer, library: Library, item: int) -> None:
    other = library.resolve("salt")
    await writer.save_metadata(item, matched(), metadata())
    await writer.save_metadata(other, matched(78), metadata(title="Salt Lamp", ids={"tmdb": "78"}))
    [group] = library.ids(parse_query("kind:set"))
    found = library.item(group)
    assert (found.row.title, found.metadata.plot, found.metadata.ids) == (
        "Harbour Collection",
        "Two films.",
        {"tmdb": "9"},
    )
    assert {picture.kind for picture in found.artwork_candidates} == {"poster", "fanart"}
    assert library.count(parse_query("set:harbour")) == 2
    assert library.item(other).metadata.set == metadata().set


async def test_facts_fetched_again_keep_the_reasons_of_the_match(writer: Writer, library: Library, item: int) -> None:
    await writer.save_metadata(item, matched(), metadata())
    before = library.item(item).match
    await writer.save_metadata(item, None, metadata(plot="New words."))
    assert (library.item(item).match, library.item(item).metadata.plot) == (before, "New words.")


async def test_what_is_not_decided_waits_for_review_with_its_candidates(
    writer: Writer, library: Library, item: int
) -> None:
    choices = [candidate(1, "Harbour Light"), candidate(2, "Harbour Lights")]
    await writer.save_verdict(item, Verdict("ambiguous", None, choices, ["two titles equal"]))
    [waiting] = library.review()
    assert (waiting.row.id, waiting.row.state, waiting.candidates) == (item, "ambiguous", choices)
    assert waiting.match and waiting.match.reasons == ["two titles equal"]
    assert library.targets([item])[0].by == ""


async def test_a_persons_decision_survives_the_next_verdict(writer: Writer, library: Library, item: int) -> None:
    await writer.save_metadata(item, matched(), metadata())
    await writer.set_match(item, "tmdb", "4711")
    target = library.targets([item])[0]
    assert (target.by, target.ids, target.state) == ("you", {"tmdb": "4711"}, "matched")
    await writer.save_verdict(item, Verdict("unmatched"))
    assert (library.targets([item])[0].by, library.item(item).row.state) == ("you", "matched")
    await writer.save_metadata(item, matched(4711, "Other"), metadata(ids={"tmdb": "4711"}))
    assert library.targets([item])[0].by == "you"
    with pytest.raises(NotFoundError):
        await writer.set_match(999, "tmdb", "1")


async def test_a_scraped_item_stays_scraped_whatever_fails_later(writer: Writer, library: Library, item: int) -> None:
    await writer.save_metadata(item, matched(), metadata())
    await writer.finish(item, "failed", error="the picture server is down", stage="artwork")
    assert library.item(item).row.state == "failed"
    await writer.finish(item, "scraped", nfo=True)
    assert (library.item(item).row.state, library.item(item).error) == ("scraped", None)
    await writer.finish(item, "failed", error="no answer", stage="scrape")
    await writer.save_verdict(item, Verdict("ambiguous", None, [candidate(3)]))
    await writer.finish(item, "skipped")
    assert library.item(item).row.state == "scraped"
    assert library.count(parse_query("missing:nfo harbour")) == 0


async def test_planned_pictures_are_known_until_they_lie_in_place(writer: Writer, library: Library, item: int) -> None:
    placed = ArtworkFile("poster", "/media/p.jpg", "https://i.example/1.jpg", 1000, 1500, "en", "tmdb", "ab", 9, 8)
    await writer.save_artwork(item, [placed])
    assert library.item(item).artwork == {"poster": placed}
    plan = ArtworkFile("poster", "/media/p.jpg", "https://i.example/2.jpg", size=9, mtime_ns=8, pending=True)
    await writer.plan_artwork(item, [plan])
    assert library.targets([item])[0].artwork == {"poster": plan}
    assert library.count(parse_query("missing:poster harbour")) == 0
    better = ArtworkFile("poster", "/media/p.jpg", "https://i.example/2.jpg", size=10, mtime_ns=11)
    await writer.save_artwork(item, [better])
    assert library.item(item).artwork == {"poster": better}
    await writer.drop_artwork(item, ["poster"])
    assert library.item(item).artwork == {}
    assert library.count(parse_query("missing:poster harbour")) == 1


async def test_the_episodes_of_a_show_stand_where_its_new_title_is(writer: Writer, library: Library) -> None:
    await writer.add_discovered([episode("Zebra Coast", 1, 1), episode("Middle Town", 1, 1)])
    show = library.resolve("/media/TV/Zebra Coast")
    await writer.save_metadata(show, matched(5, "A Coast"), metadata(title="Alpine Coast", set=None))
    assert [row.show for row in library.rows(library.ids(parse_query("kind:episode")))] == [
        "Alpine Coast",
        "Middle Town",
    ]
    [first, _] = library.rows(library.ids(parse_query("kind:episode")))
    assert (first.tmdb, first.imdb) == (77, "tt9900077")
    assert library.item(first.id).row.tmdb is None


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
async def test_hostile_text_of_a_provider_is_stored_and_found(
    writer: Writer, library: Library, item: int, text: str
) -> None:
    facts = metadata(
        title=text, plot=text, tags=[text], credits=[Credit(text, "actor", text)], alternative_titles=[text]
    )
    await writer.save_metadata(item, matched(), facts, pictures("poster"))
    kept = library.item(item).metadata
    if text.isprintable() or "\x1b" in text:
        assert (kept.title, kept.plot, kept.tags, kept.credits[0].name) == (text, text, [text], text)
    assert kept.title


async def test_marks_are_kept(writer: Writer, library: Library, item: int) -> None:
    await writer.mark([item])
    assert list(library.ids(parse_query("marked:yes"))) == [item]
    await writer.mark([item], marked=False)
    assert library.count(parse_query("marked:yes")) == 0
