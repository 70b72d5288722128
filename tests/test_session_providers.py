"""Several providers of a title: what each adds, and what becomes of an item when one of them cannot be asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest

from emm_tui.domain.errors import KeyRefusedError, ProviderDownError, ProviderError
from emm_tui.domain.media import Item
from emm_tui.domain.metadata import Metadata, Rating
from emm_tui.domain.query import parse_query
from emm_tui.pipeline.reports import RunReport, ScrapeOptions
from tests.fake_films import FakeFilms, FakeSession, make_session
from tests.fake_others import FakeOther

NAMES = ["[REC] (2007)", "The Lamp Keeper (1999)"]
FILMS = {1: ("[REC]", 2007), 2: ("The Lamp Keeper", 1999)}
TROUBLES = [
    (ProviderDownError("omdb", "does not answer."), 8),
    (ProviderDownError("omdb", "answered 202 with nothing: something on the way blocks us."), 8),
    (ProviderError("omdb", "the answer is not readable JSON."), 8),
    (KeyRefusedError("omdb", "the key was refused."), 7),
]


def rated(value: float) -> Metadata:
    return Metadata(ratings={"imdb": Rating(value, 900)}, outline="Rated.", ids={"imdb": "tt9900001"})


@pytest.fixture
def omdb() -> FakeOther:
    return FakeOther("omdb", facts={"1": rated(6.1), "2": rated(6.2)})


@pytest.fixture
def session(tmp_path: Path, omdb: FakeOther) -> Iterator[FakeSession]:
    """Two films on disk, known to a provider of facts and to one of ratings."""
    made = make_session(tmp_path, FakeFilms(dict(FILMS)), NAMES)
    made.others["omdb"] = omdb
    yield made
    made.close()


async def scraped(session: FakeSession, **named: object) -> RunReport:
    await session.scan()
    return await session.scrape(options=ScrapeOptions(**named))  # type: ignore[arg-type]


def item(session: FakeSession, title: str = "The Lamp Keeper") -> Item:
    return session.library.item(session.library.resolve(f'"{title}"'))


def found(session: FakeSession, query: str) -> int:
    return session.library.count(parse_query(query))


async def test_every_provider_adds_what_it_knows_and_is_named_for_it(session: FakeSession) -> None:
    report = await scraped(session)
    assert (report.done, report.exit_code, report.lacking) == (2, 0, {})
    lamp = item(session)
    assert list(lamp.metadata.ratings) == ["imdb", "tmdb"]
    assert (lamp.row.rating, lamp.metadata.outline, lamp.row.imdb) == (6.2, "Rated.", "tt9900001")
    assert {name: lamp.provenance[name].provider for name in ("title", "outline", "ratings")} == {
        "title": "tmdb",
        "outline": "omdb",
        "ratings": "omdb",
    }
    assert [name for name, _ in session.library.said(lamp.row.id)] == ["tmdb", "omdb"]


@pytest.mark.parametrize(("trouble", "code"), TROUBLES)
async def test_a_trouble_of_one_provider_stops_no_item(
    session: FakeSession, omdb: FakeOther, trouble: Exception, code: int
) -> None:
    omdb.trouble = trouble
    report = await scraped(session)
    assert (report.done, report.failed, report.exit_code, report.lacking) == (2, 0, code, {"omdb": 2})
    lamp = item(session)
    assert (lamp.row.state, lamp.metadata.plot) == ("scraped", "All about The Lamp Keeper.")
    assert list(lamp.lacking) == ["omdb"]
    assert lamp.lacking["omdb"] in str(trouble)


async def test_what_is_missing_is_found_and_filled_out_of_the_cache_and_the_one_that_was_down(
    session: FakeSession, omdb: FakeOther
) -> None:
    omdb.trouble = TROUBLES[0][0]
    await scraped(session)
    assert (found(session, "missing:omdb"), found(session, "missing:provider"), found(session, "missing:tvdb")) == (
        2,
        2,
        2,
    )
    omdb.trouble = None
    report = await session.scrape(options=ScrapeOptions(scope="missing"))
    assert (report.items, report.exit_code, session.any_age) == (2, 0, True)
    assert (found(session, "missing:omdb"), found(session, "missing:provider")) == (0, 0)
    assert item(session).row.rating == 6.2
    assert not item(session).lacking
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert not session.any_age


async def test_what_a_provider_said_before_stays_while_it_cannot_be_asked(
    session: FakeSession, omdb: FakeOther
) -> None:
    await scraped(session)
    omdb.trouble = TROUBLES[0][0]
    report = await session.scrape(options=ScrapeOptions(scope="all", refresh=True))
    assert (report.done, report.exit_code) == (2, 8)
    lamp = item(session)
    assert (lamp.row.rating, lamp.provenance["outline"].provider) == (6.2, "omdb")
    assert list(lamp.lacking) == ["omdb"]


async def test_a_provider_that_is_asked_no_more_is_forgotten(session: FakeSession) -> None:
    await scraped(session)
    session.others.clear()
    assert (await session.scrape(options=ScrapeOptions(scope="all"))).exit_code == 0
    assert list(item(session).metadata.ratings) == ["tmdb"]
    assert not item(session).lacking


async def test_what_is_locked_is_nobodys_to_change(session: FakeSession, omdb: FakeOther) -> None:
    await scraped(session)
    lamp = item(session)
    await session.edit([lamp.row.id], {"plot": "Mine."}, apply=True)
    await session.lock([lamp.row.id], ["outline", "ratings"], apply=True)
    omdb.facts["2"] = Metadata(outline="New.", ratings={"imdb": Rating(1.0, 9000)})
    await session.scrape(options=ScrapeOptions(scope="all", refresh=True))
    await session.match(lamp.row.id, "tmdb", "2")
    now = item(session)
    assert (now.metadata.plot, now.metadata.outline, now.row.rating) == ("Mine.", "Rated.", 6.2)
    assert now.provenance["plot"].provider == "you"


# -- who tells which title it is
def stand_in(name: str) -> FakeOther:
    """Another provider that searches."""
    titles = {"tt9900001": ("[REC]", 2007), "tt9900002": ("The Lamp Keeper", 1999)}
    facts = {i: Metadata(title=title, year=year, ids={"imdb": i}) for i, (title, year) in titles.items()}
    return FakeOther(name, "imdb", facts=facts, titles=titles)


@pytest.mark.parametrize("name", ["tvdb", "imdb"])
@pytest.mark.parametrize(
    ("trouble", "code"),
    [(ProviderDownError("tmdb", "does not answer."), 8), (KeyRefusedError("tmdb", "the key was refused."), 7)],
)
async def test_another_provider_tells_the_title_while_the_first_cannot_be_asked(
    session: FakeSession, name: str, trouble: ProviderError, code: int
) -> None:
    session.others = {name: stand_in(name)}
    session.films.search_trouble = trouble
    report = await scraped(session)
    assert (report.done, report.exit_code, report.lacking) == (2, code, {"tmdb": 2})
    match = item(session).match
    assert match is not None
    assert match.provider == name


async def test_what_another_told_meanwhile_is_made_whole_later(session: FakeSession) -> None:
    session.others = {"imdb": stand_in("imdb")}
    session.films.search_trouble = ProviderDownError("tmdb", "does not answer.")
    await scraped(session)
    session.films.search_trouble = None
    session.films.found = {"tt9900001": 1, "tt9900002": 2}
    report = await session.scrape(options=ScrapeOptions(scope="missing"))
    assert (report.done, report.exit_code) == (2, 0)
    assert item(session).metadata.plot == "All about The Lamp Keeper."
    assert item(session).row.tmdb == 2


async def test_a_refused_key_ends_the_run_when_nobody_else_can_tell_titles(session: FakeSession) -> None:
    session.films.search_trouble = KeyRefusedError("tmdb", "the key was refused.")
    report = await scraped(session)
    assert (report.exit_code, report.refused, report.failed, report.done) == (7, {"tmdb"}, 0, 0)
    assert found(session, "state:new") == 2


async def test_what_the_others_do_not_know_waits_for_the_one_that_is_down(session: FakeSession) -> None:
    session.others = {"tvdb": FakeOther("tvdb", "tvdb")}
    session.films.search_trouble = ProviderDownError("tmdb", "does not answer.")
    report = await scraped(session)
    assert (report.failed, report.unmatched, report.exit_code) == (2, 0, 8)


async def test_suggestions_tell_what_the_second_does_not_know_while_the_first_is_down(session: FakeSession) -> None:
    session.others = {"tvdb": FakeOther("tvdb", "tvdb"), "imdb": stand_in("imdb")}
    session.films.search_trouble = ProviderDownError("tmdb", "does not answer.")
    report = await scraped(session)
    assert (report.done, report.exit_code, report.lacking) == (2, 8, {"tmdb": 2})
    match = item(session).match
    assert match is not None
    assert match.provider == "imdb"


async def test_suggestions_stay_out_while_only_the_second_is_down(session: FakeSession) -> None:
    del session.films.films[2]
    suggestions = stand_in("imdb")
    down = FakeOther("tvdb", "tvdb", trouble=ProviderDownError("tvdb", "does not answer."))
    session.others = {"tvdb": down, "imdb": suggestions}
    assert (await scraped(session)).failed == 1
    assert "The Lamp Keeper" not in suggestions.asked


async def test_a_title_that_only_the_second_knows_is_found_there(session: FakeSession) -> None:
    del session.films.films[2]
    session.others = {"tvdb": stand_in("tvdb"), "imdb": stand_in("imdb")}
    report = await scraped(session)
    assert (report.done, report.exit_code) == (2, 0)
    match = item(session).match
    assert match is not None
    assert match.provider == "tvdb"
    assert item(session, "[REC]").match.provider == "tmdb"  # type: ignore[union-attr]


async def test_suggestions_are_not_asked_while_a_search_answers(session: FakeSession) -> None:
    del session.films.films[2]
    suggestions = stand_in("imdb")
    session.others = {"imdb": suggestions}
    report = await scraped(session)
    assert (report.done, report.unmatched) == (1, 1)
    assert "The Lamp Keeper" not in suggestions.asked


# -- when they are asked
async def test_ids_that_are_known_are_asked_by_at_once(session: FakeSession, omdb: FakeOther) -> None:
    await scraped(session)
    omdb.asked.clear()
    session.films.gates = {1: anyio.Event(), 2: anyio.Event()}
    async with anyio.create_task_group() as group:
        group.start_soon(lambda: session.scrape(options=ScrapeOptions(scope="all")))
        with anyio.fail_after(60):
            while sorted(omdb.asked) != ["1", "2"]:  # noqa: ASYNC110 - the fake tells
                await anyio.sleep(0.01)
        for gate in session.films.gates.values():
            gate.set()
    assert sorted(omdb.asked) == ["1", "2"]


async def test_a_late_provider_is_asked_when_all_items_are_through(session: FakeSession, tmp_path: Path) -> None:
    pages = FakeOther("imdb", late=True, gate=anyio.Event(), facts={"2": Metadata(tagline="Keep the light.")})
    session.others["imdb"] = pages
    await session.scan()
    async with anyio.create_task_group() as group:
        group.start_soon(session.scrape)
        with anyio.fail_after(60):
            while len(pages.asked) < 2:  # noqa: ASYNC110 - the fake tells
                await anyio.sleep(0.01)
        assert found(session, "state:scraped") == 2
        assert "imdb" in item(session).lacking
        assert pages.gate is not None
        pages.gate.set()
    lamp = item(session)
    assert (lamp.metadata.tagline, lamp.provenance["tagline"].provider, lamp.lacking) == ("Keep the light.", "imdb", {})
    assert (lamp.metadata.outline, lamp.provenance["title"].provider) == ("Rated.", "tmdb")
    assert b"Keep the light." in (tmp_path / "media" / NAMES[1] / f"{NAMES[1]}.nfo").read_bytes()


async def test_a_late_provider_that_is_blocked_costs_the_items_nothing(session: FakeSession) -> None:
    session.others["imdb"] = FakeOther("imdb", late=True, trouble=ProviderDownError("imdb", "answered 202."))
    report = await scraped(session)
    assert (report.done, report.exit_code, report.lacking) == (2, 8, {"imdb": 2})
    assert item(session).lacking == {"imdb": "answered 202."}
    assert item(session).metadata.outline == "Rated."


# -- why
async def test_a_value_can_be_asked_where_it_is_from(session: FakeSession, omdb: FakeOther) -> None:
    omdb.facts["2"].plot, omdb.facts["2"].languages = "Another plot.", {"plot": "en"}
    await scraped(session)
    told = session.why(item(session), "plot")
    assert [(say.provider, say.value, say.won) for say in told.said] == [
        ("tmdb", "All about The Lamp Keeper.", True),
        ("omdb", "Another plot.", False),
    ]
    assert "tmdb" in told.reason
    assert "nobody but omdb" in session.why(item(session), "outline").reason
    assert session.why(item(session), "tagline").said == []
    await session.edit([item(session).row.id], {"plot": "Mine."}, apply=True)
    told = session.why(item(session), "plot")
    assert (told.value, told.locked, len(told.said)) == ("Mine.", True, 2)
    assert "you set it" in told.reason


async def test_what_is_locked_in_an_nfo_of_another_program_stays(session: FakeSession, tmp_path: Path) -> None:
    session.config.export.profiles = ["jellyfin"]
    nfo = tmp_path / "media" / NAMES[1] / f"{NAMES[1]}.nfo"
    locked = b"<lockedfields>Overview|Genres</lockedfields>"
    nfo.write_bytes(b"<movie><plot>By hand.</plot><genre>Noir</genre>" + locked + b"</movie>")
    await scraped(session)
    lamp = item(session)
    assert (lamp.metadata.plot, lamp.metadata.genres, sorted(lamp.locked)) == ("By hand.", ["Noir"], ["genres", "plot"])
    assert (lamp.provenance["plot"].provider, lamp.provenance["title"].provider) == ("you", "tmdb")
    assert (lamp.row.title, lamp.row.year) == ("The Lamp Keeper", 1999)
    assert b"By hand." in nfo.read_bytes() and b"<lockedfields>Overview|Genres</lockedfields>" in nfo.read_bytes()
    later = (
        nfo.read_bytes().replace(b"emm-tui", b"other").replace(b"By hand.", b"Twice.").replace(b"Overview|", b"Name|")
    )
    nfo.write_bytes(later.replace(b"The Lamp Keeper</title>", b"Lamp</title>"))
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert (item(session, "Lamp").metadata.plot, item(session, "Lamp").row.title) == ("By hand.", "Lamp")
