"""IMDb's data files rate the library: fetched once a day, kept for its titles alone, never against a lock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from emm_tui.domain.datasets import EPISODES, RATINGS
from emm_tui.domain.errors import ProviderDownError, ProviderError
from emm_tui.domain.fetched import FetchedEpisode, FetchedSeason, FetchedShow
from emm_tui.domain.metadata import Metadata, Rating
from emm_tui.domain.query import parse_query
from emm_tui.pipeline import datasets
from emm_tui.pipeline.datasets import Updating, rate_episodes, update
from emm_tui.pipeline.reports import DatasetsReport
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer
from tests.pipeline.tables import RATED, Brought, packed
from tests.store.made_up import candidate, episode, film, matched, metadata

RATINGS_FILE, EPISODES_FILE = f"{RATINGS}.tsv.gz", f"{EPISODES}.tsv.gz"
ORDER = ("imdb", "tmdb")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library.db")
    yield library
    library.close()


@pytest.fixture
async def writer(tmp_path: Path) -> AsyncIterator[Writer]:
    async with Writer(tmp_path / "library.db", "test") as writer:
        yield writer


class Rig:
    """A library with a rated film and a show of two episodes, and the files beside it."""

    def __init__(self, folder: Path, library: Library, writer: Writer) -> None:
        self.folder, self.library, self.writer = folder / "datasets", library, writer
        self.brought = Brought()

    async def fill(self) -> None:
        await self.writer.add_discovered([film('[REC] "x"'), episode("Reed", 1, 1), episode("Reed", 1, 2)])
        self.film, self.show = (self.id(f"kind:{kind}") for kind in ("movie", "show"))
        self.episodes = list(self.library.ids(parse_query("kind:episode")))
        await self.writer.save_metadata(self.film, matched(), metadata())
        episodes = [FetchedEpisode(1, n, Metadata(title=f"Reed {n}", season=1, episode=n)) for n in (1, 2)]
        seasons = {1: FetchedSeason(1, Metadata(season=1), episodes=episodes)}
        facts = Metadata(title="Reed", ids={"tmdb": "9", "imdb": "tt9900900"})
        await self.writer.save_show(self.show, matched(9, "Reed"), FetchedShow(candidate(9), facts, seasons=seasons))

    def id(self, query: str) -> int:
        (found,) = self.library.ids(parse_query(query))
        return found

    def imdb(self, item: int) -> Rating | None:
        return self.library.item(item).metadata.ratings.get("imdb")

    async def update(
        self, *, episodes: bool = False, force: bool = False, order: tuple[str, ...] = ORDER
    ) -> DatasetsReport:
        deps = Updating(self.brought, self.folder, self.library, self.writer, order, force)
        return await update(deps, episodes=episodes)


@pytest.fixture
async def rig(tmp_path: Path, library: Library, writer: Writer) -> Rig:
    rig = Rig(tmp_path, library, writer)
    await rig.fill()
    return rig


async def test_films_and_shows_are_rated(rig: Rig) -> None:
    report = await rig.update()
    assert (rig.imdb(rig.film), rig.imdb(rig.show)) == (Rating(8.1, 20123), Rating(7.5, 1000))
    assert (sorted(report.rated), report.new) == (sorted([rig.film, rig.show]), [RATINGS])
    assert rig.brought.asked == [RATINGS_FILE]


async def test_what_was_kept_is_told(rig: Rig) -> None:
    await rig.update()
    (one,) = rig.library.datasets()
    assert (one.name, one.rows, one.kept) == (RATINGS, 7, 2)
    assert one.size == len(packed(RATINGS, RATED))
    assert one.asked[:10] == one.changed[:10] == datetime.now(UTC).strftime("%Y-%m-%d")


async def test_other_ratings_stay_and_the_first_of_the_order_is_the_one_in_lists(rig: Rig) -> None:
    await rig.update()
    assert list(rig.library.item(rig.film).metadata.ratings) == ["imdb", "tmdb"]
    assert rig.library.rows([rig.film])[0].rating == 8.1
    assert rig.library.item(rig.film).provenance["ratings"].provider == "imdb"


async def test_another_order_keeps_another_rating_in_lists(rig: Rig) -> None:
    await rig.update(order=("tmdb", "imdb"))
    assert list(rig.library.item(rig.film).metadata.ratings) == ["tmdb", "imdb"]
    assert rig.library.rows([rig.film])[0].rating == 7.4
    assert rig.library.item(rig.film).provenance["ratings"].provider == "tmdb"


async def test_what_has_not_changed_is_not_rated_anew(rig: Rig) -> None:
    await rig.update()
    assert (await rig.update(force=True)).rated == []
    rig.brought.files[RATINGS_FILE] = packed(RATINGS, RATED.replace("8.1\t20123", "8.2\t20124"))
    assert (await rig.update(force=True)).rated == [rig.film]
    assert rig.imdb(rig.film) == Rating(8.2, 20124)


async def test_locked_ratings_stay(rig: Rig) -> None:
    await rig.writer.lock([rig.film], ["ratings"])
    assert (await rig.update()).rated == [rig.show]
    assert rig.imdb(rig.film) is None


async def test_a_file_is_asked_for_once_a_day(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    await rig.update()
    report = await rig.update()
    assert (rig.brought.asked, report.new) == ([RATINGS_FILE], [])
    assert report.files == rig.library.datasets()
    monkeypatch.setattr(datasets, "_now", lambda: "2999-01-01T00:00:00Z")
    await rig.update()
    assert rig.brought.asked == [RATINGS_FILE] * 2
    assert rig.library.datasets()[0].asked == "2999-01-01T00:00:00Z"


async def test_force_asks_again_on_the_same_day(rig: Rig) -> None:
    await rig.update()
    assert (await rig.update(force=True)).new == []
    assert len(rig.brought.asked) == 2


async def test_a_file_that_was_thrown_away_is_brought_again(rig: Rig) -> None:
    await rig.update()
    (rig.folder / RATINGS_FILE).unlink()
    assert (await rig.update()).new == [RATINGS]


async def test_what_came_to_the_library_since_is_rated_out_of_the_same_file(rig: Rig) -> None:
    await rig.update()
    await rig.writer.add_discovered([film("Eight Digits", 2020)])
    new = rig.id("title:eight")
    await rig.writer.save_metadata(new, matched(5), metadata(ids={"imdb": "tt12345678"}))
    assert (await rig.update()).rated == [new]
    assert rig.imdb(new) == Rating(6.4, 55)
    assert len(rig.brought.asked) == 1


async def test_episodes_are_rated_on_request_and_from_then_on(rig: Rig) -> None:
    await rig.update()
    assert [rig.imdb(one) for one in rig.episodes] == [None, None]
    report = await rig.update(episodes=True)
    assert [rig.imdb(one) for one in rig.episodes] == [Rating(9.0, 300), None]
    assert report.rated == [rig.episodes[0]]
    await rig.update(force=True)
    assert rig.brought.asked == [RATINGS_FILE, EPISODES_FILE, EPISODES_FILE, RATINGS_FILE]


async def test_a_damaged_file_leaves_all_as_it_was_and_is_brought_again(rig: Rig) -> None:
    await rig.update()
    before = rig.library.datasets()
    whole = rig.brought.files[RATINGS_FILE]
    assert isinstance(whole, bytes)
    rig.brought.files[RATINGS_FILE] = whole[:-20]
    with pytest.raises(ProviderError, match="cannot be used"):
        await rig.update(force=True)
    assert rig.library.datasets() == before
    assert rig.library.imdb_rating("tt9900077") == Rating(8.1, 20123)
    assert list(rig.folder.iterdir()) == []
    rig.brought.files[RATINGS_FILE] = whole
    assert (await rig.update()).new == [RATINGS]


async def test_a_provider_that_is_down_leaves_all_as_it_was(rig: Rig) -> None:
    await rig.update()
    rig.brought.files[RATINGS_FILE] = ProviderDownError("imdb", "is down.")
    with pytest.raises(ProviderDownError):
        await rig.update(force=True)
    assert rig.imdb(rig.film) == Rating(8.1, 20123)


async def test_an_empty_library_keeps_nothing(tmp_path: Path, library: Library, writer: Writer) -> None:
    report = await Rig(tmp_path, library, writer).update(episodes=True)
    assert ([one.kept for one in report.files], report.rated) == ([0, 0], [])


async def test_the_library_tells_ratings_by_id(rig: Rig, tmp_path: Path) -> None:
    await rig.update(episodes=True)
    assert rig.library.imdb_rating("tt9900077") == Rating(8.1, 20123)
    assert rig.library.imdb_rating("tt0000500") is None
    assert rig.library.imdb_episodes("tt9900900") == {(1, 1): Rating(9.0, 300)}
    assert rig.library.imdb_episodes("tt9900077") == {}
    nowhere = Library(tmp_path / "none.db")
    assert (nowhere.imdb_rating("tt9900077"), nowhere.imdb_episodes("tt1"), nowhere.datasets()) == (None, {}, [])


def test_a_scrape_gives_episodes_their_ratings_where_nobody_told_one() -> None:
    told = [{"tmdb": Rating(7, 1)}, {"imdb": Rating(6, 2)}, {"tmdb": Rating(5, 3)}]
    episodes = [FetchedEpisode(1, n, Metadata(ratings=dict(one))) for n, one in enumerate(told, 1)]
    show = FetchedShow(candidate(), Metadata(), seasons={1: FetchedSeason(1, Metadata(), episodes=episodes)})
    rate_episodes(show, {(1, 1): Rating(9, 300), (1, 2): Rating(1, 1)}, ORDER)
    assert [list(one.metadata.ratings.items()) for one in episodes] == [
        [("imdb", Rating(9, 300)), ("tmdb", Rating(7, 1))],
        [("imdb", Rating(6, 2))],
        [("tmdb", Rating(5, 3))],
    ]
    assert [one.metadata.providers.get("ratings") for one in episodes] == ["imdb", None, None]
