"""Why a field of an item is what it is: what each provider said, who won, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass

from emm_tui.domain.fetched import Said
from emm_tui.domain.languages import primary
from emm_tui.domain.media import Item
from emm_tui.domain.merge import LISTS, PEOPLE, TEXTS, Rules, Word
from emm_tui.domain.metadata import Metadata, Provenance

Value = str | list[str] | None
"""A value for people to read: a text, or the entries of a list."""


@dataclass(slots=True, frozen=True)
class Say:
    """What one provider said of a field."""

    provider: str
    value: Value
    language: str | None
    won: bool


@dataclass(slots=True, frozen=True)
class Why:
    """A field's value with where it comes from, what else was said, and the rule that decided."""

    field: str
    value: Value
    origin: Provenance | None
    locked: bool
    reason: str
    said: list[Say]


def why(name: str, item: Item, said: Said, rules: Rules) -> Why:
    """Why the field is what it is; `said` is what each provider told when it was last asked."""
    origin, locked = item.provenance.get(name), name in item.locked
    known = _known(name, item)
    words = said or _alone(item, origin)
    told = [
        Say(provider, value, facts.languages.get(name), origin is not None and origin.provider == provider)
        for provider, facts in words
        if (value := value_of(name, facts))
    ]
    if name == "ratings" and origin:
        told = _with_latest(told, item.metadata, origin.provider)
    return Why(name, known, origin, locked, _reason(name, origin, locked, words, told, rules), told)


def value_of(name: str, facts: Metadata) -> Value:
    """A field's value for people to read."""
    if name in PEOPLE:
        return [f"{one.name} as {one.role}" if one.role else one.name for one in facts.people(PEOPLE[name])]
    if name == "ratings":
        return [_rating(source, r.value, r.max, r.votes) for source, r in facts.ratings.items()]
    if name == "ids":
        return [f"{provider} {ident}" for provider, ident in facts.ids.items()]
    if name == "set":
        return facts.set.name if facts.set else None
    value = getattr(facts, name)
    return value if isinstance(value, list) else str(value) if value is not None else None


def _known(name: str, item: Item) -> Value:
    if name in ("title", "year"):
        value = getattr(item.row, name)
        return str(value) if value else None
    return value_of(name, item.metadata)


def _alone(item: Item, origin: Provenance | None) -> Said:
    """Where a single provider spoke, its words are the facts themselves."""
    return ((origin.provider, item.metadata),) if origin and origin.provider != "you" else ()


def _with_latest(told: list[Say], facts: Metadata, provider: str) -> list[Say]:
    """What was said of ratings with the provider's own one as it is now: IMDb's data files come between scrapes."""
    own = facts.ratings.get(provider)
    if own is None:
        return told
    latest = Say(provider, [_rating(provider, own.value, own.max, own.votes)], None, True)
    return [*(say for say in told if say.provider != provider), latest]


def _rating(source: str, value: float, most: float, votes: int | None) -> str:
    return f"{source} {value:g} of {most:g}" + (f" by {votes:,}" if votes else "")


# -- the rule
def _reason(name: str, origin: Provenance | None, locked: bool, words: Said, told: list[Say], rules: Rules) -> str:
    if origin and origin.provider == "you":
        return "you set it, and scrapes leave it alone" if locked else "you set it"
    if locked:
        return "it is locked: scrapes leave it alone"
    if told and origin is None:
        heard = ", ".join(rules.providers.get(name, ()))
        return f"none of merge.{name} says anything, and others are not heard: {heard}"
    if origin is None or not told:
        return "nobody says anything"
    if len(told) == 1:
        return f"nobody but {told[0].provider} says anything"
    if name == "ratings":
        return f"all are kept; merge.rating says which is the default one: {', '.join(rules.rating)}"
    if name == "ids":
        return "all are kept, those of the provider that the title was found at before others"
    if name in TEXTS:
        return _by_language(origin, told, rules)
    if name in rules.unite and name in (*LISTS, *PEOPLE):
        return f"merge.unite makes it of what all say; {origin.provider} comes first"
    return _by_order(name, origin, words, rules)


def _by_language(origin: Provenance, told: list[Say], rules: Rules) -> str:
    places = {say.provider: _place(say.language, rules) for say in told}
    mine = places.get(origin.provider, len(rules.languages))
    if any(place != mine for place in places.values()) and mine < len(rules.languages):
        return f"{rules.languages[mine]} comes first of library.languages that anybody has it in"
    return f"{origin.provider} comes first of those who have it in that language"


def _place(language: str | None, rules: Rules) -> int:
    chain = [primary(tag) for tag in rules.languages]
    spoken = primary(language or "")
    return chain.index(spoken) if spoken in chain else len(chain)


def _by_order(name: str, origin: Provenance, words: tuple[Word, ...], rules: Rules) -> str:
    order = rules.providers.get(name, ())
    if origin.provider in order:
        return f"{origin.provider} is the first in merge.{name} that has it: {', '.join(order)}"
    return f"{origin.provider} is the first that has it; none of merge.{name} knows the title"
