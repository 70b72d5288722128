"""The dialog of a scrape of many: what it offers, what it counts, and when it does not start."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from functools import partial

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from emm_tui.config import ARTWORK_KINDS
from emm_tui.pipeline.reports import RunReport, ScrapeOptions
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.bulk import BulkDialog
from emm_tui.ui.widgets.choice import Choice
from tests.ui import fake, invented
from tests.ui.conftest import Until


class Scoped(fake.FakeSession):
    """Nothing is new or failed, three films lack something; `planned` counts how often it was looked for."""

    planned = 0

    async def scrape(
        self, query: str = "", *, items: Sequence[int] | None = None, options: ScrapeOptions | None = None
    ) -> RunReport:
        if options and options.dry_run and items is None:
            self.planned += 1
            found = {"missing": [1, 2, 3]}.get(options.scope, [])
            return RunReport(items=len(found), planned=found)
        return await super().scrape(query, items=items, options=options)


@pytest.fixture
def session() -> Scoped:
    return Scoped(invented.rows(6))


@pytest.fixture
async def opened(session: Scoped, until: Until) -> AsyncIterator[tuple[Pilot[None], BulkDialog]]:
    app: EmmApp = fake.app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("B")
        await until(lambda: isinstance(app.screen, BulkDialog) and app.screen.focused is not None)
        assert isinstance(app.screen, BulkDialog)
        yield pilot, app.screen


def said(dialog: BulkDialog) -> str:
    return str(dialog.query_one("#preview", Static).content)


def told(dialog: BulkDialog, words: str) -> bool:
    return words in said(dialog) and "Nothing to scrape." in said(dialog)


def choose(dialog: BulkDialog, line: int, *options: str) -> None:
    choice = list(dialog.query(Choice))[line]
    choice._choose(set(options))


async def test_nothing_to_scrape_names_the_next_step_and_does_not_start(
    opened: tuple[Pilot[None], BulkDialog], session: Scoped, until: Until
) -> None:
    pilot, dialog = opened
    for scope, words in {"new": "R scans", "marked": "m marks", "failed": "Nothing has failed", "all": "empty"}.items():
        choose(dialog, 0, scope)
        await until(partial(told, dialog, words))
        assert "take other items" in said(dialog)
        await pilot.press("enter")
        assert pilot.app.screen is dialog
    choose(dialog, 0, "missing")
    await until(lambda: "3 items: at most 6 requests and 12 pictures" in said(dialog))
    await pilot.press("enter")
    await until(lambda: pilot.app.screen is not dialog)


async def test_what_is_asked_of_the_items_does_not_look_for_them_again(
    opened: tuple[Pilot[None], BulkDialog], session: Scoped, until: Until
) -> None:
    _, dialog = opened
    choose(dialog, 0, "missing")
    await until(lambda: "3 items" in said(dialog))
    before = session.planned
    choose(dialog, 2, "metadata")
    await until(lambda: said(dialog).startswith("3 items: at most 6 requests,"))
    choose(dialog, 1, "ask")
    choose(dialog, 2, "artwork")
    await until(lambda: "12 pictures" in said(dialog))
    assert session.planned == before


def picked(dialog: BulkDialog) -> tuple[str, ...] | None:
    return dialog.chosen.options.kinds


async def test_each_kind_of_picture_can_be_chosen(opened: tuple[Pilot[None], BulkDialog], until: Until) -> None:
    pilot, dialog = opened
    kinds = list(dialog.query(Choice))[3]
    assert kinds.chosen == ARTWORK_KINDS and picked(dialog) is None
    kinds.focus()
    await until(lambda: kinds.has_focus)
    await pilot.press("a")
    assert picked(dialog) == (ARTWORK_KINDS[0],)
    await pilot.press("right", "space")
    assert picked(dialog) == ARTWORK_KINDS[:2]
    await pilot.press("a")
    assert picked(dialog) is None
    choose(dialog, 2, "metadata")
    await until(lambda: not kinds.is_on_screen)
    choose(dialog, 2, "metadata", "artwork")
    await until(lambda: kinds.is_on_screen)


def laid_out(choice: Choice) -> bool:
    return choice.content_size.height > 0


@pytest.mark.parametrize("size", [(100, 30), (60, 24), (40, 12)])
async def test_no_option_is_broken_at_the_end_of_a_line(session: Scoped, until: Until, size: tuple[int, int]) -> None:
    app: EmmApp = fake.app(session)
    async with app.run_test(size=size) as pilot:
        await until(lambda: app.screen.focused is not None)
        await pilot.press("B")
        await until(lambda: isinstance(app.screen, BulkDialog) and app.screen.focused is not None)
        for choice in app.screen.query(Choice):
            await until(partial(laid_out, choice))
            lines = choice.render().plain.split("\n")
            assert choice.content_size.height == len(lines)
            assert max(map(len, lines)) <= choice.content_size.width
