"""The names of one folder read together: the number that varies is the episode, what precedes it is the title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from emm_tui.domain.guess import Guess, SourceKind
from emm_tui.parsing.parser import Answer, read
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.titles import clean, letters

_NUMBER = Pattern(r"\d{1,4}")
_LABEL = Pattern(r"(?:[\[【][^\[\]【】]{0,80}[\]】][ ._\-]{0,3}){0,2}")
_WORD_BEFORE = Pattern(r"(?:[ ._\-(\[]{1,6}(?:#|ep?|episode|folge|part|pt|vol)?[ ._\-(\[]{0,4})?$")
_PART_BEFORE = Pattern(r"[ ._\-(\[]{1,6}(?:part|pt|cd|dis[ck]|dvd)[ ._\-]?$")
_NUMBERS_LOOKED_AT = 4
_LEAST_SIBLINGS = 3
_TOGETHER = 0.93


class _Place(NamedTuple):
    """A number in a name: all text before it, which siblings share, and where it stands."""

    before: str
    start: int
    end: int


def parse_folder(paths: Sequence[str], kind: SourceKind | None = None) -> list[Guess]:
    """What the paths of one folder say, in their order; what one name leaves open its siblings decide."""
    answers = [read(path, kind) for path in paths]
    if len(answers) > 1:
        if kind == "movies":
            _settle_parts(answers)
        else:
            _settle_episodes(answers, kind)
    return [answer.guess for answer in answers]


def _settle_episodes(answers: list[Answer], kind: SourceKind | None) -> None:
    """Takes the number that varies as the episode, where the names alone do not say it for sure."""
    open_ones = [a for a in answers if not a.reading.sure and a.guess.kind in ("movie", "episode", "unknown")]
    for place, members in _varying(open_ones).items():
        numbers = [int(answer.name.low[p.start : p.end]) for answer, p in members]
        if len(members) < _LEAST_SIBLINGS or _are_years(numbers) or not _are_a_series(numbers, kind):
            continue
        title = _title_before(members[0][0].name.text[: len(place)])
        for (answer, _), number in zip(members, numbers, strict=True):
            _set_episode(answer, number, title)


def _varying(answers: list[Answer]) -> dict[str, list[tuple[Answer, _Place]]]:
    """The names that share the text before a number which is another in each; every name is in one group at most."""
    groups: dict[str, list[tuple[Answer, _Place]]] = {}
    for answer in answers:
        for place in _places(answer):
            groups.setdefault(place.before, []).append((answer, place))
    taken: set[int] = set()
    chosen: dict[str, list[tuple[Answer, _Place]]] = {}
    for before, members in sorted(groups.items(), key=lambda group: -len(group[1])):
        free = [m for m in members if id(m[0]) not in taken]
        values = {m[0].name.low[m[1].start : m[1].end] for m in free}
        if len(free) > 1 and len(values) == len(free):
            chosen[before] = free
            taken.update(id(answer) for answer, _ in free)
    return chosen


def _places(answer: Answer) -> list[_Place]:
    low = answer.name.low
    found = (_Place(low[: m.start()], m.start(), m.end()) for m in _NUMBER.finditer(low))
    return [place for place, _ in zip(found, range(_NUMBERS_LOOKED_AT), strict=False)]


def _are_years(numbers: list[int]) -> bool:
    return all(1900 <= n <= 2100 for n in numbers)


def _are_a_series(numbers: list[int], kind: SourceKind | None) -> bool:
    """Whether the numbers are close enough to count something; unasked for, they have to follow one another."""
    spread = max(numbers) - min(numbers) + 1
    return spread == len(numbers) if kind is None else spread <= 4 * len(numbers) + 10


def _title_before(text: str) -> str | None:
    """The title in the text that all siblings begin with."""
    label = _LABEL.match(text)
    start = label.end() if label is not None else 0
    end = _WORD_BEFORE.search(text.lower(), start)
    title = clean(text[start : end.start() if end is not None else len(text)])
    return title if any(c.isalpha() for c in title) else None


def _set_episode(answer: Answer, number: int, title: str | None) -> None:
    """Writes number and title into the answer, unless it has them already."""
    guess = answer.guess
    if guess.season is not None and guess.episodes and guess.season * 100 + guess.episodes[0] == number:
        return
    if number not in guess.episodes and number not in guess.absolute:
        in_season = guess.season is not None
        guess.episodes, guess.absolute = ((number,), ()) if in_season else ((), (number,))
        guess.year = None if guess.year == number else guess.year
    if title is not None and (guess.title is None or not letters(title).endswith(letters(guess.title))):
        guess.title = title
    guess.kind = "episode"
    guess.confidence = max(guess.confidence, _TOGETHER) if guess.title is not None else guess.confidence


def _settle_parts(answers: list[Answer]) -> None:
    """Names that differ in nothing but the number of a part are parts of one film, numbered from one."""
    stacks: dict[tuple[str, str], list[tuple[Answer, _Place]]] = {}
    for answer in answers:
        if answer.guess.kind != "movie" or answer.guess.part is not None:
            continue
        for place in _places(answer):
            if _PART_BEFORE.search(place.before):
                stacks.setdefault((place.before, answer.name.low[place.end :]), []).append((answer, place))
    for members in stacks.values():
        numbers = sorted(int(answer.name.low[p.start : p.end]) for answer, p in members)
        if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
            for answer, place in members:
                _set_part(answer, place)


def _set_part(answer: Answer, place: _Place) -> None:
    guess = answer.guess
    guess.part = int(answer.name.low[place.start : place.end])
    word = _PART_BEFORE.search(place.before)
    title = clean(answer.name.text[: word.start()]) if word is not None else ""
    if title and guess.title is not None and letters(guess.title).startswith(letters(title)):
        guess.title = title
