"""One registry of keys: nothing clashes, everything does something, help and palette know all."""

from __future__ import annotations

from importlib import import_module
from itertools import chain

import pytest
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit
from textual.content import Content

from emm_tui.ui.app import EmmApp
from emm_tui.ui.commands import Commands
from emm_tui.ui.dialogs.help import HelpDialog
from emm_tui.ui.keymap import problems
from emm_tui.ui.keys import KEYS, bindings, modes
from emm_tui.ui.widgets.detail import DetailPane
from emm_tui.ui.widgets.filter_bar import FilterInput
from emm_tui.ui.widgets.key_line import KeyLine
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui import fake, invented
from tests.ui.rest import at_rest


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
    assert problems({"library.scrape": "f9", "app.quit": "Q"}) == []
    (said,) = problems({"library.scrpe": "f9"})
    assert "library.scrpe" in said and "library.scrape" in said


@pytest.mark.parametrize("keys", ["f9", "S", "?", "ctrl+x", "alt+enter", "f9,ctrl+s", "question_mark", "shift+f3", "+"])
def test_keys_as_textual_names_them_are_right(keys: str) -> None:
    assert [text for text in problems({"library.copy_path": keys}) if "no key" in text] == []


@pytest.mark.parametrize(
    ("keys", "nearest"), [("F9", "f9"), ("ctrl-x", "ctrl+x"), ("retrun", "return"), ("wheel9", "")]
)
def test_a_key_that_there_is_not_is_told_the_nearest(keys: str, nearest: str) -> None:
    (said,) = problems({"library.copy_path": keys})
    assert f"no key {keys}" in said and nearest in said


@pytest.mark.parametrize(
    ("keymap", "said"),
    [
        ({"library.scrape": "s"}, ["library.sort", "library.scrape"]),
        ({"library.scrape": "j"}, ["table.down", "library.scrape"]),
        ({"library.scrape": "q"}, ["app.quit", "library.scrape"]),
        ({"metrics.reset": "4"}, ["app.metrics", "metrics.reset"]),
        ({"library.mark": "f2", "library.undo": "f2"}, ["library.mark", "library.undo"]),
        ({"library.copy_path": "?"}, ["app.help", "library.copy_path"]),
    ],
)
def test_a_key_that_would_mean_two_things_is_told_with_both(keymap: dict[str, str], said: list[str]) -> None:
    (text,) = problems(keymap)
    assert all(name in text for name in said)


def test_two_that_change_places_do_not_clash() -> None:
    assert problems({"library.scrape": "B", "library.bulk": "S"}) == []
    assert problems({"metrics.reset": "s", "library.sort": "f2"}) == []


async def test_help_key_line_and_palette_show_the_same_mapped_key() -> None:
    session = fake.FakeSession(invented.rows(5, hostile=False))
    session.config.ui.keymap = {"library.scrape": "f9", "app.help": "f1"}
    app = fake.app(session)
    async with app.run_test(size=(160, 48)) as pilot:
        await at_rest(pilot)
        line = app.screen.query_one(KeyLine).render()
        assert isinstance(line, Content)
        assert "f9 scrape" in line.plain and "f1 help" in line.plain and " S scrape" not in line.plain
        palette = {hit.help: hit async for hit in Commands(app.screen).discover() if isinstance(hit, DiscoveryHit)}
        assert any(help and help.startswith("f9 ") and "library.scrape" in help for help in palette)
        await pilot.press("f1")
        assert isinstance(app.screen, HelpDialog)
        lines = [text.plain for text in app.screen._keys()]
        assert any(text.startswith("f9 ") and "scrape the selection" in text for text in lines)


@pytest.mark.parametrize("width", [80, 100, 160])
@pytest.mark.parametrize("name", modes())
async def test_no_key_is_cut_on_the_key_line_and_help_is_always_there(name: str, width: int) -> None:
    app = fake.app(fake.FakeSession(invented.rows(30)))
    async with app.run_test(size=(width, 30)) as pilot:
        await at_rest(pilot)
        app.switch_mode(name)
        await at_rest(pilot)
        line = app.screen.query_one(KeyLine)
        drawn = line.render()
        assert isinstance(drawn, Content)
        parts = drawn.plain.split("  ")
        whole = [f"{shown} {what}" for _, shown, what in line._keys]
        assert parts == whole[: len(parts)] and len(drawn.plain) <= width - 2
        assert "? help" in parts and "q quit" in parts


async def test_the_program_says_which_keys_and_theme_there_are_not() -> None:
    session = fake.FakeSession(invented.rows(5))
    session.config.ui.keymap = {"nobody.knows": "f9"}
    session.config.ui.theme = "plaid"
    app = fake.app(session)
    async with app.run_test() as pilot:
        await pilot.pause()
        said = " ".join(note.message for note in app._notifications)
        assert "nobody.knows" in said and "plaid" in said
