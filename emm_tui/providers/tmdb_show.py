"""TMDB's answers about a show as metadata: pure functions, no request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from emm_tui.domain.fetched import EpisodeOrder, Number
from emm_tui.domain.metadata import Metadata
from emm_tui.providers import tmdb_facts as facts
from emm_tui.providers.answers import names, text
from emm_tui.providers.days import day, year
from emm_tui.providers.languages import Version, primaries, primary
from emm_tui.providers.tmdb_answers import Person
from emm_tui.providers.tmdb_show_answers import (
    AggregateCredits,
    ContentRatings,
    GroupRow,
    GroupsAnswer,
    SeasonAnswer,
    ShowAnswer,
)

_FIELDS = {"title": "title", "plot": "overview", "tagline": "tagline"}
_TRANSLATED = {**_FIELDS, "title": "name"}
_OVER = frozenset({"Ended", "Canceled"})
_GOES_ON = frozenset({"Returning Series", "In Production", "Planned", "Pilot"})
_KINDS = {1: "aired", 2: "absolute", 3: "dvd", 4: "digital", 5: "story", 6: "production", 7: "tv"}


def all_titles(answer: ShowAnswer) -> list[str]:
    """Every name of a show: its own, the original, the translated and the alternative ones."""
    translated = [row.data.name for row in answer.translations.translations]
    others = [row.title for row in answer.alternative_titles.results]
    return names([answer.title, answer.original_title, *translated, *others])


def show_metadata(
    answers: Mapping[str, ShowAnswer],
    seasons: Iterable[SeasonAnswer],
    ident: int,
    languages: Sequence[str],
    countries: Sequence[str],
    image_base: str,
) -> Metadata:
    """The facts of a show out of one answer a language, the fullest first; `seasons` are all that are known.

    Texts along the language chain, the certification along the country chain.
    """
    answer = next(iter(answers.values()))
    original = text(answer.original_title)
    found = Metadata(
        original_title=original,
        original_language=text(answer.original_language),
        year=year(answer.day),
        premiered=day(answer.day),
        runtime=_runtime(answer, seasons),
        status=_status(answer.status),
        certification=_certification(answer.content_ratings, countries),
        genres=names([row.name for row in answer.genres]),
        countries=names([row.name for row in answer.production_countries]),
        studios=names([row.name for row in answer.networks or answer.production_companies]),
        tags=names([row.name for row in answer.keywords.results]),
        ratings=facts.ratings(answer),
        ids=facts.ids(ident, answer.external_ids),
        credits=[
            *facts.actors(_cast(answer.aggregate_credits), image_base),
            *facts.creators(answer.created_by, image_base),
        ],
        trailer=facts.trailer(answer.videos.results, primaries(languages)),
    )
    facts.choose_texts(found, _FIELDS, _versions(answers), languages)
    facts.fall_back(found, text(answer.title), next(iter(answers)))
    found.alternative_titles = [name for name in all_titles(answer) if name not in (found.title, original)]
    return found


def _versions(answers: Mapping[str, ShowAnswer]) -> list[Version]:
    """The texts by language: TMDB fills an untranslated title with the original or the English one, which is none."""
    first = next(iter(answers.values()))
    translated = list(facts.translated_versions(first.translations.translations, _TRANSLATED))
    english = {version.texts["title"] for version in translated if primary(version.language) == "en"}
    versions = []
    for language, answer in answers.items():
        texts = {name: text(getattr(answer, key)) for name, key in _FIELDS.items()}
        if primary(language) != first.original_language and texts["title"] == text(first.original_title):
            texts["title"] = None
        if primary(language) != "en" and texts["title"] in english:
            texts["title"] = None
        versions.append(Version(language, texts))
    versions += translated
    if first.original_language:
        versions.append(Version(first.original_language, {"title": text(first.original_title)}))
    return versions


# -- facts
def _cast(aggregate: AggregateCredits) -> list[Person]:
    """The people of all seasons, each with the first role."""
    return [
        Person(
            id=member.id,
            name=member.name,
            character=next((role.character for role in member.roles), None),
            order=member.order,
            profile_path=member.profile_path,
        )
        for member in aggregate.cast
    ]


def _status(value: str | None) -> str | None:
    """Continuing or Ended; a word that TMDB may think of later is left as it is."""
    if value in _OVER:
        return "Ended"
    return "Continuing" if value in _GOES_ON else text(value)


def _runtime(answer: ShowAnswer, seasons: Iterable[SeasonAnswer]) -> int | None:
    """Minutes: TMDB's own, which is often none now, else the last episode's, else the middle one of all."""
    own = next((minutes for minutes in answer.episode_run_time if minutes), None)
    last = answer.last_episode_to_air
    if own or (last and last.runtime):
        return own or (last.runtime if last else None)
    known = [row.runtime for season in seasons if season.season_number for row in season.episodes if row.runtime]
    return round(median(known)) if known else None


def _certification(ratings: ContentRatings, countries: Sequence[str]) -> str | None:
    """Of the first country that has one."""
    rows = [(row.iso_3166_1, text(row.rating)) for row in ratings.results]
    return next((rating for country in countries for of, rating in rows if of == country and rating), None)


# -- orders
def episode_order(row: GroupRow) -> EpisodeOrder | None:
    """An order that is offered, None when it has no id."""
    ident = text(row.id)
    return EpisodeOrder(ident, text(row.name) or ident, _KINDS.get(row.type or 0, "")) if ident else None


def ordered_episodes(answer: GroupsAnswer) -> dict[Number, Number]:
    """The numbers of an order with the aired ones of the same episodes, in its own order."""
    found = {}
    for group in sorted(answer.groups, key=lambda group: group.order or 0):
        rows = sorted(group.episodes, key=lambda row: row.order or 0)
        for place, row in enumerate(rows, 1):
            if row.season_number is not None and row.episode_number is not None:
                found[group.order or 0, place] = row.season_number, row.episode_number
    return found
