"""The command palette: every key's action by its name, and the themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Input

from emm_tui.ui.closing import ClosesOnce
from emm_tui.ui.keys import tell

Command = tuple[str, str, Callable[[], Any]]


class Palette(CommandPalette, ClosesOnce[None]):
    """Textual's palette, safe from a second key while it goes."""

    def on_mount(self) -> None:
        """No blinking: it would send bytes for ever."""
        self.query_one(Input).cursor_blink = False

    def _action_command_list(self, action: str) -> None:
        """Hands a key on to the list; one that is not laid out knows no page."""
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)


class Commands(Provider):
    """Made from the bindings that are active on the screen below."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for name, help, run in self._keys():
            yield DiscoveryHit(name, run, help=help)

    async def search(self, query: str) -> Hits:
        """The commands whose name is like `query`; themes too."""
        matcher = self.matcher(query)
        for name, help, run in (*self._keys(), *self._themes()):
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), run, help=help)

    def _keys(self) -> Iterator[Command]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            key = tell(binding.id)
            if key is None or binding.id in seen or key.name == "palette":
                continue
            seen.add(binding.id or "")
            run = partial(self.app.run_action, binding.action, active.node)
            yield key.does, f"{self.app.get_key_display(binding)}  {binding.id}", run

    def _themes(self) -> Iterator[Command]:
        for name in self.app.available_themes:
            yield f"theme {name}", "colours", partial(setattr, self.app, "theme", name)
