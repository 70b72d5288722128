"""The sort menu."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import OptionList

from emm_tui.domain.query_fields import SORTS
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.widgets.choices import Choices

DOWNWARDS = {"year", "added", "rating"}  # where the largest is what one looks for


class SortDialog(Dialog[tuple[str, bool]]):
    """Asks by which field; the one in use turns around. The answer is (field, descending)."""

    DEFAULT_CSS = "SortDialog #box { width: 28; }"

    def __init__(self, current: tuple[str, bool]) -> None:
        super().__init__("Sort by")
        self._current = current

    def body(self) -> Iterable[Widget]:
        """One line a field."""
        yield Choices(map(self._line, SORTS), SORTS.index(self._current[0]) if self._current[0] in SORTS else 0)

    def _line(self, field: str) -> str:
        arrow = "" if field != self._current[0] else "▼" if self._current[1] else "▲"
        return f" {field:<12}{arrow:>2} "

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answers."""
        field = SORTS[event.option_index]
        self.dismiss((field, not self._current[1] if field == self._current[0] else field in DOWNWARDS))
