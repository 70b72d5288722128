"""The reading of one name, before folders and siblings have been heard."""

from __future__ import annotations

from emm_tui.parsing.brackets import EAST_ASIAN, behind_brackets, bracket_title
from emm_tui.parsing.name import Name
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.titles import clean, country_code, split_other_name

_BEFORE_LATIN = Pattern(r"[^A-Za-z]{2,}[._ ]+(?=[A-Za-z][A-Za-z0-9 ._,:'!?&\-]{3,}$)")
_GUESSED = frozenset(("102", "10203", "101 102", "x-102", "12", "- 12", "1-02", "02 - title", "part 2"))


class Reading:
    """Fields of a name as in Guess; `cut` is where its title ends, `rules` who took which characters."""

    __slots__ = (
        "absolute",
        "alternative_title",
        "country",
        "cut",
        "date",
        "episode_title",
        "episodes",
        "marker",
        "part",
        "rules",
        "season",
        "short_date",
        "title",
        "whole_season",
        "year",
        "year_bracketed",
    )

    def __init__(self) -> None:
        self.title: str | None = None
        self.alternative_title: str | None = None
        self.country: str | None = None
        self.year: int | None = None
        self.year_bracketed = False
        self.season: int | None = None
        self.episodes: tuple[int, ...] = ()
        self.absolute: tuple[int, ...] = ()
        self.date: str | None = None
        self.short_date = False
        self.episode_title: str | None = None
        self.part: int | None = None
        self.whole_season = False
        self.marker: str | None = None
        self.cut = 0
        self.rules: list[tuple[str, int, int]] = []

    @property
    def sure(self) -> bool:
        """Whether a full marker or a date made it an episode."""
        return (bool(self.date) and not self.short_date) or (
            self.season is not None and bool(self.episodes) and self.marker not in _GUESSED
        )

    def span(self, rule: str, start: int, end: int) -> None:
        """Remembers that a rule took the characters from `start` to `end` of the name."""
        self.rules.append((rule, start, end))

    def set_title(self, name: Name, start: int, stop: int) -> None:
        """Takes the characters from `start` to `stop` as the title, cleaned; another name for it is split off."""
        raw = name.text[start:stop]
        if "[" in raw or "【" in raw:
            among = bracket_title(name.text[:stop]) if name.text[:1] in "[【" else None
            raw = among or behind_brackets(raw)
        raw, other = split_other_name(raw)
        if not raw.isascii():
            raw = _behind_east_asian(raw)
        title = clean(raw)
        if not title or not any(c.isalnum() for c in title):
            return
        self.title = title
        if other:
            self.country = country_code(other.strip())
            self.alternative_title = None if self.country else clean(other) or None
        self.rules.append(("title", start, stop))


def _behind_east_asian(text: str) -> str:
    """Of `標題.Title` the part in Latin letters, which providers know in every language."""
    match = _BEFORE_LATIN.match(text)
    return text if match is None or not EAST_ASIAN.search(match[0]) else text[match.end() :]
