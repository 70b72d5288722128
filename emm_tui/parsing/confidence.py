"""How sure an answer is: 0.9 and more is only given where title and numbers can be relied upon."""

from __future__ import annotations

from emm_tui.domain.guess import Guess
from emm_tui.parsing.folders import Folder
from emm_tui.parsing.reading import Reading

# How often an answer is right that rests on a rule of the marker table, as measured on names of many sources.
_RULES = {
    "s01e02": 0.97,
    "1x02": 0.95,
    "season 1 episode 2": 0.95,
    "1 season 2 episode": 0.95,
    "episode 2 season 1": 0.95,
    "season 1, 2 of 12": 0.92,
    "t02e22": 0.92,
    "cap.102": 0.9,
    "s0102": 0.85,
    "[1.02]": 0.85,
    "s1 - 02": 0.9,
    "s01": 0.95,
    "season 1": 0.9,
    "1st season": 0.85,
    "2nd season": 0.85,
    "s01.02": 0.85,
    "sp01": 0.85,
    "1xall": 0.9,
    "2 of 12": 0.9,
    "episode 2": 0.9,
    "e02": 0.9,
    "2 episode": 0.9,
    "第02話": 0.9,
    "- 12": 0.92,
    "01 - 12": 0.85,
    "[12]": 0.85,
    "part 2": 0.8,
    "02 - title": 0.75,
    "1-02": 0.75,
    "102": 0.7,
    "101 102": 0.7,
    "10203": 0.6,
    "12": 0.7,
    "x-102": 0.5,
}
_FULL_DATE, _SHORT_DATE = 0.95, 0.8
_YEAR_IN_BRACKETS, _YEAR, _TAGS_ONLY, _WORDS_ONLY = 0.97, 0.94, 0.8, 0.6
_NO_NUMBER = 0.5
_LEFTOVERS = frozenset("[]{}【】|")


def confidence(guess: Guess, reading: Reading, folder: Folder, tagged: bool, agreed: bool) -> float:
    """0..1 for a finished guess, by the rules that made it.

    `tagged` when the name has tags that no title has, `agreed` when the folder does not speak of something else.
    """
    if guess.title is None and not (guess.episodes or guess.absolute or guess.date):
        return 0.9 if guess.tmdb or guess.imdb or guess.tvdb else 0.1
    base = _film(guess, reading, tagged) if guess.kind == "movie" else _episode(guess, reading, folder)
    if guess.tmdb or guess.imdb:
        base = max(base, 0.95)
    return round(max(0.05, base - _doubts(guess.title, agreed or not (folder.year or folder.details.strong))), 2)


def _film(guess: Guess, reading: Reading, tagged: bool) -> float:
    if guess.year is None:
        return _TAGS_ONLY if tagged else _WORDS_ONLY
    return _YEAR_IN_BRACKETS if reading.year is None or reading.year_bracketed else _YEAR


def _episode(guess: Guess, reading: Reading, folder: Folder) -> float:
    if not reading.sure and folder.reading is not None and folder.reading.sure:
        return 0.92
    if reading.marker is None:
        if reading.date is None:
            return _NO_NUMBER
        return _SHORT_DATE if reading.short_date else _FULL_DATE
    if reading.marker in ("02 - title", "12") and folder.season is not None and folder.title is not None:
        return 0.93
    return _RULES[reading.marker]


def _doubts(title: str | None, agreed: bool) -> float:
    """What to take off: a folder that speaks of something else, brackets left in the title."""
    doubts = 0.0 if agreed else 0.08
    if title is not None and (not _LEFTOVERS.isdisjoint(title) or not title[0].isalnum() or len(title) > 80):
        doubts += 0.1
    return doubts
