"""Who is it? The candidates of an item with the reasons of their scores; one key takes one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from emm_tui.domain.display import display
from emm_tui.domain.errors import EmmError
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Item
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.widgets.choices import Choices
from emm_tui.ui.words import join

OVERVIEW = 66  # characters of a candidate's plot

if TYPE_CHECKING:
    from emm_tui.session import Session


class CandidatesDialog(Dialog[Candidate]):
    """Reads, or asks for, the candidates of an item; the answer is the one taken."""

    DEFAULT_CSS = """
    CandidatesDialog {
        & #box { width: 84; }
        & #note { color: $text-muted; }
    }
    """

    def __init__(self, session: Session, item: Item) -> None:
        super().__init__(f"Who is it?  {item.row.title}")
        self._session = session
        self._item = item
        self._found: list[Candidate] = []

    def body(self) -> Iterable[Widget]:
        """The list; a line below while it is asked for, or when there is none."""
        yield Choices()
        yield Static(Content("asking …"), id="note")

    def on_mount(self) -> None:
        """Asks."""
        self._ask()

    @work(exclusive=True)
    async def _ask(self) -> None:
        """Fills the list."""
        note = self.query_one("#note", Static)
        try:
            self._found = await self._session.candidates(self._item.row.id)
        except EmmError as error:
            note.update(Content(display(str(error))))
            return
        note.update(Content("" if self._found else "Nobody knows a title like that."))
        note.display = not self._found
        choices = self.query_one(OptionList)
        choices.add_options([_line(candidate) for candidate in self._found])
        choices.highlighted = 0 if self._found else None
        choices.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Takes one."""
        self.dismiss(self._found[event.option_index])


def _line(candidate: Candidate) -> Content:
    overview = display(candidate.overview or "")
    original = candidate.original_title if candidate.original_title != candidate.title else ""
    return Content.assemble(
        (f"{candidate.score:5.0f}  ", "$text-accent"),
        (display(candidate.title), "bold"),
        (f"  {candidate.year or '?'}  {display(original or '')}", "dim"),
        (f"\n       {display(join([f'{candidate.provider} {candidate.id}', *candidate.reasons]))}", "dim"),
        (f"\n       {overview[:OVERVIEW]}{'…' if len(overview) > OVERVIEW else ''}" if overview else "", "dim italic"),
    )
