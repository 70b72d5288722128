"""What TheTVDB says in the same way of films and shows: pure functions, no request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from emm_tui.domain.ids import is_id
from emm_tui.domain.metadata import Credit, Job, Metadata
from emm_tui.providers.answers import text
from emm_tui.providers.languages import Version, choose, primary
from emm_tui.providers.tvdb_answers import Character, ContentRating, Title, Trailer
from emm_tui.providers.tvdb_artwork import Pictures
from emm_tui.providers.tvdb_codes import country_code, language_tag

TEXTS = ("title", "plot")

_SOURCES = {2: "imdb", 10: "tmdb", 12: "tmdb"}
_JOBS: dict[int, Job] = {3: "actor", 1: "director", 2: "writer", 6: "writer"}
_LAST = 10**6
_YOUTUBE = re.compile(r"https?://(?:www\.|m\.)?(?:youtube\.com/watch\?(?:.*&)?v=|youtu\.be/)([\w-]{6,20})", re.ASCII)


# -- texts
def versions(title: Title) -> list[Version]:
    """The texts of a title by language, its original ones last; a name that is only an alias is none."""
    spoken = title.translations
    found: dict[str, dict[str, str | None]] = {}
    for name in (spoken and spoken.name_translations) or ():
        tag = language_tag(name.language)
        if tag and not name.is_alias:
            found.setdefault(tag, {}).setdefault("title", text(name.name))
    for overview in (spoken and spoken.overview_translations) or ():
        tag = language_tag(overview.language)
        if tag:
            found.setdefault(tag, {}).setdefault("plot", text(overview.overview))
    translated = [Version(tag, texts) for tag, texts in found.items()]
    return [*translated, *original_version(title.original_language, title.name, title.overview)]


def original_version(language: str | None, name: str | None, overview: str | None) -> Iterator[Version]:
    """The texts that come without asking for a language, when it is known which one they are in."""
    tag = language_tag(language)
    if tag:
        yield Version(tag, {"title": text(name), "plot": text(overview)})


def choose_texts(found: Metadata, spoken: Sequence[Version], chain: Sequence[str]) -> None:
    """Sets title and plot to their first text along the chain, and notes the language of it."""
    for name in TEXTS:
        chosen = choose(name, chain, spoken, found.original_title)
        if chosen:
            setattr(found, name, chosen.text)
            found.languages[name] = chosen.language


def choose_title_texts(found: Metadata, title: Title, languages: Sequence[str]) -> None:
    """The texts of a film or a show along the languages, then in English, then in the original language.

    Nothing is ever without a title: it is the original one, else any that there is.
    """
    choose_texts(found, versions(title), [*languages, "en", found.original_language or "en"])
    known = title.all_names
    if not found.title and known:
        found.title = known[0]
        if found.title == found.original_title and found.original_language:
            found.languages["title"] = found.original_language
    found.alternative_titles = [name for name in known if name not in (found.title, found.original_title)]


# -- facts
def ids(title: Title) -> dict[str, str]:
    """The ids that have the shape of one; `tmdb` is that of the same kind of title."""
    found = {"tvdb": str(title.id)}
    for row in title.remote_ids or ():
        provider = _SOURCES.get(row.type or 0)
        if provider and is_id(provider, row.id or ""):
            found.setdefault(provider, row.id or "")
    return found


def plain_year(value: str | None) -> int | None:
    """A year of four digits that is given as text."""
    return int(value) if value and len(value) == 4 and value.isascii() and value.isdigit() else None


def certification(rows: Iterable[ContentRating] | None, countries: Sequence[str]) -> str | None:
    """Of the first country of the chain that has one."""
    rated = [(country_code(row.country), text(row.name)) for row in rows or ()]
    return next((name for country in countries for of, name in rated if of == country and name), None)


def people(characters: Iterable[Character] | None, jobs: Sequence[Job], pictures: Pictures) -> list[Credit]:
    """Each person once a job, actors in billing order; who thought a show up is a writer."""
    ordered = sorted(characters or (), key=lambda row: row.sort if row.sort is not None else _LAST)
    found: list[Credit] = []
    for job in jobs:
        known: dict[object, Credit] = {}
        for row in ordered:
            name = text(row.person_name)
            if name and _JOBS.get(row.type or 0) == job and (row.people_id or name) not in known:
                role = text(row.name) if job == "actor" else None
                thumb = pictures.address(row.portrait) or pictures.address(row.image)
                known[row.people_id or name] = Credit(name, job, role=role, order=len(known), thumb=thumb)
        found += known.values()
    return found


def trailer(rows: Iterable[Trailer] | None, languages: Sequence[str]) -> str | None:
    """The key of the first YouTube trailer in the best language of the chain, else of the first of all."""
    ranks = {primary(language): rank for rank, language in reversed([*enumerate([*languages, "en"])])}
    keys = []
    for row in rows or ():
        match = _YOUTUBE.match(row.url or "")
        if match:
            keys.append((ranks.get(primary(language_tag(row.language) or ""), len(ranks)), match[1]))
    return min(keys, key=lambda pair: pair[0])[1] if keys else None
