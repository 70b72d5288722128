"""Foreign text is shown as text in every dialog that can name an item, and on the screen of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from textual.screen import Screen

from emm_tui.domain.display import display
from emm_tui.domain.media import Item
from emm_tui.domain.metadata import Provenance
from emm_tui.domain.why import Say, Why
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.candidates import CandidatesDialog
from emm_tui.ui.dialogs.confirm import ConfirmDialog
from emm_tui.ui.dialogs.edit import EditDialog
from emm_tui.ui.dialogs.entry import EntryDialog
from emm_tui.ui.dialogs.lock import LockDialog
from emm_tui.ui.dialogs.views import ViewsDialog
from emm_tui.ui.dialogs.why import WhyDialog
from emm_tui.ui.log_entry import Entry
from emm_tui.ui.screens.item import ItemScreen
from emm_tui.ui.screens.library import LibraryScreen
from tests.ui import fake, invented
from tests.ui.rest import at_rest
from tests.ui.test_hostile import OBEYED, lines

EACH = 6  # of so many titles one is looked at in each dialog


def shown(app: EmmApp) -> str:
    """What the terminal would get, nothing of which it would obey, without the blanks."""
    text = lines(app)
    assert not OBEYED.search("".join(text))
    return re.sub(r"\s", "", "".join(text))


def beginning(title: str) -> str:
    """So much of a title as is shown even where it is cut or wrapped."""
    return re.sub(r"\s", "", display(title))[:8]


def items(**changes: Any) -> Iterator[Item]:
    for id, title in enumerate(invented.HOSTILE, 1):
        row = replace(invented.rows(1, hostile=False)[0], id=id, title=title, path=f"/media/{title}/{title}.mkv")
        yield invented.item(replace(row, **changes))


def library(app: EmmApp) -> LibraryScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, LibraryScreen)
    return screen


def _why(item: Item) -> WhyDialog:
    title = item.row.title
    origin = Provenance(title, title, "2026-11-01T10:00:00Z")
    said = [Say("tmdb", title, None, True), Say(title, [title], title, False)]
    return WhyDialog(Why("title", title, origin, False, title, said), {title: title})


def _entry(item: Item) -> EntryDialog:
    title = item.row.title
    return EntryDialog(Entry("2026-11-02T12:00:00Z", "error", title, {title: title, "path": [title]}))


DIALOGS: dict[str, Callable[[EmmApp, Item], Screen[Any]]] = {
    "candidates": lambda app, item: CandidatesDialog(app.session, item),
    "confirm": lambda _app, item: ConfirmDialog(item.row.title, item.row.title),
    "edit": lambda app, item: EditDialog(app.session, [item], "title"),
    "entry": lambda _app, item: _entry(item),
    "lock": lambda _app, item: LockDialog([item]),
    "views": lambda _app, item: ViewsDialog({item.row.title: f'title:"{item.row.title}"'}, item.row.title),
    "why": lambda _app, item: _why(item),
    "item": lambda app, item: ItemScreen(library(app).desk, item.row.id),
}


@pytest.mark.parametrize(("place", "name"), enumerate(DIALOGS))
async def test_titles_are_text_in_the_dialog(place: int, name: str) -> None:
    app = fake.app(fake.FakeSession([item.row for item in items()]))
    async with app.run_test(size=(100, 40)) as pilot:
        for item in list(items())[place % EACH :: EACH]:
            await app.push_screen(DIALOGS[name](app, item))
            await at_rest(pilot)
            assert beginning(item.row.title) in shown(app)
            await app.pop_screen()
