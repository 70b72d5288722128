"""One setting: chosen or typed, checked while it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from emm_tui.config import Secret
from emm_tui.config_file.check import problems_of
from emm_tui.config_file.environment import plain
from emm_tui.config_file.keys import type_text
from emm_tui.config_file.text import default_text
from emm_tui.domain.display import display
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.keys import bindings
from emm_tui.ui.setting_rows import Setting
from emm_tui.ui.widgets.choices import Choices


class _Line(Input):
    """Its key line says how to keep what is typed."""

    BINDINGS = bindings("value")  # type: ignore[assignment]


class SettingDialog(Dialog[tuple[Any]]):
    """The answer is a tuple of the new value, which is right by itself."""

    BINDINGS = [Binding("ctrl+r", "default", "default", id="setting.default")]  # noqa: RUF012
    DEFAULT_CSS = """
    SettingDialog {
        & #box { width: 76; }
        & #type { color: $text-muted; margin-bottom: 1; }
        & Input { background: transparent; border: tall $foreground 20%; &:focus { border: tall $accent; } }
        & #hint { color: $text-warning; height: auto; min-height: 1; }
    }
    """

    def __init__(self, setting: Setting, choices: Sequence[str] = ()) -> None:
        super().__init__(setting.name)
        self._setting = setting
        self._choices = choices or setting.choices

    def body(self) -> Iterable[Widget]:
        """What the key is, then its values or a line to type into."""
        setting, default = self._setting, default_text(self._setting.key)
        yield Static(Content(setting.key.doc), id="doc")
        yield Static(Content(f"{type_text(setting.key.type)}; default {default or 'none'}"), id="type")
        if self._choices:
            yield Choices(self._choices, self._choices.index(setting.text) if setting.text in self._choices else 0)
        else:
            secret = setting.secret
            hint = "type a new one; an empty line takes it away" if secret else ""
            line = _Line(setting.text, password=secret, placeholder=hint, select_on_focus=False)
            line.cursor_blink = False
            yield line
        yield Static("", id="hint", markup=False)

    def value_of(self, text: str) -> Any:
        """What a typed text means."""
        return plain(self._setting.key, text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says at once what is wrong."""
        self._check(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Takes what is right."""
        if self._check(event.value):
            self.dismiss((self.value_of(event.value),))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Takes the one under the cursor."""
        self.dismiss((self.value_of(self._choices[event.option_index]),))

    def action_default(self) -> None:
        """Takes the default."""
        if not self._setting.key.required:
            default = self._setting.key.default
            self.dismiss((default.reveal() if isinstance(default, Secret) else default,))

    def _check(self, text: str) -> bool:
        setting = self._setting
        problems = problems_of(setting.key, self.value_of(text), setting.path)
        shown = "" if setting.secret else "\n".join(problem.text for problem in problems)
        self.query_one("#hint", Static).update(Content(display(shown)))
        return not problems
