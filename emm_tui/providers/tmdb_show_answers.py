"""What TMDB answers about shows, their seasons and episodes: the parts we read, every one of them optional."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec
from msgspec import Struct, field

from emm_tui.providers.answers import Answer, Count
from emm_tui.providers.tmdb_answers import (
    AlternativeTitles,
    ExternalIds,
    Images,
    Keywords,
    Named,
    Person,
    Row,
    ShowRow,
    Translations,
    Videos,
    has_title,
)


class Role(Struct, frozen=True):
    """One of a person's roles in a show."""

    character: str | None = None
    episode_count: Count | None = None


class CastMember(Struct, frozen=True):
    """A member of the cast of a whole show."""

    id: Count | None = None
    name: str | None = None
    order: Count | None = None
    profile_path: str | None = None
    roles: list[Role] = []


class AggregateCredits(Struct, frozen=True):
    """Who is in a show, over all its seasons."""

    cast: list[CastMember] = []


class ContentRating(Struct, frozen=True):
    """The certification in one country."""

    iso_3166_1: str | None = None
    rating: str | None = None


class ContentRatings(Struct, frozen=True):
    """All certifications."""

    results: list[ContentRating] = []


class GroupRow(Struct, frozen=True):
    """Another order of a show's episodes; `type` 1 aired, 2 absolute, 3 DVD, 4 digital, 5 story, 6 production, 7 TV."""

    id: str | None = None
    name: str | None = None
    type: Count | None = None


class Groups(Struct, frozen=True):
    """All other orders."""

    results: list[GroupRow] = []


class GroupedEpisode(Struct, frozen=True):
    """An episode in a group: `order` from 0, the numbers are the aired ones."""

    order: Count | None = None
    season_number: Count | None = None
    episode_number: Count | None = None


class Group(Struct, frozen=True):
    """A season of another order; `order` is its number."""

    order: Count | None = None
    episodes: list[GroupedEpisode] = []


class GroupsAnswer(Answer, GroupRow, frozen=True):
    """`/tv/episode_group/{id}`."""

    groups: list[Group] = []

    @property
    def flaw(self) -> str:
        """It is no order."""
        return "" if self.id else "the answer is no order of episodes."


class EpisodeRow(Row, frozen=True):
    """An episode in a season, with its guests and crew."""

    name: str | None = None
    air_date: str | None = None
    season_number: Count | None = None
    episode_number: Count | None = None
    runtime: Count | None = None
    still_path: str | None = None
    crew: list[Person] = field(default_factory=list)
    guest_stars: list[Person] = field(default_factory=list)


class SeasonAnswer(Row, frozen=True):
    """A season: a row of its show without episodes, `season/{n}` with them."""

    name: str | None = None
    air_date: str | None = None
    season_number: Count | None = None
    episodes: list[EpisodeRow] = field(default_factory=list)


class ShowAnswer(Answer, ShowRow, frozen=True):
    """`/tv/{id}` with its appended parts but the seasons."""

    tagline: str | None = None
    status: str | None = None
    last_air_date: str | None = None
    episode_run_time: list[Count] = field(default_factory=list)
    last_episode_to_air: EpisodeRow | None = None
    genres: list[Named] = field(default_factory=list)
    networks: list[Named] = field(default_factory=list)
    production_companies: list[Named] = field(default_factory=list)
    production_countries: list[Named] = field(default_factory=list)
    created_by: list[Person] = field(default_factory=list)
    seasons: list[SeasonAnswer] = field(default_factory=list)
    aggregate_credits: AggregateCredits = AggregateCredits()
    content_ratings: ContentRatings = ContentRatings()
    external_ids: ExternalIds = ExternalIds()
    keywords: Keywords = Keywords()
    videos: Videos = Videos()
    images: Images = Images()
    translations: Translations = Translations()
    alternative_titles: AlternativeTitles = AlternativeTitles()
    episode_groups: Groups = Groups()

    @property
    def flaw(self) -> str:
        """The show has no title."""
        return "" if has_title(self) else "the answer is no show with a title."


def show_answer(numbers: Sequence[int]) -> type[ShowAnswer]:
    """`ShowAnswer` with the seasons of those numbers appended; `appended` reads them."""
    return _show_answer(tuple(numbers))


@cache
def _show_answer(numbers: tuple[int, ...]) -> type[ShowAnswer]:
    fields = [(f"season_{number}", SeasonAnswer | None, None) for number in numbers]
    rename = {f"season_{number}": season_part(number) for number in numbers}
    return msgspec.defstruct("ShowWithSeasons", fields, bases=(ShowAnswer,), frozen=True, rename=rename)  # type: ignore[return-value]


def season_part(number: int) -> str:
    """The name of a season's appendix."""
    return f"season/{number}"


def appended(answer: ShowAnswer, numbers: Sequence[int]) -> dict[int, SeasonAnswer]:
    """The seasons among `numbers` that came with the answer."""
    found = {number: getattr(answer, f"season_{number}") for number in numbers}
    return {number: season for number, season in found.items() if season is not None}
