"""Which columns the table has, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.widget import Widget
from textual.widgets import OptionList

from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.choices import Choices

ALWAYS = "title"


class ColumnsDialog(Dialog[tuple[str, ...]]):
    """Asks which of `labels` (name -> label) are shown; the answer are their names in order, from left to right."""

    BINDINGS = bindings("columns")
    DEFAULT_CSS = "ColumnsDialog #box { width: 44; }"

    def __init__(self, labels: Mapping[str, str], shown: Sequence[str]) -> None:
        super().__init__("Columns")
        self._labels = labels
        self._shown = {name: name in shown for name in (*shown, *(name for name in labels if name not in shown))}
        self._names = list(self._shown)

    def body(self) -> Iterable[Widget]:
        """One line a column."""
        yield Choices(self._lines(), 0)

    def _lines(self) -> list[str]:
        return [f" {'■' if self._shown[name] else '□'} {self._labels[name]}" for name in self._names]

    def _draw(self, at: int) -> None:
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(self._lines())
        choices.highlighted = at

    def action_choose(self) -> None:
        """Shows the column, or hides it; the title stays."""
        at = self.query_one(OptionList).highlighted or 0
        if self._names[at] != ALWAYS:
            self._shown[self._names[at]] = not self._shown[self._names[at]]
            self._draw(at)

    def action_shift(self, places: int) -> None:
        """Moves the column to the left or to the right."""
        at = self.query_one(OptionList).highlighted or 0
        to = at + places
        if 0 <= to < len(self._names):
            self._names[at], self._names[to] = self._names[to], self._names[at]
            self._draw(to)

    def on_option_list_option_selected(self) -> None:
        """Answers."""
        self.dismiss(tuple(name for name in self._names if self._shown[name]))
