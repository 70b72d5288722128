"""What needs a person, under a person's hands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from emm_tui.domain.errors import MissingError
from emm_tui.domain.events import JobEnded
from emm_tui.domain.media import ItemRow
from emm_tui.ui.app import EmmApp
from emm_tui.ui.screens.review import ReviewScreen
from emm_tui.ui.suggestions import Suggestion
from emm_tui.ui.widgets.cards import Cards
from emm_tui.ui.widgets.key_line import KeyLine
from tests.ui import fake, invented
from tests.ui.conftest import Until


def rows() -> list[ItemRow]:
    """Two ambiguous films with hostile names, one that nobody knows, and some that need nobody."""
    made = [replace(row, state="scraped") for row in invented.rows(6, hostile=False)]
    made[1] = replace(made[1], state="ambiguous", title="A [bold red]Lamp")
    made[2] = replace(made[2], state="ambiguous", title="B \x1b[31mFerry")
    made[4] = replace(made[4], state="unmatched", title="C \udcff Tide")
    return made


@pytest.fixture
def session() -> fake.FakeSession:
    return fake.FakeSession(rows())


@pytest.fixture
def app(session: fake.FakeSession) -> EmmApp:
    return fake.app(session)


async def opened(app: EmmApp, pilot: Pilot[Any], until: Until) -> ReviewScreen:
    """The screen with the first item's candidates."""
    await pilot.press("2")
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.cards.candidates)
    screen = app.screen
    assert isinstance(screen, ReviewScreen)
    await until(lambda: screen.cards.has_focus)
    return screen


def shown(screen: ReviewScreen) -> int:
    return screen.deciding.item.row.id if screen.deciding.item else 0


def footer(screen: ReviewScreen) -> str:
    return str(screen.query_one(KeyLine).render())


def heading(screen: ReviewScreen) -> str:
    return " · ".join(part.text for part in screen.heading.parts)


async def test_the_first_item_is_shown_with_its_candidates_and_posters(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        assert heading(screen) == "Review · 1/3 · 3 left · 2 candidates"
        assert "[bold red]Lamp" in str(screen.deciding.clue.content)
        poster = screen.cards._cards[1].poster
        await until(lambda: "▀" in poster.render_line(4).text)


async def test_a_letter_takes_a_candidate_and_the_next_item_is_there(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("b")
        await until(lambda: session.matched == [(2, "tmdb", "910902")])
        await until(lambda: shown(screen) == 3)
        assert "2/3 · 2 left" in heading(screen)


async def test_enter_takes_the_candidate_under_the_cursor(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("l", "l", "h", "l", "enter")
        await until(lambda: session.matched == [(2, "tmdb", "910902")])
        await until(lambda: shown(screen) == 3)


async def test_one_decides_on_while_what_was_decided_is_scraped(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    session.gate = asyncio.Semaphore(0)
    async with app.run_test(size=(160, 48)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("a")
        await until(lambda: shown(screen) == 3 and screen.cards.candidates)
        await pilot.press("a")
        await until(lambda: shown(screen) == 5)
        assert len(app.jobs) == 1
        assert screen.to_review.decided == {2, 3}
        for _ in range(2):
            session.gate.release()
        await until(lambda: session.matched == [(2, "tmdb", "910901"), (3, "tmdb", "910901")] and not len(app.jobs))


async def test_the_next_item_is_asked_for_while_one_decides_and_never_twice(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await until(lambda: [item for item, _ in session.searched] == [2, 3])
        await until(lambda: len(session.drawn.asked) == 4 and screen.thumbs.complete)
        assert sorted(url.split("/")[-2] for url in session.drawn.asked) == ["2", "2", "3", "3"]
        await pilot.press("n")
        await until(lambda: shown(screen) == 3 and "▀" in screen.cards._cards[1].poster.render_line(4).text)
        await until(lambda: [item for item, _ in session.searched] == [2, 3, 5])
        await pilot.press("p")
        await until(lambda: shown(screen) == 2 and "▀" in screen.cards._cards[1].poster.render_line(4).text)
        assert len(session.drawn.asked) == 4
        assert len(session.searched) == 3


async def test_keys_typed_ahead_never_decide_an_item_that_was_not_seen(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    """The next item is not known yet when the second letter comes: it is nobody's."""
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await until(lambda: len(session.searched) == 2)
        screen.suggestions._known.pop(3)
        session.answers = asyncio.Semaphore(0)
        taken = screen.cards.candidates[0]
        screen.cards.post_message(Cards.Taken(taken, 2))
        screen.cards.post_message(Cards.Taken(taken, 2))
        await until(lambda: session.matched and screen.to_review.here == 3)
        assert session.matched == [(2, "tmdb", "910901")]
        assert screen.to_review.decided == {2}


async def test_what_is_under_the_cursor_stays_there_and_can_be_taken_when_its_list_comes_anew(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    session.answers = asyncio.Semaphore(0)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("l")
        item, (first, before) = screen.deciding.item, screen.cards.candidates
        taken = Cards.Taken(before, 2)
        assert item
        screen.deciding.show(Suggestion(item, [replace(before), replace(first)]))
        assert screen.cards.cursor == 0 and screen.cards.candidates[0] == before
        screen.cards.post_message(taken)
        await until(lambda: session.matched == [(2, "tmdb", "910902")])


async def test_only_keys_that_do_something_are_offered(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(120, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await until(lambda: "take" in footer(screen) and "search" in footer(screen))
        await pilot.press("n", "n")
        await until(lambda: shown(screen) == 5 and "take" not in footer(screen))
        assert "search" in footer(screen)
        await pilot.press("a", "enter")
        await until(lambda: shown(screen) == 5)
        assert session.matched == []


async def test_an_item_that_nobody_knows_says_what_to_do(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("n", "n")
        await until(lambda: shown(screen) == 5 and "Nobody knows" in str(screen.deciding.note.content))
        await pilot.press("p")
        await until(lambda: shown(screen) == 3 and not screen.deciding.note.display)


async def test_other_words_find_other_candidates(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("slash")
        await until(lambda: screen.deciding.line.has_focus)
        assert "Lamp" in screen.deciding.line.value
        screen.deciding.line.value = "Quiet Engines 1961"
        await pilot.press("enter")
        await until(lambda: screen.cards.candidates[0].title == "Quiet Engines 1961")
        assert session.searched[-1] == (2, "Quiet Engines 1961")
        await until(lambda: screen.cards.has_focus and not screen.deciding.line.display)
        await pilot.press("a")
        await until(lambda: session.matched == [(2, "tmdb", "910901")])


async def test_words_that_nobody_knows_leave_the_item_to_decide(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("slash")
        await until(lambda: screen.deciding.line.has_focus)
        screen.deciding.line.value = "no such [title]"
        await pilot.press("enter")
        await until(lambda: "Nobody knows no such [title]" in str(screen.deciding.note.content))
        assert shown(screen) == 2


async def test_an_id_decides_and_what_is_none_does_not(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("i")
        await until(lambda: screen.deciding.line.has_focus)
        screen.deciding.line.value = "nonsense"
        await pilot.press("enter")
        await until(lambda: app._notifications)
        assert screen.deciding.line.has_focus
        screen.deciding.line.value = "tt9900042"
        await pilot.press("enter")
        await until(lambda: session.matched == [(2, "imdb", "tt9900042")])
        await until(lambda: shown(screen) == 3)


async def test_escape_closes_the_line_first_and_then_the_screen(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("i")
        await until(lambda: screen.deciding.line.has_focus)
        await pilot.press("escape")
        await until(lambda: screen.cards.has_focus)
        assert app.current_mode == "review"
        await pilot.press("escape")
        await until(lambda: app.current_mode == "library")


async def test_a_decision_that_fails_needs_a_person_again(
    session: fake.FakeSession, app: EmmApp, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> None:
        raise MissingError("tmdb", "there is no film 910901.")

    monkeypatch.setattr(session, "match", refuse)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("a")
        await until(lambda: any("no film 910901" in toast.message for toast in app._notifications))
        assert screen.to_review.decided == set()


async def test_leaving_gives_up_the_posters_and_keeps_the_place(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("n")
        await until(lambda: shown(screen) == 3)
        await pilot.press("escape")
        await until(lambda: session.open_pictures == 0)
        await pilot.press("2")
        await until(lambda: session.open_pictures == 1)
        await until(lambda: shown(screen) == 3 and "2/3" in heading(screen))


async def test_nothing_to_decide_says_so(until: Until) -> None:
    app = fake.app(fake.FakeSession(replace(row, state="scraped") for row in rows()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await until(lambda: app.current_mode == "review" and app.screen.has_class("-empty"))
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        await until(lambda: "back" in footer(screen) and "take" not in footer(screen) and "skip" not in footer(screen))


async def test_a_match_that_was_undone_is_to_decide_again(session: fake.FakeSession, app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("a")
        await until(lambda: shown(screen) == 3 and "2 left" in heading(screen) and not len(app.jobs))
        session.library.by_id[2] = replace(session.library.by_id[2], state="ambiguous")
        session.emit(JobEnded(9, "done"))
        await until(lambda: "3 left" in heading(screen))
        await pilot.press("p")
        await until(lambda: shown(screen) == 2)


async def test_one_whose_match_is_undone_after_a_look_elsewhere_is_there_again(
    session: fake.FakeSession, app: EmmApp, until: Until
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until)
        await pilot.press("a")
        await until(lambda: shown(screen) == 3 and not len(app.jobs))
        await pilot.press("escape")
        await until(lambda: app.current_mode == "library")
        await pilot.press("2")
        await until(lambda: "1/2 · 2 left" in heading(screen) and shown(screen) == 3)
        session.library.by_id[2] = replace(session.library.by_id[2], state="ambiguous")
        session.emit(JobEnded(9, "done"))
        await until(lambda: "2/3 · 3 left" in heading(screen) and shown(screen) == 3)
