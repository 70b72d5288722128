"""An invented show as TMDB would answer it, part by part as it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from emm_tui.domain.fetched import FetchedShow
from tests.providers.film import FakeEndpoint, image, show_of, tmdb, video

IDENT = 900777
GROUP = "0123456789abcdef01234567"

Answer = dict[str, Any]
Texts = Mapping[str, tuple[str, str]]
"""Language -> name and overview."""


def named(language: str, country: str, name: str, overview: str = "", tagline: str = "") -> Answer:
    data = {"name": name, "overview": overview, "tagline": tagline, "homepage": ""}
    return {"iso_639_1": language, "iso_3166_1": country, "data": data}


def guest(ident: int, name: str, character: str, order: int) -> Answer:
    return {"id": ident, "name": name, "character": character, "order": order, "profile_path": f"/{ident}.jpg"}


def episode(season: int, number: int, **changes: object) -> Answer:
    crew = [
        {"id": 51, "name": "Iva Moss", "department": "Directing", "job": "Director"},
        {"id": 52, "name": "Odo Lark", "department": "Writing", "job": "Teleplay"},
        {"id": 53, "name": "Pim Vale", "department": "Camera", "job": "Director of Photography"},
    ]
    return {
        "id": 1000 * season + number,
        "name": f"The {number}. [Reed]",
        "overview": f"Water rises {number} inches.",
        "air_date": f"2011-02-{number:02}",
        "season_number": season,
        "episode_number": number,
        "runtime": 40 + number,
        "vote_average": 7.5,
        "vote_count": 12,
        "still_path": f"/s{season}e{number}.jpg",
        "crew": crew,
        "guest_stars": [guest(62, "Bo Ferrin", "The Heron", 501), guest(61, "Ana Quill", "[bold]Otter", 500)],
        "production_code": "",
        **changes,
    }


def season(number: int, episodes: int = 2, **changes: object) -> Answer:
    return {
        "id": 7000 + number,
        "name": f"Season {number}" if number else "Specials",
        "overview": f"The fen in year {number}.",
        "air_date": f"20{10 + number}-02-01",
        "season_number": number,
        "poster_path": f"/season{number}.jpg",
        "episodes": [episode(number, n) for n in range(1, episodes + 1)],
        **changes,
    }


def show(**changes: object) -> Answer:
    """The details of "[FEN]", a Danish show of 2011, with all parts but the seasons."""
    cast = [
        {"id": 12, "name": "Cy Dunmore", "order": 1, "roles": [{"character": "Warden", "episode_count": 3}]},
        {
            "id": 11,
            "name": "Ana Quill",
            "order": 0,
            "profile_path": "/ana.jpg",
            "roles": [{"character": "Mads", "episode_count": 9}, {"character": "Mads's Twin", "episode_count": 1}],
        },
        {"id": 13, "name": "Wren Oddy", "order": 2, "roles": []},
    ]
    return {
        "id": IDENT,
        "name": "[FEN]",
        "original_name": "Mosen",
        "original_language": "da",
        "overview": "A warden counts \x1b[31mherons\x1b[0m.",
        "tagline": "Mind the water.",
        "first_air_date": "2011-02-01",
        "last_air_date": "2013-02-02",
        "origin_country": ["DK"],
        "status": "Returning Series",
        "popularity": 4.5,
        "vote_average": 7.25,
        "vote_count": 321,
        "poster_path": "/main.jpg",
        "backdrop_path": "/wide.jpg",
        "episode_run_time": [],
        "last_episode_to_air": {"id": 3002, "season_number": 3, "episode_number": 2, "runtime": 58},
        "genres": [{"id": 1, "name": "Mystery"}],
        "networks": [{"id": 3, "name": "Canal Reed"}],
        "production_companies": [{"id": 4, "name": "Lamp Pictures"}],
        "production_countries": [{"iso_3166_1": "DK", "name": "Denmark"}],
        "created_by": [{"id": 41, "name": "Una Marsh", "profile_path": None}],
        "seasons": [{k: v for k, v in season(n).items() if k != "episodes"} for n in range(4)],
        "aggregate_credits": {"cast": cast, "crew": []},
        "content_ratings": {
            "results": [
                {"iso_3166_1": "DE", "rating": "12"},
                {"iso_3166_1": "US", "rating": ""},
                {"iso_3166_1": "US", "rating": "TV-14"},
            ]
        },
        "external_ids": {"imdb_id": "tt9900777", "tvdb_id": 990077},
        "keywords": {"results": [{"id": 5, "name": "wetland"}]},
        "videos": {"results": [video("teaser00001", "Teaser"), video("trailer0001")]},
        "images": {
            "posters": [image("p-en.jpg", "en"), image("p-da.jpg", "da"), image("p-sv.jpg", "sv")],
            "backdrops": [image("b-none.jpg", None)],
            "logos": [image("l-en.svg", "en")],
        },
        "translations": {
            "translations": [
                named("de", "DE", "Das Moor", "", "Obacht."),
                named("en", "US", "[FEN]", "Not the body's text."),
                named("fr", "FR", "", "Un garde compte."),
            ]
        },
        "alternative_titles": {"results": [{"iso_3166_1": "GB", "title": "Fenland", "type": ""}]},
        "episode_groups": {"results": [{"id": GROUP, "name": "DVD Order", "type": 3}]},
        **changes,
    }


def answers(
    details: Answer | None = None,
    seasons: Mapping[int, Answer] | None = None,
    others: Mapping[tuple[str, int], Answer] | None = None,
    spoken: Mapping[str, Answer] | None = None,
) -> Callable[[Mapping[str, str | int]], Answer]:
    """What TMDB answers for a show: `seasons` in any language but for `others`; `spoken` changes the body by language.

    It appends what was asked for and what there is, twenty parts at most.
    """
    whole = show() if details is None else details
    known = {n: season(n) for n in range(4)} if seasons is None else seasons
    parts = ("_credits", "ratings", "_ids", "keywords", "videos", "images", "lations", "titles", "groups")

    def answer(params: Mapping[str, str | int]) -> Answer:
        asked, language = str(params["append_to_response"]).split(","), str(params.get("language", "en-US"))
        assert len(set(asked)) == len(asked) <= 20
        body = {k: v for k, v in whole.items() if not k.endswith(parts) or k in asked}
        body |= (spoken or {}).get(language, {})
        for number, plain in known.items():
            if f"season/{number}" in asked:
                body[f"season/{number}"] = (others or {}).get((language, number), plain)
        return body

    return answer


def endpoint(**told: Any) -> FakeEndpoint:
    """An endpoint that knows the show; `told` as of `answers`."""
    made = FakeEndpoint()
    made.table[f"/tv/{IDENT}"] = answers(**told)
    return made


async def fetched(
    *languages: str, wanted: tuple[int, ...] = (1, 2), art: tuple[str, ...] = (), **told: Any
) -> FetchedShow:
    return await show_of(tmdb(endpoint(**told), *languages, art=art), IDENT, wanted)
