"""Short texts that show for a moment."""

from __future__ import annotations

from textual.dom import DOMNode

from emm_tui.domain.display import display
from emm_tui.ui.jobs import Severity


def say(node: DOMNode, text: str, severity: Severity = "information") -> None:
    """Shows `text` as a toast; it is made safe and never read as markup."""
    node.app.notify(display(text), severity=severity, markup=False, timeout=8 if severity == "error" else 4)
