"""The cache screen: what it says of the cache, and that it throws nothing away without being told to."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from emm_tui.net.entries import Entry
from emm_tui.net.tally import Tally
from emm_tui.ui import cache_view
from emm_tui.ui.app import EmmApp
from emm_tui.ui.cache_view import address, age, bars, read_cache
from emm_tui.ui.dialogs.confirm import ConfirmDialog
from emm_tui.ui.screens.cache import CacheScreen
from tests.ui import fake, invented
from tests.ui.conftest import Until


@pytest.fixture
def session() -> fake.FakeSession:
    session = fake.FakeSession(invented.rows(3, hostile=False))
    invented.responses(session.responses)
    return session


def screen(app: EmmApp) -> CacheScreen:
    assert isinstance(app.screen_stack[0], CacheScreen)
    return app.screen_stack[0]


def heading(app: EmmApp) -> str:
    return " ".join(part.text for part in screen(app).heading.parts)


def names(app: EmmApp) -> list[str]:
    found = screen(app).providers.source
    return [row.name for place in range(found.total) if (row := found.row(place))]


async def test_it_says_what_each_provider_has_and_how_often_that_was_enough(
    session: fake.FakeSession, until: Until
) -> None:
    app = fake.app(session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("5")
        await until(lambda: names(app) == ["fanarttv", "omdb", "tmdb", "all"])
        assert "memory" in heading(app) or "disk" in heading(app)
        assert "40 answers" in heading(app) and "all runs 70 %" in heading(app)


async def test_only_what_is_too_old_is_pruned(session: fake.FakeSession, until: Until) -> None:
    session.responses.set_many({"https://api.example/old": Entry("tmdb", 200, b"{}", time.time() - 9000, 1.0)})
    app = fake.app(session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("5")
        await until(lambda: "41 answers" in heading(app))
        await pilot.press("p")
        await until(lambda: "40 answers" in heading(app))
        assert not session.responses.get_many(["https://api.example/old"])


async def test_answers_are_asked_for_again_but_kept(session: fake.FakeSession, until: Until) -> None:
    app = fake.app(session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("5")
        await until(lambda: len(names(app)) == 4 and screen(app).entries.source.total == 40)
        await pilot.press("j", "x")
        await until(lambda: told(app, "13 answers will be asked for again"))
        keys = {one.key: one.provider for one in session.responses.held("oldest", 99)}
        stale = {keys[key] for key, entry in session.responses.get_many(keys).items() if not entry.fresh(time.time())}
        assert (len(keys), stale) == (40, {"omdb"})
        screen(app).entries.focus()
        await until(lambda: screen(app).entries.has_focus)
        await pilot.press("x")
        await until(lambda: told(app, "1 answer will be asked for again"))


def told(app: EmmApp, words: str) -> bool:
    return any(words in note.message for note in app._notifications)


async def test_a_cache_that_is_off_says_so(until: Until) -> None:
    session = fake.FakeSession(invented.rows(3))
    session.config.cache.backend = "off"
    app = fake.app(session)
    async with app.run_test() as pilot:
        await pilot.press("5")
        await until(lambda: screen(app).has_class("-empty"))
        assert "is off" in screen(app)._said


async def test_one_provider_is_cleared_after_a_question(session: fake.FakeSession, until: Until) -> None:
    app = fake.app(session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("5")
        await until(lambda: len(names(app)) == 4)
        await pilot.press("j", "d")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("n")
        await until(lambda: isinstance(app.screen, CacheScreen))
        assert session.responses.usage()["omdb"][0] == 13
        await pilot.press("d")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("y")
        await until(lambda: "27 answers" in heading(app))
        assert "omdb" not in session.responses.usage()


async def test_the_entries_come_oldest_or_largest_first(session: fake.FakeSession, until: Until) -> None:
    app = fake.app(session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("5")
        await until(lambda: screen(app).entries.source.total == 40)
        first = screen(app).entries.source.row(0)
        assert first and first.bytes == max(one.bytes for one in session.responses.held("largest", 99))
        await pilot.press("s")
        oldest = session.responses.held("oldest", 1)[0]
        await until(lambda: screen(app).entries.source.row(0) == oldest)


async def test_an_empty_cache_says_the_next_key(until: Until) -> None:
    app = fake.app(fake.FakeSession(invented.rows(3)))
    async with app.run_test() as pilot:
        await pilot.press("5")
        await until(lambda: screen(app).has_class("-empty"))
        await pilot.press("escape")
        assert app.current_mode == "library"


def test_a_cache_that_cannot_be_reached_is_said(session: fake.FakeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session.responses, "trouble", "The server does not answer.", raising=False)
    assert read_cache(session.cache, "oldest").trouble == "The server does not answer."


def test_days_without_a_look_are_dots(session: fake.FakeSession) -> None:
    session.responses.evict()
    session.responses.count(datetime.now(UTC).date().isoformat(), {"tmdb": (1, 1), "omdb": (7, 1)})
    view = read_cache(session.cache, "oldest")
    assert bars(view.providers[-1].rates) == "·" * 29 + "▇"
    assert bars((0.0, 0.5, 1.0, None)) == "▁▅█·"
    assert Tally().total == {}


@pytest.mark.parametrize(
    ("seconds", "text"), [(5, "5 s"), (130, "2 min"), (3 * 3600 + 9, "3 h"), (9 * 86400, "9 d"), (-50, "0 s")]
)
def test_an_age_has_its_largest_unit(seconds: float, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_view, "time", lambda: 1e9)
    assert age(1e9 - seconds) == text


def test_an_address_leaves_its_host_out_and_is_harmless() -> None:
    assert address("https://api.example/3/movie/7?language=de") == "/3/movie/7?language=de"
    assert "\x1b" not in address("https://api.example/3/\x1b]52;c;eA==\x07")
