"""The catalogue's shows in the shape of TMDB's answers."""

from __future__ import annotations

from collections.abc import Iterable

from emm_tui.demo import words
from emm_tui.demo.answers import Answer, images, page, person
from emm_tui.demo.names import folded
from emm_tui.demo.shows import Episode, Season, Show

MOST_PARTS = 20
"""So many parts can be appended to one answer."""


class TooManyPartsError(ValueError):
    """More parts were asked for than can be appended."""


class ShowAnswers:
    """Answers questions about shows; None where TMDB says 404."""

    def __init__(self, shows: Iterable[Show]) -> None:
        self._shows = {show.id: show for show in shows}
        self._names = [(set(folded(show.title).split()), show) for show in self._shows.values()]

    def search(self, query: str, year: str) -> Answer:
        """`/search/tv`: all words in the title; with a year those that began in it."""
        wanted = set(folded(query).split())
        hits = [show for name, show in self._names if wanted and wanted <= name]
        hits = [show for show in hits if not year or str(show.year) == year]
        return page([_row(show) for show in sorted(hits, key=lambda show: -show.popularity)])

    def find(self, ident: str, source: str) -> list[Answer]:
        """The shows that `/find/{id}` lists: of an id of IMDb or of TheTVDB."""
        if source == "tvdb_id":
            return [_row(show) for show in self._shows.values() if str(show.tvdb) == ident]
        return [_row(show) for show in self._shows.values() if show.imdb == ident]

    def show(self, ident: int, parts: str) -> Answer | None:
        """`/tv/{id}` with its parts by name, seasons among them. TooManyPartsError when they are above MOST_PARTS."""
        show, asked = self._shows.get(ident), [part for part in parts.split(",") if part]
        if len(asked) > MOST_PARTS:
            raise TooManyPartsError
        if show is None:
            return None
        there = _parts(show) | {f"season/{season.number}": _season(season) for season in show.seasons}
        return _row(show) | _facts(show) | {part: there[part] for part in asked if part in there}

    def season(self, ident: int, number: int) -> Answer | None:
        """`/tv/{id}/season/{number}`."""
        show = self._shows.get(ident)
        found = next((season for season in show.seasons if season.number == number), None) if show else None
        return _season(found) if found else None


def _row(show: Show) -> Answer:
    return {
        "id": show.id,
        "name": show.title,
        "original_name": show.title,
        "original_language": words.COUNTRIES[show.country][0],
        "origin_country": [show.country],
        "overview": show.overview,
        "first_air_date": next(episode.aired for _, episode in show.regular()),
        "popularity": show.popularity,
        "vote_count": show.votes,
        "vote_average": show.rating,
        "poster_path": f"/poster-{show.id}.jpg",
        "backdrop_path": f"/fanart-{show.id}.jpg",
        "genre_ids": show.genres,
        "adult": False,
    }


def _facts(show: Show) -> Answer:
    aired = list(show.regular())
    season, episode = aired[-1]
    return {
        "tagline": show.tagline,
        "status": "Ended" if show.over else "Returning Series",
        "last_air_date": episode.aired,
        "episode_run_time": [],
        "last_episode_to_air": _episode(season, episode),
        "number_of_episodes": len(aired),
        "number_of_seasons": season.number,
        "genres": [{"id": ident, "name": words.GENRES[ident]} for ident in show.genres],
        "networks": [{"id": 1 + words.NETWORKS.index(show.network), "name": show.network}],
        "production_companies": [],
        "production_countries": [{"iso_3166_1": show.country, "name": words.COUNTRIES[show.country][1]}],
        "created_by": [{"id": person(show.creator), "name": show.creator, "profile_path": None}],
        "seasons": [_season_row(season) | {"episode_count": len(season.episodes)} for season in show.seasons],
    }


def _parts(show: Show) -> Answer:
    return {
        "aggregate_credits": {"cast": _cast(show), "crew": []},
        "content_ratings": {"results": [{"iso_3166_1": "US", "rating": show.certification}]},
        "external_ids": {"imdb_id": show.imdb, "tvdb_id": show.tvdb},
        "keywords": {"results": [{"id": words.KEYWORDS.index(word) + 1, "name": word} for word in show.keywords]},
        "videos": {"results": []},
        "images": images(show.id),
        "translations": {"translations": []},
        "alternative_titles": {"results": []},
        "episode_groups": {"results": []},
    }


def _cast(show: Show) -> list[Answer]:
    episodes = sum(1 for _ in show.regular())
    return [
        {
            "id": person(name),
            "name": name,
            "roles": [{"character": part, "episode_count": episodes}],
            "order": order,
            "profile_path": None,
        }
        for order, (name, part) in enumerate(show.people)
    ]


def _season_row(season: Season) -> Answer:
    return {
        "id": season.id,
        "name": season.name,
        "overview": season.overview,
        "air_date": season.episodes[0].aired,
        "season_number": season.number,
        "poster_path": f"/poster-{season.id}.jpg",
    }


def _season(season: Season) -> Answer:
    return _season_row(season) | {"episodes": [_episode(season, episode) for episode in season.episodes]}


def _episode(season: Season, episode: Episode) -> Answer:
    name, part = episode.guest
    crew = ((episode.director, "Director", "Directing"), (episode.writer, "Writer", "Writing"))
    return {
        "id": episode.id,
        "name": episode.title,
        "overview": episode.overview,
        "air_date": episode.aired,
        "season_number": season.number,
        "episode_number": episode.number,
        "runtime": episode.runtime,
        "vote_count": episode.votes,
        "vote_average": episode.rating,
        "still_path": f"/still-{episode.id}.jpg",
        "crew": [{"id": person(who), "name": who, "job": job, "department": branch} for who, job, branch in crew],
        "guest_stars": [{"id": person(name), "name": name, "character": part, "order": 0, "profile_path": None}],
    }
