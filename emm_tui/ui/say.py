"""Short texts that show for a moment."""

from __future__ import annotations

from textual.dom import DOMNode

from emm_tui.domain.display import display
from emm_tui.ui.jobs import Severity

SHORT, LONG = 4.0, 8.0  # seconds


def say(node: DOMNode, text: str, severity: Severity = "information", seconds: float | None = None) -> None:
    """Shows `text` as a toast; it is made safe and never read as markup. An error that still shows is not repeated."""
    said = display(text)
    if severity == "error" and any(note.message == said and not note.has_expired for note in node.app._notifications):
        return
    timeout = seconds or (LONG if severity == "error" else SHORT)
    node.app.notify(said, severity=severity, markup=False, timeout=timeout)
