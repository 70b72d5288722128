"""What a show has besides the usual: places of its specials, NFO files of seasons, pictures of all, portraits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.events import Event, Warned
from emm_tui.domain.fetched import FetchedShow
from emm_tui.domain.metadata import Credit
from emm_tui.pipeline.reports import Scope, ScrapeOptions
from tests.fake_films import FakeSession
from tests.fake_shows import FakeProvider, fetched_show, make_session

FOLDER = "Harbour [Rec] (2011)"
FILES = [
    f"{FOLDER}/Season 00/Harbour [Rec] - S00E01.mkv",
    f"{FOLDER}/Season 01/Harbour [Rec] - S01E01.mkv",
    f"{FOLDER}/Harbour [Rec] - S02E01.mkv",
]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[FakeSession]:
    show = fetched_show(70, "Harbour [Rec]", 2011, {0: 1, 1: 2, 2: 1})
    made = make_session(tmp_path, FakeProvider({}, shows={70: show}), FILES)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media" / FOLDER


def show_of(session: FakeSession) -> FetchedShow:
    provider = session.films
    assert isinstance(provider, FakeProvider)
    return provider.shows[70]


def below(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.rglob(pattern))


async def scraped(session: FakeSession, scope: Scope = "new") -> None:
    await session.scan()
    await session.scrape(options=ScrapeOptions(scope=scope))


async def test_where_a_special_belongs_is_kept_whoever_told_it(session: FakeSession, folder: Path) -> None:
    special = show_of(session).seasons[0].episodes[0]
    special.airs_before_season, special.airs_before_episode = 1, 2
    await scraped(session)
    nfo = (folder / "Season 00" / "Harbour [Rec] - S00E01.nfo").read_text()
    assert "<displayseason>1</displayseason>" in nfo
    assert "<displayepisode>2</displayepisode>" in nfo
    item = session.library.item(session.library.resolve("kind:episode s:0"))
    assert (item.metadata.airs_before_season, item.metadata.airs_before_episode) == (1, 2)
    special.airs_before_season = special.airs_before_episode = None
    special.metadata.airs_after_season = 2
    await scraped(session, "all")
    item = session.library.item(item.row.id)
    assert (item.metadata.airs_before_season, item.metadata.airs_after_season) == (None, 2)


async def test_a_season_in_a_folder_of_its_own_has_an_nfo_for_jellyfin_alone(
    session: FakeSession, folder: Path
) -> None:
    await scraped(session)
    assert not below(folder, "season.nfo")
    session.config.export.profiles = ["jellyfin"]
    await scraped(session, "all")
    assert [path.parent.name for path in below(folder, "season.nfo")] == ["Season 00", "Season 01"]
    nfo = (folder / "Season 01" / "season.nfo").read_text()
    assert "<season>" in nfo
    assert "<title>Part 1</title>" in nfo
    assert "<seasonnumber>1</seasonnumber>" in nfo


async def test_a_loose_episode_is_exported_for_jellyfin_without_a_season(tmp_path: Path) -> None:
    show = fetched_show(70, "Harbour [Rec]", 2011, {1: 2})
    session = make_session(tmp_path, FakeProvider({}, shows={70: show}), ["Harbour.[Rec].S01E01.mkv"])
    session.config.export.profiles = ["kodi", "jellyfin"]
    await session.scan()
    report = await session.scrape()
    session.close()
    assert (report.done, report.failed, report.exit_code) == (1, 0, 0)
    assert [path.name for path in below(tmp_path / "media", "*.nfo")] == ["Harbour.[Rec].S01E01.nfo"]


async def test_pictures_of_all_seasons_lie_in_the_folder_of_the_show(session: FakeSession, folder: Path) -> None:
    url = "https://pictures.invalid/every.jpg"
    show_of(session).artwork.append(ArtworkCandidate("season-all-poster", "tmdb", url, None, 1000, 1500, "en"))
    await scraped(session)
    assert (folder / "season-all-poster.jpg").exists()
    show = session.library.item(session.library.resolve("kind:show harbour"))
    assert (show.artwork["season-all-poster"].url, show.artwork["poster"].url) == (
        url,
        "https://pictures.invalid/show70.jpg",
    )


async def test_portraits_are_fetched_when_they_are_wanted_once_and_under_the_names_that_kodi_knows(
    session: FakeSession, folder: Path
) -> None:
    cast = show_of(session).metadata.credits
    cast[:] = [
        Credit("Ada von Invented: I?", "actor", "Keeper", 0, "https://pictures.invalid/ada.jpg"),
        Credit("Sefa/Okafor", "actor", "Cook", 1, "https://pictures.invalid/sefa.jpg"),
        Credit("Nobody Known", "actor", "Ghost", 2),
    ]
    await scraped(session)
    assert not (folder / ".actors").exists()
    session.config.artwork.actor_thumbs = True
    await scraped(session, "all")
    assert [path.name for path in (folder / ".actors").iterdir()] == ["Ada_von_Invented:_I?.jpg"]
    session.films.asked.clear()
    await scraped(session, "all")
    assert "download" not in [call for call, _ in session.films.asked]


async def test_a_portrait_that_is_none_costs_nothing_but_a_warning(
    session: FakeSession, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Event] = []
    session.subscribe(heard.append)
    show_of(session).metadata.credits[:] = [Credit("Ada", "actor", None, 0, "https://pictures.invalid/wide.jpg")]
    session.config.artwork.actor_thumbs = True
    provider = session.films
    real = provider.download

    async def download(url: str) -> bytes:
        if "wide" not in url:
            return await real(url)
        held = io.BytesIO()
        Image.new("RGB", (900, 90)).save(held, "JPEG")
        return held.getvalue()

    monkeypatch.setattr(provider, "download", download)
    await session.scan()
    assert (await session.scrape()).done == 1
    assert any("no portrait" in event.text for event in heard if isinstance(event, Warned))
    assert not (folder / ".actors").exists()


async def test_plex_alone_gets_its_own_names(session: FakeSession, folder: Path) -> None:
    session.config.export.profiles = ["plex"]
    await scraped(session)
    assert {path.name for path in below(folder, "*.jpg")} == {
        "poster.jpg",
        "season01.jpg",
        "season02.jpg",
        "season-specials-poster.jpg",
        "Harbour [Rec] - S00E01.jpg",
        "Harbour [Rec] - S01E01.jpg",
        "Harbour [Rec] - S02E01.jpg",
    }
    before = {path: path.stat().st_mtime_ns for path in below(folder, "*.jpg")}
    await scraped(session, "all")
    assert {path: path.stat().st_mtime_ns for path in below(folder, "*.jpg")} == before
