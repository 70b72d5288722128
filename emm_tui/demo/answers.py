"""The catalogue's films in the shape of TMDB's answers."""

from __future__ import annotations

from typing import Any

from emm_tui.demo import words
from emm_tui.demo.catalogue import Catalogue, Film, Set
from emm_tui.demo.names import folded

Answer = dict[str, Any]

SIZES = {
    "poster": (680, 1020),
    "keyart": (680, 1020),
    "fanart": (1280, 720),
    "landscape": (1280, 720),
    "logo": (800, 310),
    "still": (480, 270),
}

VERSIONS = (2, 3, 4, 5)
"""Other posters and fanarts of a title, to choose from."""


class Answers:
    """Answers questions about films; None where TMDB says 404. `images` is the address of the pictures."""

    def __init__(self, catalogue: Catalogue, images: str) -> None:
        self._images = images
        self._films = {film.id: film for film in catalogue.all_films()}
        self._sets = {film.set.id: film.set for film in self._films.values() if film.set}
        self._names = [(folded(film.title), film) for film in self._films.values()]

    def configuration(self) -> Answer:
        """`/configuration`."""
        return {"images": {"base_url": self._images, "secure_base_url": self._images}}

    def search(self, query: str, year: str) -> Answer:
        """`/search/movie`: all words in the title; with a year those of that year."""
        wanted = set(folded(query).split())
        hits = [film for name, film in self._names if wanted and wanted <= set(name.split())]
        hits = [film for film in hits if not year or str(film.year) == year]
        hits.sort(key=lambda film: -film.popularity)
        return page([_row(film) for film in hits])

    def find(self, imdb: str) -> list[Answer]:
        """The films that `/find/{id}` lists."""
        return [_row(film) for film in self._films.values() if film.imdb == imdb]

    def movie(self, ident: int) -> Answer | None:
        """`/movie/{id}` with everything appended."""
        film = self._films.get(ident)
        return _row(film) | _facts(film) | _appended(film) if film else None

    def collection(self, ident: int) -> Answer | None:
        """`/collection/{id}`."""
        found = self._sets.get(ident)
        if not found:
            return None
        parts = [_row(film) for film in self._films.values() if film.set == found]
        return _reference(found) | {"overview": found.overview, "parts": parts, "translations": {"translations": []}}


def _row(film: Film) -> Answer:
    return {
        "id": film.id,
        "title": film.title,
        "original_title": film.title,
        "original_language": words.COUNTRIES[film.country][0],
        "overview": film.overview,
        "release_date": f"{film.year}-{1 + film.id % 12:02}-{1 + film.id % 28:02}",
        "popularity": film.popularity,
        "vote_count": film.votes,
        "vote_average": film.rating,
        "poster_path": f"/poster-{film.id}.jpg",
        "backdrop_path": f"/fanart-{film.id}.jpg",
        "genre_ids": film.genres,
        "adult": False,
    }


def _facts(film: Film) -> Answer:
    return {
        "tagline": film.tagline,
        "runtime": film.runtime,
        "status": "Released",
        "imdb_id": film.imdb,
        "genres": [{"id": ident, "name": words.GENRES[ident]} for ident in film.genres],
        "production_companies": [{"id": 1 + words.COMPANIES.index(film.company), "name": film.company}],
        "production_countries": [{"iso_3166_1": film.country, "name": words.COUNTRIES[film.country][1]}],
        "belongs_to_collection": _reference(film.set) if film.set else None,
    }


def _reference(found: Set) -> Answer:
    return {
        "id": found.id,
        "name": found.name,
        "poster_path": f"/poster-{found.id}.jpg",
        "backdrop_path": f"/fanart-{found.id}.jpg",
    }


def _appended(film: Film) -> Answer:
    release = {"certification": film.certification, "type": 3, "release_date": f"{film.year}-06-01T00:00:00.000Z"}
    return {
        "credits": {"cast": _cast(film), "crew": _crew(film)},
        "release_dates": {"results": [{"iso_3166_1": "US", "release_dates": [release]}]},
        "external_ids": {"imdb_id": film.imdb},
        "keywords": {"keywords": [{"id": words.KEYWORDS.index(word) + 1, "name": word} for word in film.keywords]},
        "videos": {"results": []},
        "images": images(film.id),
        "translations": {"translations": []},
        "alternative_titles": {"titles": []},
    }


def _cast(film: Film) -> list[Answer]:
    return [
        {"id": person(name), "name": name, "character": part, "order": order, "profile_path": None}
        for order, (name, part) in enumerate(film.people)
    ]


def _crew(film: Film) -> list[Answer]:
    jobs = [(name, "Director", "Directing") for name in film.directors]
    jobs += [(name, "Screenplay", "Writing") for name in film.writers]
    return [{"id": person(name), "name": name, "job": job, "department": part} for name, job, part in jobs]


def person(name: str) -> int:
    """The id of somebody."""
    first, last = name.split(" ", 1)
    return 1 + words.FIRST_NAMES.index(first) * 100 + words.LAST_NAMES.index(last)


def page(rows: list[Answer]) -> Answer:
    """The first page of a search."""
    return {"page": 1, "results": rows[:20], "total_pages": 1, "total_results": len(rows)}


def images(ident: int) -> Answer:
    """The pictures of a title."""
    return {
        "posters": [
            _image(ident, "poster", "en"),
            _image(ident, "keyart", None),
            *(_image(ident, "poster", "en", version=version) for version in VERSIONS),
        ],
        "backdrops": [
            _image(ident, "fanart", None),
            _image(ident, "landscape", "en"),
            *(_image(ident, "fanart", None, version=version) for version in VERSIONS),
        ],
        "logos": [_image(ident, "logo", "en", "png")],
    }


def _image(ident: int, kind: str, language: str | None, ending: str = "jpg", version: int = 1) -> Answer:
    width, height = SIZES[kind]
    return {
        "file_path": f"/{kind}{version if version > 1 else ''}-{ident}.{ending}",
        "iso_639_1": language,
        "width": width,
        "height": height,
        "vote_average": 5.0,
        "vote_count": 6 - version,
    }
