"""A fictional catalogue of films and shows, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from emm_tui.demo import words
from emm_tui.demo.names import overview, people, titles
from emm_tui.demo.shows import Show, invent, strays

FIRST_ID = 700_001
FIRST_SET = 9_001
FIRST_SHOW = 60_001


@dataclass(slots=True, frozen=True)
class Set:
    """Films that belong together."""

    id: int
    name: str
    overview: str


@dataclass(slots=True)
class Film:
    """One invented film. `people` are (name, part) of its cast; `hostile` when its title is meant to break things."""

    id: int
    title: str
    year: int
    country: str
    overview: str
    tagline: str
    runtime: int
    genres: list[int]
    directors: list[str]
    writers: list[str]
    people: list[tuple[str, str]]
    company: str
    keywords: list[str]
    certification: str
    votes: int
    rating: float
    popularity: float
    set: Set | None = None
    hostile: bool = False

    @property
    def imdb(self) -> str:
        """An id of IMDb's shape, far above the ones in use."""
        return f"tt{90_000_000 + self.id}"


@dataclass(slots=True)
class Catalogue:
    """Everything that the embedded provider knows, and twins that nobody can tell apart by their names.

    Of the strays no more than one episode lies about.
    """

    films: list[Film] = field(default_factory=list)
    twins: list[Film] = field(default_factory=list)
    shows: list[Show] = field(default_factory=list)
    strays: list[Show] = field(default_factory=list)

    def all_films(self) -> Iterator[Film]:
        """The films on disk and their twins."""
        yield from self.films
        yield from self.twins

    def all_shows(self) -> Iterator[Show]:
        """The shows with a folder and those of single files."""
        yield from self.shows
        yield from self.strays


def catalogue(movies: int, shows: int, seed: int) -> Catalogue:
    """`movies` films, hostile titles and sets among them, two twins, `shows` shows and a stray for each four."""
    random = Random(seed)  # noqa: S311 - a fiction, not a secret
    made = Catalogue()
    names = titles(random)
    ids = iter(range(FIRST_ID, FIRST_ID + 2 * movies + 10))
    sets = iter(range(FIRST_SET, FIRST_SET + movies))
    hostile = list(words.HOSTILE_TITLES[: movies // 4])
    while len(made.films) < movies:
        if hostile:
            made.films.append(_film(random, next(ids), hostile.pop(), hostile=True))
        elif len(made.films) % 12 == 9 and movies - len(made.films) >= 2:
            made.films += _series(random, next(names), next(sets), ids)
        else:
            made.films.append(_film(random, next(ids), next(names)))
    for film in [film for film in made.films if not film.hostile and not film.set][:2]:
        made.twins.append(_film(random, next(ids), film.title, film.year))
    made.shows = invent(random, shows, names, FIRST_SHOW)
    made.strays = strays(random, shows // 4, names, FIRST_SHOW + shows)
    return made


def _series(random: Random, name: str, ident: int, ids: Iterator[int]) -> list[Film]:
    overview = (
        f"The films around {name[4:] if name.startswith('The ') else name}, in the order in which they were made."
    )
    made = Set(ident, f"{name} Collection", overview)
    first = _film(random, next(ids), name)
    second = _film(random, next(ids), f"{name} 2: {random.choice(words.SUBTITLES)}", first.year + 3)
    for film in (first, second):
        film.set = made
    return [first, second]


def _film(random: Random, ident: int, title: str, year: int | None = None, *, hostile: bool = False) -> Film:
    country = random.choices(list(words.COUNTRIES), weights=(6, 3, 1, 2, 1, 1))[0]
    cast = people(random, 9)
    hero, deed = random.choice(words.HEROES), random.choice(words.DEEDS)
    return Film(
        id=ident,
        title=title,
        year=year or random.randint(1948, 2024),
        country=country,
        overview=overview(random, hero, deed),
        tagline=random.choice(words.TAGLINES),
        runtime=random.randint(78, 164),
        genres=random.sample(list(words.GENRES), random.randint(1, 3)),
        directors=cast[:1],
        writers=cast[1:3],
        people=[(name, random.choice(words.FIRST_NAMES)) for name in cast[3:]],
        company=random.choice(words.COMPANIES),
        keywords=random.sample(words.KEYWORDS, 3),
        certification=random.choice(words.CERTIFICATIONS),
        votes=random.randint(40, 18_000),
        rating=round(random.uniform(5.1, 8.9), 1),
        popularity=round(random.uniform(2, 60), 2),
        hostile=hostile,
    )
