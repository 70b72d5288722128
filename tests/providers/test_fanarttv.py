"""Fanart.tv's pictures, under our kinds and languages, and only those of the title that was asked for."""

from __future__ import annotations

from typing import Any

import pytest

from emm_tui.config import Config, Secret
from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import KeyRefusedError, ProviderError
from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.providers.addresses import Pictures
from emm_tui.providers.fanarttv import HOSTS, FanartTv, open_provider
from tests.providers.mutate import Path, mutants, named, places
from tests.providers.table import FakeClient, TableEndpoint

FILM, SHOW = "900123", "700456"


def picture(name: str, lang: object = "en", likes: object = "3", **more: object) -> dict[str, Any]:
    return {"id": "1", "url": f"http://assets.fanart.tv/fanart/movies/7/{name}", "lang": lang, "likes": likes, **more}


def film(**changes: object) -> dict[str, Any]:
    """All the types that films have, of "[HUM]"."""
    return {
        "name": "[HUM]\x1b[31m",
        "tmdb_id": FILM,
        "imdb_id": "tt9900123",
        "image_count": 12,
        "movieposter": [
            picture("p1.jpg", likes="2", width="1000", height="1426"),
            picture("p2.jpg", likes="9"),
            picture("p3.jpg", "00"),
            picture("p4.jpg", "cz"),
            picture("p5.jpg", "ua"),
        ],
        "moviebackground": [picture("b1.jpg", "", width="1920", height="1080")],
        "hdmovielogo": [picture("l1.png")],
        "movielogo": [picture("l2.png", likes="90"), picture("l3.png", "de")],
        "hdmovieclearart": [picture("c1.png")],
        "movieart": [picture("c2.png", "fr")],
        "moviebanner": [picture("n1.jpg")],
        "moviethumb": [picture("t1.jpg")],
        "moviedisc": [picture("d1.png", disc="1", disc_type="bluray")],
        "moviesquare": [picture("s1.jpg")],
        "movietoday": [picture("x1.jpg")],
        **changes,
    }


def show(**changes: object) -> dict[str, Any]:
    """All the types that shows have, of "[Reed]"."""
    return {
        "name": "[Reed]",
        "thetvdb_id": SHOW,
        "tvposter": [picture("p1.jpg")],
        "showbackground": [picture("b1.jpg", "", season="all"), picture("b2.jpg", "", season="2"), picture("b3.jpg")],
        "hdtvlogo": [picture("l1.png")],
        "clearlogo": [picture("l2.png", "fr")],
        "hdclearart": [picture("c1.png")],
        "clearart": [picture("c2.png", "fr")],
        "characterart": [picture("h1.png", "00")],
        "tvbanner": [picture("n1.jpg")],
        "tvthumb": [picture("t1.jpg")],
        "seasonposter": [
            picture("sp2.jpg", season="2"),
            picture("sp0.jpg", season="0"),
            picture("spa.jpg", season="all"),
            picture("sp.jpg"),
        ],
        "seasonbanner": [picture("sb2.jpg", season="2")],
        "seasonthumb": [picture("st2.jpg", season="2")],
        **changes,
    }


def fanart(answer: object, path: str = f"/movies/{FILM}", base: str = "https://art.example/v3.2") -> FanartTv:
    return FanartTv(TableEndpoint("fanarttv", {path: answer}), Pictures(HOSTS, base))


async def of_film(answer: object) -> Fetched | None:
    return await fanart(answer).fetch("movie", {"tmdb": FILM, "imdb": "tt9900123"})


async def of_show(answer: object) -> FetchedShow | None:
    found = await fanart(answer, f"/tv/{SHOW}").fetch("show", {"tmdb": "1", "tvdb": SHOW})
    assert found is None or isinstance(found, FetchedShow)
    return found


def names(found: list[ArtworkCandidate]) -> dict[str, list[str]]:
    """Kind -> names of the pictures, in order."""
    kinds: dict[str, list[str]] = {}
    for candidate in found:
        kinds.setdefault(candidate.kind, []).append(candidate.url.rpartition("/")[2])
    return kinds


async def test_every_type_of_a_film_becomes_one_of_our_kinds_the_most_liked_first() -> None:
    found = await of_film(film())
    assert found
    assert names(found.artwork) == {
        "poster": ["p2.jpg", "p3.jpg", "p4.jpg", "p5.jpg", "p1.jpg"],
        "fanart": ["b1.jpg"],
        "clearlogo": ["l1.png", "l3.png"],
        "clearart": ["c1.png", "c2.png"],
        "banner": ["n1.jpg"],
        "landscape": ["t1.jpg"],
        "discart": ["d1.png"],
    }
    assert found.metadata.ids == {"tmdb": FILM, "imdb": "tt9900123"}
    assert found.metadata.title is None


async def test_languages_likes_sizes_and_addresses_are_read_out_of_their_texts() -> None:
    found = await of_film(film())
    assert found
    by_name = {one.url.rpartition("/")[2]: one for one in found.artwork}
    assert [by_name[f"p{n}.jpg"].language for n in range(1, 6)] == ["en", "en", None, "cs", "uk"]
    assert by_name["b1.jpg"].language is None
    assert (by_name["p1.jpg"].width, by_name["p1.jpg"].height, by_name["p1.jpg"].votes) == (1000, 1426, 2)
    assert (by_name["p2.jpg"].width, by_name["p2.jpg"].height) == (0, 0)
    assert by_name["p1.jpg"].url == "https://assets.fanart.tv/fanart/movies/7/p1.jpg"
    assert by_name["p1.jpg"].preview == "https://assets.fanart.tv/preview/movies/7/p1.jpg"


async def test_a_shows_pictures_are_told_apart_from_those_of_its_seasons() -> None:
    found = await of_show(show())
    assert found
    assert names(found.artwork) == {
        "poster": ["p1.jpg"],
        "fanart": ["b1.jpg", "b3.jpg"],
        "clearlogo": ["l1.png", "l2.png"],
        "clearart": ["c1.png", "c2.png"],
        "characterart": ["h1.png"],
        "banner": ["n1.jpg"],
        "landscape": ["t1.jpg"],
        "season-all-poster": ["spa.jpg"],
    }
    assert {number: names(season.artwork) for number, season in found.seasons.items()} == {
        0: {"poster": ["sp0.jpg"]},
        2: {"poster": ["sp2.jpg"], "fanart": ["b2.jpg"], "banner": ["sb2.jpg"], "landscape": ["st2.jpg"]},
    }
    assert found.seasons[2].metadata.title is None


async def test_only_the_most_liked_of_a_kind_and_language_are_offered() -> None:
    rows = [picture(f"{n}.jpg", likes=str(n)) for n in range(40)] + [picture("fr.jpg", "fr", "0")]
    found = await of_film(film(movieposter=rows))
    assert found
    assert names(found.artwork)["poster"] == [*(f"{n}.jpg" for n in range(39, 27, -1)), "fr.jpg"]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {"status": "error", "error message": "Not found"},
        film(tmdb_id="0"),
        film(tmdb_id="900124"),
        film(tmdb_id=None),
        {},
    ],
    ids=["404", "error with 200", "of nobody", "of another", "of who knows", "empty"],
)
async def test_pictures_that_are_not_the_films_own_are_none(answer: object) -> None:
    assert await of_film(answer) is None


async def test_pictures_that_are_not_the_shows_own_are_none() -> None:
    assert await of_show(show(thetvdb_id="1")) is None


async def test_an_error_that_came_with_status_200_is_never_kept() -> None:
    endpoint = TableEndpoint("fanarttv", {f"/movies/{FILM}": {"status": "error", "error message": "Try [later]"}})
    with pytest.raises(ProviderError, match="later"):
        await FanartTv(endpoint, Pictures(HOSTS, "https://art.example")).fetch("movie", {"tmdb": FILM})
    assert endpoint.kept == set()


async def test_a_film_without_tmdb_id_is_asked_for_by_its_imdb_id() -> None:
    found = await fanart(film(), "/movies/tt9900123").fetch("movie", {"imdb": "tt9900123"})
    assert found
    assert found.candidate.title == "[HUM][31m"


def test_it_knows_films_by_tmdb_or_imdb_and_shows_by_tvdb_alone() -> None:
    provider = fanart(None)
    assert provider.knows("movie", {"tmdb": FILM})
    assert provider.knows("movie", {"imdb": "tt9900123"})
    assert provider.knows("show", {"tvdb": SHOW})
    assert not provider.knows("show", {"tmdb": FILM, "imdb": "tt9900123"})
    assert not provider.knows("movie", {"tmdb": "../account", "imdb": "tt1", "tvdb": SHOW})


async def test_what_it_does_not_know_is_not_asked_for() -> None:
    provider = fanart(None)
    assert await provider.fetch("movie", {"tmdb": "550/../x"}) is None
    assert await provider.search("movie", "Hum", 2007) == []
    assert await provider.find("movie", "imdb", "tt9900123") == []


@pytest.mark.parametrize(
    "url",
    [
        "http://tracker.example/fanart/x.jpg",
        "http://assets.fanart.tv.example/x.jpg",
        "file:///etc/passwd",
        "//assets.fanart.tv/x.jpg",
        "http://[/x.jpg",
        "http://127.0.0.1:8080/fanart/x.jpg",
        "http://assets.fanart.tv/\x1b]8;;x.jpg",
    ],
)
async def test_a_picture_that_lies_elsewhere_is_left_out(url: str) -> None:
    found = await of_film(film(moviebanner=[picture("n.jpg") | {"url": url}]))
    assert found
    assert "banner" not in names(found.artwork)


async def test_pictures_beside_a_loopback_address_keep_http() -> None:
    url = "http://127.0.0.1:8080/art/fanart/7/n.jpg"
    provider = fanart(film(moviebanner=[picture("n") | {"url": url}]), base="http://127.0.0.1:8080/v3.2")
    found = await provider.fetch("movie", {"tmdb": FILM})
    assert found
    banner = next(one for one in found.artwork if one.kind == "banner")
    assert (banner.url, banner.preview) == (url, "http://127.0.0.1:8080/art/preview/7/n.jpg")


@pytest.mark.parametrize("path", list(places(film())), ids=named)
async def test_no_single_field_can_cost_a_films_other_pictures(path: Path) -> None:
    for mutant in mutants(film(), path):
        found = await of_film(mutant)
        if path[0] != "tmdb_id":
            assert found
            assert len(found.artwork) >= 6
        str(found).encode()


@pytest.mark.parametrize("path", list(places(show())), ids=named)
async def test_no_single_field_can_cost_a_shows_other_pictures(path: Path) -> None:
    for mutant in mutants(show(), path):
        found = await of_show(mutant)
        if path[0] != "thetvdb_id":
            assert found
            assert len(found.artwork) >= 6
        str(found).encode()


def opened(
    offline: bool = False, client: FakeClient | None = None, **own: object
) -> tuple[FanartTv | None, dict[str, object]]:
    config, client = Config(), client or FakeClient()
    config.cache.offline = offline
    for name, value in own.items():
        setattr(config.providers.fanarttv, name, value)
    return open_provider(client, config), client.asked  # type: ignore[arg-type]


def test_its_keys_are_headers() -> None:
    provider, asked = opened(api_key=Secret("0a" * 16), client_key=Secret("1b" * 16))
    assert provider
    assert asked["headers"] == {"api-key": "0a" * 16, "client-key": "1b" * 16}
    assert asked["base_url"] == "https://webservice.fanart.tv/v3.2"
    assert asked["image_hosts"] == HOSTS
    assert "secret_params" not in asked


def test_without_a_key_or_disabled_there_is_none_and_offline_needs_no_key() -> None:
    assert opened()[0] is None
    assert opened(api_key=Secret("0a" * 16), enabled=False)[0] is None
    assert opened(offline=True)[0]


async def test_pictures_can_come_from_an_address_of_the_users_own() -> None:
    client = FakeClient()
    provider, asked = opened(client=client, api_key=Secret("0a" * 16), image_base_url="https://mirror.example/art/")
    assert provider
    assert asked["image_hosts"] == {*HOSTS, "mirror.example"}
    client.opened[0].table[f"/movies/{FILM}"] = film()
    found = await provider.fetch("movie", {"tmdb": FILM})
    assert found
    assert found.artwork[0].url == "https://mirror.example/art/fanart/movies/7/p2.jpg"


async def test_a_refused_key_is_passed_on() -> None:
    with pytest.raises(KeyRefusedError):
        await of_film(KeyRefusedError("fanarttv", "the key was refused."))
