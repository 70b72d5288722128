"""The reading of one name, before folders and siblings have been heard."""

from __future__ import annotations

from emm_tui.parsing.name import Name
from emm_tui.parsing.titles import clean, split_aka


class Reading:
    """Fields of a name as in Guess; `cut` is where its title ends, `rules` who took which characters."""

    __slots__ = (
        "absolute", "alternative_title", "country", "cut", "date", "episode_title", "episodes", "marker", "part", "rules", "season",
        "title", "whole_season", "year",
    )  # fmt: skip

    def __init__(self) -> None:
        self.title: str | None = None
        self.alternative_title: str | None = None
        self.country: str | None = None
        self.year: int | None = None
        self.season: int | None = None
        self.episodes: tuple[int, ...] = ()
        self.absolute: tuple[int, ...] = ()
        self.date: str | None = None
        self.episode_title: str | None = None
        self.part: int | None = None
        self.whole_season = False
        self.marker: str | None = None
        self.cut = 0
        self.rules: list[tuple[str, int, int]] = []

    def span(self, rule: str, start: int, end: int) -> None:
        """Remembers that a rule took the characters from `start` to `end` of the name."""
        self.rules.append((rule, start, end))

    def set_title(self, name: Name, start: int, stop: int) -> None:
        """Takes the characters from `start` to `stop` as the title, cleaned; other names for it are split off."""
        raw, other = split_aka(name.text[start:stop])
        title = clean(raw)
        if not title:
            return
        self.title = title
        if other:
            self.alternative_title = clean(other) or None
        self.rules.append(("title", start, stop))
