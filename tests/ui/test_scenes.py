"""How dialogs and states look: every one at two sizes in dark, light and ANSI colours, over hostile titles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Input

import emm_tui.ui.dialogs
from emm_tui.domain.artwork import ArtworkFile
from emm_tui.domain.media import Item
from emm_tui.ui.keys import modes
from emm_tui.ui.remembered import Remembered
from emm_tui.ui.widgets.filter_bar import FilterInput
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui import fake, invented
from tests.ui.busy import write_log
from tests.ui.conftest import Looks, Scene
from tests.ui.rest import at_rest

pytestmark = pytest.mark.usefixtures("still")


async def to(pilot: Pilot[Any], title: str) -> None:
    """Moves the cursor to the row of that title."""
    table = pilot.app.screen.query_one(MediaTable)
    while (line := table.source.row(table.cursor)) is None or line.item.title != title:
        table.cursor += 1
    await at_rest(pilot)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Presses each key when what the one before has begun is over."""
    for key in keys:
        await pilot.press(key)
        await at_rest(pilot)


async def bulk(pilot: Pilot[Any]) -> None:
    await press(pilot, "ctrl+a", "B")


async def candidates(pilot: Pilot[Any]) -> None:
    await to(pilot, "\x1bPq#0;2;0;0;0\x1b\\")
    await press(pilot, "i")


async def columns(pilot: Pilot[Any]) -> None:
    await press(pilot, "c", "j", "space", "j")


async def confirm(pilot: Pilot[Any]) -> None:
    await press(pilot, "v", *"jjj", "v", "m")
    app: Any = pilot.app
    while not app.session.__dict__.get("by_hand") or app.jobs:
        await pilot.pause(0.01)
    app.clear_notifications()
    await press(pilot, "u")


async def edit(pilot: Pilot[Any]) -> None:
    await to(pilot, "[bold red]x")
    await press(pilot, "e", "enter")
    pilot.app.screen.query_one(Input).value = "[/]\u202e七人"
    await at_rest(pilot)


async def entry(pilot: Pilot[Any]) -> None:
    await press(pilot, "6", "e", "G", "enter")


async def help(pilot: Pilot[Any]) -> None:
    await press(pilot, "question_mark")
    pilot.app.screen.query_one(VerticalScroll).styles.scrollbar_size_vertical = 0  # it is as long as there are keys


async def jump(pilot: Pilot[Any]) -> None:
    await press(pilot, "ctrl+o")


async def lock(pilot: Pilot[Any]) -> None:
    await to(pilot, "x" * 300)
    await press(pilot, "L", "j", "space", "j")


async def setting(pilot: Pilot[Any]) -> None:
    await press(pilot, "comma", "j", "enter")
    pilot.app.screen.query_one(Input).value = "xx"
    await at_rest(pilot)


async def source(pilot: Pilot[Any]) -> None:
    await press(pilot, "comma", "a")
    name, path = pilot.app.screen.query(Input)
    name.value, path.value = "[bold]x[/", "/nowhere/[REC] (2007)"
    await at_rest(pilot)


async def sort(pilot: Pilot[Any]) -> None:
    await press(pilot, "s", "j")


async def views(pilot: Pilot[Any]) -> None:
    await press(pilot, "V", "G")


async def why(pilot: Pilot[Any]) -> None:
    await to(pilot, "[REC]")
    await press(pilot, "E", "W")


async def details(pilot: Pilot[Any]) -> None:
    await to(pilot, "[REC]")
    await press(pilot, "l")


async def filtered(pilot: Pilot[Any]) -> None:
    await press(pilot, "slash")
    pilot.app.screen.query_one(FilterInput).value = "harbour state:s"
    await at_rest(pilot)


async def misread(pilot: Pilot[Any]) -> None:
    await press(pilot, "slash")
    pilot.app.screen.query_one(FilterInput).value = "missing:px"
    await at_rest(pilot)


async def nothing(pilot: Pilot[Any]) -> None:
    await press(pilot, "slash")
    pilot.app.screen.query_one(FilterInput).value = "[/]\u202e"
    await at_rest(pilot)
    await press(pilot, "enter")


async def palette(pilot: Pilot[Any]) -> None:
    await press(pilot, "colon", *"view")


async def people(pilot: Pilot[Any]) -> None:
    await to(pilot, "[bold red]x")
    await press(pilot, "E", "tab", "j", "j")


async def files(pilot: Pilot[Any]) -> None:
    await to(pilot, "[bold red]x")
    await press(pilot, "E", "shift+tab", "shift+tab")


async def picture(pilot: Pilot[Any]) -> None:
    await to(pilot, "[bold red]x")
    await press(pilot, "a", "l", "p")


def _named(*scenes: Scene) -> dict[str, Scene]:
    return {scene.__name__: scene for scene in scenes}


DIALOGS = _named(
    *(bulk, candidates, columns, confirm, edit, entry, help, jump, lock, setting, sort, source, views, why)
)
STATES = _named(details, files, filtered, misread, nothing, palette, people, picture)
SCENES = {**DIALOGS, **STATES}


def test_every_dialog_is_looked_at() -> None:
    folder = Path(next(iter(emm_tui.ui.dialogs.__path__)))
    assert {file.stem for file in folder.glob("*.py")} - {"__init__", "dialog"} == set(DIALOGS)


@pytest.mark.parametrize("name", SCENES)
async def test_scene(looks: Looks, name: str, tmp_path: Path) -> None:
    for sizes in (("80x24",), ("160x48",)) if name == "jump" else (("80x24", "160x48"),):
        await looks(fake.app(_session(tmp_path)), SCENES[name], sizes)


async def test_the_poster_stands_beside_the_details(
    looks: Looks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the right of the text where the details lie over the rows, else above it."""
    session, file = _session(tmp_path), tmp_path / "poster.png"
    Image.new("RGB", (40, 60), (60, 90, 120)).save(file)
    read = session.library.item

    def item(id: int) -> Item:
        found = read(id)
        found.artwork = {"poster": ArtworkFile("poster", str(file))}
        return found

    monkeypatch.setattr(session.library, "item", item)
    await looks(fake.app(session), STATES["details"])


@pytest.mark.parametrize("name", modes())
async def test_an_empty_screen_says_the_next_key(looks: Looks, name: str, tmp_path: Path) -> None:
    session = fake.FakeSession()
    session.paths.log = session.paths.state = tmp_path
    session.paths.config_file = Path("/nowhere/config.toml")

    async def scene(pilot: Pilot[Any]) -> None:
        pilot.app.switch_mode(name)
        await at_rest(pilot)

    await looks(fake.app(session), scene, ("80x24",))


def _session(folder: Path) -> fake.FakeSession:
    """Hostile titles everywhere, also in the names of saved views."""
    session = fake.FakeSession(invented.rows())
    session.paths.log = session.paths.state = folder
    session.paths.config_file = Path("/nowhere/config.toml")
    session.library.locked[1] = {"title"}
    Remembered(folder).keep_views({title[:30]: f'title:"{title}"' for title in invented.HOSTILE[::5]})
    write_log(folder)
    return session
