"""The fields that a query can name: what help, completion and error messages are made of."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from emm_tui.domain.artwork_kinds import ArtworkKind
from emm_tui.domain.ids import PROVIDERS

FieldType = Literal["text", "number", "date", "choice"]

KINDS = ("movie", "show", "season", "episode", "set", "any")
STATES = ("new", "matched", "scraped", "ambiguous", "unmatched", "failed")
MISSING = (
    *get_args(ArtworkKind),
    "nfo",
    "file",
    "plot",
    "year",
    "rating",
    "runtime",
    "premiered",
    "certification",
    "trailer",
    "genre",
    "actor",
    "director",
    "set",
    "episode",
    *PROVIDERS,
    "provider",
)
DEEP = frozenset({"kind", "id", "season", "episode", "show"})
"""The fields that reach below films and shows; a query without any of them means these alone."""

SORTS = ("title", "year", "added", "rating", "runtime", "state")


class Field(NamedTuple):
    """One field: `help` is a line for people, `example` a term that uses it."""

    name: str
    type: FieldType
    help: str
    example: str
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def hint(self) -> str:
        """How to write it, for an error message."""
        return f"For instance {self.example}."


def _text(name: str, help: str, example: str, *aliases: str) -> Field:
    return Field(name, "text", help, example, aliases=aliases)


def _number(name: str, help: str, example: str, *aliases: str) -> Field:
    return Field(name, "number", help, example, aliases=aliases)


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        _text("title", "a part of any of its titles", 'title:"two words"'),
        Field("kind", "choice", "what it is; without it movies and shows", "kind:episode", KINDS),
        Field("state", "choice", "how far it is", "state:new,failed", STATES),
        _number("year", "year of the first release", "year:1990..1999"),
        _number("season", "number of the season", "season:0", "s"),
        _number("episode", "number of the episode", "episode:1..3", "e"),
        _number("rating", "rating out of 10", "rating:>=7.5"),
        _number("runtime", "minutes", "runtime:<90"),
        Field("added", "date", "when it came into the library; 7d is the last seven days", "added:2026-01..2026-03"),
        Field(
            "missing",
            "choice",
            "what it lacks; of a show also episodes that have aired",
            "missing:poster,fanart",
            MISSING,
        ),
        _text("genre", "a genre", 'genre:"science fiction"'),
        _text("tag", "a tag or keyword", "tag:heist"),
        _text("studio", "a studio or network", "studio:north"),
        _text("country", "a country of production", "country:japan"),
        _text("actor", "somebody of the cast", "actor:lind", "cast"),
        _text("director", "a director", "director:okafor"),
        _text("writer", "a writer", "writer:moreau"),
        _text("set", "the set it belongs to", "set:trilogy"),
        _text("show", "the show a season or episode belongs to", "show:harbour kind:episode"),
        _text("source", "name of the source it lies in", "source:Movies"),
        _text("path", "a part of the path, upper and lower case as on disk", "path:/media/new"),
        _text("edition", "edition of the file", "edition:director"),
        _text("resolution", "resolution of the file", "resolution:2160p"),
        _text("certification", "certification", "certification:PG-13"),
        _text("error", "a part of what went wrong last", "error:timeout"),
        _number("id", "number of the item", "id:12"),
        _number("tmdb", "id at TMDB", "tmdb:1234567"),
        _text("imdb", "id at IMDb", "imdb:tt9900001"),
        _number("tvdb", "id at TheTVDB", "tvdb:987654"),
        Field("marked", "choice", "marked by you", "marked:yes", ("yes", "no")),
        Field("duplicate", "choice", "there more than once by its ids", "duplicate:yes", ("yes", "no")),
        _text("locked", "a field that you locked", "locked:title"),
    )
}
_BY_ALIAS = {alias: field for field in FIELDS.values() for alias in (*field.aliases, field.name)}


def field_named(name: str) -> Field | None:
    """The field of that name or alias."""
    return _BY_ALIAS.get(name) or _BY_ALIAS.get(name.removesuffix("s"))
