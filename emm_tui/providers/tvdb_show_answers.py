"""What TheTVDB answers about shows, their seasons and episodes: the parts we read, every one of them optional."""

from __future__ import annotations

from msgspec import Struct

from emm_tui.providers.answers import Count
from emm_tui.providers.tvdb_answers import Envelope, Links, Movie, Named, Title


class SeasonType(Struct, frozen=True, rename="camel"):
    """An order of a show's episodes; `type` is official|dvd|absolute|alternate|regional|altdvd."""

    id: Count | None = None
    name: str | None = None
    type: str | None = None
    alternate_name: str | None = None


class Season(Struct, frozen=True, rename="camel"):
    """A season of one of the orders."""

    id: Count | None = None
    number: Count | None = None
    name: str | None = None
    image: str | None = None
    image_type: Count | None = None
    year: str | None = None
    type: SeasonType | None = None


class Episode(Struct, frozen=True, rename="camel"):
    """An episode in the order and the language that were asked for; the translations are codes of languages."""

    id: Count | None = None
    name: str | None = None
    overview: str | None = None
    aired: str | None = None
    runtime: Count | None = None
    image: str | None = None
    image_type: Count | None = None
    season_number: Count | None = None
    number: Count | None = None
    absolute_number: Count | None = None
    airs_before_season: Count | None = None
    airs_before_episode: Count | None = None
    airs_after_season: Count | None = None
    name_translations: list[str | None] | str | None = None
    overview_translations: list[str | None] | str | None = None


class Series(Title, frozen=True, rename="camel"):
    """`/series/{id}/extended`."""

    first_aired: str | None = None
    last_aired: str | None = None
    average_runtime: Count | None = None
    default_season_type: Count | None = None
    original_network: Named | None = None
    latest_network: Named | None = None
    companies: list[Named] | None = None
    seasons: list[Season] | None = None
    season_types: list[SeasonType] | None = None


class SeriesAnswer(Envelope, frozen=True):
    """A show with everything on it but its episodes."""

    data: Series | None = None

    @property
    def flaw(self) -> str:
        """The show has no name."""
        return super().flaw or ("" if self.data and self.data.all_names else "the answer is no show with a name.")


class Episodes(Struct, frozen=True):
    """A page of a show's episodes."""

    episodes: list[Episode] | None = None


class EpisodesAnswer(Envelope, frozen=True):
    """`/series/{id}/episodes/{order}`, 500 a page."""

    data: Episodes | None = None
    links: Links | None = None


class RemoteRow(Struct, frozen=True):
    """What has an id elsewhere: one of these."""

    series: Series | None = None
    movie: Movie | None = None


class RemoteAnswer(Envelope, frozen=True):
    """`/search/remoteid/{id}`."""

    data: list[RemoteRow] | None = None
