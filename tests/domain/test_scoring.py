"""A name means the film that a careful person would take, or nobody decides."""

from __future__ import annotations

import pytest

from emm_tui.domain.guess import Guess
from emm_tui.domain.match import Candidate, Mode, Verdict
from emm_tui.domain.scoring import decide, score

WELL_KNOWN, KNOWN, OBSCURE = 9000, 300, 1


def film(title: str, year: int | None, votes: int = KNOWN, **more: object) -> Candidate:
    ident = f"{title}-{year}-{votes}"
    return Candidate("tmdb", ident, title, year=year, votes=votes, **more)  # type: ignore[arg-type]


def named(title: str | None, year: int | None = None, **more: object) -> Guess:
    return Guess("/films/a.mkv", "movie", title, year=year, confidence=0.95, **more)  # type: ignore[arg-type]


def chosen(verdict: Verdict) -> tuple[str, int | None] | None:
    return (verdict.choice.title, verdict.choice.year) if verdict.choice else None


TAKEN = [
    ("same title, the year decides", named("Quayside", 1961), [film("Quayside", 2014), film("Quayside", 1961)], 1),
    ("remake a year later", named("Quayside", 2014), [film("Quayside", 2015), film("Quayside", 2014)], 1),
    ("year one off", named("Quayside", 2013), [film("Quayside", 2014), film("Quayside Nights", 2013)], 0),
    ("sequel in Roman", named("Harbour 2", 1990), [film("Harbour", 1990), film("Harbour II", 1990)], 1),
    ("first of a series", named("Harbour", 1990), [film("Harbour 2", 1990, WELL_KNOWN), film("Harbour", 1990)], 1),
    ("article missing", named("Lantern Keeper", 2003), [film("The Lantern Keeper", 2003)], 0),
    ("article behind", named("Lantern Keeper, The", 2003), [film("The Lantern Keeper", 2003)], 0),
    ("typing error", named("The Lantren Keeper", 2003), [film("The Lantern Keeper", 2003)], 0),
    ("subtitle left out", named("Umber", 2006), [film("Umber: A Long Way Down to the Sea", 2006)], 0),
    ("short title", named("Ox", 2017), [film("Ox", 2017), film("Oxen", 2017, WELL_KNOWN), film("Ox Tail", 2017)], 0),
    ("number as title", named("1877", 2019), [film("1878", 2019, WELL_KNOWN), film("1877", 2019)], 1),
    ("brackets", named("[REC]", 2007), [film("[REC]²", 2007), film("[REC]", 2007)], 1),
    ("mere signs", named("[/]", 2011), [film("[//]", 2011), film("[/]", 2011)], 1),
    ("markup", named("[bold red]x", 2011), [film("[bold red]x", 2011)], 0),
    ("umlauts", named("Baeume im Fruehling", 1988), [film("Bäume im Frühling", 1988)], 0),
    ("original title", named("등대지기", 2019), [film("The Lantern Keeper", 2019, original_title="등대지기")], 0),
    (
        "other title",
        named("Der Laternenwart", 2003),
        [film("The Lantern Keeper", 2003, titles=("Der Laternenwart",))],
        0,
    ),
    ("twins, one known", named("Quayside", 2014), [film("Quayside", 2014, OBSCURE), film("Quayside", 2014)], 1),
    ("article, known", named("Island", 2005), [film("Island", 2005, OBSCURE), film("The Island", 2005, WELL_KNOWN)], 1),
    ("no year, one stands out", named("Quayside"), [film("Quayside", 1961, 20), film("Quayside", 2014, WELL_KNOWN)], 1),
    ("no year, telling name", named("The Lantern Keeper"), [film("The Lantern Keeper", 2003, OBSCURE)], 0),
]

LEFT = [
    (
        "twins of a year",
        named("Quayside", 2014),
        [film("Quayside", 2014, 300), film("Quayside", 2014, 200)],
        "ambiguous",
    ),
    ("between two", named("Quayside", 2014), [film("Quayside", 2013, 300), film("Quayside", 2015, 200)], "ambiguous"),
    ("year gate", named("Quayside", 2014), [film("Quayside", 2016, WELL_KNOWN)], "ambiguous"),
    ("its year not known", named("Quayside", 2031), [film("Quayside", None)], "ambiguous"),
    (
        "hardly seen twin of a hit",
        named("Joyride", 2018),
        [film("Joyride", 2018, 0), film("Joyride", 2019, 90000)],
        "ambiguous",
    ),
    (
        "no year, two known",
        named("Quayside"),
        [film("Quayside", 1982, 7000), film("Quayside", 2011, 3000)],
        "ambiguous",
    ),
    ("no year, one word, nobody knows it", named("Wedding"), [film("Wedding", 2009, OBSCURE)], "ambiguous"),
    ("no year, not exact", named("Lanterns Keeper"), [film("The Lantern Keeper", 2003, WELL_KNOWN)], "ambiguous"),
    ("another sequel", named("Harbour 3", 1990), [film("Harbour 2", 1990, WELL_KNOWN)], "ambiguous"),
    ("longer title", named("The Keeper", 2003), [film("The Keeper Returns to Quay", 2003)], "unmatched"),
    ("first result is nonsense", named("Qorvex Blim", 2031), [film("Lantern", 2031, WELL_KNOWN)], "unmatched"),
    ("a film about the film", named("Quayside", 2014), [film("Quayside: Revisited", 2014, OBSCURE)], "ambiguous"),
    ("nothing found", named("Qorvex Blim", 2031), [], "unmatched"),
    ("no title", named(None), [film("Lantern", 2003)], "unmatched"),
]


@pytest.mark.parametrize(("guess", "candidates", "right"), [row[1:] for row in TAKEN], ids=[row[0] for row in TAKEN])
def test_the_right_film_is_taken(guess: Guess, candidates: list[Candidate], right: int) -> None:
    verdict = decide(guess, candidates)
    assert verdict.state == "matched"
    assert verdict.choice is not None
    assert verdict.choice.id == candidates[right].id


@pytest.mark.parametrize("row", TAKEN, ids=[row[0] for row in TAKEN])
def test_the_order_of_the_answer_decides_nothing(row: tuple[str, Guess, list[Candidate], int]) -> None:
    _, guess, candidates, right = row
    verdict = decide(guess, candidates[::-1])
    assert verdict.choice is not None
    assert verdict.choice.id == candidates[right].id


@pytest.mark.parametrize(("guess", "candidates", "state"), [row[1:] for row in LEFT], ids=[row[0] for row in LEFT])
def test_what_cannot_be_decided_is_left_to_a_person(guess: Guess, candidates: list[Candidate], state: str) -> None:
    verdict = decide(guess, candidates)
    assert (verdict.state, verdict.choice) == (state, None)
    assert len(verdict.candidates) == len(candidates)
    assert verdict.reasons


def test_a_home_video_is_not_a_film_that_nobody_knows() -> None:
    video = Guess("/films/birthday 2015.mp4", "movie", "Birthday", year=2015, confidence=0.6)
    assert decide(video, [film("Birthday", 2015, 0)]).state == "ambiguous"
    assert decide(video, [film("Birthday", 2015, KNOWN)]).state == "matched"


@pytest.mark.parametrize(("mode", "state"), [("auto", "matched"), ("ask", "ambiguous"), ("skip", "ambiguous")])
def test_ask_and_skip_take_only_a_single_match(mode: Mode, state: str) -> None:
    rivals = [film("Quayside", 2014, WELL_KNOWN), film("Quayside", 2014, OBSCURE)]
    assert decide(named("Quayside", 2014), rivals, mode).state == state
    assert decide(named("Quayside", 2014), rivals[:1], mode).state == "matched"


def test_both_titles_of_a_name_count() -> None:
    guess = named("Der Laternenwart", 2003, alternative_title="The Lantern Keeper")
    assert chosen(decide(guess, [film("The Lantern Keeper", 2003)])) == ("The Lantern Keeper", 2003)


def test_reasons_can_be_read_by_a_person() -> None:
    verdict = decide(named("Quayside", 2014), [film("Quayside", 2014, WELL_KNOWN), film("Quayside", 2014, OBSCURE)])
    assert verdict.reasons == ["title equal", "year 2014 = 2014", "4,500 times as known as Quayside (2014)"]
    other = film("The Lantern Keeper", 2004, titles=("Der Laternenwart",))
    assert score(named("Der Laternenwart", 2003), other).reasons == [
        "other title 'Der Laternenwart' equal",
        "year 2003 is one off 2004",
    ]


def test_candidates_come_best_first_and_each_once() -> None:
    right, near = film("Quayside", 2014), film("Quayside Nights", 2014)
    verdict = decide(named("Quayside", 2014), [near, right, near])
    assert [candidate.id for candidate in verdict.candidates] == [right.id, near.id]
    assert verdict.candidates[0].score > verdict.candidates[1].score


@pytest.mark.parametrize("title", ["\x1b]52;c;aGk=\x07", "bad\udcffname", "\u202egnp.exe", "x" * 5000])
def test_hostile_names_are_scored_like_others(title: str) -> None:
    assert decide(named(title, 2007), [film(title, 2007)]).state == "matched"
    assert decide(named(title, 2007), [film("Quayside", 2007)]).choice is None
