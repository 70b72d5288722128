"""Foreign text is shown as text: a corpus of hostile titles in every place where a title can appear."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

import pytest
from textual.app import App
from textual.events import Paste
from textual.widgets._toast import Toast

from emm_tui.domain import events as ev
from emm_tui.domain.display import display
from emm_tui.domain.errors import ProviderError
from emm_tui.domain.media import ItemRow, State
from emm_tui.ui.dialogs.candidates import CandidatesDialog
from emm_tui.ui.widgets.detail import DetailPane
from emm_tui.ui.widgets.filter_bar import FilterBar, FilterInput
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui import fake, invented
from tests.ui.conftest import Until

OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def lines(app: App[None]) -> list[str]:
    """What the terminal would get, without the program's own styles."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def assert_shown(app: App[None], title: str) -> None:
    text = "\n".join(lines(app))
    assert not OBEYED.search(text.replace("\n", ""))
    assert display(title)[:20] in text


def test_the_corpus_is_large_enough() -> None:
    assert len(set(invented.HOSTILE)) >= 20


def hostile_rows(state: State) -> list[ItemRow]:
    """One row for each title of the corpus, the title also in its paths."""
    return [
        ItemRow(id, "movie", state, title, 1999, path=f"/media/{title}/{title}.mkv", tmdb=id, imdb="tt9900001")
        for id, title in enumerate(invented.HOSTILE, 1)
    ]


async def test_every_title_is_text_in_the_table(until: Until) -> None:
    rows = hostile_rows("scraped")
    episode = ItemRow(len(rows) + 1, "episode", "new", "Pilot", season=1, show="[REC]\x1b[31m")
    app = fake.app(fake.FakeSession([*rows, episode]))
    async with app.run_test(size=(90, 48)) as pilot:
        await pilot.press("slash")
        app.screen.query_one(FilterInput).value = "kind:any"
        await until(lambda: app.screen.query_one(MediaTable).source.total == len(rows) + 1)
        await pilot.pause()
        for title in (*invented.HOSTILE, episode.show or ""):
            assert_shown(app, title)


async def test_every_title_is_text_below_a_show(until: Until) -> None:
    show = ItemRow(1000, "show", "new", "Zzz")
    rows = [
        ItemRow(id, "episode", "new", title, season=1, episode=id, show="Zzz", aired="\x1b[31m")
        for id, title in enumerate(invented.HOSTILE, 1)
    ]
    app = fake.app(fake.FakeSession([show, *rows]))
    async with app.run_test(size=(90, 48)) as pilot:
        await until(lambda: app.screen.query_one(MediaTable).key == 1000)
        await pilot.press("l")
        await until(lambda: app.screen.query_one(MediaTable).source.total == len(rows) + 1)
        await pilot.pause()
        for title in invented.HOSTILE:
            assert_shown(app, title)


@pytest.mark.parametrize("state", ["scraped", "ambiguous", "failed"])
async def test_every_title_is_text_in_the_details(state: State, until: Until) -> None:
    rows = hostile_rows(state)
    app = fake.app(fake.FakeSession([replace(row, title="calm") for row in rows]))
    async with app.run_test(size=(160, 60)) as pilot:
        pane = app.screen.query_one(DetailPane)
        await until(lambda: pane.item is not None)
        for row in rows:
            pane.show(invented.item(row))
            await pilot.pause(0)
            assert_shown(app, row.title)


async def test_every_title_is_text_among_the_candidates(until: Until) -> None:
    rows = hostile_rows("ambiguous")
    session = fake.FakeSession(rows)
    app = fake.app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        for row in rows:
            dialog = CandidatesDialog(app.session, invented.item(row))
            app.push_screen(dialog)
            await until(partial(dialog.query, "OptionList:focus"))
            await pilot.pause(0)
            assert_shown(app, row.title)
            app.pop_screen()


async def test_every_title_is_text_in_a_toast(until: Until) -> None:
    session = fake.FakeSession(invented.rows(3, hostile=False))
    app = fake.app(session)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        for title in invented.HOSTILE:
            session.emit(ev.Warned(title))
            app.activity.tick()
            await until(lambda: app.screen.query(Toast))
            await pilot.pause(0)
            assert_shown(app, title)
            app.clear_notifications()
            await until(lambda: not app.screen.query(Toast))


async def test_the_text_of_an_error_is_text(until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    title = "[/]\x1b]52;c;ZXZpbA==\x07"
    session = fake.FakeSession(invented.rows(3, hostile=False))
    app = fake.app(session)

    async def fails(**_: object) -> None:
        raise ProviderError("tmdb", f"no {title}")

    monkeypatch.setattr(session, "scrape", fails)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until(lambda: app.screen.query_one(MediaTable).source.total == 3)
        await pilot.press("S")
        await until(lambda: app.screen.query(Toast))
        await pilot.pause()
        assert_shown(app, title)


async def test_a_source_of_that_name_is_text(until: Until) -> None:
    app = fake.app(fake.FakeSession(sources=invented.HOSTILE[:-1]))
    async with app.run_test(size=(200, 40)) as pilot:
        await until(lambda: app.screen.has_class("-empty"))
        await pilot.pause()
        text = re.sub(r"\s+", "", "".join(lines(app)))
        assert not OBEYED.search("".join(lines(app)))
        for title in invented.HOSTILE[:-1]:
            assert re.sub(r"\s+", "", display(title))[:8] in text


def _reads(line: FilterInput, text: str) -> bool:
    return line.value == text


async def test_a_filter_of_that_text_is_text(until: Until) -> None:
    app = fake.app(fake.FakeSession(invented.rows(3)))
    async with app.run_test(size=(160, 30)) as pilot:
        await pilot.press("slash")
        line = app.screen.query_one(FilterInput)
        for title in invented.HOSTILE[:-1]:
            line.value = ""
            line.post_message(Paste(title))
            await until(partial(_reads, line, display(title.strip())))
            app.screen.query_one(FilterBar).apply()
            await pilot.pause(0)
            assert_shown(app, title.strip())
