"""What TheTVDB is asked, and how seldom; what it finds; how one logs in."""

from __future__ import annotations

import pytest

from emm_tui.config import Config, Secret
from emm_tui.domain.errors import ConfigError, MissingError, ProviderDownError, ProviderError, UsageError
from emm_tui.domain.fetched import FetchedShow
from emm_tui.net.login import Login
from emm_tui.providers.tvdb import Tvdb, open_provider, token_of
from emm_tui.providers.tvdb_artwork import IMAGE_HOST
from tests.providers.table import FakeClient, TableEndpoint
from tests.providers.tvdb_titles import ART, FILM, SHOW, endpoint, episode, episodes, film, paged, show, told, tvdb

DETAILS = f"/series/{SHOW}/extended"


def row(**changes: object) -> dict[str, object]:
    return {
        "objectID": "series-5",
        "id": "series-5",
        "tvdb_id": "5",
        "type": "series",
        "name": "岸壁",
        "year": "2014",
        "country": "jpn",
        "primary_language": "jpn",
        "image_url": f"{ART}q.jpg",
        "aliases": ["The Quay", None],
        "overview": "波。",
        "overviews": {"eng": "Waves."},
        "translations": {"eng": "Quayside\x1b[2J", "deu": "Am Kai"},
        **changes,
    }


async def asked_for(asked: TableEndpoint, *languages: str, wanted: tuple[int, ...] = (1, 2)) -> list[str]:
    assert await tvdb(asked, *languages).fetch("show", {"tvdb": SHOW}, wanted)
    return [path.removeprefix(f"/series/{SHOW}/") for path in asked.paths]


async def test_a_search_names_title_type_and_year_but_no_language() -> None:
    asked = TableEndpoint("tvdb", {"/search": told([row()])})
    (found,) = await tvdb(asked, "de-DE").search("show", "Quay\x07side", 2014)
    assert asked.asked == [("/search", {"query": "Quayside", "type": "series", "year": 2014})]
    assert (found.provider, found.id, found.title, found.year) == ("tvdb", "5", "Am Kai", 2014)
    assert (found.original_title, found.original_language, found.countries) == ("岸壁", "ja", ("JP",))
    assert found.titles == ("Am Kai", "岸壁", "Quayside[2J", "The Quay")
    assert (found.overview, found.poster) == ("Waves.", f"{ART}q.jpg")


async def test_a_search_leaves_out_what_is_of_another_kind_or_has_no_id_or_name() -> None:
    rows = [row(type="list"), row(tvdb_id="x"), row(tvdb_id=None), row(name=None, translations=None), row(tvdb_id="6")]
    asked = TableEndpoint("tvdb", {"/search": told(rows)})
    assert [one.id for one in await tvdb(asked).search("show", "Quay", None)] == ["6"]
    assert "year" not in asked.asked[0][1]


async def test_films_are_searched_as_films() -> None:
    asked = TableEndpoint("tvdb", {"/search": told([row(type="movie")])})
    (found,) = await tvdb(asked).search("movie", "Quay", None)
    assert (found.title, found.countries, asked.asked[0][1]["type"]) == ("Quayside[2J", (), "movie")


async def test_a_search_without_hits_finds_nothing() -> None:
    assert await tvdb(TableEndpoint("tvdb", {"/search": told(None)})).search("show", "Quay", None) == []


@pytest.mark.parametrize(("provider", "ident"), [("imdb", "tt99004210"), ("tmdb", "99042")])
async def test_the_id_of_another_provider_finds_the_title_that_names_it(provider: str, ident: str) -> None:
    asked = endpoint()
    asked.table[f"/search/remoteid/{ident}"] = told([{"people": {"id": 3}}, {"series": {"id": int(SHOW)}}])
    assert [one.id for one in await tvdb(asked).find("show", provider, ident)] == [SHOW]


async def test_a_number_that_is_something_else_somewhere_else_finds_nothing() -> None:
    asked = endpoint()
    asked.table["/search/remoteid/7"] = told([{"series": {"id": int(SHOW)}}, {"movie": {"id": int(FILM)}}])
    assert await tvdb(asked).find("show", "tmdb", "7") == []
    assert await tvdb(asked).find("movie", "tmdb", "7") == []


@pytest.mark.parametrize(
    ("provider", "ident"),
    [("imdb", "99004210"), ("tmdb", "tt99004210"), ("tmdb", "1/../2"), ("tmdb", ""), ("wikidata", "5")],
)
async def test_a_malformed_id_never_reaches_a_path(provider: str, ident: str) -> None:
    asked = endpoint()
    assert await tvdb(asked).find("show", provider, ident) == []
    assert asked.asked == []


async def test_an_id_that_nobody_has_finds_nothing() -> None:
    assert await tvdb(endpoint()).find("show", "imdb", "tt0000001") == []


@pytest.mark.parametrize(
    ("kind", "ids", "right"),
    [
        ("show", {"tvdb": SHOW}, True),
        ("show", {"imdb": "tt99004210"}, True),
        ("show", {"tmdb": "99042"}, False),
        ("movie", {"tvdb": FILM}, True),
        ("movie", {"imdb": "tt9900123"}, False),
        ("show", {"tvdb": "1/.."}, False),
        ("show", {}, False),
    ],
)
def test_it_knows_by_which_ids_it_can_be_asked(kind: str, ids: dict[str, str], right: bool) -> None:
    assert tvdb(endpoint()).knows(kind, ids) is right  # type: ignore[arg-type]


async def test_a_show_in_one_language_is_two_requests() -> None:
    asked = endpoint()
    assert await asked_for(asked) == ["extended", "episodes/default/eng"]
    assert asked.asked[0][1] == {"meta": "translations"}


async def test_episodes_come_page_by_page() -> None:
    rows = episodes("Reed")
    asked = endpoint(spoken={"eng": paged([rows[:4], rows[4:]])})
    found = await tvdb(asked).fetch("show", {"tvdb": SHOW})
    assert found
    assert [params.get("page") for _, params in asked.asked] == [None, 0, 1]
    assert isinstance(found, FetchedShow)
    assert sum(len(one.episodes) for one in found.seasons.values()) == 6


async def test_a_list_that_names_itself_as_its_next_page_ends() -> None:
    asked = endpoint(spoken={"eng": lambda params: told({"episodes": []}, links={"next": "again"})})
    assert await asked_for(asked, wanted=()) == ["extended", "episodes/default/eng", "episodes/default"]


async def test_another_language_is_asked_only_for_what_it_has() -> None:
    gap = [episode(1, 1, None, nameTranslations=["jpn"]), episode(1, 2, "Schilf")]
    asked = endpoint(spoken={"deu": gap, "eng": episodes("Reed"), "": episodes("葦")})
    assert await asked_for(asked, "de-DE", "en-US") == ["extended", "episodes/default/deu", "episodes/default"]


async def test_a_text_that_is_missing_is_looked_for_along_the_languages() -> None:
    gap = [episode(1, 1, None, "Nass."), episode(1, 2, "Schilf", None)]
    asked = endpoint(spoken={"deu": gap, "eng": episodes("Reed")})
    found = await tvdb(asked, "de-DE", "en-US").fetch("show", {"tvdb": SHOW}, (1,))
    assert isinstance(found, FetchedShow)
    first, second = (one.metadata for one in found.seasons[1].episodes)
    assert (first.title, first.plot, first.languages) == ('Reed 1x1 "N"', "Nass.", {"title": "en", "plot": "de"})
    assert (second.title, second.plot, second.languages) == ("Schilf", "Wet.", {"title": "de", "plot": "en"})
    assert len(asked.asked) == 3


async def test_a_season_that_nobody_has_costs_no_request() -> None:
    gap = [episode(2, 1, None)]
    asked = endpoint(spoken={"deu": gap, "eng": episodes("Reed")})
    assert await asked_for(asked, "de-DE", wanted=(1,)) == ["extended", "episodes/default/deu"]


async def test_a_language_that_there_is_none_of_is_absent() -> None:
    asked = endpoint(spoken={"eng": episodes("Reed")})
    assert await asked_for(asked, "de-DE") == ["extended", "episodes/default/deu", "episodes/default/eng"]


async def test_a_show_that_is_not_translated_comes_in_its_own_language() -> None:
    asked = endpoint(spoken={"": [episode(1, 1, "葦")]})
    found = await tvdb(asked).fetch("show", {"tvdb": SHOW}, (1,))
    assert isinstance(found, FetchedShow)
    assert found.seasons[1].episodes[0].metadata.title == "葦"


async def test_who_reads_the_original_language_does_not_ask_twice() -> None:
    asked = endpoint(spoken={"jpn": [episode(1, 1, None, None, nameTranslations=[], overviewTranslations=[])]})
    assert await asked_for(asked, "ja-JP") == ["extended", "episodes/default/jpn", "episodes/default/eng"]


async def test_a_film_is_one_request() -> None:
    asked = endpoint()
    assert await tvdb(asked).fetch("movie", {"tvdb": FILM, "imdb": "tt9900123"})
    assert asked.paths == [f"/movies/{FILM}/extended"]


async def test_a_show_is_found_by_its_imdb_id_when_there_is_no_other() -> None:
    asked = endpoint()
    asked.table["/search/remoteid/tt99004210"] = told([{"series": {"id": int(SHOW)}}])
    found = await tvdb(asked).fetch("show", {"imdb": "tt99004210"})
    assert found
    assert found.candidate.id == SHOW


@pytest.mark.parametrize("ids", [{"tvdb": "404"}, {"imdb": "tt0000404"}, {"tmdb": "1"}, {}])
@pytest.mark.parametrize("kind", ["movie", "show"])
async def test_what_it_does_not_have_is_nothing(kind: str, ids: dict[str, str]) -> None:
    assert await tvdb(endpoint()).fetch(kind, ids) is None  # type: ignore[arg-type]


async def test_a_provider_that_goes_down_fails_the_show_rather_than_half_of_it() -> None:
    asked = endpoint(spoken={"eng": ProviderDownError("tvdb", "is down.")})
    with pytest.raises(ProviderDownError):
        await tvdb(asked).fetch("show", {"tvdb": SHOW})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"<html>",
        b"\xff\xfe",
        {"status": "failure", "message": "wait\x1b", "data": None},
        told(None),
        told({"id": 990421, "name": "\x1b", "translations": {"nameTranslations": [None]}}),
        told([]),
    ],
)
async def test_an_answer_that_is_no_title_is_an_error_and_not_kept(body: object) -> None:
    asked = endpoint()
    asked.table[DETAILS] = body
    with pytest.raises(ProviderError) as said:
        await tvdb(asked).fetch("show", {"tvdb": SHOW})
    assert "\x1b" not in str(said.value)
    assert DETAILS not in asked.kept


@pytest.mark.parametrize("ident", ["", "dvd", f"{SHOW}-later", f"{SHOW}/../1-dvd", f"0{SHOW}-dvd"])
async def test_a_malformed_order_never_reaches_a_path(ident: str) -> None:
    asked = endpoint()
    with pytest.raises(UsageError):
        await tvdb(asked).order(ident)
    assert asked.asked == []


async def test_an_order_that_there_is_not_has_no_episodes() -> None:
    assert (await tvdb(endpoint()).order(f"{SHOW}-dvd")).episodes == {}


async def test_a_film_says_who_made_it_and_what_it_looks_like() -> None:
    found = await tvdb(endpoint()).fetch("movie", {"tvdb": FILM})
    assert found
    facts = found.metadata
    assert (facts.title, facts.original_title, facts.plot) == ("[HUM] (2007)", "허밍", "A keeper hears humming.")
    assert (facts.year, facts.premiered, facts.runtime, facts.status) == (2007, "2007-03-09", 101, "Released")
    assert (facts.countries, facts.studios, facts.trailer) == (["South Korea"], ["Lamp Pictures"], "hummingHUM1")
    assert facts.ids == {"tvdb": FILM, "imdb": "tt9900123", "tmdb": "900123"}
    assert [(c.name, c.job, c.role) for c in facts.credits] == [
        ("Ana Quill", "actor", "Mara"),
        ("Iva Moss", "director", None),
        ("Odo Lark", "writer", None),
    ]
    kinds = [(one.kind, one.language) for one in found.artwork]
    assert kinds == [("poster", "en"), ("fanart", None), ("clearlogo", "ko"), ("banner", "en"), ("clearart", "en")]
    assert facts.ratings == {}
    assert facts.set is None


async def test_a_film_without_a_poster_has_its_main_picture() -> None:
    asked = endpoint()
    asked.table[f"/movies/{FILM}/extended"] = told(film(artworks=None))
    found = await tvdb(asked, "de-DE").fetch("movie", {"tvdb": FILM})
    assert found
    assert [(one.kind, one.language) for one in found.artwork] == [("poster", "de")]


def opened(
    offline: bool = False, client: FakeClient | None = None, **own: object
) -> tuple[Tvdb | None, dict[str, object]]:
    config, client = Config(), client or FakeClient()
    config.cache.offline = offline
    for name, value in own.items():
        setattr(config.providers.tvdb, name, value)
    return open_provider(client, config), client.asked  # type: ignore[arg-type]


def test_without_a_key_it_is_not_asked() -> None:
    assert opened()[0] is None
    assert opened(enabled=False, api_key=Secret("invented-key"))[0] is None
    assert opened(offline=True)[0]


@pytest.mark.parametrize(("pin", "right"), [("", {}), (" 1234 ", {"pin": "1234"})])
def test_a_login_has_the_key_and_the_pin_where_there_is_one(pin: str, right: dict[str, str]) -> None:
    provider, asked = opened(api_key=Secret("invented-key"), pin=Secret(pin))
    assert provider
    login = asked["login"]
    assert isinstance(login, Login)
    assert (login.path, login.body) == ("/login", {"apikey": "invented-key"} | right)
    assert asked["image_hosts"] == {IMAGE_HOST}
    assert "invented-key" not in repr(login)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"status":"success","data":{"token":""}}', b"<html>"])
def test_a_login_without_a_token_is_an_error(body: bytes) -> None:
    with pytest.raises(ProviderError):
        token_of(body)


def test_a_login_brings_a_token() -> None:
    assert token_of(b'{"status":"success","data":{"token":"a.b.c"}}') == "a.b.c"


def test_an_address_of_pictures_that_cannot_be_used_is_said() -> None:
    with pytest.raises(ConfigError):
        opened(api_key=Secret("invented-key"), image_base_url="http://elsewhere.example")


async def test_pictures_come_from_the_users_own_address() -> None:
    client = FakeClient()
    provider, _ = opened(client=client, api_key=Secret("invented-key"), image_base_url="https://mirror.example/")
    assert provider
    client.opened[0].table[f"/series/{SHOW}/extended"] = told(show())
    found = await provider.fetch("show", {"tvdb": SHOW})
    assert found
    assert found.artwork[0].url == "https://mirror.example/banners/p-none.jpg"
    assert await provider.download(found.artwork[0].url) == found.artwork[0].url.encode()


async def test_missing_means_404_alone() -> None:
    asked = endpoint(spoken={"eng": MissingError("tvdb", "does not have it."), "": episodes("葦")})
    assert await asked_for(asked) == ["extended", "episodes/default/eng", "episodes/default"]
