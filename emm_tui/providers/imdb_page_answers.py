"""The data inside an IMDb title page: the parts that we read of both generations of it, every one of them optional."""

from __future__ import annotations

from msgspec import Struct, field

from emm_tui.providers.answers import Answer, Count, Number


# -- what search engines are given (JSON-LD); its texts are escaped as in HTML
class Named(Struct, frozen=True, rename={"type": "@type"}):
    """A person, or an organisation without a name."""

    type: str | None = None
    name: str | None = None


class Aggregate(Struct, frozen=True, rename="camel"):
    """IMDb's rating."""

    rating_value: Number | None = None
    rating_count: Count | None = None


class LinkedData(Answer, frozen=True, rename="camel"):
    """A title; `name` is the original one where there is an `alternate_name`, `duration` is as `PT2H16M`."""

    type: str | None = field(default=None, name="@type")
    url: str | None = None
    name: str | None = None
    alternate_name: str | None = None
    description: str | None = None
    image: str | None = None
    date_published: str | None = None
    duration: str | None = None
    content_rating: str | None = None
    keywords: str | None = None
    genre: list[str] | str | None = None
    aggregate_rating: Aggregate = Aggregate()
    actor: list[Named] | Named | None = None
    director: list[Named] | Named | None = None
    creator: list[Named] | Named | None = None


# -- what the page itself is made of (__NEXT_DATA__)
class Text(Struct, frozen=True):
    """A text, or a thing with an id and a name."""

    id: str | None = None
    text: str | None = None


class Picture(Struct, frozen=True):
    """A picture, sizes in pixels."""

    url: str | None = None
    width: Count | None = None
    height: Count | None = None


class Years(Struct, frozen=True, rename="camel"):
    """The years that a title is of."""

    year: Count | None = None
    end_year: Count | None = None


class Release(Struct, frozen=True):
    """A day; of which country the second generation says."""

    day: Count | None = None
    month: Count | None = None
    year: Count | None = None
    country: Text = Text()


class Runtime(Struct, frozen=True):
    """How long it is."""

    seconds: Count | None = None


class Ratings(Struct, frozen=True, rename="camel"):
    """IMDb's rating."""

    aggregate_rating: Number | None = None
    vote_count: Count | None = None


class Score(Struct, frozen=True):
    """A figure of 100."""

    score: Number | None = None


class Metacritic(Struct, frozen=True):
    """Metacritic's rating."""

    metascore: Score = Score()


class Plain(Struct, frozen=True, rename="camel"):
    """A text without marks."""

    plain_text: str | None = None


class Plot(Struct, frozen=True, rename="camel"):
    """The plot; the first generation says in which language."""

    plot_text: Plain = Plain()
    language: Text = Text()


class TitleType(Struct, frozen=True, rename="camel"):
    """What sort of title it is."""

    id: str | None = None
    is_series: bool | None = None


class Genre(Struct, frozen=True):
    """A genre: of the first generation the text itself, of the second around it."""

    text: str | None = None
    genre: Text = Text()


class Genres(Struct, frozen=True):
    """All genres."""

    genres: list[Genre] = field(default_factory=list)


class Countries(Struct, frozen=True):
    """Countries of origin; the short list has ids alone."""

    countries: list[Text] = field(default_factory=list)


class Person(Struct, frozen=True, rename="camel"):
    """Who is named in a credit."""

    name_text: Text = Text()
    primary_image: Picture = Picture()


class Role(Struct, frozen=True):
    """A part."""

    name: str | None = None


class Company(Struct, frozen=True, rename="camel"):
    """A company."""

    company_text: Text = Text()


class Node(Struct, frozen=True):
    """A thing in a list: a keyword, a tagline, a name of another country, a certificate, a company, or an actor."""

    text: str | None = None
    rating: str | None = None
    country: Text = Text()
    attributes: list[Text] = field(default_factory=list)
    company: Company = Company()
    name: Person = Person()
    characters: list[Role] = field(default_factory=list)


class Edge(Struct, frozen=True):
    """A place in a list."""

    node: Node = Node()


class Edges(Struct, frozen=True):
    """A list."""

    edges: list[Edge] = field(default_factory=list)


class Credit(Struct, frozen=True):
    """A person in a group."""

    name: Person = Person()


class Group(Struct, frozen=True):
    """People of one job; the first generation calls it `category`, the second `grouping`."""

    category: Text = Text()
    grouping: Text = Text()
    credits: list[Credit] = field(default_factory=list)


class ListedPicture(Struct, frozen=True, rename="camel"):
    """A portrait in the full list."""

    image_model: Picture = Picture()


class ListedPerson(Struct, frozen=True, rename="camel"):
    """A person in the full list."""

    row_title: str | None = None
    characters: list[str] = field(default_factory=list)
    image_props: ListedPicture = ListedPicture()


class Section(Struct, frozen=True):
    """The people of one job in the full list."""

    items: list[ListedPerson] = field(default_factory=list)


class Category(Struct, frozen=True):
    """One job in the full list."""

    id: str | None = None
    name: str | None = None
    section: Section = Section()


class TitleData(Struct, frozen=True, rename="camel"):
    """What a page says of its title, above the fold or in the main column: the same part may be in either."""

    id: str | None = None
    title_text: Text = Text()
    original_title_text: Text = Text()
    title_type: TitleType = TitleType()
    release_year: Years = Years()
    release_date: Release = Release()
    runtime: Runtime = Runtime()
    ratings_summary: Ratings = Ratings()
    metacritic: Metacritic = Metacritic()
    certificate: Node = Node()
    certificates: Edges = Edges()
    genres: Genres = Genres()
    title_genres: Genres = Genres()
    plot: Plot = Plot()
    primary_image: Picture = Picture()
    countries_of_origin: Countries = Countries()
    countries_details: Countries = Countries()
    production: Edges = Edges()
    keywords: Edges = Edges()
    storyline_keywords: Edges = Edges()
    taglines: Edges = Edges()
    akas: Edges = Edges()
    cast: Edges = Edges()
    directors: list[Group] = field(default_factory=list)
    writers: list[Group] = field(default_factory=list)
    creators: list[Group] = field(default_factory=list)
    principal_credits: list[Group] = field(default_factory=list)
    principal_credits_v2: list[Group] = field(default_factory=list, name="principalCreditsV2")
    cast_v2: list[Group] = field(default_factory=list, name="castV2")
    categories: list[Category] = field(default_factory=list)


class PageProps(Struct, frozen=True, rename={"above": "aboveTheFoldData", "main": "mainColumnData"}):
    """The parts of a page."""

    tconst: str | None = None
    above: TitleData = TitleData()
    main: TitleData = TitleData()


class Props(Struct, frozen=True, rename="camel"):
    """What a page is given."""

    page_props: PageProps = PageProps()


class NextData(Answer, frozen=True):
    """The whole of it."""

    props: Props = Props()
