"""One registry of keys: nothing clashes, everything does something, help and palette know all."""

from __future__ import annotations

from importlib import import_module
from itertools import chain

from textual.binding import Binding
from textual.command import Hit

from emm_tui.ui.app import EmmApp
from emm_tui.ui.commands import Commands
from emm_tui.ui.dialogs.help import HelpDialog
from emm_tui.ui.keys import KEYS, bindings, modes, unknown_bindings
from emm_tui.ui.widgets.detail import DetailPane
from emm_tui.ui.widgets.filter_bar import FilterInput
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui import fake, invented


def test_no_key_means_two_things_in_one_place() -> None:
    others = [("app", "table", "screen", name) for name in modes() if name != "library"]
    for scopes in (("app", "table", "library"), ("app", "detail"), ("dialog",), ("filter",), *others):
        keys = list(chain.from_iterable(key.keys.split(",") for scope in scopes for key in KEYS.get(scope, ())))
        assert len(keys) == len(set(keys))


def test_every_binding_has_an_id_of_its_own() -> None:
    ids = [binding.id for scope in KEYS for binding in bindings(scope)]
    assert None not in ids
    assert len(ids) == len(set(ids))


def test_escape_never_quits() -> None:
    assert not [key for key in KEYS["app"] if "escape" in key.keys]


def test_every_screen_has_a_key_of_its_own_and_an_action_for_each_of_its_keys() -> None:
    actions = [key.action for key in KEYS["app"]]
    for name in modes():
        assert f"switch_mode('{name}')" in actions
        screen = getattr(import_module(f"emm_tui.ui.screens.{name}"), f"{name.title()}Screen")
        for binding in bindings(name) if name in KEYS else ():
            assert hasattr(screen, f"action_{binding.action.partition('(')[0]}"), binding


async def test_every_action_exists() -> None:
    app = fake.app(fake.FakeSession(invented.rows(5)))
    async with app.run_test() as pilot:
        await pilot.pause()
        screen = app.screen
        for scope, node in {"app": app, "library": screen, "table": screen.query_one(MediaTable)}.items():
            for binding in bindings(scope):
                name = binding.action.partition("(")[0]
                assert hasattr(node, f"action_{name}"), binding
        assert hasattr(screen.query_one(FilterInput), "action_accept")
        assert hasattr(screen, "action_back")
        assert screen.query_one(DetailPane).can_focus


async def test_help_lists_every_key_as_it_is_mapped() -> None:
    session = fake.FakeSession(invented.rows(5))
    session.config.ui.keymap = {"library.scrape": "f9"}
    app = fake.app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpDialog)
        text = "\n".join(line.plain for line in app.screen._keys())
        others = [name for name in modes() if name != "library"]
        for scope in KEYS.keys() - others:
            for key in KEYS[scope]:
                assert key.does in text
        assert "f9" in text
        await pilot.press("escape")
        assert not isinstance(app.screen, HelpDialog)


async def test_a_remapped_key_does_the_same() -> None:
    session = fake.FakeSession(invented.rows(5, hostile=False))
    session.config.ui.keymap = {"library.scrape": "f9"}
    app = fake.app(session)
    async with app.run_test() as pilot:
        await pilot.pause(0.1)
        await pilot.press("f9", "S")
        await pilot.pause(0.1)
        assert len(session.scraped) == 1


async def test_the_palette_runs_what_the_key_runs() -> None:
    session = fake.FakeSession(invented.rows(5, hostile=False))
    app: EmmApp = fake.app(session)
    async with app.run_test() as pilot:
        await pilot.pause(0.1)
        hits = [hit async for hit in Commands(app.screen).search("scrape the") if isinstance(hit, Hit)]
        await hits[0].command()
        await pilot.pause(0.1)
        assert len(session.scraped) == 1


def test_the_binding_that_quits_at_once_cannot_be_typed_over() -> None:
    quits = [binding for binding in bindings("app") if binding.priority]
    assert [binding.key for binding in quits] == ["ctrl+q"]
    assert all(isinstance(binding, Binding) for binding in quits)


def test_a_keymap_with_ids_that_there_are_not_is_told_the_nearest() -> None:
    assert unknown_bindings(["library.scrape", "app.quit"]) == []
    (said,) = unknown_bindings(["library.scrpe"])
    assert "library.scrpe" in said and "library.scrape" in said


async def test_the_program_says_which_keys_and_theme_there_are_not() -> None:
    session = fake.FakeSession(invented.rows(5))
    session.config.ui.keymap = {"nobody.knows": "f9"}
    session.config.ui.theme = "plaid"
    app = fake.app(session)
    async with app.run_test() as pilot:
        await pilot.pause()
        said = " ".join(note.message for note in app._notifications)
        assert "nobody.knows" in said and "plaid" in said
