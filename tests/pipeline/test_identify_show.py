"""A show's folder becomes the show that its ids or its name mean; its episodes ask nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest

from emm_tui.domain.errors import MissingError
from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.domain.guess import Guess
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Target
from emm_tui.domain.metadata import Metadata
from emm_tui.pipeline.identify import identify, search
from emm_tui.providers import TitleKind

BRITISH = Candidate("tmdb", "1", "Quayside", 2004, votes=300, countries=("GB",))
AMERICAN = Candidate("tmdb", "2", "Quayside", 2011, votes=900, countries=("US",))
HUM = Candidate("tmdb", "3", "[REC] the Hum", 2007, votes=900, countries=("KR",))
OLD = Candidate("tmdb", "4", "Harbour", 1978, votes=300)
OTHER_NAMES = {"3": ("Das große Summen",)}
LAST_YEARS = {"4": 1991}


class FakeShows:
    """A provider with a few invented shows; writes down what it was asked."""

    def __init__(self, *answers: list[Candidate]) -> None:
        self.name, self.late = "tmdb", False
        self.answers = list(answers)
        self.asked: list[tuple[object, ...]] = []
        self.shows = {show.id: show for show in (BRITISH, AMERICAN, HUM, OLD)}

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        self.asked.append(("search", title, year))
        return self.answers.pop(0) if self.answers else []

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        self.asked.append(("find", provider, ident))
        return [BRITISH] if (provider, ident) in {("imdb", "tt9900001"), ("tvdb", "990001")} else []

    def knows(self, kind: TitleKind, ids: Mapping[str, str]) -> bool:
        return bool({"tmdb", "imdb", "tvdb"} & ids.keys())

    async def download(self, url: str) -> bytes:
        raise AssertionError("who identifies a title needs no pictures")

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        if "tmdb" in ids:
            return self._show(int(ids["tmdb"]), seasons)
        for name, ident in ids.items():
            for found in await self.find(kind, name, ident):
                return self._show(int(found.id), seasons)
        return None

    def _show(self, tmdb: int, seasons: Collection[int]) -> Fetched | None:
        self.asked.append(("show", tmdb, *seasons))
        show = self.shows.get(str(tmdb))
        if show is None:
            return None
        names = (show.title, *OTHER_NAMES.get(show.id, ()))
        last = LAST_YEARS.get(show.id)
        found = Candidate("tmdb", show.id, show.title, show.year, votes=show.votes, titles=names, last_year=last)
        return FetchedShow(found, Metadata(title=show.title))


def target(title: str | None = None, year: int | None = None, country: str | None = None, **more: object) -> Target:
    own = {name: more.pop(name) for name in ("tmdb", "imdb", "tvdb", "confidence") if name in more}
    guess = Guess("/shows/a", "episode", title, year=year, country=country, **{"confidence": 0.95, **own})  # type: ignore[arg-type]
    return Target(7, "show", "new", "Shows", "/shows/a", guess, (), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "reason", "questions"),
    [
        (target("Hum", ids={"tmdb": "1"}, by="you"), "tmdb id 1 that you chose", [("show", 1, 2, 5)]),
        (target("Hum", tmdb=1), "tmdb id 1 in the name", [("show", 1, 2, 5)]),
        (target("Hum", nfo_ids={"tmdb": "1"}), "tmdb id 1 in the NFO", [("show", 1, 2, 5)]),
        (
            target("Hum", imdb="tt9900001"),
            "imdb id tt9900001 in the name",
            [("find", "imdb", "tt9900001"), ("show", 1, 2, 5)],
        ),
        (target("Hum", tvdb=990001), "tvdb id 990001 in the name", [("find", "tvdb", "990001"), ("show", 1, 2, 5)]),
        (
            target(None, nfo_ids={"tvdb": "990001"}),
            "tvdb id 990001 in the NFO",
            [("find", "tvdb", "990001"), ("show", 1, 2, 5)],
        ),
        (
            target(None, ids={"tvdb": "990001"}, by="you"),
            "tvdb id 990001 that you chose",
            [("find", "tvdb", "990001"), ("show", 1, 2, 5)],
        ),
    ],
)
async def test_an_id_decides_whatever_the_name_says(item: Target, reason: str, questions: list[object]) -> None:
    shows = FakeShows()
    found = await identify(replace(item, seasons=(2, 5)), {"tmdb": shows})
    assert found.verdict.choice is not None
    assert (found.verdict.choice.id, found.verdict.choice.score) == ("1", 100)
    assert found.verdict.reasons == [reason]
    assert isinstance(found.fetched, FetchedShow)
    assert shows.asked == questions


@pytest.mark.parametrize(
    "stale", [{"tmdb": 404}, {"tvdb": 404}, {"nfo_ids": {"tvdb": "404"}}, {"nfo_ids": {"tmdb": "404"}}]
)
async def test_an_id_that_nobody_knows_gives_way_to_the_name(stale: dict[str, object]) -> None:
    found = await identify(target("Quayside", None, "GB", **stale), {"tmdb": FakeShows([BRITISH, AMERICAN])})
    assert found.verdict.choice is not None
    assert found.verdict.choice.id == "1"
    assert "404" in found.verdict.reasons[-1] and "is not known there" in found.verdict.reasons[-1]


@pytest.mark.parametrize("ids", [{"tmdb": "404"}, {"tvdb": "404"}])
async def test_a_decided_show_that_is_gone_is_not_replaced_by_another(ids: dict[str, str]) -> None:
    with pytest.raises(MissingError, match=r"no show has the (tmdb|tvdb) id 404"):
        await identify(target("Quayside", ids=ids, by="you"), {"tmdb": FakeShows([BRITISH])})


@pytest.mark.parametrize("ident", ["../1", "tt1", "", "９", "9" * 40])
async def test_an_id_that_is_none_asks_nothing(ident: str) -> None:
    shows = FakeShows()
    await identify(target(None, nfo_ids={"tvdb": ident}), {"tmdb": shows})
    assert shows.asked == []


@pytest.mark.parametrize(
    ("item", "right"),
    [
        (target("Quayside", None, "GB"), "1"),
        (target("Quayside", None, "US"), "2"),
        (target("Quayside", 2004), "1"),
        (target("Quayside", 2011), "2"),
        (target("Quayside", 2012), "2"),
    ],
)
async def test_country_and_year_tell_shows_of_one_name_apart_in_one_search(item: Target, right: str) -> None:
    shows = FakeShows([AMERICAN, BRITISH])
    found = await identify(item, {"tmdb": shows})
    assert found.verdict.choice is not None
    assert found.verdict.choice.id == right
    assert found.fetched is None
    assert shows.asked == [("search", "Quayside", item.guess.year)]


async def test_a_translated_name_is_checked_against_all_names_of_the_show() -> None:
    shows = FakeShows([HUM])
    found = await identify(replace(target("Das große Summen", 2007), seasons=(1,)), {"tmdb": shows})
    assert found.verdict.choice is not None
    assert found.verdict.reasons[0] == "other title 'Das große Summen' equal"
    assert found.fetched is not None
    assert shows.asked == [("search", "Das große Summen", 2007), ("show", 3, 1)]


async def test_the_year_of_a_later_season_is_checked_against_the_run_of_the_show() -> None:
    shows = FakeShows([], [OLD])
    found = await identify(target("Harbour", 1985), {"tmdb": shows})
    assert found.verdict.choice is not None
    assert found.verdict.choice.id == "4"
    assert found.fetched is not None
    assert shows.asked == [("search", "Harbour", 1985), ("search", "Harbour", None), ("show", 4)]


async def test_a_show_that_had_ended_by_then_is_another() -> None:
    shows = FakeShows([], [OLD])
    found = await identify(target("Harbour", 2012), {"tmdb": shows})
    assert (found.verdict.state, found.verdict.choice, found.fetched) == ("ambiguous", None, None)


async def test_a_name_that_says_nothing_is_not_searched_for() -> None:
    shows = FakeShows([HUM])
    assert (await identify(target("a81f9c0de77b", confidence=0.1), {"tmdb": shows})).verdict.state == "unmatched"
    assert shows.asked == []


async def test_ask_takes_a_single_match_alone() -> None:
    found = await identify(target("Quayside"), {"tmdb": FakeShows([AMERICAN, BRITISH])}, "ask")
    assert found.verdict.state == "ambiguous"
    assert (await identify(target("Quayside"), {"tmdb": FakeShows([AMERICAN])}, "ask")).verdict.state == "matched"


async def test_candidates_can_be_asked_for_without_deciding() -> None:
    found = await search(target("Quayside", None, "GB"), {"tmdb": FakeShows([AMERICAN, BRITISH])})
    assert [c.id for c in found] == ["1", "2"]
