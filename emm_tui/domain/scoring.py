"""How like a candidate is to what a name says, and when one of them may be taken: pure rules with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from emm_tui.domain import titles
from emm_tui.domain.guess import Guess
from emm_tui.domain.match import Candidate, Mode, Verdict

ACCEPTABLE = 85.0
"""From here on a candidate may be taken, if no rival is as good."""
CLEAR = 90.0
"""Below it an acceptable candidate must be well known too."""
PLAUSIBLE = 60.0
"""From here on a candidate is worth a person's look."""
EXACT = 97.0
"""A title that differs by no more than its article: what a name without a year must have."""
SURE = 0.9
"""A guess of this confidence can be relied upon."""

_NEAR_YEAR, _NO_OWN_YEAR, _FAR_YEAR = 8.0, 20.0, 35.0
_OTHER_COUNTRY = 35.0
_LONG_TITLE = 8
_KNOWN, _WELL_KNOWN = 5.0, 50.0


@dataclass(slots=True, frozen=True)
class Likeness:
    """How like a name is to one of a candidate's titles, 0..100."""

    score: float
    reason: str


def score(guess: Guess, candidate: Candidate) -> Candidate:
    """The candidate with its score and the reasons for it: the title's likeness less what year and country cost."""
    likeness = _best_likeness(guess, candidate)
    loss, about_year = _year_loss(guess.year, candidate)
    reasons = [likeness.reason, about_year]
    if guess.country and candidate.countries:
        further, about_country = _country_loss(guess.country, candidate.countries)
        loss += further
        reasons.append(about_country)
    return replace(candidate, score=max(0.0, round(likeness.score - loss, 1)), reasons=reasons)


def decide(guess: Guess, candidates: Iterable[Candidate], mode: Mode = "auto") -> Verdict:
    """Which of the candidates a name means.

    auto takes the one that beats all acceptable others; ask and skip take one only when no other is acceptable. What
    cannot be decided is ambiguous when there is something plausible to look at, else unmatched.
    """
    scored = [score(guess, candidate) for candidate in _distinct(candidates)]
    scored.sort(key=lambda c: (-c.score, -weight(c)))
    fit = [candidate for candidate in scored if _acceptable(guess, candidate)]
    if mode != "auto" and len(fit) > 1:
        return Verdict("ambiguous", None, scored, [f"{len(fit)} titles fit, and one must be the only one"])
    winner = next((c for c in fit if all(_beats(c, rival) for rival in fit if rival is not c)), None)
    if winner is None:
        return _undecided(guess, scored, fit)
    return Verdict("matched", winner, scored, [*winner.reasons, *_against(winner, fit)])


def weight(candidate: Candidate) -> float:
    """How known a title is, at least 1: its votes, or its popularity while few have voted."""
    return 1.0 + candidate.votes + 5.0 * candidate.popularity


def is_settled(verdict: Verdict) -> bool:
    """Whether a candidate has all that a name can give; more names of theirs would not tell them apart."""
    return verdict.choice is not None or any(candidate.score >= CLEAR for candidate in verdict.candidates)


def is_telling(guess: Guess) -> bool:
    """Whether the name alone can mean one film: three words and more."""
    return len(titles.normal(guess.title or "").split()) >= 3


def holds_words(guess: Guess, candidate: Candidate) -> bool:
    """Whether one of the candidate's known titles has all words of the name."""
    words = set(titles.normal(guess.title or "").split())
    return any(words <= set(titles.normal(name).split()) for name in _names(candidate))


def may_still_run(guess: Guess, candidate: Candidate) -> bool:
    """Whether the name's year may be that of a later season of this show: nobody said yet when its last one was."""
    if guess.kind != "episode" or guess.year is None or candidate.year is None or candidate.last_year is not None:
        return False
    return guess.year > candidate.year + 1 and candidate.score >= EXACT - _FAR_YEAR


# -- the year and the country
def year_fits(guess: Guess, candidate: Candidate) -> bool:
    """Whether the candidate's year is not more than one off the name's; true when one of them is not known."""
    return guess.year is None or candidate.year is None or abs(guess.year - candidate.year) <= 1


def _year_loss(wanted: int | None, candidate: Candidate) -> tuple[float, str]:
    year, last = candidate.year, candidate.last_year
    if wanted is None:
        return 0.0, "no year in the name" + (f", it is of {year}" if year else "")
    if year is None:
        return _NO_OWN_YEAR, f"year {wanted} in the name, its own is not known"
    if wanted == year:
        return 0.0, f"year {wanted} = {year}"
    if abs(wanted - year) == 1:
        return _NEAR_YEAR, f"year {wanted} is one off {year}"
    if last and year < wanted <= last:
        return _NEAR_YEAR, f"year {wanted} is between {year} and {last}"
    return _FAR_YEAR, f"year {wanted} is not {year}"


def _country_loss(wanted: str, countries: Sequence[str]) -> tuple[float, str]:
    if wanted in countries:
        return 0.0, f"country {wanted} = {wanted}"
    return _OTHER_COUNTRY, f"country {wanted} is not {', '.join(countries)}"


# -- the title
def _best_likeness(guess: Guess, candidate: Candidate) -> Likeness:
    asked = [title for title in (guess.title, guess.alternative_title) if title]
    found = [
        _likeness(title, name, _call(name, candidate), candidate.original_language)
        for title in asked
        for name in _names(candidate)
    ]
    return max(found, key=lambda like: like.score, default=Likeness(0.0, "no title in the name"))


def _names(candidate: Candidate) -> list[str]:
    known = dict.fromkeys([candidate.title, candidate.original_title or "", *candidate.titles])
    return [name for name in known if name]


def _call(name: str, candidate: Candidate) -> str:
    if name == candidate.title:
        return "title"
    return f"original title {name!r}" if name == candidate.original_title else f"other title {name!r}"


def _likeness(asked: str, name: str, called: str, language: str | None) -> Likeness:
    a, b = titles.normal(asked), titles.normal(name)
    if a == b:
        return Likeness(100.0, f"{called} equal")
    if a.replace(" ", "") == b.replace(" ", ""):
        return Likeness(99.0, f"{called} equal but for spaces")
    if a == titles.spelled_out(name) or b == titles.spelled_out(asked):
        return Likeness(99.0, f"{called} equal but for umlauts")
    if titles.bare(a, language) == titles.bare(b, language):
        return Likeness(EXACT, f"{called} equal but for the article")
    before = titles.head(name)
    if before and titles.normal(before) == a:
        return Likeness(ACCEPTABLE + 2, f"{called} equal but for its subtitle {name!r}")
    alike = _alike(a, b)
    return Likeness(alike, f"{called} {alike:.0f} % like the name: {name!r}")


def _alike(a: str, b: str) -> float:
    """Short titles and different numbers must be equal to be the same: "It" is not "Its", nor "Saw 2" "Saw 3"."""
    ratio = max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b) - 2)
    if titles.numbers(a) != titles.numbers(b):
        return min(ratio, PLAUSIBLE)
    if min(len(a), len(b)) < _LONG_TITLE:
        return min(ratio, ACCEPTABLE - 5)
    return min(ratio, EXACT - 1) if ratio >= 90 else min(ratio, ACCEPTABLE - 5)


# -- the choice
def _distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    return list({(c.provider, c.id): c for c in candidates}.values())


def _acceptable(guess: Guess, candidate: Candidate) -> bool:
    """A name of one or two words may be anybody's home video: it needs a film that people know.

    Numbered episodes are no home video: of a show that is less so.
    """
    if guess.year is None:
        known = _KNOWN if guess.kind == "episode" else _WELL_KNOWN
        return candidate.score >= EXACT and (is_telling(guess) or weight(candidate) >= known)
    if candidate.score < CLEAR:
        return candidate.score >= ACCEPTABLE and weight(candidate) >= _WELL_KNOWN
    return guess.confidence >= SURE or is_telling(guess) or weight(candidate) >= _KNOWN


def _beats(candidate: Candidate, rival: Candidate) -> bool:
    """A clear lead of the score decides; near a tie how known they are does, the more so the smaller the lead."""
    lead = candidate.score - rival.score
    times = weight(candidate) / weight(rival)
    if lead >= _NEAR_YEAR:
        return times > 1 / 1000
    if lead >= 2:
        return times >= 1
    if lead > -2:
        return times >= 8
    return lead >= -4 and times >= 100


def _against(winner: Candidate, fit: Sequence[Candidate]) -> list[str]:
    rivals = [candidate for candidate in fit if candidate is not winner]
    if not rivals:
        return ["no other title fits"]
    rival = max(rivals, key=lambda c: (c.score, weight(c)))
    lead, times = winner.score - rival.score, weight(winner) / weight(rival)
    if lead >= 2:
        return [f"{lead:.0f} points before {_named(rival)}"]
    return [f"{times:,.0f} times as known as {_named(rival)}"]


def _undecided(guess: Guess, scored: list[Candidate], fit: Sequence[Candidate]) -> Verdict:
    if len(fit) > 1:
        return Verdict("ambiguous", None, scored, [f"{len(fit)} titles fit: {', '.join(map(_named, fit[:3]))}"])
    plausible = [candidate for candidate in scored if candidate.score >= PLAUSIBLE]
    if not plausible:
        return Verdict("unmatched", None, scored, ["nothing that fits was found"])
    missing = "a year in the name would decide" if guess.year is None else "nothing is like enough"
    return Verdict("ambiguous", None, scored, [f"{_named(plausible[0])} is the nearest, {missing}"])


def _named(candidate: Candidate) -> str:
    return f"{candidate.title} ({candidate.year or 'no year'})"
