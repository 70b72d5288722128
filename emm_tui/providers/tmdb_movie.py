"""TMDB's answers about a film as metadata: pure functions, no request."""

from __future__ import annotations

from collections.abc import Sequence

from emm_tui.domain.metadata import Metadata
from emm_tui.providers import tmdb_facts as facts
from emm_tui.providers.answers import names, text
from emm_tui.providers.days import day, year
from emm_tui.providers.languages import Version, primaries
from emm_tui.providers.tmdb_answers import MovieAnswer, Releases

_RELEASE_ORDER = (3, 2, 1, 4, 5, 6)
_FIELDS = {"title": "title", "plot": "overview", "tagline": "tagline"}


def all_titles(answer: MovieAnswer) -> list[str]:
    """Every name of a film: its own, the original, the translated and the alternative ones."""
    translated = [row.data.title for row in answer.translations.translations]
    others = [row.title for row in answer.alternative_titles.titles]
    return names([answer.title, answer.original_title, *translated, *others])


def movie_metadata(
    answer: MovieAnswer, ident: int, languages: Sequence[str], countries: Sequence[str], image_base: str
) -> Metadata:
    """The facts of a film; texts along the language chain, the certification along the country chain."""
    original = text(answer.original_title)
    found = Metadata(
        original_title=original,
        original_language=text(answer.original_language),
        year=year(answer.day),
        premiered=day(answer.day),
        runtime=answer.runtime or None,
        status=text(answer.status),
        certification=_certification(answer.release_dates, countries),
        genres=names([row.name for row in answer.genres]),
        countries=names([row.name for row in answer.production_countries]),
        studios=names([row.name for row in answer.production_companies]),
        tags=names([row.name for row in answer.keywords.keywords]),
        ratings=facts.ratings(answer),
        ids=facts.ids(ident, answer.external_ids, answer.imdb_id),
        credits=[
            *facts.actors(answer.credits.cast, image_base),
            *facts.makers(answer.credits.crew, image_base),
        ],
        trailer=facts.trailer(answer.videos.results, primaries(languages)),
    )
    versions = _versions(answer)
    facts.choose_texts(found, _FIELDS, versions, languages)
    facts.fall_back(found, versions[0].texts["title"], facts.BODY_LANGUAGE)
    found.alternative_titles = [name for name in all_titles(answer) if name not in (found.title, original)]
    return found


def _versions(answer: MovieAnswer) -> list[Version]:
    body = Version(facts.BODY_LANGUAGE, {name: text(getattr(answer, key)) for name, key in _FIELDS.items()})
    versions = [body, *facts.translated_versions(answer.translations.translations, _FIELDS)]
    if answer.original_language:
        versions.append(Version(answer.original_language, {"title": text(answer.original_title)}))
    return versions


def _certification(releases: Releases, countries: Sequence[str]) -> str | None:
    """Of the first country that has one: the theatrical one first, then limited, premiere, digital, physical, TV."""
    for country in countries:
        rows = [row for found in releases.results if found.iso_3166_1 == country for row in found.release_dates]
        for wanted in _RELEASE_ORDER:
            for row in rows:
                certification = text(row.certification)
                if row.type == wanted and certification:
                    return certification
    return None
