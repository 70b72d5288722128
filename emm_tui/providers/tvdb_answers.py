"""What TheTVDB answers: the parts we read, every one of them optional."""

from __future__ import annotations

from msgspec import Struct, field

from emm_tui.providers.answers import Answer, Count, Number, names, text


class Links(Struct, frozen=True):
    """Where a list goes on; `next` is null on its last page."""

    next: str | None = None


class Envelope(Answer, frozen=True):
    """What every answer comes in."""

    status: str | None = None
    message: str | None = None

    @property
    def flaw(self) -> str:
        """It says itself that it failed."""
        return "" if self.status != "failure" else f"it answered: {text(self.message) or 'failure'}."


class Named(Struct, frozen=True):
    """A genre, a tag, a company or a status."""

    name: str | None = None


class SpokenName(Struct, frozen=True, rename="camel"):
    """A name in one language; an alias is no translation."""

    name: str | None = None
    language: str | None = None
    is_alias: bool | None = None


class SpokenOverview(Struct, frozen=True):
    """An overview in one language."""

    overview: str | None = None
    language: str | None = None


class Translations(Struct, frozen=True, rename="camel"):
    """All texts of a title; `aliases` are names without a language."""

    name_translations: list[SpokenName] | None = None
    overview_translations: list[SpokenOverview] | None = None
    aliases: list[str | None] | None = None


class Artwork(Struct, frozen=True, rename="camel"):
    """A picture; `type` is a number of its table of types, `score` how much it is liked, sizes 0 when unknown."""

    image: str | None = None
    thumbnail: str | None = None
    language: str | None = None
    type: Count | None = None
    score: Number | None = None
    width: Count | None = None
    height: Count | None = None
    includes_text: bool | None = None
    season_id: Count | None = None


class RemoteId(Struct, frozen=True, rename="camel"):
    """The id at another place; `type` is a number of its table of sources."""

    id: str | None = None
    type: Count | None = None
    source_name: str | None = None


class Character(Struct, frozen=True, rename="camel"):
    """A person's part: `type` 1 director, 2 writer, 3 actor, 4 guest, 6 creator."""

    name: str | None = None
    type: Count | None = None
    sort: Count | None = None
    image: str | None = None
    person_name: str | None = None
    portrait: str | None = field(default=None, name="personImgURL")
    people_id: Count | None = None


class ContentRating(Struct, frozen=True):
    """The certification in one country."""

    name: str | None = None
    country: str | None = None
    order: Count | None = None


class Trailer(Struct, frozen=True):
    """The address of a trailer."""

    url: str | None = None
    language: str | None = None


class Title(Struct, frozen=True, rename="camel"):
    """What films and shows have in common; `name` and `overview` are in the original language."""

    id: Count | None = None
    name: str | None = None
    overview: str | None = None
    image: str | None = None
    year: str | None = None
    aliases: list[SpokenName] | None = None
    status: Named | None = None
    original_country: str | None = None
    original_language: str | None = None
    artworks: list[Artwork] | None = None
    genres: list[Named] | None = None
    trailers: list[Trailer] | None = None
    remote_ids: list[RemoteId] | None = None
    characters: list[Character] | None = None
    content_ratings: list[ContentRating] | None = None
    tags: list[Named] | None = None
    translations: Translations | None = None

    @property
    def all_names(self) -> list[str]:
        """Every name: the original one, the translated ones, the aliases."""
        spoken = self.translations
        translated = [row.name for row in (spoken and spoken.name_translations) or ()]
        aliases = [row.name for row in self.aliases or ()]
        return names([self.name, *translated, *aliases, *((spoken and spoken.aliases) or ())])


class Companies(Struct, frozen=True):
    """Who made a film."""

    production: list[Named] | None = None
    studio: list[Named] | None = None


class Release(Struct, frozen=True):
    """The day of a film's first release in a country."""

    country: str | None = None
    date: str | None = None


class Country(Struct, frozen=True):
    """A country that made a film."""

    country: str | None = None
    name: str | None = None


class Movie(Title, frozen=True, rename="camel"):
    """`/movies/{id}/extended`."""

    runtime: Count | None = None
    companies: Companies | None = None
    first_release: Release | None = field(default=None, name="first_release")
    releases: list[Release] | None = None
    production_countries: list[Country] | None = field(default=None, name="production_countries")


class MovieAnswer(Envelope, frozen=True):
    """A film with everything on it."""

    data: Movie | None = None

    @property
    def flaw(self) -> str:
        """The film has no name."""
        return super().flaw or ("" if self.data and self.data.all_names else "the answer is no film with a name.")


class SearchRow(Struct, frozen=True):
    """A hit of a search; `translations` and `overviews` are texts by code of language."""

    tvdb_id: str | None = None
    type: str | None = None
    name: str | None = None
    year: str | None = None
    country: str | None = None
    primary_language: str | None = None
    image_url: str | None = None
    overview: str | None = None
    aliases: list[str | None] | None = None
    translations: dict[str, str | None] | None = None
    overviews: dict[str, str | None] | None = None


class SearchAnswer(Envelope, frozen=True):
    """`/search`."""

    data: list[SearchRow] | None = None


class Token(Struct, frozen=True):
    """What a login brings."""

    token: str | None = None


class LoginAnswer(Envelope, frozen=True):
    """`/login`."""

    data: Token | None = None

    @property
    def flaw(self) -> str:
        """It brought no token."""
        return super().flaw or ("" if self.data and self.data.token else "the login brought no token.")
