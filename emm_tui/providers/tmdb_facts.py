"""What TMDB says in the same way of films, shows and episodes: pure functions, no request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from emm_tui.domain.ids import is_id
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Credit, Job, Metadata, Rating
from emm_tui.providers.answers import names, text
from emm_tui.providers.days import year
from emm_tui.providers.languages import Version, choose
from emm_tui.providers.tmdb_answers import ExternalIds, MovieRow, Person, Row, ShowRow, Translation, Video
from emm_tui.providers.tmdb_artwork import image_address

BODY_LANGUAGE = "en-US"
"""The language of an answer's own texts when none is asked for."""

_NO_IDS = ExternalIds()
_YOUTUBE_KEY = re.compile(r"[\w-]{6,20}", re.ASCII)
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


def title_candidate(row: MovieRow | ShowRow, image_base: str) -> Candidate | None:
    """A film or a show of a list as a candidate, None when it has no id or no title."""
    original = text(row.original_title)
    title = text(row.title) or original
    if not row.id or not title:
        return None
    return Candidate(
        "tmdb",
        str(row.id),
        title,
        year=year(row.day),
        original_title=original,
        original_language=text(row.original_language),
        popularity=row.popularity or 0.0,
        votes=row.vote_count or 0,
        titles=tuple(names([title, original])),
        overview=text(row.overview),
        poster=image_address(image_base, row.poster_path, "w342"),
        countries=tuple(names(row.origin_country)) if isinstance(row, ShowRow) else (),
    )


# -- texts
def translated_versions(rows: Iterable[Translation], fields: Mapping[str, str]) -> Iterator[Version]:
    """The translations as versions; `fields` names ours -> TMDB's."""
    for row in rows:
        if row.iso_639_1:
            tag = f"{row.iso_639_1}-{row.iso_3166_1}" if row.iso_3166_1 else row.iso_639_1
            yield Version(tag, {name: text(getattr(row.data, key)) for name, key in fields.items()})


def choose_texts(found: Metadata, fields: Iterable[str], versions: Sequence[Version], languages: Sequence[str]) -> None:
    """Sets each of the fields to its first text along the chain, and notes the language of it."""
    for name in fields:
        chosen = choose(name, languages, versions, found.original_title)
        if chosen:
            setattr(found, name, chosen.text)
            found.languages[name] = chosen.language


def fall_back(found: Metadata, title: str | None, language: str) -> None:
    """Nothing is ever without a title: TMDB's own, which is in `language`, else the original one."""
    if found.title:
        return
    found.title = title or found.original_title
    if found.title:
        of_origin = found.title == found.original_title
        found.languages["title"] = (found.original_language if of_origin else None) or language


# -- facts
def ratings(answer: Row) -> dict[str, Rating]:
    """TMDB's rating, when somebody has voted."""
    value, votes = answer.vote_average, answer.vote_count
    return {"tmdb": Rating(value, votes)} if value and votes and value <= 10 else {}


def ids(ident: int, external: ExternalIds = _NO_IDS, imdb: str | None = None) -> dict[str, str]:
    """The ids that have the shape of one; `imdb` comes before the external one."""
    found = {"tmdb": str(ident)}
    known = next((i for i in (imdb, external.imdb_id) if i and is_id("imdb", i)), None)
    if known:
        found["imdb"] = known
    if external.tvdb_id:
        found["tvdb"] = str(external.tvdb_id)
    return found


def actors(people: Sequence[Person], image_base: str) -> list[Credit]:
    """The cast in billing order."""
    ordered = sorted(people, key=lambda person: person.order if person.order is not None else len(people))
    return _credits(ordered, "actor", image_base)


def makers(crew: Sequence[Person], image_base: str) -> list[Credit]:
    """The directors and the writers of a crew."""
    directors = [person for person in crew if person.job == "Director"]
    writers = [person for person in crew if person.department == "Writing" and person.job in _WRITING]
    return [*_credits(directors, "director", image_base), *_credits(writers, "writer", image_base)]


def creators(people: Sequence[Person], image_base: str) -> list[Credit]:
    """Those who thought a show up, as its writers."""
    return _credits(people, "writer", image_base)


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


def trailer(videos: Iterable[Video], languages: Sequence[str]) -> str | None:
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
