"""The views that a person can pick from: those that everybody needs, and saved ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from emm_tui.domain.display import display
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.choices import Choices
from emm_tui.ui.widgets.value_line import ValueLine

VIEWS = {
    "Everything": "",
    "Films": "kind:movie",
    "Shows": "kind:show",
    "Sets": "kind:set",
    "To review": "state:ambiguous,unmatched,failed",
    "Newest": "sort:added-",
    "Missing artwork": "state:scraped missing:poster,fanart",
    "Missing episodes": "kind:show missing:episode",
    "Duplicates": "duplicate:yes",
    "Marked": "marked:yes",
    "Gone": "missing:file",
}
"""Name -> query of the views that are always there."""
NAME = 18  # cells of the left column
MOST = 40  # letters of a name


class ViewsDialog(Dialog[str]):
    """Asks which view to show; the answer is its query. `saved` is changed when views are saved or dropped."""

    BINDINGS = bindings("views")
    DEFAULT_CSS = """
    ViewsDialog {
        & #box { width: 72; }
        & Input { margin-top: 1; display: none; }
        & Input.-shown { display: block; }
        &.-naming OptionList { max-height: 8; }
    }
    """

    def __init__(self, saved: dict[str, str], current: str) -> None:
        super().__init__("Views")
        self._saved = saved
        self._current = current
        self._line = ValueLine("a name for what is shown now", max_length=MOST)

    def body(self) -> Iterable[Widget]:
        """One line a view; below, the line for a new name."""
        queries = list(self._all().values())
        yield Choices(self._options(), queries.index(self._current) if self._current in queries else 0)
        yield self._line

    def _all(self) -> Mapping[str, str]:
        return {**VIEWS, **self._saved}

    def _options(self) -> list[Option]:
        return [Option(_shown(name, query, name in self._saved)) for name, query in self._all().items()]

    def _draw(self) -> None:
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(self._options())
        choices.highlighted = len(self._all()) - 1
        choices.focus()

    def action_save(self) -> None:
        """Asks for a name."""
        self.add_class("-naming")
        self._line.add_class("-shown")
        self._line.focus()

    def action_drop(self) -> None:
        """Forgets the saved view under the cursor."""
        at = self.query_one(OptionList).highlighted
        name = list(self._all())[at] if at is not None else ""
        if self._saved.pop(name, None) is not None:
            self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Saves what is shown now under the name."""
        event.stop()
        name = display(event.value.strip())
        if name and name not in VIEWS:
            self._saved[name] = self._current
            self._line.value = ""
            self._line.remove_class("-shown")
            self.remove_class("-naming")
            self._draw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answers."""
        self.dismiss(list(self._all().values())[event.option_index])


def _shown(name: str, query: str, saved: bool) -> Content:
    label = display(name)
    return Content.assemble(
        ("★ " if saved else "  ", "$text-accent"),
        label,
        " " * max(NAME - cell_len(label), 1),
        (display(query) or "no filter", "dim"),
    )
