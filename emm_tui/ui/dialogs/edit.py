"""Another value for a field of some items; it says what that changes before it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from emm_tui.domain.display import display
from emm_tui.domain.edits import FIELDS, Changed, Renumbered, Value
from emm_tui.domain.errors import EmmError
from emm_tui.domain.media import Item
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.widgets.choices import Choices
from emm_tui.ui.widgets.value_line import ValueLine
from emm_tui.ui.words import plural

if TYPE_CHECKING:
    from emm_tui.pipeline.reports import OrderChange
    from emm_tui.session import Session

SHOWN = 4  # changes that are shown
LONGEST = 60  # letters of a value
PAUSE = 0.4  # seconds without a key before a provider is asked
ORDER, AIRED = "order", "aired"
ORDERS = "aired, dvd, absolute, or the id of an order"
Edit = tuple[str, str]
"""A field and its new value as it is typed."""


def editable(kinds: Iterable[str]) -> list[str]:
    """The fields that all these kinds have."""
    wanted = set(kinds)
    return [field for field, having in FIELDS.items() if wanted <= set(having)]


class EditDialog(Dialog[Edit]):
    """Asks for a field, then for its value; with `field` only for the value. The answer is both."""

    DEFAULT_CSS = """
    EditDialog {
        & #box { width: 80; }
        & Input { margin-top: 1; display: none; }
        & Input.-shown { display: block; }
        & #diff { margin-top: 1; display: none; }
        & #diff.-shown { display: block; min-height: 2; }
    }
    """

    def __init__(self, session: Session, items: Sequence[Item], field: str | None = None) -> None:
        self._whose = items[0].row.title if len(items) == 1 else plural(len(items), "item")
        super().__init__(f"Edit  {self._whose}")
        self._session = session
        self._items = items
        self._field = field
        self._fields = editable(item.row.kind for item in items)
        self._line = ValueLine()
        self._diff = Static("", id="diff", markup=False)

    def body(self) -> Iterable[Widget]:
        """The fields, the line for the value, what it changes."""
        if self._field is None:
            yield Choices((f" {field}" for field in self._fields), 0)
        yield self._line
        yield self._diff

    def on_mount(self) -> None:
        """With a field: straight to its value."""
        if self._field:
            self._ask(self._field)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Asks for the value."""
        self._ask(self._fields[event.option_index])

    def _ask(self, field: str) -> None:
        self._field = field
        self.query_one("#title", Static).update(Content(display(f"Edit  {field} of {self._whose}")))
        self._line.placeholder = ORDERS if field == ORDER else f"{field}; empty takes it away"
        self._line.value = _text(value_of(self._items[0], field)) if len(self._items) == 1 else ""
        self._line.add_class("-shown")
        self._diff.add_class("-shown")
        self._line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says what the value would change."""
        event.stop()
        self._plan(event.value)

    @work(exclusive=True)
    async def _plan(self, value: str) -> None:
        ids = [item.row.id for item in self._items]
        if self._field == ORDER:  # asked for at its provider, which takes its time
            self._diff.update(Content.styled("asking …" if value else ORDERS, "dim"))
            await asyncio.sleep(PAUSE)
        if self._field == ORDER and not value:
            return
        try:
            report = await self._session.edit(ids, {self._field or "": value})
        except EmmError as error:
            self._diff.update(Content.styled(display(str(error)), "$text-warning"))
        else:
            self._diff.update(counted(report.orders) if self._field == ORDER else diff(report.changes))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers."""
        event.stop()
        if self._field and (event.value or self._field != ORDER):
            self.dismiss((self._field, event.value))


def diff(changes: Sequence[Changed]) -> Content:
    """The first changes, old and new below each other."""
    if not changes:
        return Content.styled("nothing changes", "dim")
    lines = []
    for one in changes[:SHOWN]:
        lines.append(Content.assemble(("- ", "$text-error"), (_short(one.old), "dim")))
        lines.append(Content.assemble(("+ ", "$text-success"), _short(one.new)))
    if len(changes) > SHOWN:
        lines.append(Content.styled(f"and {len(changes) - SHOWN:,} more", "dim"))
    return Content("\n").join(lines)


def counted(orders: Sequence[OrderChange]) -> Content:
    """What becomes of the files in another order, and what a person should look at before."""
    lines = []
    for order in orders:
        name = f" ({order.name})" if order.name != order.new else ""
        files = plural(len(order.episodes), "file")
        lines.append(Content(display(f"{order.old} → {order.new}{name}: {files} with another number")))
        lines += [Content.styled(display(f"  {_moved(one)}"), "dim") for one in order.episodes[:SHOWN]]
        if len(order.episodes) > SHOWN:
            lines.append(Content.styled(f"  and {len(order.episodes) - SHOWN:,} more", "dim"))
        lines += [Content.styled(display(f"! {warning}"), "$text-warning") for warning in order.warnings]
    return Content("\n").join(lines)


def _moved(one: Renumbered) -> str:
    """`S01E02 → S01E03  Show.S01E02.mkv`."""
    return f"{_number(one.old)} → {_number(one.new) if one.new else 'none'}  {one.path.rpartition('/')[2]}"


def _number(number: tuple[int | None, int | None]) -> str:
    season, episode = ("??" if part is None else f"{part:02}" for part in number)
    return f"S{season}E{episode}"


def value_of(item: Item, field: str) -> Value:
    """The value that the field has now."""
    if field == ORDER:
        return item.order or AIRED
    value: Value = getattr(item.row if field in ("title", "year") else item.metadata, field)
    return value


def _text(value: Value) -> str:
    return "" if value is None else display(str(value))


def _short(value: Value) -> str:
    text = "nothing" if value is None else display(str(value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
