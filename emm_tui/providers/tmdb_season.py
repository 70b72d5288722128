"""TMDB's answers about a show's seasons and episodes: pure functions, no request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from emm_tui.domain.fetched import FetchedEpisode, FetchedSeason
from emm_tui.domain.metadata import Metadata
from emm_tui.providers import tmdb_facts as facts
from emm_tui.providers.answers import text
from emm_tui.providers.days import day, year
from emm_tui.providers.languages import Version, primary
from emm_tui.providers.tmdb_artwork import main_picture
from emm_tui.providers.tmdb_show_answers import EpisodeRow, SeasonAnswer

_FIELDS = {"title": "name", "plot": "overview"}
_PLACEHOLDER = re.compile(r"[^\d\s]*[\s.]*(\d{1,4})|(\d{1,4})[\s.]*[^\d\s]*|[^\d\s](\d{1,4})[^\d\s]")

Versions = Mapping[str, SeasonAnswer]
"""A season by the language that it was asked in, the first of the chain first: facts are that one's, texts of all."""


def fetched_seasons(seasons: Mapping[int, Versions], languages: Sequence[str], base: str) -> dict[int, FetchedSeason]:
    """All seasons in order; their regular episodes are counted through."""
    found = {number: _season(number, seasons[number], languages, base) for number in sorted(seasons)}
    regular = (episode for number, season in found.items() if number for episode in season.episodes)
    for absolute, episode in enumerate(regular, 1):
        episode.absolute = absolute
    return found


def lacks_text(versions: Versions) -> bool:
    """Whether the season or one of its episodes has a name or a plot in none of the languages so far."""
    answers = list(versions.values())
    rows = [row for answer in answers for row in answer.episodes]
    plots = {row.episode_number for row in rows if text(row.overview)}
    titles = {row.episode_number for row in rows if not _is_placeholder(row.name, row.episode_number)}
    numbers = {row.episode_number for row in answers[0].episodes}
    return not any(text(answer.overview) for answer in answers) or not numbers <= plots & titles


def _season(number: int, versions: Versions, languages: Sequence[str], base: str) -> FetchedSeason:
    tag, answer = next(iter(versions.items()))
    found = Metadata(
        season=number,
        premiered=day(answer.air_date),
        year=year(answer.air_date),
        ids=facts.ids(answer.id) if answer.id else {},
    )
    facts.choose_texts(found, _FIELDS, [_version(tag, row) for tag, row in versions.items()], languages)
    facts.fall_back(found, f"Season {number}" if number else "Specials", facts.BODY_LANGUAGE)
    rows = {tag: {row.episode_number: row for row in answer.episodes} for tag, answer in versions.items()}
    episodes = [
        _episode(number, ident, {tag: of[ident] for tag, of in rows.items() if ident in of}, languages, base)
        for ident in sorted(ident for ident in rows[tag] if ident is not None)
    ]
    return FetchedSeason(number, found, main_picture("poster", answer.poster_path, base, primary(tag)), episodes)


def _episode(
    season: int, number: int, versions: Mapping[str, EpisodeRow], languages: Sequence[str], base: str
) -> FetchedEpisode:
    row = next(iter(versions.values()))
    found = Metadata(
        season=season,
        episode=number,
        premiered=day(row.air_date),
        year=year(row.air_date),
        runtime=row.runtime or None,
        ratings=facts.ratings(row),
        ids=facts.ids(row.id) if row.id else {},
        credits=[*facts.actors(row.guest_stars, base), *facts.makers(row.crew, base)],
    )
    facts.choose_texts(found, _FIELDS, list(_episode_versions(versions, number)), languages)
    tag, name = next(((tag, text(row.name)) for tag, row in versions.items()), ("", None))
    facts.fall_back(found, name or f"Episode {number}", tag)
    return FetchedEpisode(season, number, found, main_picture("thumb", row.still_path, base, None))


def _episode_versions(versions: Mapping[str, EpisodeRow], number: int) -> Iterator[Version]:
    """The texts by language; a title that TMDB made up, as `Episode 5`, is none."""
    for tag, row in versions.items():
        version = _version(tag, row)
        if _is_placeholder(row.name, number):
            version.texts["title"] = None
        yield version


def _version(tag: str, row: SeasonAnswer | EpisodeRow) -> Version:
    return Version(tag, {ours: text(getattr(row, key)) for ours, key in _FIELDS.items()})


def _is_placeholder(name: str | None, number: int | None) -> bool:
    """Whether a title is no more than a word and the episode's number, in whatever language; or nothing at all."""
    plain = (name or "").strip()
    match = _PLACEHOLDER.fullmatch(plain)
    return not plain or (match is not None and int(match[match.lastindex or 0]) == number)
