"""A source: its name, its folder and what lies there; checked while it is typed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, cast

from textual import work
from textual.content import Content
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from emm_tui.config import SourceConfig
from emm_tui.domain.display import display
from emm_tui.pipeline.folder_check import folders_like, trouble_with
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.choice import Choice
from emm_tui.ui.widgets.line_input import LineInput

NAME, PATH = "what it is called in lists", "the folder, as /media/movies; → completes it"
KINDS = ("movies", "tv")


class _Folders(Suggester):
    """Offers the first folder that goes on as the line begins."""

    def __init__(self, home: Path) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._home = home

    async def get_suggestion(self, value: str) -> str | None:
        """The line with that folder's name in full."""
        found = await folders_like(value, meant(value, self._home)) if value else []
        return found[0] if found else None


class _Line(LineInput):
    """Enter keeps the source, as everywhere in the dialog."""

    BINDINGS = bindings("source")  # type: ignore[assignment]


class SourceDialog(Dialog[SourceConfig]):
    """Asks for a new source, or for another look of the one at `place`; `home` is the folder of the config file."""

    BINDINGS = bindings("source")
    DEFAULT_CSS = """
    SourceDialog {
        & #box { width: 76; }
        & .label { height: 1; color: $text-muted; }
        & Input { margin-bottom: 1; }
        & #hint { height: auto; min-height: 3; margin-top: 1; }
    }
    """

    def __init__(self, sources: Sequence[SourceConfig], home: Path, place: int | None = None, at: str = "name") -> None:
        before = sources[place] if place is not None else None
        super().__init__(f"Source {before.name}" if before else "Another source")
        self._others = [one for number, one in enumerate(sources) if number != place]
        self._before = before
        self._home = home
        self._at = at
        self._insisted: SourceConfig | None = None
        self._called = _Line(NAME)
        self._folder = _Line(PATH)
        self._folder.suggester = _Folders(home)
        self._kind = Choice("Holds", KINDS, [before.kind if before else KINDS[0]])
        self._hint = Static("", id="hint", markup=False)

    def body(self) -> Iterable[Widget]:
        """Two lines to type in, one to choose on, and what is to be said of them."""
        self._called.value, self._folder.value = (self._before.name, self._before.path) if self._before else ("", "")
        yield Static("Name", classes="label")
        yield self._called
        yield Static("Folder", classes="label")
        yield self._folder
        yield self._kind
        yield self._hint

    def on_mount(self) -> None:
        """To the line that was asked for."""
        {"path": self._folder, "kind": self._kind}.get(self._at, self._called).focus()

    @property
    def typed(self) -> SourceConfig:
        """What the lines say now."""
        kind = cast(Literal["movies", "tv"], self._kind.chosen[0])
        return SourceConfig(self._called.value.strip(), self._folder.value.strip(), kind)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says at once what is wrong."""
        event.stop()
        self._look(False)

    def on_choice_changed(self) -> None:
        """What lies there changes what the change comes to."""
        self._look(False)

    def action_keep(self) -> None:
        """Answers when all is right; a folder that is not there has to be meant: the key once more."""
        self._look(True)

    def action_line(self, step: int) -> None:
        """To the next line, or the one before."""
        self.focus_next() if step > 0 else self.focus_previous()

    @work(exclusive=True)
    async def _look(self, keep: bool) -> None:
        typed = self.typed
        wrong = self._wrong(typed)
        doubt = "" if wrong else await self._doubt(typed)
        if keep and not wrong and (not doubt or self._insisted == typed):
            self.dismiss(typed)
            return
        self._insisted = typed if keep and doubt else self._insisted
        said = [Content.styled(display(text), "$text-error") for text in wrong]
        if doubt:
            again = "enter again keeps it all the same." if self._insisted == typed else ""
            said.append(Content.styled(display(f"{doubt} {again}"), "$text-warning"))
        if not wrong:
            said += [Content.styled(text, "dim") for text in self._means(typed)]
        self._hint.update(Content("\n").join(said))

    def _wrong(self, typed: SourceConfig) -> list[str]:
        """What cannot be written."""
        lacking = {"name": typed.name, "folder": typed.path}
        said = [f"The {what} is missing." for what, value in lacking.items() if not value]
        if typed.name in [other.name for other in self._others]:
            said.append(f"There is another source named {typed.name}.")
        path = meant(typed.path, self._home)
        same = [other.name for other in self._others if meant(other.path, self._home) == path]
        return said + [f"{name} has that folder already." for name in same if typed.path]

    async def _doubt(self, typed: SourceConfig) -> str:
        """What may be meant all the same."""
        path = meant(typed.path, self._home)
        if trouble := await trouble_with(path):
            return f"{path}: {trouble.removesuffix('.')}."
        inside = [other.name for other in self._others if _nested(path, meant(other.path, self._home))]
        return f"Its folder and that of {inside[0]} lie in each other: both would scan it." if inside else ""

    def _means(self, typed: SourceConfig) -> list[str]:
        """What a change comes to with the next scan."""
        before = self._before
        if before is None:
            return ["R in the library scans it; nothing in the folder is touched before."]
        said = []
        if typed.name != before.name:
            said.append("With the next scan its items have the new name.")
        if typed.path != before.path:
            said.append("The next scan looks there; what is not there any more is gone, and nothing is deleted.")
        if typed.kind != before.kind:
            said.append("'emm scan --full' reads its names anew.")
        return said


def meant(path: str, home: Path) -> str:
    """The folder that a path of the config file means: `~` is the home, the rest counts from the file's folder."""
    try:
        return os.path.normpath(home / Path(path).expanduser())
    except RuntimeError:  # there is nobody of that name
        return path


def _nested(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
