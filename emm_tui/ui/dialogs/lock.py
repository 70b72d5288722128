"""Which fields and kinds of pictures scrapes leave alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import OptionList

from emm_tui.domain.artwork import KINDS
from emm_tui.domain.edits import LOCKS
from emm_tui.domain.media import Item
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.choices import Choices
from emm_tui.ui.words import plural

Locks = tuple[list[str], list[str]]
"""The fields to lock, and those to unlock."""


class LockDialog(Dialog[Locks]):
    """Asks which fields of the items are locked; the answer is what becomes locked and what unlocked."""

    BINDINGS = bindings("fields")
    DEFAULT_CSS = "LockDialog #box { width: 44; }"

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__(f"Locks  {items[0].row.title if len(items) == 1 else plural(len(items), 'item')}")
        self._before = {field: all(field in item.locked for item in items) for field in lockable(items)}
        self._now = dict(self._before)

    def body(self) -> Iterable[Widget]:
        """One line a field."""
        yield Choices(self._lines(), 0)

    def _lines(self) -> list[str]:
        return [f" {'■' if locked else '□'} {field}" for field, locked in self._now.items()]

    def action_choose(self) -> None:
        """Locks the field, or unlocks it."""
        choices = self.query_one(OptionList)
        at = choices.highlighted or 0
        field = list(self._now)[at]
        self._now[field] = not self._now[field]
        choices.clear_options()
        choices.add_options(self._lines())
        choices.highlighted = at

    def on_option_list_option_selected(self) -> None:
        """Answers."""
        changed = [field for field in self._now if self._now[field] != self._before[field]]
        self.dismiss(([f for f in changed if self._now[f]], [f for f in changed if not self._now[f]]))


def lockable(items: Sequence[Item]) -> list[str]:
    """The fields, and the kinds of pictures that one of the items may have."""
    kinds = {kind: None for item in items for kind in KINDS.get(item.row.kind, ())}
    return [*LOCKS, *kinds]
