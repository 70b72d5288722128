"""Which episode of a show each of its files is, as the provider numbers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from emm_tui.domain.fetched import FetchedEpisode, FetchedShow, Number
from emm_tui.domain.query import fold


@dataclass(slots=True, frozen=True)
class Lying:
    """An episode item with what its file's name says of it: a number, a count over all seasons, or a day."""

    id: int
    season: int | None = None
    episode: int | None = None
    absolute: int | None = None
    date: str | None = None
    title: str | None = None


class Numbering:
    """A show's episodes by everything that a file may call them, in the show's order."""

    def __init__(self, show: FetchedShow) -> None:
        self._show = show
        self._order = show.order
        self._counts = (show.order or show.counted()).absolute()
        self._has_specials = show.order is not None and show.order.has_specials()
        self._numbers = {(one.season, one.episode): one for one in _episodes(show)}
        self._days: dict[str, list[FetchedEpisode]] = defaultdict(list)
        for one in _episodes(show):
            if one.metadata.premiered:
                self._days[one.metadata.premiered].append(one)

    def find(self, lying: Lying) -> tuple[FetchedEpisode | None, str]:
        """The episode, None when the provider knows none like that; and why."""
        for find in (self._by_number, self._by_absolute, self._by_day):
            found = find(lying)
            if found:
                return found
        return None, self._unknown(lying)

    def aired(self, season: int | None, episode: int) -> Number | None:
        """The aired number of what a file calls so, None when its order has none; specials may be outside of it."""
        if season is None:
            return None
        if self._order is None or (season == 0 and not self._has_specials):
            return season, episode
        if self._order.kind == "absolute" and season:
            return self._counts.get(episode)
        return self._order.episodes.get((season, episode))

    def _by_number(self, lying: Lying) -> tuple[FetchedEpisode, str] | None:
        if lying.episode is None or lying.season is None:
            return None
        aired = self.aired(lying.season, lying.episode)
        found = self._numbers.get(aired) if aired else None
        if found is None:
            return None
        order = f" {_number(lying)} in the order {self._order.name}" if self._order else ""
        return found, f"{_label(found)} by its number{order}"

    def _by_absolute(self, lying: Lying) -> tuple[FetchedEpisode, str] | None:
        """Also an episode whose season nobody names: it is counted from the first one."""
        count = lying.absolute
        if count is None and lying.season is None:
            count = lying.episode
        aired = self._counts.get(count) if count is not None else None
        found = self._numbers.get(aired) if aired else None
        return (found, f"{_label(found)} is number {count} of all") if found else None

    def _by_day(self, lying: Lying) -> tuple[FetchedEpisode, str] | None:
        """The only episode of that day, or the one of its title."""
        found = self._days.get(lying.date or "", [])
        if len(found) > 1 and lying.title:
            found = [one for one in found if fold(one.metadata.title or "") == fold(lying.title)]
        return (found[0], f"{_label(found[0])} aired on {lying.date}") if len(found) == 1 else None

    def _unknown(self, lying: Lying) -> str:
        provider = self._show.numbered_by or self._show.candidate.provider
        if lying.episode is not None and lying.season is not None:
            if self._order and self.aired(lying.season, lying.episode) is None:
                return f"{_number(lying)} is not in the order {self._order.name} of {provider}"
            season = self._show.seasons.get(lying.season)
            known = f"{len(season.episodes)} episodes" if season else "no such season"
            return f"{_number(lying)} is not known at {provider}: it has {known}"
        if lying.absolute is not None or lying.episode is not None:
            count = lying.episode if lying.absolute is None else lying.absolute
            return f"number {count} of all is not known at {provider}: it has {len(self._counts)} episodes"
        if lying.date:
            some = len(self._days.get(lying.date, []))
            return f"{provider} knows {some or 'no'} episode{'s' if some > 1 else ''} of {lying.date}"
        return "its name says no number and no day"


def _episodes(show: FetchedShow) -> Iterable[FetchedEpisode]:
    return (episode for season in show.seasons.values() for episode in season.episodes)


def _label(episode: FetchedEpisode) -> str:
    return f"S{episode.season:02}E{episode.episode:02}"


def _number(lying: Lying) -> str:
    return f"S{lying.season:02}E{lying.episode:02}"
