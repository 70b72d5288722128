"""Which episodes of two providers are the same: by their titles and days, never by a number alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from emm_tui.domain.fetched import FetchedEpisode, FetchedShow, Number
from emm_tui.domain.query import fold

NEAR = 1
"""So many days may lie between two dates of one episode: it is aired in the evening here and in the morning there."""


class Pairing:
    """The episodes of another provider beside those of a show, whose numbers count."""

    def __init__(self, ours: FetchedShow, other: FetchedShow) -> None:
        self.provider = other.candidate.provider
        self.other = other
        self._ours = _episodes(ours)
        self._theirs = _episodes(other)
        self._known = ours.seasons.keys()
        self._same: dict[Number, FetchedEpisode] = {}
        self._paired: set[Number] = set()
        self._pair()

    def same_as(self, number: Number) -> FetchedEpisode | None:
        """The other's episode that is the one of this number in the show, whatever number it has there."""
        return self._same.get(number)

    def agrees(self, season: int) -> bool:
        """Whether the other counts a season as the show does: some numbers are the same episode, none another."""
        numbers = [number for number in self._theirs if number[0] == season and number in self._ours]
        kept = [self._same.get(number) is self._theirs[number] for number in numbers]
        return any(kept) and all(
            same or not _differ(self._ours[number], self._theirs[number])
            for same, number in zip(kept, numbers, strict=True)
        )

    def further_seasons(self) -> list[int]:
        """The seasons that only the other has, and whose episodes are not in another season of the show."""
        return [number for number in self.other.seasons if number not in self._known and any(self.further(number))]

    def further(self, season: int) -> Iterator[FetchedEpisode]:
        """The episodes of a season that only the other has."""
        if season in self._known and not self.agrees(season):
            return
        for number, one in self._theirs.items():
            if number[0] == season and number not in self._ours and number not in self._paired:
                if not self._is_known(one):
                    yield one

    # -- inside
    def _pair(self) -> None:
        by_title: dict[str, list[FetchedEpisode]] = {}
        repeated = Counter(_title(one) for one in self._theirs.values())
        for one in self._ours.values():
            by_title.setdefault(_title(one), []).append(one)
        for number, theirs in self._theirs.items():
            title = _title(theirs)
            named = by_title.get(title, []) if title and repeated[title] == 1 else []
            if len(named) == 1 and ((named[0].season, named[0].episode) == number or _near(named[0], theirs)):
                self._take((named[0].season, named[0].episode), theirs)
        for number, theirs in self._theirs.items():
            ours = self._ours.get(number)
            if ours and number not in self._paired and number not in self._same:
                if _near(ours, theirs) or (_title(ours) and _title(ours) == _title(theirs)):
                    self._take(number, theirs)

    def _take(self, number: Number, theirs: FetchedEpisode) -> None:
        if number not in self._same:
            self._same[number] = theirs
            self._paired.add((theirs.season, theirs.episode))

    def _is_known(self, one: FetchedEpisode) -> bool:
        """Whether the show has the episode somewhere, by its title or by its day."""
        title, day = _title(one), one.metadata.premiered
        return any(
            (title and _title(ours) == title) or (day and ours.metadata.premiered == day)
            for ours in self._ours.values()
        )


def _episodes(show: FetchedShow) -> dict[Number, FetchedEpisode]:
    return {(one.season, one.episode): one for season in show.seasons.values() for one in season.episodes}


def _title(one: FetchedEpisode) -> str:
    """The title for comparing; one of a single word and a number, as `Episode 5`, says nothing."""
    words = fold(one.metadata.title or "").split()
    return "" if len(words) <= 2 and any(word.isdecimal() for word in words) else " ".join(words)


def _near(one: FetchedEpisode, other: FetchedEpisode) -> bool:
    first, second = _day(one), _day(other)
    return first is not None and second is not None and abs((first - second).days) <= NEAR


def _differ(one: FetchedEpisode, other: FetchedEpisode) -> bool:
    """Whether both have a day, and these are not near."""
    return _day(one) is not None and _day(other) is not None and not _near(one, other)


def _day(one: FetchedEpisode) -> date | None:
    try:
        return date.fromisoformat(one.metadata.premiered or "")
    except ValueError:
        return None
