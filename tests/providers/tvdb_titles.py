"""An invented show and an invented film as TheTVDB would answer them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from emm_tui.providers import addresses
from emm_tui.providers.tvdb import Tvdb
from emm_tui.providers.tvdb_artwork import IMAGE_HOST, Pictures
from tests.providers.table import TableEndpoint

SHOW, FILM = "990421", "990007"
ART = f"https://{IMAGE_HOST}/banners/"

Answer = dict[str, Any]


def told(data: object, **more: object) -> Answer:
    return {"status": "success", "data": data, **more}


def picture(number: int, name: str, language: str | None = None, **more: object) -> Answer:
    return {
        "id": 1,
        "image": ART + name,
        "thumbnail": f"{ART}{name[:-4]}_t.jpg",
        "language": language,
        "type": number,
        "score": 100003,
        "width": 680,
        "height": 1000,
        "includesText": False,
        "thumbnailWidth": 0,
        **more,
    }


def person(name: str, role: str | None, number: int, sort: int, **more: object) -> Answer:
    return {
        "id": 70 + sort,
        "name": role,
        "peopleId": 800 + sort,
        "type": number,
        "sort": sort,
        "image": None,
        "personName": name,
        "personImgURL": f"{ART}person/{sort}.jpg",
        **more,
    }


def season(number: int, ident: int, order: str = "official", **more: object) -> Answer:
    kind = {"id": 1, "name": order, "type": order, "alternateName": None}
    image = f"{ART}v4/season/{ident}/posters/own.jpg"
    return {"id": ident, "type": kind, "number": number, "name": None, "image": image, "imageType": 7, **more}


def show(**changes: object) -> Answer:
    """The details of "[REED]", a Japanese show of 2019."""
    return {
        "id": int(SHOW),
        "name": "葦の庭",
        "slug": "reed",
        "image": f"{ART}posters/main.jpg",
        "nameTranslations": ["jpn", "eng"],
        "aliases": [{"language": "jpn", "name": "アシ"}, {"language": "eng", "name": "The Reed Yard"}],
        "firstAired": "2019-04-02",
        "lastAired": "2021-06-20",
        "nextAired": "",
        "score": 4321,
        "status": {"id": 1, "name": "Continuing", "recordType": "series"},
        "originalCountry": "jpn",
        "originalLanguage": "jpn",
        "defaultSeasonType": 1,
        "averageRuntime": 24,
        "episodes": None,
        "overview": "葦がそよぐ。",
        "year": "2019",
        "artworks": [
            picture(2, "p-none.jpg"),
            picture(2, "p-text.jpg", includesText=True),
            picture(2, "p-en.jpg", "eng", width=0, height=0),
            picture(2, "p-sv.jpg", "swe"),
            picture(3, "b-none.jpg", includesText=True, width=1920, height=1080),
            picture(1, "n-de.jpg", "deu"),
            picture(22, "c-ja.png", "jpn"),
            picture(23, "l-none.png"),
            picture(5, "icon.png", "eng"),
            picture(7, "v4/season/5001/posters/s1.jpg", "eng"),
            picture(7, "seasons/old-2.jpg", "eng", seasonId=5002),
            picture(99, "later.jpg"),
        ],
        "companies": [{"id": 3, "name": "Lamp Pictures"}],
        "originalNetwork": {"id": 4, "name": "Canal Reed"},
        "latestNetwork": {"id": 4, "name": "Canal Reed"},
        "genres": [{"id": 1, "name": "Mystery"}, {"id": 2, "name": "Anime"}],
        "trailers": [
            {"id": 1, "url": "https://www.youtube.com/watch?v=trailerJPN1", "language": "jpn"},
            {"id": 2, "url": "https://youtu.be/trailerENG1", "language": "eng"},
            {"id": 3, "url": "https://video.example/x", "language": "eng"},
        ],
        "remoteIds": [
            {"id": "10.5240/0000", "type": 13, "sourceName": "EIDR"},
            {"id": "tt99004210", "type": 2, "sourceName": "IMDB"},
            {"id": "99042", "type": 12, "sourceName": "TheMovieDB.com"},
        ],
        "characters": [
            person("Bo Ferrin", "The Heron", 3, 2, personImgURL=None, image=f"{ART}actor/bo.jpg"),
            person("Ana Quill", "[bold]Otter", 3, 1),
            person("Ana Quill", "Otter's Twin", 3, 1),
            person("Una Marsh", None, 6, 3),
            person("Iva Moss", None, 1, 4),
        ],
        "seasons": [season(0, 5000), season(1, 5001), season(2, 5002), season(1, 5100, "absolute")],
        "tags": [{"id": 1, "tagName": "Setting", "name": "Wetland"}],
        "contentRatings": [
            {"id": 1, "name": "12", "country": "deu"},
            {"id": 2, "name": "TV-14", "country": "usa"},
        ],
        "seasonTypes": [
            {"id": 1, "name": "Aired Order", "type": "official", "alternateName": None},
            {"id": 2, "name": "DVD Order", "type": "dvd", "alternateName": "Collector's Box"},
            {"id": 9, "name": "Somebody's", "type": "later"},
        ],
        "translations": {
            "nameTranslations": [
                {"name": "The Reed Yard", "language": "eng", "isAlias": True},
                {"name": "[REED]\x1b[31m", "language": "eng"},
                {"name": "Schilf", "language": "deu"},
                {"name": "葦の庭", "language": "fra"},
                {"name": "Caniço", "language": "por"},
                {"name": "Junco", "language": "pt"},
            ],
            "overviewTranslations": [
                {"overview": "Something stirs.", "language": "eng"},
                {"overview": "", "language": "deu"},
            ],
            "aliases": ["Ashi no Niwa"],
        },
        **changes,
    }


def episode(season: int, number: int, name: str | None, overview: str | None = "Wet.", **more: object) -> Answer:
    ident = 1000 * season + number
    return {
        "id": ident,
        "seriesId": int(SHOW),
        "name": name,
        "aired": f"2019-04-{number:02}",
        "runtime": 24,
        "nameTranslations": ["jpn", "eng"],
        "overview": overview,
        "overviewTranslations": ["jpn", "eng"],
        "image": f"{ART}episodes/{ident}.jpg",
        "imageType": 11,
        "number": number,
        "absoluteNumber": 0,
        "seasonNumber": season,
        "finaleType": None,
        **more,
    }


def episodes(word: str) -> list[Answer]:
    """A special and two seasons of two episodes."""
    special = episode(0, 1, f"{word} 0x1", airsBeforeSeason=1, airsBeforeEpisode=2)
    after = episode(0, 2, f"{word} 0x2", airsAfterSeason=2, aired="")
    regular = [episode(s, n, f'{word} {s}x{n} "N"') for s in (1, 2) for n in (1, 2)]
    return [*regular, special, after]


def page(rows: list[Answer], following: str | None = None) -> Answer:
    return told({"episodes": rows}, links={"prev": None, "next": following, "page_size": 500})


def film(**changes: object) -> Answer:
    """The details of "[HUM] (2007)", a Korean film."""
    return {
        "id": int(FILM),
        "name": "허밍",
        "image": f"{ART}movies/7/main.jpg",
        "aliases": [],
        "score": 491,
        "runtime": 101,
        "status": {"id": 5, "name": "Released"},
        "year": "2007",
        "trailers": [{"id": 1, "url": "https://www.youtube.com/watch?x=1&v=hummingHUM1", "language": "kor"}],
        "genres": [{"id": 1, "name": "Mystery"}],
        "first_release": {"country": "global", "date": "2007-03-09", "detail": None},
        "artworks": [
            picture(14, "m-en.jpg", "eng"),
            picture(15, "m-wide.jpg", width=1920, height=1080),
            picture(25, "m-logo.png", "kor"),
            picture(16, "m-banner.jpg", "eng"),
            picture(24, "m-clear.png", "eng"),
        ],
        "remoteIds": [
            {"id": "tt9900123", "type": 2, "sourceName": "IMDB"},
            {"id": "900123", "type": 10, "sourceName": "TheMovieDB.com"},
        ],
        "characters": [
            person("Iva Moss", None, 1, 2),
            person("Ana Quill", "Mara", 3, 1),
            person("Odo Lark", None, 2, 3),
        ],
        "originalCountry": "kor",
        "originalLanguage": "kor",
        "contentRatings": None,
        "companies": {"studio": [], "network": None, "production": [{"id": 3, "name": "Lamp Pictures"}]},
        "production_countries": [{"id": 1, "country": "kor", "name": "Korea"}],
        "translations": {
            "nameTranslations": [{"name": "[HUM] (2007)", "language": "eng"}],
            "overviewTranslations": [{"overview": "A keeper hears humming.", "language": "eng"}],
            "aliases": None,
        },
        **changes,
    }


def endpoint(
    details: Answer | None = None, spoken: Mapping[str, object] | None = None, order: str = "default"
) -> TableEndpoint:
    """An endpoint that knows the show and the film; `spoken` are the episodes by code, "" without one."""
    whole = {"eng": episodes("Reed"), "": episodes("葦")} if spoken is None else spoken
    table: dict[str, object] = {
        f"/series/{SHOW}/extended": told(show() if details is None else details),
        f"/movies/{FILM}/extended": told(film()),
    }
    for code, rows in whole.items():
        path = f"/series/{SHOW}/episodes/{order}" + (f"/{code}" if code else "")
        table[path] = page(rows) if isinstance(rows, list) else rows
    return TableEndpoint("tvdb", table)


def paged(pages: list[list[Answer]]) -> Callable[[Mapping[str, str | int]], Answer]:
    """Answers page by page; each but the last names the next."""

    def answer(params: Mapping[str, str | int]) -> Answer:
        number = int(params["page"])
        return page(pages[number], "https://api.example/next" if number + 1 < len(pages) else None)

    return answer


def tvdb(
    asked: TableEndpoint, *languages: str, countries: tuple[str, ...] = ("US",), art: tuple[str, ...] = ("en",)
) -> Tvdb:
    known = addresses.Pictures((IMAGE_HOST,), "https://api4.thetvdb.com/v4")
    return Tvdb(asked, languages or ("en-US",), countries, Pictures(known, frozenset(art)))
