"""Everything that one provider has on a title: a film, or a show with its seasons and episodes."""

from __future__ import annotations

from dataclasses import dataclass, field

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Metadata

Said = tuple[tuple[str, Metadata], ...]
"""What each provider said of one thing, by its name."""

Number = tuple[int, int]
"""A season and an episode in it."""


@dataclass(slots=True)
class Fetched:
    """Everything that one provider has on a title; the candidate knows all its names.

    Of several providers together `said` is what each of them told, as in the other classes here.
    """

    candidate: Candidate
    metadata: Metadata
    artwork: list[ArtworkCandidate] = field(default_factory=list)
    said: Said = ()


@dataclass(slots=True)
class FetchedEpisode:
    """One episode as a provider numbers it; its people are the guests, the directors and the writers.

    `absolute` counts from 1 over all seasons but the specials. `airs_before_season` and `airs_before_episode`, or
    `airs_after_season`, say where a special belongs; None where the provider does not tell.
    """

    season: int
    episode: int
    metadata: Metadata
    artwork: list[ArtworkCandidate] = field(default_factory=list)
    absolute: int | None = None
    airs_before_season: int | None = None
    airs_before_episode: int | None = None
    airs_after_season: int | None = None
    said: Said = ()


@dataclass(slots=True)
class FetchedSeason:
    """One season, 0 for the specials; `episodes` is empty when the provider knows no more than its name."""

    number: int
    metadata: Metadata
    artwork: list[ArtworkCandidate] = field(default_factory=list)
    episodes: list[FetchedEpisode] = field(default_factory=list)
    said: Said = ()


@dataclass(slots=True)
class EpisodeOrder:
    """Another order of a show's episodes, as on DVD: `episodes` maps its numbers to the aired ones, in its own order.

    `kind` is aired|absolute|dvd|digital|story|production|tv, or "" when the provider does not tell; `episodes` is
    empty until the order is asked for.
    """

    id: str
    name: str
    kind: str
    episodes: dict[Number, Number] = field(default_factory=dict)

    def absolute(self) -> dict[int, Number]:
        """The aired numbers by their place in this order, from 1; specials are not counted."""
        specials = self.has_specials()
        regular = [aired for (season, _), aired in self.episodes.items() if season > 0 or not specials]
        return dict(enumerate(regular, 1))

    def has_specials(self) -> bool:
        """Whether its season 0 is one of specials: it may also be the only one."""
        return len({season > 0 for season, _ in self.episodes}) == 2


@dataclass(slots=True)
class FetchedShow(Fetched):
    """Everything that one provider has on a show: its seasons by number, and the other orders that exist by id.

    `order` is the one that the names of its files count in, None for the aired one. `numbered_by` is the provider whose
    numbers the episodes have; "" is the candidate's.
    """

    seasons: dict[int, FetchedSeason] = field(default_factory=dict)
    orders: dict[str, EpisodeOrder] = field(default_factory=dict)
    order: EpisodeOrder | None = None
    numbered_by: str = ""

    def counted(self) -> EpisodeOrder:
        """The episodes counted through over all seasons, as one season."""
        every = (one for season in self.seasons.values() for one in season.episodes)
        numbers = sorted((one.absolute, (one.season, one.episode)) for one in every if one.absolute is not None)
        return EpisodeOrder("absolute", "counted through", "absolute", {(1, count): aired for count, aired in numbers})
