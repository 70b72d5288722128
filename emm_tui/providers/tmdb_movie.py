"""TMDB's answers about films as candidates and metadata: pure functions, no request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Credit, Job, Metadata, Rating
from emm_tui.providers.answers import names, text
from emm_tui.providers.languages import Version, choose, primaries
from emm_tui.providers.tmdb_answers import MovieAnswer, MovieRow, Person, Releases, Translation, Video
from emm_tui.providers.tmdb_artwork import image_address

BODY_LANGUAGE = "en-US"
"""The language of an answer's own texts when none is asked for."""

IMDB_ID = re.compile(r"tt\d{7,10}", re.ASCII)
_YOUTUBE_KEY = re.compile(r"[\w-]{6,20}", re.ASCII)
_RELEASE_ORDER = (3, 2, 1, 4, 5, 6)
_WRITING = frozenset(
    {
        "Screenplay",
        "Writer",
        "Story",
        "Author",
        "Novel",
        "Teleplay",
        "Original Story",
        "Co-Writer",
        "Book",
        "Short Story",
    }
)
_FIELDS = {"title": "title", "plot": "overview", "tagline": "tagline"}


def movie_candidate(row: MovieRow, image_base: str) -> Candidate | None:
    """A film of a list as a candidate, None when it has no id or no title."""
    original = text(row.original_title)
    title = text(row.title) or original
    if not row.id or not title:
        return None
    return Candidate(
        "tmdb",
        str(row.id),
        title,
        year=_year(row.release_date),
        original_title=original,
        original_language=text(row.original_language),
        popularity=row.popularity or 0.0,
        votes=row.vote_count or 0,
        titles=tuple(names([title, original])),
        overview=text(row.overview),
        poster=image_address(image_base, row.poster_path, "w342"),
    )


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
        year=_year(answer.release_date),
        premiered=_day(answer.release_date),
        runtime=answer.runtime or None,
        status=text(answer.status),
        certification=_certification(answer.release_dates, countries),
        genres=names([row.name for row in answer.genres]),
        countries=names([row.name for row in answer.production_countries]),
        studios=names([row.name for row in answer.production_companies]),
        tags=names([row.name for row in answer.keywords.keywords]),
        ratings=_ratings(answer),
        ids=_ids(answer, ident),
        credits=[*_cast(answer, image_base), *_crew(answer, image_base)],
        trailer=_trailer(answer.videos.results, primaries(languages)),
    )
    _choose_texts(found, _versions(answer), languages)
    found.alternative_titles = [name for name in all_titles(answer) if name not in (found.title, original)]
    return found


# -- texts
def _versions(answer: MovieAnswer) -> list[Version]:
    body = Version(BODY_LANGUAGE, {name: text(getattr(answer, key)) for name, key in _FIELDS.items()})
    versions = [body, *translated_versions(answer.translations.translations, _FIELDS)]
    if answer.original_language:
        versions.append(Version(answer.original_language, {"title": text(answer.original_title)}))
    return versions


def translated_versions(rows: Iterable[Translation], fields: Mapping[str, str]) -> Iterator[Version]:
    """The translations as versions; `fields` names ours -> TMDB's."""
    for row in rows:
        if row.iso_639_1:
            tag = f"{row.iso_639_1}-{row.iso_3166_1}" if row.iso_3166_1 else row.iso_639_1
            yield Version(tag, {name: text(getattr(row.data, key)) for name, key in fields.items()})


def _choose_texts(found: Metadata, versions: Sequence[Version], languages: Sequence[str]) -> None:
    for name in _FIELDS:
        chosen = choose(name, languages, versions, found.original_title)
        if chosen:
            setattr(found, name, chosen.text)
            found.languages[name] = chosen.language
    if not found.title:
        _fall_back(found, versions[0].texts["title"])


def _fall_back(found: Metadata, title: str | None) -> None:
    """A film is never without a title: TMDB's own, else the original one."""
    found.title = title or found.original_title
    if found.title:
        of_origin = found.title == found.original_title
        found.languages["title"] = (found.original_language if of_origin else None) or BODY_LANGUAGE


# -- facts
def _day(value: str | None) -> str | None:
    """`YYYY-MM-DD` when it is a day of the calendar."""
    try:
        return date.fromisoformat((value or "")[:10]).isoformat()
    except ValueError:
        return None


def _year(value: str | None) -> int | None:
    day = _day(value)
    return int(day[:4]) if day else None


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


def _ratings(answer: MovieAnswer) -> dict[str, Rating]:
    value, votes = answer.vote_average, answer.vote_count
    return {"tmdb": Rating(value, votes)} if value and votes and value <= 10 else {}


def _ids(answer: MovieAnswer, ident: int) -> dict[str, str]:
    ids = {"tmdb": str(ident)}
    imdb = next((i for i in (answer.imdb_id, answer.external_ids.imdb_id) if i and IMDB_ID.fullmatch(i)), None)
    return ids | {"imdb": imdb} if imdb else ids


def _cast(answer: MovieAnswer, image_base: str) -> list[Credit]:
    rows = answer.credits.cast
    people = sorted(rows, key=lambda person: person.order if person.order is not None else len(rows))
    return _credits(people, "actor", image_base)


def _crew(answer: MovieAnswer, image_base: str) -> list[Credit]:
    crew = answer.credits.crew
    directors = [person for person in crew if person.job == "Director"]
    writers = [person for person in crew if person.department == "Writing" and person.job in _WRITING]
    return [*_credits(directors, "director", image_base), *_credits(writers, "writer", image_base)]


def _credits(people: Iterable[Person], job: Job, image_base: str) -> list[Credit]:
    """Each person once, with the first of several roles."""
    found: dict[object, Credit] = {}
    for person in people:
        name = text(person.name)
        if name:
            credit = Credit(
                name,
                job,
                role=text(person.character) if job == "actor" else None,
                order=len(found),
                thumb=image_address(image_base, person.profile_path),
                tmdb=person.id,
            )
            found.setdefault(person.id or name, credit)
    return list(found.values())


def _trailer(videos: Iterable[Video], languages: Sequence[str]) -> str | None:
    """The key of the best YouTube trailer: official before others, then by language, then by size; a teaser last."""
    ranks = {language: rank for rank, language in enumerate(languages)}
    usable = [
        video
        for video in videos
        if video.site == "YouTube"
        and video.type in ("Trailer", "Teaser")
        and video.key
        and _YOUTUBE_KEY.fullmatch(video.key)
    ]
    usable.sort(
        key=lambda v: (
            v.type != "Trailer",
            not v.official,
            ranks.get(v.iso_639_1 or "", len(ranks)),
            -(v.size or 0),
        )
    )
    return usable[0].key if usable else None
