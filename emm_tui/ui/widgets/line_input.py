"""A line to type in, whose keys take effect in the order in which they were pressed."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.widgets import Input

from emm_tui.domain.display import display

EDITING = {
    key.strip(): binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding) and binding.action != "submit"
    for key in binding.key.split(",")
}
"""The keys that edit the line, and what they do."""


class LineInput(Input):
    """Letters are typed at once, while a binding waits until its key has gone all the way up: here neither overtakes.

    What is pasted is made safe first.
    """

    def __init__(self, placeholder: str = "", *, max_length: int = 0) -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False, max_length=max_length)

    def on_mount(self) -> None:
        """No blinking: it would send bytes for ever."""
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        action = EDITING.get(event.key)
        if action is not None:
            event.stop()
            event.prevent_default()
            await self.run_action(action)

    def _on_paste(self, event: events.Paste) -> None:
        event.text = display(event.text.strip())  # the handler of Input comes after this one and inserts it
