"""Why a field is what it is: its value, the rule that decided, and what each provider said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.domain.display import display
from emm_tui.domain.why import Say, Value, Why
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.labelled import labelled
from emm_tui.ui.words import join

LEFT, WIDTH = 12, 68  # cells of the labels, and of all
MOST = 12  # entries of a list


class WhyDialog(Dialog[None]):
    """Tells it; `lacking` are the providers that could not be asked, and why."""

    DEFAULT_CSS = """
    WhyDialog {
        & #box { width: 78; }
        & VerticalScroll { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self, why: Why, lacking: Mapping[str, str]) -> None:
        super().__init__(f"Why  {why.field.replace('_', ' ')}")
        self._why = why
        self._lacking = lacking

    def body(self) -> Iterable[Widget]:
        """A text to scroll through."""
        with VerticalScroll() as scroll:
            scroll.can_focus = True
            yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> Iterator[Content]:
        why = self._why
        yield from _told("is", _text(why.value) or "not known")
        if why.origin:
            yield from _told("from", join([why.origin.provider, why.origin.language or "", why.origin.time[:10]]))
        yield from _told("because", why.reason)
        if why.locked:
            yield from _told("locked", "yes")
        if why.said:
            yield Content("")
        for say in why.said:
            yield from _told(say.provider, _said(say), "$text-accent" if say.won else "dim")
        for provider, reason in sorted(self._lacking.items()):
            yield from _told(provider, f"not asked: {reason}", "dim")


def _told(label: str, text: str, style: str = "") -> Iterator[Content]:
    return labelled(display(label), [Content.styled(display(text), style)], WIDTH, LEFT, "bold")


def _said(say: Say) -> str:
    return join([_text(say.value), say.language or "", "won" if say.won else ""])


def _text(value: Value) -> str:
    if isinstance(value, list):
        more = f" and {len(value) - MOST} more" if len(value) > MOST else ""
        return f"{', '.join(value[:MOST])}{more}"
    return value or ""
