"""An invented film as TMDB would answer it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.providers.tmdb import Tmdb
from tests.providers.table import TableEndpoint

BASE = "https://pictures.example/t/p/"
IDENT = 900123
CONFIGURATION = {"images": {"secure_base_url": BASE, "poster_sizes": ["w342", "original"]}}


def image(name: str, language: str | None, **more: object) -> dict[str, Any]:
    return {
        "file_path": f"/{name}",
        "iso_639_1": language,
        "width": 2000,
        "height": 3000,
        "vote_average": 5.5,
        "vote_count": 7,
        **more,
    }


def video(key: str, kind: str = "Trailer", **more: object) -> dict[str, Any]:
    return {"key": key, "site": "YouTube", "type": kind, "official": False, "size": 1080, "iso_639_1": "en", **more}


def translation(language: str, country: str, title: str, overview: str = "", tagline: str = "") -> dict[str, Any]:
    data = {"title": title, "overview": overview, "tagline": tagline, "homepage": "", "runtime": 0}
    return {"iso_639_1": language, "iso_3166_1": country, "data": data}


def released(country: str, *rows: tuple[int, str]) -> dict[str, Any]:
    return {"iso_3166_1": country, "release_dates": [{"type": kind, "certification": text} for kind, text in rows]}


def movie(**changes: object) -> dict[str, Any]:
    """The answer of the details call for "[HUM]", a Korean film of 2007."""
    cast = [
        {"id": 12, "name": "Bo Ferrin", "character": "The Keeper", "order": 1, "profile_path": None},
        {"id": 11, "name": "Ana Quill", "character": "[bold]Mara", "order": 0, "profile_path": "/ana.jpg"},
        {"id": 13, "name": "Cy Dunmore", "character": "", "order": 2, "profile_path": "/cy.jpg"},
        {"id": 11, "name": "Ana Quill", "character": "Mara's Sister", "order": 3, "profile_path": "/ana.jpg"},
    ]
    crew = [
        {"id": 21, "name": "Iva Moss", "department": "Directing", "job": "Director", "profile_path": "/iva.jpg"},
        {"id": 21, "name": "Iva Moss", "department": "Writing", "job": "Screenplay"},
        {"id": 22, "name": "Odo Lark", "department": "Writing", "job": "Novel"},
        {"id": 23, "name": "Pim Vale", "department": "Writing", "job": "Script Consultant"},
        {"id": 24, "name": "Quin Ash", "department": "Directing", "job": "Assistant Director"},
    ]
    return {
        "id": IDENT,
        "title": "[HUM]",
        "original_title": "허밍",
        "original_language": "ko",
        "overview": "A keeper hears \x1b[31mhumming\x1b[0m below the light.\r\nNobody else does.",
        "tagline": "Listen.",
        "release_date": "2007-03-09",
        "runtime": 101,
        "status": "Released",
        "popularity": 12.5,
        "vote_average": 7.25,
        "vote_count": 321,
        "imdb_id": "tt9900123",
        "poster_path": "/main.jpg",
        "backdrop_path": "/wide.jpg",
        "a_key_of_next_year": {"x": 1},
        "genres": [{"id": 1, "name": "Mystery"}, {"id": 2, "name": "Drama"}],
        "production_companies": [{"id": 3, "name": "Lamp Pictures"}, {"id": 4, "name": "Lamp Pictures"}],
        "production_countries": [{"iso_3166_1": "KR", "name": "South Korea"}],
        "belongs_to_collection": {"id": 77, "name": "HUM Collection", "poster_path": "/c.jpg", "backdrop_path": None},
        "credits": {"cast": cast, "crew": crew},
        "release_dates": {
            "results": [
                released("KR", (3, "15")),
                released("US", (4, "NR"), (3, ""), (2, "PG-13"), (1, "R")),
                released("DE", (3, "12")),
            ]
        },
        "external_ids": {"imdb_id": "tt9900123", "wikidata_id": None},
        "keywords": {"keywords": [{"id": 5, "name": "lighthouse"}]},
        "videos": {"results": [video("teaser00001", "Teaser"), video("trailer0001")]},
        "images": {
            "posters": [
                image("p-en.jpg", "en"),
                image("p-none.jpg", None),
                image("p-ko.jpg", "ko"),
                image("p-sv.jpg", "sv"),
            ],
            "backdrops": [image("b-none.jpg", "xx"), image("b-en.jpg", "en")],
            "logos": [image("l-en.svg", "en"), image("l-fr.png", "fr")],
        },
        "translations": {
            "translations": [
                translation("de", "AT", "Das Summen (AT)", "Aus Österreich."),
                translation("de", "DE", "Das Summen", "", "Hör hin."),
                translation("en", "US", "", "Not the body's text."),
                translation("ja", "JP", "ハミング"),
            ]
        },
        "alternative_titles": {"titles": [{"iso_3166_1": "US", "title": "The Humming", "type": ""}]},
        **changes,
    }


def collection(**changes: object) -> dict[str, Any]:
    """The answer for the set of "[HUM]"."""
    return {
        "id": 77,
        "name": "HUM Collection",
        "overview": "All that hums.",
        "poster_path": "/set.jpg",
        "backdrop_path": "/set-wide.jpg",
        "translations": {"translations": [translation("de", "DE", "Summen Filmreihe", "Alles, was summt.")]},
        **changes,
    }


class FakeEndpoint(TableEndpoint):
    """Answers as TMDB does."""

    def __init__(self) -> None:
        table = {"/configuration": CONFIGURATION, f"/movie/{IDENT}": movie(), "/collection/77": collection()}
        super().__init__("tmdb", table)


def tmdb(
    endpoint: FakeEndpoint, *languages: str, countries: tuple[str, ...] = ("US",), art: tuple[str, ...] = ()
) -> Tmdb:
    return Tmdb(endpoint, languages or ("en-US",), countries, art)


async def film_of(provider: Tmdb, ident: int) -> Fetched:
    """All that the provider has on a film."""
    found = await provider.fetch("movie", {"tmdb": str(ident)})
    assert found is not None
    return found


async def show_of(provider: Tmdb, ident: int, seasons: Collection[int] = ()) -> FetchedShow:
    """All that the provider has on a show."""
    found = await provider.fetch("show", {"tmdb": str(ident)}, seasons)
    assert isinstance(found, FetchedShow)
    return found
