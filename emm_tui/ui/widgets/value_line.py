"""A line to type a value into."""

from __future__ import annotations

from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.line_input import LineInput


class ValueLine(LineInput):
    """Its key line says how to keep what is typed."""

    BINDINGS = bindings("value")  # type: ignore[assignment]
