"""A session over IMDb's data files: ratings that stay when a show is scraped again, and reach its NFO files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emm_tui.domain.metadata import Rating
from emm_tui.domain.query import parse_query
from emm_tui.pipeline.reports import ScrapeOptions
from emm_tui.providers import imdb
from tests.fake_films import FakeSession
from tests.fake_shows import FakeProvider, fetched_show, make_session
from tests.pipeline.tables import Brought

FILES = [f"Harbour [Rec] (2011)/Season 01/Harbour [Rec] - S01E0{n}.mkv" for n in (1, 2)]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSession]:
    """A show of two episodes that IMDb knows too."""
    monkeypatch.setattr(imdb, "open_datasets", lambda client, config: Brought())
    show = fetched_show(70, "Harbour [Rec]", 2011, {1: 2})
    show.metadata.ids["imdb"] = "tt9900900"
    made = make_session(tmp_path, FakeProvider({}, shows={70: show}), FILES)
    yield made
    made.close()


def ratings(session: FakeSession, query: str) -> list[Rating | None]:
    items = [session.library.item(id) for id in session.library.ids(parse_query(query))]
    return [item.metadata.ratings.get("imdb") for item in items]


async def test_episodes_keep_their_ratings_when_the_show_is_scraped_again(session: FakeSession, tmp_path: Path) -> None:
    await session.scan()
    await session.scrape()
    report = await session.update_datasets(episodes=True)
    assert ratings(session, "kind:episode") == [Rating(9.0, 300), None]
    assert len(report.rated) == 2
    assert (await session.scrape(options=ScrapeOptions(scope="all"))).done == 1
    assert ratings(session, "kind:episode") == [Rating(9.0, 300), None]
    folder = tmp_path / "media" / "Harbour [Rec] (2011)" / "Season 01"
    assert b'name="imdb"' in (folder / "Harbour [Rec] - S01E01.nfo").read_bytes()


async def test_an_export_writes_new_ratings_down(session: FakeSession, tmp_path: Path) -> None:
    await session.scan()
    await session.scrape()
    file = tmp_path / "media" / "Harbour [Rec] (2011)" / "tvshow.nfo"
    assert b'name="imdb"' not in file.read_bytes()
    await session.update_datasets()
    await session.export()
    assert b'name="imdb"' in file.read_bytes()
