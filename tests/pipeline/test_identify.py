"""An item becomes the film that its ids or its name mean, with few questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from emm_tui.domain.errors import ConfigError, MissingError, ProviderDownError
from emm_tui.domain.guess import Guess
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Target
from emm_tui.domain.metadata import Metadata
from emm_tui.pipeline.identify import identify, search
from emm_tui.providers import Fetched, TitleKind

LANTERN = Candidate("tmdb", "1", "The Lantern Keeper", 2003, votes=900)
HUM = Candidate("tmdb", "2", "[REC] the Hum", 2007, votes=900)
OTHER_NAMES = {"1": ("Der Laternenwart", "El farero")}


class FakeFilms:
    """A provider with a few invented films; writes down what it was asked."""

    def __init__(self, *answers: list[Candidate]) -> None:
        self.name, self.late = "tmdb", False
        self.answers = list(answers)
        self.asked: list[tuple[object, ...]] = []
        self.films = {"1": LANTERN, "2": HUM}

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        self.asked.append(("search", title, year))
        return self.answers.pop(0) if self.answers else []

    async def download(self, url: str) -> bytes:
        raise AssertionError("who identifies a title needs no pictures")

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        self.asked.append(("find", ident))
        return [LANTERN] if ident == "tt9900001" else []

    def knows(self, kind: TitleKind, ids: Mapping[str, str]) -> bool:
        return bool({"tmdb", "imdb"} & ids.keys())

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        others = await self.find(kind, "imdb", ids["imdb"]) if "imdb" in ids else []
        tmdb = int(ids.get("tmdb") or (others[0].id if others else 0))
        if not tmdb:
            return None
        self.asked.append(("movie", tmdb))
        film = self.films.get(str(tmdb))
        if film is None:
            return None
        names = (film.title, *OTHER_NAMES.get(film.id, ()))
        found = Candidate("tmdb", film.id, film.title, film.year, votes=film.votes, titles=names)
        return Fetched(found, Metadata(title=film.title))


def target(title: str | None = None, year: int | None = None, **more: object) -> Target:
    own = {name: more.pop(name) for name in ("tmdb", "imdb", "alternative_title", "confidence") if name in more}
    guess = Guess("/films/a.mkv", "movie", title, year=year, **{"confidence": 0.95, **own})  # type: ignore[arg-type]
    return Target(7, "movie", "new", "Films", "/films/a.mkv", guess, (), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "reason", "questions"),
    [
        (target("Hum", ids={"tmdb": "1"}, by="auto"), "tmdb id 1 of the last match", [("movie", 1)]),
        (target("Hum", tmdb=2, ids={"tmdb": "1"}, by="you"), "tmdb id 1 that you chose", [("movie", 1)]),
        (target("Hum", tmdb=1, nfo_ids={"tmdb": "2"}), "tmdb id 1 in the name", [("movie", 1)]),
        (target("Hum", nfo_ids={"tmdb": "1"}), "tmdb id 1 in the NFO", [("movie", 1)]),
        (target("Hum", imdb="tt9900001"), "imdb id tt9900001 in the name", [("find", "tt9900001"), ("movie", 1)]),
        (
            target(None, nfo_ids={"imdb": "tt9900001"}),
            "imdb id tt9900001 in the NFO",
            [("find", "tt9900001"), ("movie", 1)],
        ),
    ],
)
async def test_an_id_decides_whatever_the_name_says(item: Target, reason: str, questions: list[object]) -> None:
    films = FakeFilms()
    found = await identify(item, {"tmdb": films})
    assert found.verdict.state == "matched"
    assert found.verdict.choice is not None
    assert (found.verdict.choice.id, found.verdict.choice.score) == ("1", 100)
    assert found.verdict.reasons == [reason]
    assert found.fetched is not None
    assert films.asked == questions


async def test_the_verdict_says_who_decided() -> None:
    assert (await identify(target(ids={"tmdb": "1"}, by="you"), {"tmdb": FakeFilms()})).verdict.by == "you"
    assert (await identify(target(tmdb=1), {"tmdb": FakeFilms()})).verdict.by == "auto"


@pytest.mark.parametrize("stale", [{"tmdb": 404}, {"imdb": "tt9900404"}, {"nfo_ids": {"tmdb": "404"}}])
async def test_an_id_that_nobody_knows_gives_way_to_the_name(stale: dict[str, object]) -> None:
    films = FakeFilms([LANTERN])
    found = await identify(target("The Lantern Keeper", 2003, **stale), {"tmdb": films})
    assert found.verdict.choice is not None
    assert found.verdict.choice.id == "1"
    assert "404" in found.verdict.reasons[-1]


async def test_a_decided_film_that_is_gone_is_not_replaced_by_another() -> None:
    with pytest.raises(MissingError):
        await identify(
            target("The Lantern Keeper", 2003, ids={"tmdb": "404"}, by="you"), {"tmdb": FakeFilms([LANTERN])}
        )


@pytest.mark.parametrize("ident", ["../1", "1/2", "", "tt1", "１", "9" * 40])
async def test_an_id_that_is_none_asks_nothing(ident: str) -> None:
    films = FakeFilms()
    await identify(target(None, nfo_ids={"tmdb": ident}), {"tmdb": films})
    assert films.asked == []


async def test_a_name_that_fits_costs_one_search() -> None:
    films = FakeFilms([LANTERN])
    found = await identify(target("The Lantern Keeper", 2003), {"tmdb": films})
    assert found.verdict.choice is not None
    assert found.verdict.choice.id == "1"
    assert films.asked == [("search", "The Lantern Keeper", 2003)]
    assert found.fetched is None


async def test_a_translated_name_is_checked_against_all_names_of_the_film() -> None:
    films = FakeFilms([HUM, LANTERN])
    films.films.pop("2")
    found = await identify(target("Der Laternenwart", 2003), {"tmdb": films})
    assert found.verdict.choice is not None
    assert found.verdict.reasons[0] == "other title 'Der Laternenwart' equal"
    assert found.fetched is not None
    assert films.asked == [("search", "Der Laternenwart", 2003), ("movie", 1)]


async def test_a_film_that_has_no_such_name_is_not_taken() -> None:
    films = FakeFilms([LANTERN])
    found = await identify(target("Vaktmesteren", 2003), {"tmdb": films})
    assert (found.verdict.choice, found.fetched) == (None, None)
    assert films.asked == [("search", "Vaktmesteren", 2003), ("movie", 1)]


async def test_a_wrong_year_is_asked_again_without_it() -> None:
    films = FakeFilms([], [LANTERN])
    found = await identify(target("The Lantern Keeper", 2004), {"tmdb": films})
    assert found.verdict.choice is not None
    assert films.asked == [("search", "The Lantern Keeper", 2004), ("search", "The Lantern Keeper", None)]


async def test_a_film_about_the_film_does_not_hide_it() -> None:
    about = Candidate("tmdb", "3", "The Lantern Keeper: A Look Back", 2004, votes=1)
    films = FakeFilms([about], [LANTERN, about])
    found = await identify(target("The Lantern Keeper", 2004), {"tmdb": films})
    assert found.verdict.choice is not None
    assert found.verdict.choice.id == "1"


async def test_the_other_title_of_a_name_is_asked_second() -> None:
    films = FakeFilms([], [LANTERN])
    found = await identify(target("Laternenw", 2003, alternative_title="The Lantern Keeper"), {"tmdb": films})
    assert found.verdict.choice is not None
    assert films.asked[1] == ("search", "The Lantern Keeper", 2003)


async def test_a_name_without_year_is_asked_once() -> None:
    films = FakeFilms([LANTERN, HUM])
    found = await identify(target("The Lantern Keeper"), {"tmdb": films})
    assert found.verdict.choice is not None
    assert films.asked == [("search", "The Lantern Keeper", None)]


@pytest.mark.parametrize("item", [target(None), target(""), target("a81f9c0de77b", confidence=0.1)])
async def test_a_name_that_says_nothing_is_not_searched_for(item: Target) -> None:
    films = FakeFilms([LANTERN])
    found = await identify(item, {"tmdb": films})
    assert found.verdict.state == "unmatched"
    assert found.verdict.reasons
    assert films.asked == []


@pytest.mark.parametrize("item", [target("Qorvex Blim", 2031), target("Crab Beach 2", 2019, confidence=0.5)])
async def test_nonsense_and_home_videos_are_left_unmatched(item: Target) -> None:
    found = await identify(item, {"tmdb": FakeFilms()})
    assert (found.verdict.state, found.verdict.choice) == ("unmatched", None)


async def test_twins_are_left_to_a_person() -> None:
    twins = [Candidate("tmdb", str(n), "Quayside", 2014, votes=50) for n in (3, 4)]
    films = FakeFilms(twins)
    found = await identify(target("Quayside", 2014), {"tmdb": films})
    assert found.verdict.state == "ambiguous"
    assert [c.id for c in found.verdict.candidates] == ["3", "4"]
    assert films.asked == [("search", "Quayside", 2014)]


async def test_ask_takes_a_single_match_alone() -> None:
    rival = Candidate("tmdb", "3", "The Lantern Keeper", 2003, votes=1)
    item = target("The Lantern Keeper", 2003)
    assert (await identify(item, {"tmdb": FakeFilms([LANTERN, rival])}, "ask")).verdict.state == "ambiguous"
    assert (await identify(item, {"tmdb": FakeFilms([LANTERN])}, "ask")).verdict.state == "matched"


async def test_candidates_can_be_asked_for_without_deciding() -> None:
    found = await search(target("The Lantern Keeper", 2003), {"tmdb": FakeFilms([HUM, LANTERN])})
    assert [c.id for c in found] == ["1", "2"]
    assert found[0].reasons == ["title equal", "year 2003 = 2003"]


async def test_a_film_that_was_found_elsewhere_is_asked_for_there_first() -> None:
    first, second = FakeFilms(), FakeFilms()
    second.name = "tvdb"
    item = target("Hum", ids={"tmdb": "404", "tvdb": "9", "imdb": "tt9900001"}, by="auto", found_at="imdb")
    found = await identify(item, {"tmdb": first, "tvdb": second})
    assert found.verdict.reasons == ["imdb id tt9900001 of the last match"]


async def test_a_provider_that_is_down_gives_way_and_is_told() -> None:
    class Down(FakeFilms):
        async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
            raise ProviderDownError("tmdb", "does not answer.")

    second = FakeFilms([Candidate("tvdb", "9", "The Lantern Keeper", 2003, votes=9)])
    second.name = "tvdb"
    found = await identify(target("The Lantern Keeper", 2003), {"tmdb": Down(), "tvdb": second})
    assert found.verdict.choice is not None
    assert (found.verdict.choice.provider, list(found.lost)) == ("tvdb", ["tmdb"])
    with pytest.raises(ProviderDownError):
        await identify(target("The Lantern Keeper", 2003), {"tmdb": Down(), "tvdb": FakeFilms()})


async def test_with_nobody_to_ask_the_config_is_to_blame() -> None:
    with pytest.raises(ConfigError, match=r"providers\.tmdb\.token"):
        await identify(target("The Lantern Keeper", 2003), {})
