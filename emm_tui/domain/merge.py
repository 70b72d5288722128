"""What several providers say of a title as one: field by field, with the name of who won."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.languages import is_foreign, primary
from emm_tui.domain.metadata import Credit, Job, Metadata, Rating
from emm_tui.domain.query import fold

TEXTS = ("title", "plot", "outline", "tagline")
"""What is said in languages: one that is preferred comes before a provider that is."""
SINGLES = (
    *("original_title", "sort_title", "year", "premiered", "runtime", "certification", "status", "original_language"),
    *("set", "trailer"),
)
LISTS = ("genres", "countries", "studios", "tags")
PEOPLE: dict[str, Job] = {"cast": "actor", "directors": "director", "writers": "writer"}
_SPECIALS = ("airs_before_season", "airs_before_episode", "airs_after_season")

Word = tuple[str, Metadata]
"""A provider's name and what it says of a title; the first of several is the one that the title was found at."""

Pictures = tuple[str, Sequence[ArtworkCandidate]]
"""A provider's name and the pictures that it offers."""


@dataclass(slots=True, frozen=True)
class Rules:
    """Whose word counts.

    `providers` are those that a field is taken from, in order (a field that is not in it: from all), `rating` the
    sources of ratings, the default one first, `unite` the lists that are made of those of all providers, `languages` a
    chain of IETF tags.
    """

    providers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rating: Sequence[str] = ()
    unite: Sequence[str] = ()
    languages: Sequence[str] = ()

    def speakers(self, name: str, words: Sequence[Word]) -> list[Word]:
        """Those who have a say in a field, in order; all of them when none of those named knows the title."""
        order = self.providers.get(name)
        if order is None:
            return list(words)
        named = sorted((word for word in words if word[0] in order), key=lambda word: order.index(word[0]))
        return named or (list(words) if order else [])


def merge_metadata(words: Sequence[Word], rules: Rules) -> Metadata:
    """The facts of one film, show, season or episode; `providers` says who won each field."""
    first = words[0][1]
    found = Metadata(season=first.season, episode=first.episode, user_rating=first.user_rating)
    for name in TEXTS:
        _take_text(found, name, rules.speakers(name, words), rules.languages)
    if not found.title:
        _take_text(found, "title", words, rules.languages)
    for name in SINGLES:
        _take_first(found, name, rules.speakers(name, words))
    for name in LISTS:
        _take_list(found, name, rules.speakers(name, words), name in rules.unite)
    for name, job in PEOPLE.items():
        _take_people(found, name, job, words, rules)
    _take_ratings(found, words, rules.rating)
    _take_ids(found, words)
    _take_place(found, words)
    known = (name for _, facts in words for name in (facts.title, facts.original_title, *facts.alternative_titles))
    spare = {None, found.title, found.original_title}
    found.alternative_titles = list(dict.fromkeys(name for name in known if name and name not in spare))
    return found


def merge_artwork(parts: Sequence[Pictures], rules: Rules) -> list[ArtworkCandidate]:
    """The pictures of all who have a say, each once, in the order of their providers."""
    order = rules.providers.get("artwork")
    if order is not None:
        parts = sorted((part for part in parts if part[0] in order), key=lambda part: order.index(part[0]))
    found: dict[str, ArtworkCandidate] = {}
    for _, pictures in parts:
        for picture in pictures:
            found.setdefault(picture.url, picture)
    return list(found.values())


def texts_of(name: str, words: Sequence[Word], languages: Sequence[str]) -> list[Word]:
    """Those who have a text, the best first: by its place along the chain of languages, then in their order."""
    spoken = [word for word in words if getattr(word[1], name)]
    return sorted(spoken, key=lambda word: _place(getattr(word[1], name), word[1].languages.get(name), languages))


# -- fields
def _take_text(found: Metadata, name: str, words: Sequence[Word], languages: Sequence[str]) -> None:
    for provider, facts in texts_of(name, words, languages)[:1]:
        setattr(found, name, getattr(facts, name))
        found.providers[name] = provider
        if name in facts.languages:
            found.languages[name] = facts.languages[name]


def _place(text: str, language: str | None, chain: Sequence[str]) -> int:
    """A title in its original script is no translation, whatever language it is said to be in."""
    spoken = primary(language or "")
    for place, wanted in enumerate(chain):
        if primary(wanted) == spoken and not is_foreign(text, wanted):
            return place
    return len(chain)


def _take_first(found: Metadata, name: str, words: Sequence[Word]) -> None:
    for provider, facts in words:
        if getattr(facts, name):
            setattr(found, name, getattr(facts, name))
            found.providers[name] = provider
            return


def _take_list(found: Metadata, name: str, words: Sequence[Word], unite: bool) -> None:
    told: dict[str, str] = {}
    for provider, facts in words:
        values: list[str] = getattr(facts, name)
        for value in values:
            told.setdefault(fold(value), value)
        if values:
            found.providers.setdefault(name, provider)
            if not unite:
                break
    setattr(found, name, list(told.values()))


def _take_ratings(found: Metadata, words: Sequence[Word], order: Sequence[str]) -> None:
    """Of each source the rating that it gives itself, else the one of most votes; the default one first."""
    best: dict[str, tuple[tuple[bool, int], str, Rating]] = {}
    for provider, facts in words:
        for source, rating in facts.ratings.items():
            weight = provider == source, rating.votes or 0
            if source not in best or weight > best[source][0]:
                best[source] = weight, provider, rating
    names = [name for name in dict.fromkeys((*order, *best)) if name in best]
    found.ratings = {name: best[name][2] for name in names}
    if names:
        found.providers["ratings"] = best[names[0]][1]


def _take_ids(found: Metadata, words: Sequence[Word]) -> None:
    for provider, facts in words:
        for name, ident in facts.ids.items():
            found.ids.setdefault(name, ident)
        if facts.ids:
            found.providers.setdefault("ids", provider)


def _take_place(found: Metadata, words: Sequence[Word]) -> None:
    """Where a special belongs, all of it from one provider."""
    for _, facts in words:
        told = {name: getattr(facts, name) for name in _SPECIALS}
        if any(value is not None for value in told.values()):
            for name, value in told.items():
                setattr(found, name, value)
            return


# -- people
def _take_people(found: Metadata, name: str, job: Job, words: Sequence[Word], rules: Rules) -> None:
    """The people of the first who knows any, with what all others know of them; united: others' people after them."""
    told = [(word[0], people) for word in rules.speakers(name, words) if (people := word[1].people(job))]
    if not told:
        return
    found.providers[name], people = told[0]
    for provider, facts in words:
        if provider != told[0][0] and any(map(_lacks, people)):
            people = _filled(people, facts.people(job))
    if name in rules.unite:
        for _, theirs in told[1:]:
            people = [*people, *_further(people, theirs)]
    found.credits += people


def _lacks(credit: Credit) -> bool:
    return credit.thumb is None or credit.tmdb is None or (credit.job == "actor" and credit.role is None)


def _filled(ours: Sequence[Credit], theirs: Sequence[Credit]) -> list[Credit]:
    known: dict[object, Credit] = {}
    for one in theirs:
        known.setdefault(fold(one.name), one)
        known.setdefault(one.tmdb or fold(one.name), one)
    return [_with(one, known.get(one.tmdb) or known.get(fold(one.name))) for one in ours]


def _with(ours: Credit, theirs: Credit | None) -> Credit:
    """A person with what another provider adds; two ids are two people of one name."""
    if theirs is None or (ours.tmdb and theirs.tmdb and ours.tmdb != theirs.tmdb):
        return ours
    added: dict[str, Any] = {
        name: getattr(theirs, name) for name in ("role", "thumb", "tmdb") if getattr(ours, name) is None
    }
    return replace(ours, **added)


def _further(ours: Sequence[Credit], theirs: Sequence[Credit]) -> Iterator[Credit]:
    names = {fold(one.name) for one in ours}
    idents = {one.tmdb for one in ours if one.tmdb}
    for place, one in enumerate(one for one in theirs if fold(one.name) not in names and one.tmdb not in idents):
        yield replace(one, order=len(ours) + place)
