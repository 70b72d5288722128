"""A show is told from others of its name by its year, its country and how long it ran."""

from __future__ import annotations

import pytest

from emm_tui.domain.guess import Guess
from emm_tui.domain.match import Candidate
from emm_tui.domain.scoring import decide, may_still_run, score

WELL_KNOWN, KNOWN, OBSCURE = 9000, 300, 1


def show(title: str, year: int | None, votes: int = KNOWN, country: str = "", **more: object) -> Candidate:
    countries = tuple(country.split())
    ident = f"{title}-{year}-{country}-{votes}"
    return Candidate("tmdb", ident, title, year=year, votes=votes, countries=countries, **more)  # type: ignore[arg-type]


def named(title: str, year: int | None = None, country: str | None = None) -> Guess:
    return Guess("/shows/a", "episode", title, year=year, country=country, confidence=0.95)


BRITISH, AMERICAN = show("Quayside", 2004, KNOWN, "GB"), show("Quayside", 2011, WELL_KNOWN, "US")
OLD, NEW = show("Harbour", 1978, KNOWN, "US"), show("Harbour", 2012, KNOWN, "US")

TAKEN = [
    ("country decides", named("Quayside", None, "GB"), [AMERICAN, BRITISH], 1),
    ("country decides for the other", named("Quayside", None, "US"), [AMERICAN, BRITISH], 0),
    ("one country of several", named("Quayside", None, "CA"), [AMERICAN, show("Quayside", 2009, KNOWN, "US CA")], 1),
    ("year decides", named("Harbour", 1978), [NEW, OLD], 1),
    ("year of the remake", named("Harbour", 2012), [NEW, OLD], 0),
    ("country and year", named("Quayside", 2004, "GB"), [AMERICAN, BRITISH], 1),
    ("neither, one stands out", named("Quayside"), [BRITISH, AMERICAN], 1),
    ("one word, hardly known", named("Umber"), [show("Umber", 2019, 8)], 0),
    ("brackets", named("[REC]"), [show("[REC]", 2007, 8)], 0),
    ("a later season's year", named("Harbour", 1985), [show("Harbour", 1978, last_year=1991), NEW], 0),
    ("its country is not known", named("Quayside", None, "US"), [show("Quayside", 2011)], 0),
    ("signs differ", named("WHOA an Otter Fell on Me"), [show("WHOA!: an Otter Fell on Me", 2019, OBSCURE)], 0),
]

LEFT = [
    ("two of a name", named("Harbour"), [OLD, NEW]),
    ("another country", named("Quayside", None, "AU"), [BRITISH, AMERICAN]),
    ("another year", named("Harbour", 1995), [NEW]),
    ("before it began", named("Harbour", 1970), [show("Harbour", 1978, last_year=1991)]),
    ("after it ended", named("Harbour", 1999), [show("Harbour", 1978, last_year=1991)]),
    ("one word that nobody knows", named("Umber"), [show("Umber", 2019, 0)]),
]


@pytest.mark.parametrize("row", TAKEN, ids=[row[0] for row in TAKEN])
def test_the_right_show_is_taken(row: tuple[str, Guess, list[Candidate], int]) -> None:
    _, guess, candidates, right = row
    for order in (candidates, candidates[::-1]):
        verdict = decide(guess, order)
        assert verdict.choice is not None
        assert verdict.choice.id == candidates[right].id


@pytest.mark.parametrize("row", LEFT, ids=[row[0] for row in LEFT])
def test_what_cannot_be_decided_is_left_to_a_person(row: tuple[str, Guess, list[Candidate]]) -> None:
    verdict = decide(row[1], row[2])
    assert (verdict.state, verdict.choice) == ("ambiguous", None)


def test_the_reasons_name_country_and_run() -> None:
    assert score(named("Quayside", 2004, "US"), BRITISH).reasons == [
        "title equal",
        "year 2004 = 2004",
        "country US is not GB",
    ]
    assert score(named("Quayside", None, "GB"), BRITISH).reasons[-1] == "country GB = GB"
    long = show("Harbour", 1978, last_year=1991)
    assert score(named("Harbour", 1985), long).reasons[-1] == "year 1985 is between 1978 and 1991"


def test_a_film_is_no_better_known_for_being_numbered() -> None:
    film = Guess("/films/a.mkv", "movie", "Umber", confidence=0.95)
    assert decide(film, [show("Umber", 2019, 8)]).choice is None


@pytest.mark.parametrize(
    ("guess", "candidate", "right"),
    [
        (named("Harbour", 1985), OLD, True),
        (named("The Harbour", 1985), OLD, True),
        (named("Harbour", 1979), OLD, False),
        (named("Harbour", 1970), OLD, False),
        (named("Harbour"), OLD, False),
        (named("Harbour Nights", 1985), OLD, False),
        (named("Harbour", 1985), show("Harbour", None), False),
        (named("Harbour", 1985), show("Harbour", 1978, last_year=1980), False),
        (Guess("/films/a.mkv", "movie", "Harbour", year=1985), OLD, False),
    ],
)
def test_only_a_show_of_that_name_that_began_before_may_still_run(
    guess: Guess, candidate: Candidate, right: bool
) -> None:
    assert may_still_run(guess, score(guess, candidate)) is right
