"""Makes up titles and people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from random import Random

from emm_tui.demo import words

_PATTERNS = (
    "The {adjective} {noun}",
    "{adjective} {noun}",
    "The {noun} of {place}",
    "{noun} & {other}",
    "Last {noun} to {place}",
    "The {noun}'s {other}",
    "{article} {noun} in {place}",
    "{place}",
)


def titles(random: Random) -> Iterator[str]:
    """Titles without end, no two the same by their letters."""
    seen: set[str] = set()
    while True:
        title = title_of(random)
        if len(seen) > 20_000:
            title = f"{title} {len(seen)}"
        if folded(title) not in seen:
            seen.add(folded(title))
            yield title


def title_of(random: Random) -> str:
    """One title; the same may come again."""
    noun = _one(random, words.NOUNS)
    return _one(random, _PATTERNS).format(
        article="An" if noun[0] in "AEIOU" else "A",
        adjective=_one(random, words.ADJECTIVES),
        noun=noun,
        other=_one(random, words.NOUNS),
        place=_one(random, words.PLACES),
    )


def _one(random: Random, choices: Sequence[str]) -> str:
    """As `random.choice`, in half the time: a large library is made of millions of these."""
    return choices[int(random.random() * len(choices))]


def folded(title: str) -> str:
    """A title as a search compares it: letters and digits alone, without accents; `Heron's` is `herons`."""
    plain = unicodedata.normalize("NFKD", title).casefold().replace("'", "")
    found = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(word for word in found if word != "and")


def people(random: Random, number: int) -> list[str]:
    """Names of so many people, at most as many as there are last names."""
    firsts, lasts = random.sample(words.FIRST_NAMES, number), random.sample(words.LAST_NAMES, number)
    return [f"{first} {last}" for first, last in zip(firsts, lasts, strict=True)]


def overview(random: Random, hero: str, deed: str) -> str:
    """Two sentences on what happens in a film, a show or an episode."""
    return f"{hero} {deed}. {random.choice(words.STAKES).format(place=random.choice(words.PLACES))}"
