"""Pictures chosen by hand: they take their place, stay there, and are the person's to take away."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from emm_tui.domain import events as ev
from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import NotFoundError, ProviderDownError
from emm_tui.pipeline.choose import Offer
from emm_tui.pipeline.reports import ScrapeOptions
from tests.fake_films import FakeFilms, FakeSession, make_session

NAME = "Harbour [Rec] (2007)"
FIRST = "https://pictures.invalid/11.jpg"
SECOND = "https://pictures.invalid/second.jpg"
ALL = ScrapeOptions(scope="all")


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[FakeSession]:
    """A film with three posters on offer, scanned and scraped."""
    films = FakeFilms({11: ("Harbour [Rec]", 2007)})
    films.more_pictures = [
        ArtworkCandidate("poster", "tmdb", SECOND, None, 1000, 1500, None, 3),
        ArtworkCandidate("poster", "tmdb", "https://pictures.invalid/third.jpg", None, 500, 750, "ja", 9),
        ArtworkCandidate("banner", "tmdb", "https://pictures.invalid/tall.jpg", None, 1000, 1500, "en"),
    ]
    made = make_session(tmp_path, films, [NAME])
    made.config.artwork.kinds = ["poster", "banner"]
    await made.scan()
    await made.scrape()
    films.asked.clear()
    yield made
    made.close()


def beside(session: FakeSession) -> list[str]:
    return sorted(path.name for path in (session.paths.state / "media" / NAME).iterdir() if path.suffix != ".nfo")


def poster(session: FakeSession) -> Path:
    return session.paths.state / "media" / NAME / f"{NAME}-poster.jpg"


async def kind(session: FakeSession, name: str = "poster") -> Offer:
    return next(offer for offer in await session.artwork(1) if offer.kind == name)


async def test_what_is_on_offer_is_shown_best_first_with_the_one_that_lies_there(session: FakeSession) -> None:
    offer = await kind(session)
    assert [one.url.rpartition("/")[2] for one in offer.candidates] == ["11.jpg", "second.jpg", "third.jpg"]
    assert (offer.current, offer.locked) == (0, False)
    assert offer.file is not None
    assert offer.file.path == str(poster(session))


async def test_a_picture_of_another_shape_is_not_on_offer(session: FakeSession) -> None:
    assert (await kind(session, "banner")).candidates == []


async def test_a_chosen_picture_takes_its_place_and_no_scrape_replaces_it(session: FakeSession) -> None:
    told: list[ev.Event] = []
    session.subscribe(told.append)
    file = await session.choose_artwork(1, "poster", SECOND)
    assert (file.path, file.url, file.chosen) == (str(poster(session)), SECOND, True)
    assert ev.ItemsChanged((1,)) in told
    before = poster(session).stat()
    await session.scrape(options=ALL)
    offer = await kind(session)
    assert (offer.current, offer.file and offer.file.chosen) == (1, True)
    assert poster(session).stat().st_mtime_ns == before.st_mtime_ns
    assert beside(session) == [f"{NAME}-poster.jpg", f"{NAME}.mkv"]


async def test_a_choice_whose_download_fails_leaves_what_was_there(session: FakeSession) -> None:
    before = poster(session).read_bytes()
    session.films.pictures_are_down = True
    with pytest.raises(ProviderDownError):
        await session.choose_artwork(1, "poster", SECOND)
    offer = await kind(session)
    assert (offer.current, offer.file and offer.file.chosen) == (0, False)
    assert poster(session).read_bytes() == before


async def test_the_one_that_lies_there_is_not_downloaded_again(session: FakeSession) -> None:
    assert (await session.choose_artwork(1, "poster", FIRST)).chosen
    assert session.films.asked == []


async def test_what_is_not_on_offer_is_not_fetched(session: FakeSession) -> None:
    for name, url in (("poster", "https://elsewhere.invalid/x.jpg"), ("fanart", SECOND), ("nonsense", SECOND)):
        with pytest.raises(NotFoundError):
            await session.choose_artwork(1, name, url)
    assert session.films.asked == []


async def test_somebody_elses_picture_is_copied_before_it_makes_way(session: FakeSession) -> None:
    poster(session).unlink()
    own = poster(session).with_name("folder.jpg")
    Image.new("RGB", (400, 600), "green").save(own)
    data = own.read_bytes()
    await session.choose_artwork(1, "poster", SECOND)
    assert beside(session) == [f"{NAME}-poster.jpg", f"{NAME}.mkv"]
    assert [path.read_bytes() for path in (session.paths.backups / "artwork").iterdir()] == [data]


async def test_a_kept_picture_stays_when_a_better_one_comes(session: FakeSession) -> None:
    session.films.more_pictures.append(ArtworkCandidate("poster", "tmdb", SECOND + "?", None, 2000, 3000, "en", 99))
    assert (await session.keep_artwork(1, "poster")).chosen
    await session.scrape(options=ScrapeOptions(scope="all", refresh=True))
    offer = await kind(session)
    assert offer.file is not None
    assert offer.file.url == FIRST
    assert not (await session.keep_artwork(1, "poster", keep=False)).chosen


async def test_a_removed_picture_does_not_come_back_until_one_is_chosen(session: FakeSession) -> None:
    await session.remove_artwork(1, "poster")
    assert beside(session) == [f"{NAME}.mkv"]
    await session.scrape(options=ALL)
    offer = await kind(session)
    assert (offer.file, offer.current, offer.locked) == (None, None, True)
    assert beside(session) == [f"{NAME}.mkv"]
    with pytest.raises(NotFoundError):
        await session.remove_artwork(1, "poster")
    await session.choose_artwork(1, "poster", FIRST)
    assert not (await kind(session)).locked
    assert beside(session) == [f"{NAME}-poster.jpg", f"{NAME}.mkv"]


async def test_a_picture_that_a_person_put_there_is_copied_before_it_is_removed(session: FakeSession) -> None:
    Image.new("RGB", (500, 750), "green").save(poster(session))
    data = poster(session).read_bytes()
    await session.remove_artwork(1, "poster")
    assert [path.read_bytes() for path in (session.paths.backups / "artwork").iterdir()] == [data]


async def test_a_preview_is_fetched_once_and_then_read_from_the_cache_folder(session: FakeSession) -> None:
    candidate = (await kind(session)).candidates[0]
    async with session.pictures() as pictures:
        thumb = await pictures.thumb(candidate, 20, 40)
        assert (thumb.width, thumb.height, len(thumb.rgb)) == (20, 30, 20 * 30 * 3)
    async with session.pictures() as pictures:
        assert (await pictures.thumb(candidate, 10, 40)).width == 10
    assert session.films.asked == [("download", FIRST)]
    [kept] = (session.paths.cache / "previews").iterdir()
    with Image.open(io.BytesIO(kept.read_bytes())) as image:
        assert max(image.size) <= 640


async def test_a_locked_kind_keeps_its_picture_and_gets_none(session: FakeSession) -> None:
    report = await session.lock([1], ["poster", "title"], apply=True)
    assert {one.field for one in report.changes} == {"poster", "title"}
    before = poster(session).read_bytes()
    session.films.more_pictures.insert(0, ArtworkCandidate("poster", "tmdb", SECOND + "?", None, 2000, 3000, "en", 99))
    await session.scrape(options=ScrapeOptions(scope="all", refresh=True))
    assert poster(session).read_bytes() == before
    await session.undo(apply=True)
    assert not (await kind(session)).locked


async def test_each_provider_is_counted_before_a_scrape(session: FakeSession) -> None:
    options = ScrapeOptions(only=frozenset({"metadata"}))
    alone = (await session.estimate([1], options)).requests
    session.others["omdb"] = session.films
    assert (await session.estimate([1], options)).requests == alone + 1


async def test_a_scrape_of_some_kinds_leaves_the_others_as_they_are(session: FakeSession) -> None:
    poster(session).unlink()
    banners = ScrapeOptions(scope="all", only=frozenset({"artwork"}), kinds=("banner",))
    assert (await session.estimate([1], banners)).pictures == 1
    await session.scrape(options=banners)
    assert not poster(session).exists()
    posters = ScrapeOptions(scope="all", only=frozenset({"artwork"}), kinds=("poster",))
    await session.scrape(options=posters)
    assert poster(session).exists()
    assert session.config.artwork.kinds == ["poster", "banner"]


async def test_a_job_keeps_the_kinds_that_it_was_started_with(session: FakeSession) -> None:
    from emm_tui.session.runs import _options

    await session.scrape(options=ScrapeOptions(scope="all", only=frozenset({"artwork"}), kinds=("poster",)))
    assert _options(session.library.jobs()[0]).kinds == ("poster",)
    await session.scrape(options=ALL)
    assert _options(session.library.jobs()[0]).kinds is None
