"""A session: films go through the whole sentence, troubles stay with their item, and what was interrupted goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

from emm_tui import fsio
from emm_tui.domain import events as ev
from emm_tui.domain.errors import (
    BusyError,
    KeyRefusedError,
    MissingError,
    NotFoundError,
    ProviderDownError,
    ReadOnlyError,
    UsageError,
)
from emm_tui.domain.query import parse_query
from emm_tui.net.entries import Entry
from emm_tui.pipeline.reports import RunReport, ScrapeOptions
from emm_tui.store.writer import Writer
from tests.fake_films import FakeFilms, FakeSession, make_session

NAMES = ["[REC] (2007)", "The Lamp Keeper (1999)", "M*A*R*S (2011)"]
FILMS = {1: ("[REC]", 2007), 2: ("The Lamp Keeper", 1999), 3: ("M*A*R*S", 2011)}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[FakeSession]:
    """Three films on disk, all known to the provider."""
    made = make_session(tmp_path, FakeFilms(dict(FILMS)), NAMES)
    yield made
    made.close()


def beside(home: Path) -> dict[Path, int]:
    """Every file among the media with its time."""
    return {path: path.stat().st_mtime_ns for path in home.glob("media/*/*")}


def states(session: FakeSession) -> dict[str, str]:
    rows = session.library.rows(session.library.ids(parse_query("kind:movie")))
    return {row.title: row.state for row in rows}


def ident(session: FakeSession, title: str) -> int:
    return session.library.resolve(f'"{title}"')


async def scraped(session: FakeSession, **named: object) -> RunReport:
    await session.scan()
    return await session.scrape(options=ScrapeOptions(**named))  # type: ignore[arg-type]


async def test_a_scan_and_a_scrape_leave_facts_nfo_and_poster_beside_each_film(
    session: FakeSession, tmp_path: Path
) -> None:
    report = await scraped(session)
    assert (report.items, report.done, report.exit_code) == (3, 3, 0)
    assert report.metrics.images.downloaded == 3
    assert set(states(session).values()) == {"scraped"}
    for name in NAMES:
        folder = tmp_path / "media" / name
        assert b"<movie>" in (folder / f"{name}.nfo").read_bytes()
        assert (folder / f"{name}-poster.jpg").stat().st_size > 0


async def test_a_second_scrape_finds_nothing_to_do_and_one_of_all_changes_no_file(
    session: FakeSession, tmp_path: Path
) -> None:
    await scraped(session)
    before = beside(tmp_path)
    assert (await session.scrape()).items == 0
    session.films.asked.clear()
    again = await session.scrape(options=ScrapeOptions(scope="all"))
    assert (again.done, again.metrics.images.kept, again.metrics.images.downloaded) == (3, 3, 0)
    assert {call for call, _ in session.films.asked} == {"movie"}
    assert beside(tmp_path) == before


async def test_fetching_again_keeps_the_reasons_of_the_match(session: FakeSession) -> None:
    await scraped(session)
    item = ident(session, "The Lamp Keeper")
    match = session.library.item(item).match
    assert match and any("title" in reason for reason in match.reasons)
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert session.library.item(item).match == match


async def test_one_films_trouble_is_its_own(session: FakeSession) -> None:
    session.films.trouble[2] = ValueError("what no one thought of")
    report = await scraped(session)
    assert (report.done, report.failed, report.exit_code) == (2, 1, 1)
    assert states(session)["The Lamp Keeper"] == "failed"
    assert [(f.stage, "what no one thought of" in f.error) for f in report.failures] == [("scrape", True)]
    session.films.trouble.clear()
    assert (await session.scrape()).done == 1


async def test_a_provider_that_is_down_costs_exit_code_8_and_no_scraped_state(session: FakeSession) -> None:
    await scraped(session)
    session.films.trouble = {i: ProviderDownError("tmdb", "does not answer.") for i in FILMS}
    report = await session.scrape(options=ScrapeOptions(scope="all"))
    assert (report.failed, report.degraded, report.exit_code) == (3, {"tmdb"}, 8)
    assert set(states(session).values()) == {"scraped"}


async def test_a_refused_key_stops_the_run_and_the_rest_can_be_resumed(session: FakeSession) -> None:
    session.config.scrape.concurrency = 1
    session.films.trouble[2] = session.films.trouble[1] = KeyRefusedError("tmdb", "refused the key.")
    report = await scraped(session)
    assert (report.refused, report.exit_code) == ({"tmdb"}, 7)
    assert "failed" not in states(session).values()
    session.films.trouble.clear()
    resumed = await session.resume()
    assert resumed.job == report.job
    assert set(states(session).values()) == {"scraped"}
    assert session.library.job(report.job or 0).state == "done"


async def test_a_cancelled_run_resumes_with_what_is_left(session: FakeSession) -> None:
    await session.scan()
    session.films.gates[2] = anyio.Event()
    session.config.scrape.concurrency = 2
    async with anyio.create_task_group() as group:
        group.start_soon(session.scrape)
        with anyio.fail_after(60):
            while list(states(session).values()).count("scraped") < 2:  # noqa: ASYNC110 - the library tells
                await anyio.sleep(0.01)
        group.cancel_scope.cancel()
    assert session.library.jobs()[0].state == "interrupted"
    session.films.gates[2].set()
    session.films.asked.clear()
    report = await session.resume()
    assert report.items == 1
    assert ("movie", 2) in session.films.asked
    assert not {("movie", 1), ("movie", 3)} & set(session.films.asked)
    assert set(states(session).values()) == {"scraped"}


async def test_an_interrupted_refresh_asks_only_for_what_is_older_than_its_job(session: FakeSession) -> None:
    report = await scraped(session, refresh=True)
    assert session.not_before is not None
    began = session.not_before
    async with Writer(session.database, "test") as writer:
        await writer.submit(
            lambda db: db.conn.execute("UPDATE jobs SET state = 'interrupted' WHERE id = ?", (report.job,)) and None
        )
    await session.resume()
    assert abs(session.not_before - began) < 5


async def test_an_unknown_film_is_left_for_a_person_whose_word_decides(session: FakeSession) -> None:
    del session.films.films[2]
    report = await scraped(session)
    assert report.unmatched == 1
    item = ident(session, "The Lamp Keeper")
    session.films.films[9] = ("Der Lampenwart", 1998)
    decided = await session.match(item, "tmdb", "9")
    assert decided.done == 1
    found = session.library.item(item)
    assert (found.row.state, found.metadata.title, found.match and found.match.by) == (
        "scraped",
        "Der Lampenwart",
        "you",
    )
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert session.library.item(item).metadata.title == "Der Lampenwart"


async def test_an_id_that_nobody_knows_decides_nothing(session: FakeSession) -> None:
    await scraped(session)
    item = ident(session, "The Lamp Keeper")
    before = session.library.item(item)
    with pytest.raises(MissingError):
        await session.match(item, "tmdb", "404")
    assert session.library.item(item) == before


async def test_nothing_is_written_where_a_share_should_be(session: FakeSession, tmp_path: Path) -> None:
    await scraped(session)
    share, mount = tmp_path / "media", tmp_path / "media"
    share.rename(tmp_path / "away")
    mount.mkdir()
    session.films.asked.clear()
    report = await session.scrape(options=ScrapeOptions(scope="all", refresh=True))
    assert (report.skipped, report.left_alone, report.exit_code) == (3, {"Films"}, 6)
    assert (list(mount.iterdir()), session.films.asked) == ([], [])
    assert set(states(session).values()) == {"scraped"}


async def test_a_film_that_lost_its_pictures_comes_again(session: FakeSession, tmp_path: Path) -> None:
    session.films.pictures_are_down = True
    report = await scraped(session)
    assert (report.failed, report.exit_code, {f.stage for f in report.failures}) == (3, 1, {"artwork"})
    assert (tmp_path / "media" / NAMES[1] / f"{NAMES[1]}.nfo").exists()
    session.films.pictures_are_down = False
    again = await session.scrape()
    assert (again.done, again.metrics.images.downloaded) == (3, 3)


async def test_a_folder_that_cannot_be_written_costs_its_own_films_only(
    session: FakeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = str(tmp_path / "media" / NAMES[1])
    write = fsio.write_whole

    def refuse(path: str, *args: Any, **named: Any) -> fsio.Stamp | None:
        if path.startswith(locked):
            raise ReadOnlyError(f"{locked} is read-only.")
        return write(path, *args, **named)

    monkeypatch.setattr(fsio, "write_whole", refuse)
    report = await scraped(session)
    assert (report.done, report.failed, report.exit_code) == (2, 1, 9)
    assert session.library.item(ident(session, "The Lamp Keeper")).metadata.plot


async def test_a_film_that_is_gone_is_left_alone(session: FakeSession, tmp_path: Path) -> None:
    await scraped(session)
    (tmp_path / "media" / NAMES[0] / f"{NAMES[0]}.mkv").unlink()
    report = await session.scrape(options=ScrapeOptions(scope="all"))
    assert (report.done, report.skipped, report.exit_code) == (2, 1, 0)


async def test_another_match_offers_no_pictures_of_the_one_before(session: FakeSession) -> None:
    await scraped(session)
    item = ident(session, "The Lamp Keeper")
    session.films.films[9] = ("Der Lampenwart", 1998)
    session.films.without_pictures = True
    await session.match(item, "tmdb", "9")
    assert session.library.item(item).artwork_candidates == []


async def test_skip_mode_leaves_what_is_uncertain_as_it_was(session: FakeSession) -> None:
    session.films.films[4] = ("The Lamp Keeper", 1999)
    report = await scraped(session, mode="skip")
    assert (report.done, report.skipped) == (2, 1)
    assert states(session)["The Lamp Keeper"] == "new"


async def test_pictures_alone_need_known_facts(session: FakeSession, tmp_path: Path) -> None:
    await session.scan()
    alone = await session.scrape(options=ScrapeOptions(only=frozenset({"artwork"})))
    assert (alone.skipped, alone.done) == (3, 0)
    await session.scrape()
    poster = tmp_path / "media" / NAMES[0] / f"{NAMES[0]}-poster.jpg"
    poster.unlink()
    session.films.asked.clear()
    again = await session.scrape(options=ScrapeOptions(scope="all", only=frozenset({"artwork"})))
    assert (again.done, poster.exists()) == (3, True)
    assert {call for call, _ in session.films.asked} == {"download"}


async def test_facts_alone_write_nothing_beside_the_media(session: FakeSession, tmp_path: Path) -> None:
    await scraped(session, only=frozenset({"metadata"}))
    assert {path.suffix for path in beside(tmp_path)} == {".mkv"}


async def test_a_dry_run_only_says_what_it_would_take(session: FakeSession) -> None:
    report = await scraped(session, dry_run=True)
    assert (len(report.planned), report.job, session.films.asked) == (3, None, [])


async def test_a_second_writer_is_told_at_once_and_readers_go_on(session: FakeSession) -> None:
    await session.scan()
    async with Writer(session.database, "scrape"):
        with pytest.raises(BusyError):
            await session.scrape()
        assert len(states(session)) == 3


async def test_events_reach_listeners_until_they_let_go(session: FakeSession) -> None:
    heard: list[ev.Event] = []
    deaf = session.subscribe(heard.append)
    await scraped(session)
    assert {type(event) for event in heard} >= {ev.JobStarted, ev.StageEntered, ev.ItemEnded, ev.JobEnded}
    count = len(heard)
    deaf()
    await session.scrape(options=ScrapeOptions(scope="all"))
    assert len(heard) == count


async def test_a_source_or_job_that_is_not_there_is_named(session: FakeSession) -> None:
    with pytest.raises(UsageError, match=r"Shows.*Films"):
        await session.scan(["Shows"])
    await session.scan()
    with pytest.raises(NotFoundError, match="no interrupted scrape"):
        await session.resume()
    with pytest.raises(UsageError, match="done"):
        await session.cancel_job(1)


async def test_export_writes_what_is_missing_and_a_dry_run_only_says_so(session: FakeSession, tmp_path: Path) -> None:
    await scraped(session)
    nfo = tmp_path / "media" / NAMES[1] / f"{NAMES[1]}.nfo"
    written = nfo.read_bytes()
    nfo.unlink()
    assert (await session.export(dry_run=True)).written == [str(nfo)]
    assert not nfo.exists()
    report = await session.export()
    assert (report.written, report.unchanged, nfo.read_bytes()) == ([str(nfo)], 2, written)


@pytest.mark.parametrize(("backend", "kept"), [("memory", 1), ("off", 0)])
def test_a_cache_in_memory_lives_as_long_as_its_session(session: FakeSession, backend: Any, kept: int) -> None:
    session.config.cache.backend = backend
    with session.cache() as cache:
        cache.set_many({"https://api.example/3/movie/1": Entry("tmdb", 200, b"{}", 1.0, 9e9)})
    with session.cache() as cache:
        assert len(cache.usage()) == kept
    session.config.cache.backend = "off"
    with session.cache() as cache:
        assert cache.usage() == {}
