"""The configuration: every key with its type, its default and one line on it; reading it is `config_file`'s work.

No section has a `repr`: addresses may hold passwords, and to make twenty of them holds the first paint up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal, get_args

from emm_tui.config_limits import COUNTRY, LANGUAGE, NAME, SIZE, TTL, TTL_LIMIT, URL, Above, AtLeast, Location, OneOf
from emm_tui.domain.artwork_kinds import ArtworkKind
from emm_tui.domain.ids import PROVIDERS

ARTWORK_KINDS: tuple[str, ...] = get_args(ArtworkKind)
PROFILES = ("kodi", "jellyfin", "plex")
RATINGS = ("imdb", "tmdb", "metacritic", "rottentomatoes", "tvdb")
UNITABLE = ("genres", "countries", "studios", "tags", "cast", "directors", "writers")


class Secret:
    """A value that is never shown: `str`, `repr` and `format` give `***`; only `reveal()` gives the value."""

    __slots__ = ("_value",)

    def __init__(self, value: str = "") -> None:
        self._value = value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "***" if self._value else ""

    def reveal(self) -> str:
        """The secret itself; only `net` and the redactor ask for it."""
        return self._value


NO_SECRET = Secret()


@dataclass(slots=True, repr=False)
class LibraryConfig:
    """Where the library is, and in which languages it speaks."""

    database: Annotated[str, "the library's file; empty: library.db in the state folder", Location()] = ""
    languages: Annotated[list[str], "text: the first that has the field wins, field by field", LANGUAGE] = field(
        default_factory=lambda: ["en-US"]
    )
    artwork_languages: Annotated[
        list[str],
        "pictures; empty: languages, then the original, then en; textless first for fanart and keyart",
        LANGUAGE,
    ] = field(default_factory=list)
    countries: Annotated[list[str], "certification: the first country that has one", COUNTRY] = field(
        default_factory=lambda: ["US"]
    )


@dataclass(slots=True, repr=False)
class SourceConfig:
    """A folder to scan."""

    name: Annotated[str, "what it is called in lists and on the command line", NAME]
    path: Annotated[str, "the folder", NAME, Location()]
    kind: Annotated[Literal["movies", "tv"], "what lies in it: movies | tv"]


@dataclass(slots=True, repr=False)
class ScrapeConfig:
    """How items are identified and fetched."""

    mode: Annotated[
        Literal["auto", "ask", "skip"],
        "auto | ask | skip (ask: decide unless exactly one match; skip: take only a single match)",
    ] = "auto"
    concurrency: Annotated[int, "items in flight", AtLeast(1)] = 16


@dataclass(slots=True, repr=False)
class ArtworkConfig:
    """Which pictures are fetched."""

    kinds: Annotated[list[str], "kinds to fetch; empty: none", OneOf(ARTWORK_KINDS)] = field(
        default_factory=lambda: list(ARTWORK_KINDS)
    )
    concurrency: Annotated[int, "pictures in flight", AtLeast(1)] = 16
    extra_fanart: Annotated[int, "how many more fanarts beside the first", AtLeast(0)] = 0
    actor_thumbs: Annotated[bool, "portraits of actors in .actors"] = False


@dataclass(slots=True, repr=False)
class ExportConfig:
    """What is written beside the media."""

    profiles: Annotated[list[str], "kodi | jellyfin | plex; the default is readable by all three", OneOf(PROFILES)] = (
        field(default_factory=lambda: ["kodi"])
    )
    nfo: Annotated[bool, "write NFO files"] = True
    sets_directory: Annotated[
        str, "movie set artwork (Kodi's movie set information folder); empty: none", Location()
    ] = ""


@dataclass(slots=True, repr=False)
class CacheConfig:
    """Where providers' answers are kept."""

    backend: Annotated[Literal["disk", "redis", "memory", "off"], "disk | redis | memory | off"] = "disk"
    directory: Annotated[str, "the cache's folder; empty: the platform's own", Location()] = ""
    size_limit: Annotated[str, "bytes, or with KB, MB, GB", SIZE] = "2 GB"
    ttl: Annotated[str, "how long an answer is fresh, as 90s, 30m, 24h, 7d; never above 180 days", TTL, TTL_LIMIT] = (
        "24h"
    )
    redis_url: Annotated[str, "address of a Redis server, e.g. redis://localhost:6379/0"] = ""
    offline: Annotated[bool, "answer from the cache only"] = False


@dataclass(slots=True, repr=False)
class NetworkConfig:
    """How providers are reached."""

    proxy: Annotated[str, "address of an HTTP proxy; empty: none", URL] = ""
    timeout: Annotated[int, "seconds for a whole request", AtLeast(1)] = 30
    max_connections: Annotated[int, "connections per host", AtLeast(1)] = 20


@dataclass(slots=True, repr=False)
class ProviderConfig:
    """What every provider has."""

    enabled: Annotated[bool, "ask this provider"] = True
    base_url: Annotated[str, "address of the API", URL] = ""
    image_base_url: Annotated[str, "address of its pictures; empty: the provider's own", URL] = ""
    requests_per_second: Annotated[float, "most requests a second; above 0", Above(0)] = 10
    concurrency: Annotated[int, "most requests in flight", AtLeast(1)] = 8
    ttl: Annotated[str, "how long its answers are fresh; empty: cache.ttl", TTL, TTL_LIMIT] = ""


@dataclass(slots=True, repr=False)
class TmdbConfig(ProviderConfig):
    """The Movie Database."""

    token: Annotated[Secret, "v4 read token or v3 key, told apart by shape"] = NO_SECRET
    base_url: Annotated[str, "address of the API", URL] = "https://api.themoviedb.org/3"
    requests_per_second: Annotated[float, "most requests a second; above 0", Above(0)] = 40
    concurrency: Annotated[int, "most requests in flight", AtLeast(1)] = 16


@dataclass(slots=True, repr=False)
class OmdbConfig(ProviderConfig):
    """The Open Movie Database."""

    api_key: Annotated[Secret, "your key"] = NO_SECRET
    base_url: Annotated[str, "address of the API", URL] = "https://www.omdbapi.com/"
    requests_per_day: Annotated[int, "most requests a day", AtLeast(0)] = 1000
    concurrency: Annotated[int, "most requests in flight", AtLeast(1)] = 4


@dataclass(slots=True, repr=False)
class FanartTvConfig(ProviderConfig):
    """Fanart.tv."""

    api_key: Annotated[Secret, "the project key"] = NO_SECRET
    client_key: Annotated[Secret, "your personal key"] = NO_SECRET
    base_url: Annotated[str, "address of the API", URL] = "https://webservice.fanart.tv/v3.2"
    concurrency: Annotated[int, "most requests in flight", AtLeast(1)] = 5


@dataclass(slots=True, repr=False)
class TvdbConfig(ProviderConfig):
    """TheTVDB."""

    api_key: Annotated[Secret, "your key"] = NO_SECRET
    pin: Annotated[Secret, "your subscriber PIN"] = NO_SECRET
    base_url: Annotated[str, "address of the API", URL] = "https://api4.thetvdb.com/v4"


@dataclass(slots=True, repr=False)
class ImdbConfig(ProviderConfig):
    """IMDb's data files, its suggestions and, when asked for, its pages."""

    datasets_url: Annotated[str, "address of the data files", URL] = "https://datasets.imdbws.com"
    suggestion_url: Annotated[str, "address of the keyless search", URL] = "https://v3.sg.media-imdb.com/suggestion"
    web: Annotated[bool, "read title pages too"] = False
    base_url: Annotated[str, "address of the title pages", URL] = "https://www.imdb.com"
    requests_per_second: Annotated[float, "most requests a second; above 0", Above(0)] = 1
    concurrency: Annotated[int, "most requests in flight", AtLeast(1)] = 2


@dataclass(slots=True, repr=False)
class ProvidersConfig:
    """The providers."""

    tmdb: TmdbConfig = field(default_factory=TmdbConfig)
    omdb: OmdbConfig = field(default_factory=OmdbConfig)
    fanarttv: FanartTvConfig = field(default_factory=FanartTvConfig)
    tvdb: TvdbConfig = field(default_factory=TvdbConfig)
    imdb: ImdbConfig = field(default_factory=ImdbConfig)


_KNOWN = OneOf(PROVIDERS)


def _speakers() -> list[str]:
    """Who has facts, best first."""
    return ["tmdb", "tvdb", "imdb", "omdb"]


@dataclass(slots=True, repr=False)
class MergeConfig:
    """Whose word counts, field by field; others than those that a list names are heard where none of these knows it."""

    title: Annotated[
        list[str],
        "in the first of library.languages that anybody has it in; among equals the first of these",
        _KNOWN,
    ] = field(default_factory=_speakers)
    original_title: Annotated[list[str], "the first that has it", _KNOWN] = field(default_factory=_speakers)
    plot: Annotated[list[str], "language first, as the title", _KNOWN] = field(default_factory=_speakers)
    outline: Annotated[list[str], "language first, as the title", _KNOWN] = field(default_factory=_speakers)
    tagline: Annotated[list[str], "language first, as the title", _KNOWN] = field(default_factory=_speakers)
    year: Annotated[list[str], "the first that has it", _KNOWN] = field(default_factory=_speakers)
    premiered: Annotated[list[str], "the first that has it", _KNOWN] = field(default_factory=_speakers)
    runtime: Annotated[list[str], "the first that has it", _KNOWN] = field(default_factory=_speakers)
    certification: Annotated[list[str], "the first that has it", _KNOWN] = field(default_factory=lambda: ["tmdb"])
    status: Annotated[list[str], "the first that has it", _KNOWN] = field(default_factory=_speakers)
    original_language: Annotated[list[str], "the first that has it", _KNOWN] = field(default_factory=_speakers)
    genres: Annotated[list[str], "the list of the first that has one", _KNOWN] = field(default_factory=_speakers)
    countries: Annotated[list[str], "the list of the first that has one", _KNOWN] = field(default_factory=_speakers)
    studios: Annotated[list[str], "the list of the first that has one", _KNOWN] = field(default_factory=_speakers)
    tags: Annotated[list[str], "the list of the first that has one", _KNOWN] = field(default_factory=_speakers)
    set: Annotated[list[str], "the first that has it", _KNOWN] = field(default_factory=lambda: ["tmdb", "tvdb"])
    cast: Annotated[list[str], "those of the first that knows any; others fill in portraits and roles", _KNOWN] = field(
        default_factory=lambda: ["tmdb"]
    )
    directors: Annotated[list[str], "likewise", _KNOWN] = field(default_factory=lambda: ["tmdb"])
    writers: Annotated[list[str], "likewise", _KNOWN] = field(default_factory=lambda: ["tmdb"])
    trailer: Annotated[list[str], "the first that has it", _KNOWN] = field(default_factory=_speakers)
    artwork: Annotated[list[str], "whose pictures are on offer", _KNOWN] = field(
        default_factory=lambda: ["tmdb", "fanarttv", "tvdb", "imdb", "omdb"]
    )
    rating: Annotated[
        list[str], "all are kept; the first of these that there is, is the one in lists", OneOf(RATINGS)
    ] = field(default_factory=lambda: list(RATINGS))
    unite: Annotated[list[str], "lists made of those of all: genres, tags, cast ...", OneOf(UNITABLE)] = field(
        default_factory=list
    )


@dataclass(slots=True, repr=False)
class UiConfig:
    """How the TUI looks."""

    theme: Annotated[str, "a theme's name; the palette lists them"] = "textual-dark"
    keymap: Annotated[dict[str, str], "binding id -> key"] = field(default_factory=dict)
    images: Annotated[
        Literal["auto", "halfcell", "sixel", "tgp", "off"],
        "auto | halfcell | sixel | tgp (Kitty's protocol) | off; auto asks the terminal, over SSH halfcell",
    ] = "auto"


@dataclass(slots=True, repr=False)
class Config:
    """Everything a user can set."""

    library: LibraryConfig = field(default_factory=LibraryConfig)
    sources: list[SourceConfig] = field(default_factory=list)
    scrape: ScrapeConfig = field(default_factory=ScrapeConfig)
    artwork: ArtworkConfig = field(default_factory=ArtworkConfig)
    export: ExportConfig = field(default_factory=ExportConfig)
    cache: CacheConfig = field(default_factory=CacheConfig)
    network: NetworkConfig = field(default_factory=NetworkConfig)
    providers: ProvidersConfig = field(default_factory=ProvidersConfig)
    merge: MergeConfig = field(default_factory=MergeConfig)
    ui: UiConfig = field(default_factory=UiConfig)
