"""When a program on the screen is at rest: nothing is on its way that could still change what is seen."""

from __future__ import annotations

from asyncio import sleep
from time import monotonic
from typing import Any

from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import Worker

from emm_tui.ui.app import EmmApp
from emm_tui.ui.widgets.detail import DetailPane
from emm_tui.ui.widgets.media_table import MediaTable

LONGEST = 60.0  # seconds that anything is waited for
SOON = 1.0  # seconds: longer timers are those of toasts, not of a hand that rests


async def at_rest(pilot: Pilot[Any]) -> None:
    """Everything has been read, every timer of a resting hand has run out, every message has been handled."""
    end, still = monotonic() + LONGEST, 0
    while still < 3:
        assert monotonic() < end, f"it never rests: {_busy(pilot.app)}"
        await pilot.pause(0)
        still = 0 if _busy(pilot.app) else still + 1
        await sleep(0.005)


def _busy(app: App[Any]) -> list[object]:
    """What is still to come."""
    nodes: list[MessagePump] = [node for screen in app.screen_stack for node in screen.walk_children(with_self=True)]
    found: list[object] = [worker for worker in app.workers if not _rests(worker)]
    found += [timer for node in nodes for timer in node._timers if _runs_out(timer)]
    if isinstance(app, EmmApp) and app.activity._inbox:
        found.append("events that were not looked at")
    if app.current_mode == "library" and not _shown(app.screen_stack[0]):
        found.append("rows")
    return found


def _rests(worker: Worker[Any]) -> bool:
    """Who draws pictures goes on as long as its screen is seen, who asks a person until she answers."""
    if worker.is_finished:
        return True
    if worker.group == "dialog":
        return isinstance(worker.node, Screen) and worker.node.app.screen is not worker.node
    thumbs = getattr(worker.node, "thumbs", None)
    return worker.group == "pictures" and thumbs is not None and thumbs.complete


def _runs_out(timer: Any) -> bool:
    return timer._repeat == 0 and timer._interval <= SOON and timer._task is not None and not timer._task.done()


def _shown(screen: Screen[Any]) -> bool:
    table, pane = screen.query_one(MediaTable), screen.query_one(DetailPane)
    return table.source.total == len(table.ids) and (pane.item is not None or screen.has_class("-empty"))
