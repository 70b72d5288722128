"""IMDb's suggestions as a search without a key, and what is known of a title without its page."""

from __future__ import annotations

from typing import Any

import pytest

from emm_tui.config import Config
from emm_tui.domain.errors import ConfigError, ProviderDownError, ProviderError
from emm_tui.domain.fetched import FetchedShow
from emm_tui.domain.guess import Guess
from emm_tui.domain.metadata import Rating
from emm_tui.domain.scoring import decide
from emm_tui.providers import imdb_pictures
from emm_tui.providers.addresses import Pictures
from emm_tui.providers.imdb import Imdb, open_provider, unrated
from tests.providers.imdb_pages import HOST, IDENT
from tests.providers.mutate import Path, mutants, named, places
from tests.providers.table import FakeClient, TableEndpoint

ASKED = "/titles/x/Quayside%202014.json"
BY_ID = f"/titles/x/{IDENT}.json"


def row(ident: str = IDENT, title: str = "Quayside\x1b[2J", **changes: object) -> dict[str, Any]:
    return {
        "i": {"imageUrl": f"{HOST}MVquay._V1_.jpg", "width": 1000, "height": 1500},
        "id": ident,
        "l": title,
        "q": "feature",
        "qid": "movie",
        "rank": 630,
        "s": "Ana Quill, Bo Ferrin",
        "y": 2014,
        **changes,
    }


def rows(*found: object) -> dict[str, Any]:
    return {"d": list(found), "q": "quayside", "v": 1}


SHOW = row("tt9900200", "Quayside", q="TV series", qid="tvSeries", rank=5000, y=2012, yr="2012-2016")
MANY = rows(
    row(),
    SHOW,
    row("tt9900201", "Quayside", q="TV episode", qid="tvEpisode"),
    row("tt9900202", "Quayside", q="video game", qid="videoGame"),
    row("nm9900203", "Quay Side", q=None, qid=None),
    row("tt9900204", "Quayside Short", q="short", qid="short", rank=None, i=None, y=None, s=""),
    row("tt9900205", "Quayside Films", q="TV movie", qid=None),
    row("tt9900206", "", qid="movie"),
    {"id": "tt9900207"},
    "x",
    None,
)


def imdb(table: dict[str, object], rating: Rating | None = None) -> tuple[Imdb, TableEndpoint]:
    endpoint = TableEndpoint("imdb", table)
    pictures = Pictures(imdb_pictures.HOSTS, "https://x.example")
    return Imdb(endpoint, None, pictures, ["US"], lambda _: rating), endpoint


async def test_a_search_names_title_and_year_and_finds_films_alone() -> None:
    provider, endpoint = imdb({ASKED: MANY})
    found = await provider.search("movie", "Quay\x07side", 2014)
    assert endpoint.asked == [(ASKED, {"includeVideos": 0})]
    assert [one.id for one in found] == [IDENT, "tt9900204", "tt9900205"]
    best = found[0]
    assert (best.provider, best.title, best.year, best.titles) == ("imdb", "Quayside[2J", 2014, ("Quayside[2J",))
    assert best.poster == f"{HOST}MVquay._V1_UX342_.jpg"
    assert best.popularity > 100 > found[1].popularity == 0


async def test_a_search_for_shows_finds_shows_with_the_years_they_ran() -> None:
    (found,) = await imdb({ASKED: MANY})[0].search("show", "Quayside", 2014)
    assert (found.id, found.year, found.last_year) == ("tt9900200", 2012, 2016)


async def test_a_show_that_runs_on_has_no_last_year() -> None:
    (found,) = await imdb({ASKED: rows(SHOW | {"yr": "2012-"})})[0].search("show", "Quayside", 2014)
    assert found.last_year is None


@pytest.mark.parametrize(
    ("title", "year", "path"),
    [
        ("What/If? #1 & more %2F..", None, "/titles/x/What%2FIf%3F%20%231%20%26%20more%20%252F...json"),
        ("..", None, "/titles/x/...json"),
        ("허밍", 2007, "/titles/x/%ED%97%88%EB%B0%8D%202007.json"),
        ("a\udcffb\nc", None, "/titles/x/ab%20c.json"),
    ],
)
async def test_any_title_makes_one_part_of_a_path(title: str, year: int | None, path: str) -> None:
    provider, endpoint = imdb({path: rows()})
    assert await provider.search("movie", title, year) == []
    assert endpoint.paths == [path]


async def test_a_name_without_words_is_not_asked_for() -> None:
    provider, endpoint = imdb({})
    assert await provider.search("movie", " \x00\n", 2007) == []
    assert endpoint.asked == []


async def test_nothing_found_is_an_answer() -> None:
    provider, endpoint = imdb({ASKED: rows()})
    assert await provider.search("movie", "Quayside", 2014) == []
    assert endpoint.kept == {ASKED}
    assert await imdb({})[0].search("movie", "Quayside", 2014) == []


@pytest.mark.parametrize("body", [b"[]", {}, {"d": None}, {"d": "x"}, {"message": "Forbidden"}], ids=repr)
async def test_an_answer_without_a_list_is_no_empty_search(body: object) -> None:
    provider, endpoint = imdb({ASKED: body})
    with pytest.raises(ProviderError):
        await provider.search("movie", "Quayside", 2014)
    assert endpoint.kept == set()


async def test_a_well_known_film_is_taken_and_an_unknown_one_of_the_name_is_no_rival() -> None:
    answer = rows(row(title="Fog", rank=900), row("tt9900210", "Fog", rank=400_000, y=2013))
    found = await imdb({"/titles/x/Fog%202014.json": answer})[0].search("movie", "Fog", 2014)
    verdict = decide(Guess("movie", title="Fog", year=2014, confidence=0.95), found)
    assert verdict.state == "matched"
    assert verdict.choice
    assert verdict.choice.id == IDENT


async def test_an_id_finds_its_own_title_alone() -> None:
    provider, _ = imdb({BY_ID: rows(SHOW, row(), row("tt9900299"))})
    assert [one.id for one in await provider.find("movie", "imdb", IDENT)] == [IDENT]
    assert await provider.find("show", "imdb", IDENT) == []
    assert await provider.find("movie", "tmdb", "5") == []


@pytest.mark.parametrize("ident", ["", "5", "tt1", "tt9900123/../x", "tt９９００１２３"])
async def test_a_malformed_id_is_never_sent(ident: str) -> None:
    provider, endpoint = imdb({})
    assert not provider.knows("movie", {"imdb": ident})
    assert await provider.find("movie", "imdb", ident) == []
    assert await provider.fetch("movie", {"imdb": ident}) is None
    assert endpoint.asked == []


async def test_a_title_that_nobody_else_knows_is_what_its_suggestion_says() -> None:
    provider, _ = imdb({BY_ID: rows(row())}, Rating(7.1, 858))
    found = await provider.fetch("movie", {"imdb": IDENT})
    assert found
    metadata = found.metadata
    assert (metadata.title, metadata.year, metadata.ids) == ("Quayside[2J", 2014, {"imdb": IDENT})
    assert metadata.languages == {"title": "en"}
    assert [(one.name, one.order) for one in metadata.people("actor")] == [("Ana Quill", 0), ("Bo Ferrin", 1)]
    assert metadata.ratings == {"imdb": Rating(7.1, 858)}
    assert found.candidate.votes == 858
    (poster,) = found.artwork
    assert (poster.url, poster.width, poster.height) == (f"{HOST}MVquay._V1_.jpg", 1000, 1500)


async def test_a_show_that_nobody_else_knows_is_a_show() -> None:
    provider, _ = imdb({"/titles/x/tt9900200.json": rows(SHOW)})
    assert isinstance(await provider.fetch("show", {"imdb": "tt9900200"}), FetchedShow)


@pytest.mark.parametrize("ids", [{"tmdb": "5"}, {"tvdb": "7"}])
async def test_a_title_that_others_know_costs_no_request(ids: dict[str, str]) -> None:
    provider, endpoint = imdb({BY_ID: rows(row())}, Rating(7.1, 858))
    found = await provider.fetch("movie", {"imdb": IDENT} | ids)
    assert found
    assert found.metadata.ratings == {"imdb": Rating(7.1, 858)}
    assert found.metadata.title is None
    assert endpoint.asked == []
    assert await imdb({})[0].fetch("movie", {"imdb": IDENT} | ids) is None


async def test_while_pages_are_out_of_reach_suggestions_do_for_what_nobody_else_knows() -> None:
    down = ProviderDownError("imdb", "lets no programs in.")
    endpoint = TableEndpoint("imdb", {BY_ID: rows(row()), f"/title/{IDENT}/": down})
    provider = Imdb(endpoint, endpoint, Pictures(imdb_pictures.HOSTS, "https://x.example"), ["US"], unrated)
    found = await provider.fetch("movie", {"imdb": IDENT})
    assert found
    assert found.metadata.title == "Quayside[2J"
    with pytest.raises(ProviderDownError):
        await provider.fetch("movie", {"imdb": IDENT, "tmdb": "5"})


async def test_a_title_that_has_no_page_is_none_and_no_suggestion_is_asked_for() -> None:
    endpoint = TableEndpoint("imdb", {BY_ID: rows(row())})
    provider = Imdb(endpoint, endpoint, Pictures(imdb_pictures.HOSTS, "https://x.example"), ["US"])
    assert await provider.fetch("movie", {"imdb": IDENT}) is None
    assert endpoint.paths == [f"/title/{IDENT}/"]


@pytest.mark.parametrize("path", list(places(rows(row(), SHOW))), ids=named)
async def test_no_single_field_can_cost_other_titles(path: Path) -> None:
    for mutant in mutants(rows(row(), SHOW), path):
        if path == ("d",):
            continue
        provider, _ = imdb({ASKED: mutant, BY_ID: mutant})
        found = [*await provider.search("movie", "Quayside", 2014), *await provider.search("show", "Quayside", 2014)]
        assert found
        assert all(one.title for one in found)
        str(found).encode()
        str(await provider.fetch("movie", {"imdb": IDENT})).encode()


class Clients(FakeClient):
    """Writes down all endpoints."""

    def __init__(self) -> None:
        super().__init__()
        self.every: list[dict[str, object]] = []

    def endpoint(self, name: str, **asked: object) -> TableEndpoint:
        self.every.append(asked)
        return super().endpoint(name, **asked)


def opened(**own: object) -> tuple[Imdb | None, list[dict[str, object]]]:
    config, client = Config(), Clients()
    for name, value in own.items():
        setattr(config.providers.imdb, name, value)
    return open_provider(client, config), client.every  # type: ignore[arg-type]


def test_it_needs_no_key_and_reads_no_pages_unless_asked_to() -> None:
    provider, asked = opened()
    assert provider
    assert not provider.late
    assert [one["base_url"] for one in asked] == ["https://v3.sg.media-imdb.com/suggestion"]


def test_with_pages_it_is_late_and_asks_for_english() -> None:
    provider, asked = opened(web=True)
    assert provider
    assert provider.late
    assert asked[1]["base_url"] == "https://www.imdb.com"
    assert asked[1]["headers"] == {"Accept-Language": "en-US,en"}


def test_disabled_there_is_none_and_a_wrong_address_is_said() -> None:
    assert opened(enabled=False)[0] is None
    with pytest.raises(ConfigError, match=r"imdb\.image_base_url"):
        opened(image_base_url="ftp://mirror.example")
