"""All keys that do something here, and the words of the filter; made from the bindings and the query fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.domain.query_fields import FIELDS
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.keys import KEYS, bindings
from emm_tui.ui.labelled import labelled

LABELS = {
    "table": "Rows",
    "board": "Figures",
    "detail": "Details",
    "filter": "Filter line",
    "ask": "Search line",
    "cards": "Candidates",
    "grid": "Pictures",
    "picture": "One picture",
    "screen": "Other screens",
    "dialog": "Questions",
    "choices": "Lists of choices",
    "value": "A value",
    "app": "Anywhere",
}
"""How the scopes are called that are no screen's own."""
LEFT = 16  # cells of the left column
WIDTH = 66  # cells of both


class HelpDialog(Dialog[None]):
    """Lists all keys, as `keymap` (binding id -> key) maps them; those of the screen `here` come first."""

    DEFAULT_CSS = """
    HelpDialog {
        & #box { width: 76; height: 85%; }
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self, keymap: Mapping[str, str], here: str) -> None:
        super().__init__("Keys")
        self._keymap = keymap
        self._here = here

    def body(self) -> Iterable[Widget]:
        """A text to scroll through."""
        with VerticalScroll() as scroll:
            scroll.can_focus = True
            yield Static(Content("\n").join([*self._keys(), *_fields()]))

    def _keys(self) -> Iterator[Content]:
        own = [scope for scope in KEYS if scope not in LABELS]
        for scope in [*sorted(own, key=lambda scope: scope != self._here), *LABELS]:
            yield Content.styled(LABELS.get(scope, scope.capitalize()), "bold $text-accent")
            for key, binding in zip(KEYS[scope], bindings(scope), strict=True):
                mapped = replace(binding, key=self._keymap.get(binding.id or "", binding.key))
                shown = map(self.app.get_key_display, Binding.make_bindings([mapped]))
                yield from _line(" ".join(dict.fromkeys(shown)), key.does)
            yield Content("")


def _fields() -> Iterator[Content]:
    yield Content.styled("Filter", "bold $text-accent")
    yield from _line("word", "titles with that word; ^word without it; a, b either")
    for field in FIELDS.values():
        yield from _line(f"{field.name}:", f"{field.help}  ({field.example})")


def _line(left: str, right: str) -> Iterator[Content]:
    return labelled(left, [Content.styled(right, "dim")], WIDTH, LEFT, "bold")
