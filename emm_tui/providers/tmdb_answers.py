"""What TMDB answers: the parts we read, every one of them optional."""

from __future__ import annotations

from msgspec import Struct, field

from emm_tui.domain.display import clean
from emm_tui.providers.addresses import is_image_base
from emm_tui.providers.answers import Answer, Count, Number


class Named(Struct, frozen=True):
    """A genre, keyword, company or country."""

    id: Count | None = None
    name: str | None = None


class Row(Struct, frozen=True):
    """What the rows of films and shows have in common."""

    id: Count | None = None
    original_language: str | None = None
    overview: str | None = None
    popularity: Number | None = None
    vote_count: Count | None = None
    vote_average: Number | None = None
    poster_path: str | None = None
    backdrop_path: str | None = None


class MovieRow(Row, frozen=True, rename={"day": "release_date"}):
    """A film in a list."""

    title: str | None = None
    original_title: str | None = None
    day: str | None = None


class ShowRow(Row, frozen=True, rename={"title": "name", "original_title": "original_name", "day": "first_air_date"}):
    """A show in a list; `origin_country` are ISO 3166-1 codes."""

    title: str | None = None
    original_title: str | None = None
    day: str | None = None
    origin_country: list[str | None] = []


def has_title(row: MovieRow | ShowRow) -> bool:
    """Whether something is left of a title once it is clean."""
    return bool(clean(row.title or "") or clean(row.original_title or ""))


class Found(Answer, frozen=True):
    """Lists of titles; that none was found is an answer, that there is no list is none."""

    success: bool | None = None

    @property
    def flaw(self) -> str:
        """It lacks a list, or no row of it says which title it is."""
        lists: list[list[Row] | None] = [getattr(self, name) for name in self.__struct_fields__ if name != "success"]
        rows = [row for found in lists for row in found or ()]
        listed = any(found is not None for found in lists) and self.success is not False
        return "" if listed and (not rows or any(row.id for row in rows)) else "the answer is no list of titles."


class MovieSearchAnswer(Found, frozen=True):
    """`/search/movie`."""

    results: list[MovieRow] | None = None


class ShowSearchAnswer(Found, frozen=True):
    """`/search/tv`."""

    results: list[ShowRow] | None = None


class FindAnswer(Found, frozen=True):
    """`/find/{id}`: the same id can name a film and a show."""

    movie_results: list[MovieRow] | None = None
    tv_results: list[ShowRow] | None = None


class Person(Struct, frozen=True):
    """A member of cast or crew."""

    id: Count | None = None
    name: str | None = None
    character: str | None = None
    order: Count | None = None
    department: str | None = None
    job: str | None = None
    profile_path: str | None = None


class Credits(Struct, frozen=True):
    """Who is in it and who made it."""

    cast: list[Person] = []
    crew: list[Person] = []


class Release(Struct, frozen=True):
    """A release: `type` 1 premiere, 2 limited, 3 theatrical, 4 digital, 5 physical, 6 TV."""

    certification: str | None = None
    type: Count | None = None


class CountryReleases(Struct, frozen=True):
    """The releases in one country."""

    iso_3166_1: str | None = None
    release_dates: list[Release] = []


class Releases(Struct, frozen=True):
    """All releases."""

    results: list[CountryReleases] = []


class ExternalIds(Struct, frozen=True):
    """What others call it."""

    imdb_id: str | None = None
    tvdb_id: Count | None = None


class Keywords(Struct, frozen=True):
    """Keywords: of a film in `keywords`, of a show in `results`."""

    keywords: list[Named] = []
    results: list[Named] = []


class Video(Struct, frozen=True):
    """A trailer or the like; `size` is its height."""

    key: str | None = None
    site: str | None = None
    type: str | None = None
    official: bool | None = None
    size: Count | None = None
    iso_639_1: str | None = None


class Videos(Struct, frozen=True):
    """All videos."""

    results: list[Video] = []


class Image(Struct, frozen=True):
    """A picture; `iso_639_1` null means that there is no text on it."""

    file_path: str | None = None
    iso_639_1: str | None = None
    width: Count | None = None
    height: Count | None = None
    vote_average: Number | None = None
    vote_count: Count | None = None


class Images(Struct, frozen=True):
    """All pictures."""

    posters: list[Image] = []
    backdrops: list[Image] = []
    logos: list[Image] = []


class TranslatedTexts(Struct, frozen=True):
    """The texts of a translation, the title of a film and the name of all else; "" means that it has none."""

    title: str | None = None
    name: str | None = None
    overview: str | None = None
    tagline: str | None = None


class Translation(Struct, frozen=True):
    """A translation into a language of a country."""

    iso_639_1: str | None = None
    iso_3166_1: str | None = None
    data: TranslatedTexts = TranslatedTexts()


class Translations(Struct, frozen=True):
    """All translations."""

    translations: list[Translation] = []


class AlternativeTitle(Struct, frozen=True):
    """Another name."""

    title: str | None = None


class AlternativeTitles(Struct, frozen=True):
    """All other names: of a film in `titles`, of a show in `results`."""

    titles: list[AlternativeTitle] = []
    results: list[AlternativeTitle] = []


class CollectionRef(Struct, frozen=True):
    """The set that a film names as its own."""

    id: Count | None = None
    name: str | None = None
    poster_path: str | None = None
    backdrop_path: str | None = None


class CollectionAnswer(Answer, frozen=True):
    """`/collection/{id}`."""

    name: str | None = None
    overview: str | None = None
    poster_path: str | None = None
    backdrop_path: str | None = None
    translations: Translations = Translations()

    @property
    def flaw(self) -> str:
        """It says nothing of the set."""
        said = self.name or self.overview or self.translations.translations
        return "" if said else "the answer says nothing of the set."


class MovieAnswer(Answer, MovieRow, frozen=True):
    """`/movie/{id}` with its appended parts."""

    imdb_id: str | None = None
    runtime: Count | None = None
    tagline: str | None = None
    status: str | None = None
    genres: list[Named] = []
    production_companies: list[Named] = []
    production_countries: list[Named] = []
    belongs_to_collection: CollectionRef | None = None
    credits: Credits = Credits()
    release_dates: Releases = Releases()
    external_ids: ExternalIds = ExternalIds()
    keywords: Keywords = Keywords()
    videos: Videos = Videos()
    images: Images = Images()
    translations: Translations = Translations()
    alternative_titles: AlternativeTitles = AlternativeTitles()

    @property
    def flaw(self) -> str:
        """The film has no title."""
        return "" if has_title(self) else "the answer is no film with a title."


class ImagesConfiguration(Struct, frozen=True):
    """Where the pictures are."""

    secure_base_url: str | None = None


class ConfigurationAnswer(Answer, frozen=True):
    """`/configuration`."""

    images: ImagesConfiguration = ImagesConfiguration()

    @property
    def flaw(self) -> str:
        """It does not say where the pictures are."""
        known = is_image_base(self.images.secure_base_url or "")
        return "" if known else "it does not say where its pictures are."


class GenresAnswer(Answer, frozen=True):
    """`/genre/movie/list`."""

    genres: list[Named] = field(default_factory=list)

    @property
    def flaw(self) -> str:
        """There are no genres."""
        return "" if self.genres else "the answer is no list of genres."
