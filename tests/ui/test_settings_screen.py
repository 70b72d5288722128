"""The settings screen: every key as it is, changed in the file and nowhere else; no secret is ever shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from emm_tui.config_file.keys import all_keys
from emm_tui.config_file.reading import checked
from emm_tui.domain.errors import ConfigError, KeyRefusedError, MissingError, ProviderDownError
from emm_tui.pipeline.key_check import ask
from emm_tui.ui.app import EmmApp
from emm_tui.ui.dialogs.setting import SettingDialog
from emm_tui.ui.setting_file import SettingFile
from emm_tui.ui.setting_rows import Setting, settings
from tests.ui import fake, invented
from tests.ui.at_settings import at, shown, started
from tests.ui.conftest import Until

TOKEN = "hush" * 8
FILE = f"""\
# by hand
[scrape]
concurrency = 4  # a slow line

[network]
proxy = "http://ada:wordofpass@proxy.example:3128"

[providers.tmdb]
token = "{TOKEN}"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(FILE)
    return file


@pytest.fixture
def app(file: Path) -> EmmApp:
    return started(file)


def text(file: Path, other: str = "") -> str:
    """What the file says; with `other`, which comes whole, as editors do it."""
    if other:
        beside = file.with_suffix(".other")
        beside.write_text(other)
        beside.replace(file)
    return file.read_text()


async def dialog(app: EmmApp, until: Until) -> SettingDialog:
    await until(lambda: isinstance(app.screen, SettingDialog) and app.screen.focused is not None)
    assert isinstance(app.screen, SettingDialog)
    return app.screen


async def test_a_number_is_changed_in_the_file_and_its_comments_stay(app: EmmApp, file: Path, until: Until) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await at(screen, "scrape.concurrency", until)
        await pilot.press("enter")
        line = (await dialog(app, until)).query_one(Input)
        assert line.value == "4"
        await pilot.press("backspace", "9", "enter")
        await until(lambda: "concurrency = 9  # a slow line" in file.read_text())
        await until(lambda: app.session.config.scrape.concurrency == 9)
        assert text(file) == FILE.replace("= 4", "= 9")


async def test_what_is_wrong_is_said_while_it_is_typed_and_not_taken(app: EmmApp, file: Path, until: Until) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await at(screen, "scrape.concurrency", until)
        await pilot.press("enter")
        box = await dialog(app, until)
        hint = box.query_one("#hint", Static)
        await pilot.press("backspace", "0")
        await until(lambda: "1 or more" in str(hint.content))
        await pilot.press("enter", "backspace", "x")
        await until(lambda: "whole number" in str(hint.content))
        await pilot.press("escape")
        await until(lambda: app.screen is screen)
        assert text(file) == FILE


async def test_a_value_of_a_few_is_chosen(app: EmmApp, file: Path, until: Until) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await at(screen, "scrape.mode", until)
        await pilot.press("enter")
        choices = (await dialog(app, until)).query_one(OptionList)
        assert [str(choices.get_option_at_index(n).prompt) for n in range(choices.option_count)] == [
            "auto",
            "ask",
            "skip",
        ]
        await pilot.press("j", "enter")
        await until(lambda: 'mode = "ask"' in file.read_text())


async def test_a_theme_is_taken_at_once(app: EmmApp, file: Path, until: Until) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await at(screen, "ui.theme", until)
        await pilot.press("enter")
        choices = (await dialog(app, until)).query_one(OptionList)
        choices.highlighted = sorted(app.available_themes).index("nord")
        await pilot.press("enter")
        await until(lambda: app.theme == "nord" and 'theme = "nord"' in file.read_text())


async def test_a_secret_is_shown_nowhere_and_can_be_replaced(app: EmmApp, file: Path, until: Until) -> None:
    async with app.run_test(size=(160, 70)) as pilot:
        screen = await shown(app, until)
        token = await at(screen, "providers.tmdb.token", until)
        assert (token.shown, token.text) == ("***", "")
        proxy = await at(screen, "network.proxy", until)
        assert "wordofpass" not in proxy.shown + proxy.text
        for secret in (TOKEN, "wordofpass"):
            assert secret not in app.export_screenshot()
        await at(screen, "providers.tmdb.token", until)
        await pilot.press("enter")
        line = (await dialog(app, until)).query_one(Input)
        assert (line.value, line.password) == ("", True)
        await pilot.press(*"new" * 11, "enter")
        await until(lambda: "new" * 11 in file.read_text())
        await until(lambda: app.session.config.providers.tmdb.token.reveal() == "new" * 11)
        assert "newnew" not in app.export_screenshot()


async def test_what_the_environment_decides_cannot_be_changed_here(
    file: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMM_SCRAPE__CONCURRENCY", "3")
    app = started(file)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        setting = await at(screen, "scrape.concurrency", until)
        assert setting.origin == "EMM_SCRAPE__CONCURRENCY"
        await pilot.press("enter")
        await until(lambda: any("decides" in note.message for note in app._notifications))
        assert app.screen is screen


async def test_words_narrow_the_keys(app: EmmApp, until: Until) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await pilot.press("slash", *"tmdb token", "enter")
        await until(lambda: screen.table.source.total == 1)
        assert screen.table.has_focus


@pytest.mark.parametrize(("name", "said"), [("tmdb.enabled", "tmdb is ok"), ("tvdb.api_key", "tvdb is refused")])
async def test_a_provider_is_asked_whether_it_takes_the_key(app: EmmApp, until: Until, name: str, said: str) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await at(screen, f"providers.{name}", until)
        await pilot.press("t")
        await until(lambda: any(said in note.message for note in app._notifications))


async def test_a_file_that_is_wrong_by_now_is_left_alone(app: EmmApp, file: Path, until: Until) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await at(screen, "scrape.concurrency", until)
        await pilot.press("enter")
        await dialog(app, until)
        broken = FILE + "[nonsense]\nx = 1\n"
        text(file, broken)
        await pilot.press("backspace", "9", "enter")
        await until(lambda: said(app, "Another program has changed"))
        await until(lambda: "nonsense" in str(screen.trouble.content))
        assert text(file) == broken


def locked(file: Path) -> None:
    file.chmod(0o444)


def said(app: EmmApp, words: str) -> bool:
    return any(words in note.message for note in app._notifications)


async def test_a_file_that_goes_wrong_is_told_with_its_line_and_what_was_loaded_stays(
    app: EmmApp, file: Path, until: Until
) -> None:
    async with app.run_test(size=(100, 40)):
        screen = await shown(app, until)
        assert not screen.trouble.display
        text(file, FILE + "[scrape\n")
        await until(lambda: f"{file}:10" in str(screen.trouble.content) and screen.trouble.is_on_screen)
        assert "stays in force" in str(screen.trouble.content)
        setting = await at(screen, "scrape.concurrency", until)
        assert (setting.value, setting.origin) == (4, "loaded")
        assert app.session.config.scrape.concurrency == 4
        text(file, FILE.replace("= 4", "= 7"))
        await until(lambda: not screen.trouble.display and app.session.config.scrape.concurrency == 7)
        await until(lambda: said(app, "read again"))


async def test_a_value_that_is_wrong_in_the_file_can_be_put_right_here(app: EmmApp, file: Path, until: Until) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        text(file, FILE.replace("= 4", "= 0"))
        await until(lambda: "1 or more" in str(screen.trouble.content))
        assert (await at(screen, "scrape.concurrency", until)).value == 0
        await pilot.press("enter")
        await dialog(app, until)
        await pilot.press("backspace", "5", "enter")
        await until(lambda: app.session.config.scrape.concurrency == 5 and not screen.trouble.display)
        assert text(file) == FILE.replace("= 4", "= 5")


async def test_what_another_program_wrote_is_not_written_over(app: EmmApp, file: Path, until: Until) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        await at(screen, "scrape.concurrency", until)
        await pilot.press("enter")
        await dialog(app, until)
        other = FILE.replace("= 4", "= 6")
        text(file, other)
        await pilot.press("backspace", "9", "enter")
        await until(lambda: said(app, "Another program has changed"))
        await until(lambda: app.session.config.scrape.concurrency == 6)
        assert text(file) == other


async def test_a_file_that_is_read_only_is_said_before_anything_is_typed(app: EmmApp, file: Path, until: Until) -> None:
    locked(file)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await shown(app, until)
        assert "read-only" in screen.heading.render().plain
        await at(screen, "scrape.concurrency", until)
        await pilot.press("enter")
        await until(lambda: said(app, "read-only"))
        assert app.screen is screen


async def test_a_file_that_is_not_there_is_made(tmp_path: Path, until: Until) -> None:
    session = fake.FakeSession(invented.rows(5), sources=())
    session.paths.config_file = file = tmp_path / "new" / "config.toml"
    app = fake.app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(app, until)
        assert "not there yet" in screen.heading.render().plain
        await at(screen, "scrape.concurrency", until)
        await pilot.press("enter")
        await dialog(app, until)
        await pilot.press("backspace", "backspace", "9", "enter")
        await until(lambda: app.session.config.scrape.concurrency == 9)
        assert text(file) == "[scrape]\nconcurrency = 9\n"
        assert file.stat().st_mode & 0o777 == 0o600


def test_what_was_read_meanwhile_is_not_what_a_person_saw(file: Path) -> None:
    settings_file = SettingFile(file, {})
    seen = settings_file.read()
    text(file, FILE.replace("= 4", "= 6"))
    settings_file.read()
    with pytest.raises(ConfigError, match="Another program"):
        settings_file.change(lambda text: text.replace("= 6", "= 9"), seen)
    assert text(file) == FILE.replace("= 4", "= 6")
    settings_file.change(lambda text: text.replace("= 6", "= 9"), settings_file.last)
    assert text(file) == FILE.replace("= 4", "= 9")


@pytest.mark.parametrize("wrong", ["2020-01-01", "[1, 2]", "{ a = 2020-01-01 }", "nan"])
async def test_whatever_stands_for_a_value_can_be_shown(app: EmmApp, file: Path, until: Until, wrong: str) -> None:
    async with app.run_test(size=(100, 40)):
        screen = await shown(app, until)
        text(file, FILE.replace("= 4", f"= {wrong}"))
        await until(lambda: screen.trouble.display)
        assert (await at(screen, "scrape.concurrency", until)).shown


def rows(text: str, environ: Mapping[str, str] = os.environ) -> dict[str, Setting]:
    import tomllib

    config = checked(Path("/nowhere/config.toml"), text, environ)
    return {one.name: one for one in settings(config, tomllib.loads(text), environ)}


def test_every_key_is_there_and_those_of_each_source() -> None:
    text = "".join(f'[[sources]]\nname = "{n}"\npath = "/{n}"\nkind = "tv"\n' for n in "ab")
    shown = rows(text, {})
    for path, _ in all_keys():
        if path[0] != "sources":
            assert ".".join(path) in shown
    assert [shown[f"sources.{n}.path"].shown for n in (0, 1)] == ["/a", "/b"]


def test_a_row_says_where_its_value_comes_from(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("k" * 20)
    text = f'[providers.omdb]\napi_key_file = "{secret}"\n[cache]\nttl = "7d"\n'
    shown = rows(text, {"EMM_CACHE__OFFLINE": "true"})
    assert shown["providers.omdb.api_key"].origin == f"from {secret}"
    assert shown["providers.omdb.api_key"].shown == "***"
    assert shown["cache.ttl"].origin == "file"
    assert (shown["cache.offline"].origin, shown["cache.offline"].shown) == ("EMM_CACHE__OFFLINE", "true")
    assert shown["cache.backend"].origin == "default"


class Asked:
    """A provider that answers as it is told."""

    def __init__(self, error: Exception | None, knows: bool = True) -> None:
        self.error, self.known, self.searched = error, knows, False

    def knows(self, kind: str, ids: Mapping[str, str]) -> bool:
        return self.known

    async def fetch(self, kind: str, ids: Mapping[str, str]) -> None:
        if self.error:
            raise self.error

    async def search(self, kind: str, title: str, year: int | None) -> list[object]:
        self.searched = True
        return []


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (None, "ok"),
        (MissingError("tmdb", "nothing"), "ok"),
        (KeyRefusedError("tmdb", "no"), "refused"),
        (ProviderDownError("tmdb", "no answer"), "unreachable"),
    ],
)
async def test_one_question_tells_whether_the_key_is_taken(error: Exception | None, state: str) -> None:
    assert (await ask(Asked(error)))[0] == state  # type: ignore[arg-type]


async def test_who_cannot_be_asked_by_an_id_is_asked_for_a_title() -> None:
    provider = Asked(None, knows=False)
    assert (await ask(provider))[0] == "ok"  # type: ignore[arg-type]
    assert provider.searched
