"""A list of which one line is taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from emm_tui.ui.keys import bindings


class Choices(OptionList, inherit_bindings=False):
    """A plain list whose key line says how to take the line under the cursor; no text in it is read as markup."""

    BINDINGS = bindings("choices")  # type: ignore[assignment]

    def __init__(self, options: Iterable[str | Option] = (), at: int | None = None) -> None:
        super().__init__(*options, compact=True, markup=False)
        self.highlighted = at

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        """A page up or down; a list that has no room, or none yet, knows no page."""
        if self.scrollable_content_region:
            super()._move_page(direction)
