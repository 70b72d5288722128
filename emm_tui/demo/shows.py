"""Makes up shows with their seasons and episodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Literal

from emm_tui.demo import words
from emm_tui.demo.names import overview, people

Form = Literal["seasons", "pack", "absolute", "daily", "stray"]
"""How a show lies on disk."""

FORMS: tuple[Form, ...] = ("seasons", "pack", "absolute", "daily")
"""The forms that shows take in turn; a pack has the name of the show before it."""

_EPISODES: dict[Form, tuple[int, ...]] = {
    "seasons": (2, 6, 4),
    "pack": (0, 6),
    "absolute": (0, 6, 6),
    "daily": (1, 5),
    "stray": (0, 4),
}
"""How many episodes the seasons have, the specials first."""


@dataclass(slots=True, frozen=True)
class Episode:
    """One invented episode; `aired` is an ISO date."""

    id: int
    number: int
    title: str
    overview: str
    aired: str
    runtime: int
    votes: int
    rating: float
    director: str
    writer: str
    guest: tuple[str, str]


@dataclass(slots=True, frozen=True)
class Season:
    """One invented season, number 0 for the specials."""

    id: int
    number: int
    overview: str
    episodes: list[Episode]

    @property
    def name(self) -> str:
        """What the provider calls it."""
        return f"Season {self.number}" if self.number else "Specials"


@dataclass(slots=True)
class Show:
    """One invented show. `people` are (name, part) of its cast; `hostile` when its title is meant to break things."""

    id: int
    title: str
    year: int
    form: Form
    country: str
    overview: str
    tagline: str
    genres: list[int]
    creator: str
    people: list[tuple[str, str]]
    network: str
    keywords: list[str]
    certification: str
    votes: int
    rating: float
    popularity: float
    over: bool
    hostile: bool = False
    seasons: list[Season] = field(default_factory=list)

    @property
    def imdb(self) -> str:
        """An id of IMDb's shape, far above the ones in use."""
        return f"tt{90_000_000 + self.id}"

    @property
    def tvdb(self) -> int:
        """An id of TheTVDB's shape, far above the ones in use."""
        return 9_000_000 + self.id

    def regular(self) -> Iterator[tuple[Season, Episode]]:
        """The episodes of all seasons but the specials, in order."""
        for season in self.seasons:
            if season.number:
                for episode in season.episodes:
                    yield season, episode


def invent(random: Random, number: int, titles: Iterator[str], first: int) -> list[Show]:
    """So many shows with ids from `first` on, in each form in turn; the first daily ones have hostile titles."""
    made: list[Show] = []
    hostile = list(reversed(words.HOSTILE_SHOWS))
    for place in range(number):
        form, ident = FORMS[place % len(FORMS)], first + place
        if form == "pack":
            made.append(_show(random, ident, made[-1].title, random.randint(2009, 2022), form))
        elif form == "daily" and hostile:
            made.append(_show(random, ident, hostile.pop(), random.randint(2009, 2022), form, hostile=True))
        else:
            made.append(_show(random, ident, next(titles), random.randint(1975, 1999), form))
    return made


def strays(random: Random, number: int, titles: Iterator[str], first: int) -> list[Show]:
    """So many shows of which a single episode lies about."""
    return [_show(random, first + place, next(titles), random.randint(1990, 2022), "stray") for place in range(number)]


def _show(random: Random, ident: int, title: str, year: int, form: Form, *, hostile: bool = False) -> Show:
    creator, *cast = people(random, 7)
    made = Show(
        id=ident,
        title=title,
        year=year,
        form=form,
        country="US" if form == "daily" else random.choices(list(words.COUNTRIES), weights=(6, 3, 1, 2, 1, 1))[0],
        overview=overview(random, random.choice(words.HEROES), random.choice(words.DEEDS)),
        tagline=random.choice(words.TAGLINES),
        genres=random.sample(list(words.GENRES), random.randint(1, 3)),
        creator=creator,
        people=[(name, random.choice(words.FIRST_NAMES)) for name in cast],
        network=random.choice(words.NETWORKS),
        keywords=random.sample(words.KEYWORDS, 3),
        certification=random.choice(words.SHOW_CERTIFICATIONS),
        votes=random.randint(40, 6_000),
        rating=round(random.uniform(5.1, 8.9), 1),
        popularity=round(random.uniform(5, 60), 2),
        over=year < 2015,
        hostile=hostile,
    )
    made.seasons = list(_seasons(random, made))
    return made


def _seasons(random: Random, show: Show) -> Iterator[Season]:
    names = iter(random.sample(words.EPISODES, len(words.EPISODES)))
    for number, episodes in enumerate(_EPISODES[show.form]):
        if not episodes:
            continue
        ident = show.id * 100 + number
        begin = date(show.year + max(0, number - 1), random.randint(1, 9), random.randint(1, 28))
        made = _episodes(random, ident, begin, episodes, iter(words.SPECIALS) if number == 0 else names, show.form)
        plot = overview(random, random.choice(words.HEROES), random.choice(words.DEEDS))
        yield Season(ident, number, plot, list(made))


def _episodes(
    random: Random, season: int, begin: date, number: int, titles: Iterable[str], form: Form
) -> Iterator[Episode]:
    days = 1 if form == "daily" else 7
    for place, title in zip(range(1, number + 1), titles, strict=False):
        guest, director, writer = people(random, 3)
        yield Episode(
            id=season * 100 + place,
            number=place,
            title=title,
            overview=overview(random, random.choice(words.HEROES), random.choice(words.DEEDS)),
            aired=str(begin + timedelta(days=days * (place - 1))),
            runtime=random.choice((24, 42, 43, 51)),
            votes=random.randint(3, 400),
            rating=round(random.uniform(5.5, 9.2), 1),
            director=director,
            writer=writer,
            guest=(guest, random.choice(words.FIRST_NAMES)),
        )
